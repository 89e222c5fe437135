// What a figure says of the engine that computed it: a chip of a few words, and a sentence behind it.
import type { ComputedBy } from '@lib/engine/client.ts';
import { placeOf } from '@lib/conv/response.ts';
import { plainNumber } from './numbers.ts';

/** What the backends are called on the page. */
export const backendNames: Readonly<Record<ComputedBy, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
  reference: 'plain code',
};

/** What is known of the last computation of a map. */
export interface Computation {
  readonly answer?:
    { readonly backend: ComputedBy; readonly milliseconds: number; readonly reason: string } | undefined;
  readonly disagreement?: { readonly index: number; readonly engine: number; readonly reference: number } | undefined;
  readonly fault?: string | undefined;
  /** Whether the engine keeps the reader waiting for the question as it stands. */
  readonly isWaiting?: boolean;
  /** How far engine and reference may differ and still agree. */
  readonly agreement: number;
  /** Whether plain code works everything out, too; true if left out. */
  readonly isChecked?: boolean;
  /** Where it does not: whether it works out the number that is taken apart. */
  readonly hasSpotCheck?: boolean;
  /** Where an index of the compared numbers lies, in words; the place of a window if left out. */
  readonly placeWords?: (index: number) => string;
}

const windowPlace = (index: number): string => `(${placeOf(index).join(', ')})`;

/** The words for a computation. */
export function backendWords(computation: Computation): {
  chip: string;
  reason: string;
  isWarning: boolean;
} {
  const { answer, disagreement, fault, isWaiting = false, agreement, isChecked = true } = computation;
  const { placeWords = windowPlace, hasSpotCheck = false } = computation;
  if (answer === undefined) {
    if (fault !== undefined) return { chip: 'Not computed: plain code shown', reason: fault, isWarning: true };
    return {
      chip: 'Drawing the first frame …',
      reason: 'These numbers were worked out when the page was made. The engine of this browser is being started.',
      isWarning: false,
    };
  }
  if (isWaiting) {
    if (!isChecked)
      return { chip: 'Computing …', reason: `${backendNames[answer.backend]} has not answered yet.`, isWarning: true };
    return {
      chip: 'Computing: plain code shown',
      reason: `${backendNames[answer.backend]} has not answered yet. These numbers were worked out in plain code, in the page.`,
      isWarning: true,
    };
  }
  const ran = `${backendNames[answer.backend]} · ${plainNumber(answer.milliseconds, answer.milliseconds < 10 ? 1 : 0)} ms`;
  const difference = disagreement === undefined ? 0 : Math.abs(disagreement.engine - disagreement.reference);
  if (disagreement !== undefined && !(difference <= agreement)) {
    return {
      chip: `${ran} · differs by ${plainNumber(difference)} at ${placeWords(disagreement.index)}`,
      reason: `The engine says ${plainNumber(disagreement.engine)}, plain code says ${plainNumber(disagreement.reference)}. ${answer.reason}`,
      isWarning: true,
    };
  }
  const own =
    answer.backend === 'wasm'
      ? ' Where WebAssembly has SIMD, the convolution is done by this site’s own code; tfjs does the rest.'
      : '';
  const isAgreed = isChecked && answer.backend !== 'reference';
  const agreed =
    answer.backend === 'reference' ? '' : isChecked ? ' · agrees' : hasSpotCheck ? ' · spot check agrees' : '';
  const check = isAgreed
    ? ' All answers were also worked out in plain code, and agree.'
    : isChecked
      ? ''
      : ` This is too much for plain code besides, without holding up the page: ${hasSpotCheck ? 'only the number taken apart is checked' : 'the engine is taken at its word'}.`;
  return {
    chip: `${ran}${agreed}`,
    reason: `${answer.reason}${own}${check}`,
    isWarning: false,
  };
}
