// From a gradient to a step, as PyTorch takes it. The engines do the same on their own memory; this is the rule they must agree with, and the
// few numbers that all of them take from here, in double precision, so that no engine drifts away from the others.
import type { OptimiserName } from './training-run.ts';

/** Share of the last step that momentum keeps. */
export const momentumKept = 0.9;

/** Adam's constants: how long it remembers gradients and their squares, and what keeps the root from being 0, added after it. */
export const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** How many rows of moments a rule keeps beside the parameters. */
export const momentRows: Readonly<Record<OptimiserName, number>> = { sgd: 0, momentum: 1, adam: 2 };

/** What an engine needs of Adam for one step. */
export interface AdamStep {
  /** The learning rate over 1 − β₁ᵗ. */
  readonly size: number;
  /** √(1 − β₂ᵗ), which the root of the squares is divided by. */
  readonly rootCorrection: number;
}

/** Adam's corrections for one step after the other; t is counted from 1. Powers are running products: `**` may differ between browsers. */
export class AdamCorrections {
  #power1 = 1;
  #power2 = 1;

  /** Starts after so many steps. */
  constructor(stepsTaken = 0) {
    for (let step = 0; step < stepsTaken; step++) this.#advance();
  }

  /** The corrections of the next step. */
  next(rate: number): AdamStep {
    this.#advance();
    return { size: rate / (1 - this.#power1), rootCorrection: Math.sqrt(1 - this.#power2) };
  }

  #advance(): void {
    this.#power1 *= adamConstants.beta1;
    this.#power2 *= adamConstants.beta2;
  }
}

/**
 * Takes one step in place: parameters and the rule's moments, all `[count]`, move by a gradient. Adam also needs its corrections.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
 */
export function stepInPlace(
  name: OptimiserName,
  vectors: {
    readonly parameters: Float32Array;
    readonly gradient: Float32Array;
    readonly moments: readonly Float32Array[];
  },
  rate: number,
  adam: AdamStep,
): void {
  const { parameters, gradient } = vectors;
  const [first = new Float32Array(0), second = new Float32Array(0)] = vectors.moments;
  const { beta1, beta2, epsilon } = adamConstants;
  for (let at = 0; at < parameters.length; at++) {
    const slope = gradient[at] ?? 0;
    const value = parameters[at] ?? 0;
    switch (name) {
      case 'sgd':
        parameters[at] = value - rate * slope;
        break;
      case 'momentum':
        first[at] = momentumKept * (first[at] ?? 0) + slope;
        parameters[at] = value - rate * (first[at] ?? 0);
        break;
      case 'adam':
        first[at] = beta1 * (first[at] ?? 0) + (1 - beta1) * slope;
        second[at] = beta2 * (second[at] ?? 0) + (1 - beta2) * slope * slope;
        parameters[at] =
          value - (adam.size * (first[at] ?? 0)) / (Math.sqrt(second[at] ?? 0) / adam.rootCorrection + epsilon);
    }
  }
}
