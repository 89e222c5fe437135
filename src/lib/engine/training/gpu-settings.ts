// What the programs of WebGPU go by: where a stage finds its numbers is written in a block of settings, and what a step is in another, so that
// no program has to be compiled for a new network.

/** The settings of a stage, in the order of the block; places count numbers from the start of their buffer. */
export const stageFields = [
  ...['inChannels', 'inRows', 'inCols', 'outChannels', 'outRows', 'outCols'],
  ...['kernelRows', 'kernelCols', 'rowStride', 'colStride', 'rowPadding', 'colPadding'],
  ...['input', 'output', 'arriving', 'leaving', 'weight', 'bias', 'mean', 'variance', 'statistics'],
  ...['learned', 'hasBias', 'hasRelu', 'isInputFromRelu', 'isMax'],
] as const;

/** The settings of a step, in the order of the block. */
export const stepFields = ['count', 'places', 'scores', 'isTraining', 'moves', 'optimiser'] as const;

/** The settings that are no whole numbers; they stand behind the others. */
export const realFields = { stage: ['epsilon', 'momentum'], step: ['rate', 'size', 'rootCorrection'] } as const;

/** Bytes from one block of settings to the next, as the device wants them aligned. */
export const blockBytes = 256;

/** Invocations that work together in a group. */
export const groupSize = 64;

/** The programs. */
export const kernelNames = [
  ...[
    'gather',
    'convolve',
    'filterGradient',
    'inputGradient',
    'normStatistics',
    'normalise',
    'normSums',
    'normGradient',
  ],
  ...['pool', 'poolGradient', 'judge', 'descend'],
] as const;

/** A program. */
export type KernelName = (typeof kernelNames)[number];

/** What the programs work on, in the order of their bindings. */
export const bufferNames = ['stage', 'step', 'pictures', 'orders', 'numbers', 'maps', 'answers'] as const;
