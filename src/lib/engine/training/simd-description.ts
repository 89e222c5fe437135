// How the book's own module is told about a layer: a row of whole numbers, in the order in which `assembly/train/layer.ts` reads them.

/** Kinds of layers, as the module numbers them. */
export const kinds = { convolution: 0, maxPool: 1, averagePool: 2, batchNorm: 3, rectifier: 4, reorder: 5 } as const;

/** Flags of a description. */
const flags = { isRectified: 1, isInputRectified: 2, hasInputGradient: 4 } as const;

/** Whole numbers of a description. */
export const descriptionSize = 32;

/** Where a description's doubles begin, in bytes. */
export const doublesAtBytes = 104;

/** Pictures at a place in memory: rows, columns, channels. */
export interface Activations {
  readonly data: number;
  readonly gradient: number;
  readonly strideBytes: number;
  readonly height: number;
  readonly width: number;
  /** With the padded ones. */
  readonly channels: number;
  readonly realChannels: number;
  /** A border of zeros all around, which height and width include. */
  readonly border: number;
  readonly isRectified: boolean;
  /** Whether anything before it is learned. */
  readonly isLearned: boolean;
}

/** What there is to say about a layer besides its kind; addresses are in bytes. */
export interface Said {
  readonly at: Activations;
  readonly out: Activations;
  readonly kernel?: readonly number[];
  readonly stride?: readonly number[];
  /** Rows and columns of padding that are not there as a border. */
  readonly padding?: readonly number[];
  readonly weights?: number;
  /** The copy of the weights for the way back. */
  readonly turned?: number;
  readonly biases?: number;
  readonly weightGradients?: number;
  readonly biasGradients?: number;
  readonly extra?: number;
  readonly isRectified?: boolean;
  /** Batch normalisation: epsilon and momentum. */
  readonly doubles?: readonly [number, number];
}

/** The whole numbers of a layer's description; its doubles follow at `doublesAtBytes`. */
export function description(kind: number, said: Said): number[] {
  const { at, out, kernel = [1, 1], stride = [1, 1], padding = [0, 0] } = said;
  const flag =
    (said.isRectified === true ? flags.isRectified : 0) +
    (at.isRectified ? flags.isInputRectified : 0) +
    (at.isLearned ? flags.hasInputGradient : 0);
  return [
    ...[kind, ...place(at), ...place(out), ...kernel, ...stride, ...padding],
    ...[said.weights ?? 0, said.turned ?? 0, said.biases ?? 0, said.weightGradients ?? 0, said.biasGradients ?? 0],
    ...[said.extra ?? 0, flag],
  ];
}

function place({ data, gradient, strideBytes, height, width, channels }: Activations): number[] {
  return [data, gradient, strideBytes, height, width, channels];
}
