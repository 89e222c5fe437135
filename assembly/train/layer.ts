// The layer at hand: what `layer` reads from its description, whole numbers that the caller wrote into memory. Everything that computes reads
// it from here, since a dozen arguments would be read wrongly.

/** Where its input stands: pictures `inputStride` bytes apart, rows, columns, channels; and the input's gradient, laid out alike. */
export let inputData: usize = 0;
export let inputGradient: usize = 0;
export let inputStride: usize = 0;
export let inputHeight: i32 = 0;
export let inputWidth: i32 = 0;
export let inputChannels: i32 = 0;

/** The same of its output. */
export let outputData: usize = 0;
export let outputGradient: usize = 0;
export let outputStride: usize = 0;
export let outputHeight: i32 = 0;
export let outputWidth: i32 = 0;
export let outputChannels: i32 = 0;

/** How its window slides. */
export let kernelHeight: i32 = 0;
export let kernelWidth: i32 = 0;
export let strideRows: i32 = 0;
export let strideCols: i32 = 0;
export let padRows: i32 = 0;
export let padCols: i32 = 0;

/** What it learns, and what it needs besides. For batch normalisation weights are the scales, biases the shifts. */
export let weights: usize = 0;
export let turnedWeights: usize = 0;
export let biases: usize = 0;
export let weightGradients: usize = 0;
export let biasGradients: usize = 0;
/** Max-pooling: where each largest number stood. Batch normalisation: means, inverse roots, running means, running variances. */
export let extra: usize = 0;

/** Whether negative outputs become 0, and whether that was done to the input. */
export let isRectified: bool = false;
export let isInputRectified: bool = false;
/** Whether anybody asks for the input's gradient. */
export let hasInputGradient: bool = false;

/** Batch normalisation: what keeps the root from being 0, and the share of a new batch in the running averages. */
export let epsilon: f64 = 0;
export let momentum: f64 = 0;

/** The kinds of layers. */
export const CONVOLUTION: i32 = 0;
export const MAX_POOL: i32 = 1;
export const AVERAGE_POOL: i32 = 2;
export const BATCH_NORM: i32 = 3;
export const RECTIFIER: i32 = 4;
export const REORDER: i32 = 5;

/** Whole numbers of a description. */
export const DESCRIPTION: usize = 32;

/** Reads a description and gives the kind of the layer. */
export function readLayer(at: usize): i32 {
  inputData = load<u32>(at, 4);
  inputGradient = load<u32>(at, 8);
  inputStride = load<u32>(at, 12);
  inputHeight = load<i32>(at, 16);
  inputWidth = load<i32>(at, 20);
  inputChannels = load<i32>(at, 24);
  outputData = load<u32>(at, 28);
  outputGradient = load<u32>(at, 32);
  outputStride = load<u32>(at, 36);
  outputHeight = load<i32>(at, 40);
  outputWidth = load<i32>(at, 44);
  outputChannels = load<i32>(at, 48);
  kernelHeight = load<i32>(at, 52);
  kernelWidth = load<i32>(at, 56);
  strideRows = load<i32>(at, 60);
  strideCols = load<i32>(at, 64);
  padRows = load<i32>(at, 68);
  padCols = load<i32>(at, 72);
  weights = load<u32>(at, 76);
  turnedWeights = load<u32>(at, 80);
  biases = load<u32>(at, 84);
  weightGradients = load<u32>(at, 88);
  biasGradients = load<u32>(at, 92);
  extra = load<u32>(at, 96);
  const flags = load<u32>(at, 100);
  isRectified = (flags & 1) != 0;
  isInputRectified = (flags & 2) != 0;
  hasInputGradient = (flags & 4) != 0;
  epsilon = load<f64>(at, 104);
  momentum = load<f64>(at, 112);
  return load<i32>(at);
}
