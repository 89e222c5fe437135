// All numbers of a network in one row, which is how an optimiser sees them: layer after layer, each its weights and then its biases, in
// PyTorch's layouts. What batch normalisation remembers is no learned number and makes a row of its own: means, then variances.
import { sizeOf, tensor, type Tensor } from '@lib/array/tensor.ts';
import type { Layer } from './layers.ts';
import { rowsOf } from './network-table.ts';
import { numbersFor, type LayerParameters, type Model } from './parameters.ts';

/** A tensor's place in the row. */
export interface VectorPart {
  /** The layer it belongs to, counted from 0. */
  readonly layer: number;
  readonly name: keyof LayerParameters;
  readonly shape: readonly number[];
  readonly first: number;
  readonly count: number;
}

/** How a network's numbers stand in their two rows. */
export interface VectorPlan {
  readonly learned: readonly VectorPart[];
  readonly learnedCount: number;
  readonly remembered: readonly VectorPart[];
  readonly rememberedCount: number;
}

/** The two rows. */
export interface ParameterVectors {
  /** `[learnedCount]` */
  readonly learned: Float32Array;
  /** `[rememberedCount]`: empty without batch normalisation. */
  readonly remembered: Float32Array;
}

/**
 * Where each number of a network stands.
 * @throws RangeError if the layers do not fit together
 */
export function planVectors(layers: readonly Layer[], inputShape: readonly number[]): VectorPlan {
  const learned: VectorPart[] = [];
  const remembered: VectorPart[] = [];
  const counts = { learned: 0, remembered: 0 };
  rowsOf(layers, inputShape, 'planVectors').forEach(({ layer: { kind }, weightShape, biasShape }, layer) => {
    const add = (
      list: 'learned' | 'remembered',
      name: VectorPart['name'],
      shape: readonly number[] | undefined,
    ): void => {
      if (shape === undefined) return;
      const count = sizeOf(shape);
      (list === 'learned' ? learned : remembered).push({ layer, name, shape, first: counts[list], count });
      counts[list] += count;
    };
    add('learned', 'weight', weightShape);
    add('learned', 'bias', biasShape);
    if (kind !== 'batch-norm') return;
    add('remembered', 'runningMean', weightShape);
    add('remembered', 'runningVariance', weightShape);
  });
  return { learned, learnedCount: counts.learned, remembered, rememberedCount: counts.remembered };
}

/**
 * Puts a network's numbers in their rows.
 * @throws RangeError if numbers are missing or have another shape
 */
export function toVectors(
  { layers, parameters }: { readonly layers: readonly Layer[]; readonly parameters: readonly LayerParameters[] },
  inputShape: readonly number[],
): ParameterVectors {
  const plan = planVectors(layers, inputShape);
  const rows = rowsOf(layers, inputShape, 'toVectors');
  const gathered = (parts: readonly VectorPart[], count: number): Float32Array => {
    const row = new Float32Array(count);
    for (const { layer, name, first } of parts) {
      const at = rows[layer];
      if (at === undefined) continue;
      const numbers = { numbers: parameters[layer], caller: 'toVectors', argument: `parameters[${layer}]` };
      row.set(numbersFor(at, numbers)(name).data, first);
    }
    return row;
  };
  return {
    learned: gathered(plan.learned, plan.learnedCount),
    remembered: gathered(plan.remembered, plan.rememberedCount),
  };
}

/** Takes the numbers of each layer out of their rows; what comes out is copied. */
export function fromVectors(
  plan: VectorPlan,
  { learned, remembered }: ParameterVectors,
  layerCount: number,
): LayerParameters[] {
  const numbers = Array.from({ length: layerCount }, (): Partial<Record<keyof LayerParameters, Tensor>> => ({}));
  const take = (parts: readonly VectorPart[], row: Float32Array): void => {
    for (const { layer, name, shape, first, count } of parts) {
      const into = numbers[layer];
      if (into !== undefined) into[name] = tensor(shape, row.slice(first, first + count));
    }
  };
  take(plan.learned, learned);
  take(plan.remembered, remembered);
  return numbers;
}

/**
 * The network of these layers whose numbers stand in two rows; they are copied.
 * @throws RangeError if the layers do not fit together
 */
export function modelFrom(layers: readonly Layer[], inputShape: readonly number[], vectors: ParameterVectors): Model {
  return { layers, parameters: fromVectors(planVectors(layers, inputShape), vectors, layers.length) };
}
