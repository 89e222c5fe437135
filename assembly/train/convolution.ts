// Convolution, forward and backward, on activations with channels last, a multiple of four of them. Taps that would fall into the padding are
// never visited: for one place of the output the valid ones are a few rows of the window, each a run of neighbouring numbers. What is done
// four at a time are pictures, at the same place, so that all four have the same valid taps; channels fill the vectors.
//
// Weights stand in blocks of 8 output channels, and of 4 for what is left; a block is [tap row][tap column][input channel][its channels].
// For the way back there is a second copy, turned round: blocks of input channels, [tap row][tap column][output channel][its channels],
// the columns sorted by their remainder and falling, so that outputs that follow each other meet taps that follow each other.
import {
  inputData, inputGradient, inputStride, inputHeight, inputWidth, inputChannels,
  outputData, outputGradient, outputStride, outputHeight, outputWidth, outputChannels,
  kernelHeight, kernelWidth, strideRows, strideCols, padRows, padCols,
  weights, turnedWeights, biases, weightGradients, biasGradients,
  isRectified, isInputRectified,
} from './layer';

/** Bytes of a number, and of a vector of four. */
const NUMBER: usize = 4;
const VECTOR: usize = 16;

/** What becomes of a sum: stored as it is, negative ones as 0, or only where the activation at the same place is above 0. */
const PLAIN: i32 = 0;
const RECTIFIED: i32 = 1;
const MASKED: i32 = 2;

@inline
function plus(sum: v128, left: v128, right: v128): v128 {
  return f32x4.add(sum, f32x4.mul(left, right));
}

@inline
function finish(sum: v128, at: usize, ending: i32, mask: usize): v128 {
  if (ending == RECTIFIED) return f32x4.max(sum, f32x4.splat(0));
  if (ending == MASKED) return v128.and(sum, f32x4.gt(v128.load(at + mask), f32x4.splat(0)));
  return sum;
}

/**
 * Sums of products for 4 pictures × 8 channels: `rows` runs of `length` bytes, in each picture `step` bytes further, against weights of 8
 * channels per number. `mask` is the way from a stored number to its activation, in bytes.
 */
@inline
function fourByEight(
  at: usize, step: usize, rows: i32, rowStep: usize, length: usize,
  block: usize, blockRowStep: usize, low: v128, high: v128, into: usize, intoStep: usize, ending: i32, mask: usize,
): void {
  let a0 = low, a1 = high, b0 = low, b1 = high, c0 = low, c1 = high, d0 = low, d1 = high;
  for (let row = 0; row < rows; row++) {
    let a = at, w = block;
    const end = at + length;
    for (; a + VECTOR <= end; a += VECTOR, w += 8 * VECTOR) {
      const b = a + step, c = b + step, d = c + step;
      let w0 = v128.load(w), w1 = v128.load(w, 16);
      let x = v128.load32_splat(a);
      a0 = plus(a0, x, w0); a1 = plus(a1, x, w1);
      x = v128.load32_splat(b);
      b0 = plus(b0, x, w0); b1 = plus(b1, x, w1);
      x = v128.load32_splat(c);
      c0 = plus(c0, x, w0); c1 = plus(c1, x, w1);
      x = v128.load32_splat(d);
      d0 = plus(d0, x, w0); d1 = plus(d1, x, w1);
      w0 = v128.load(w, 32); w1 = v128.load(w, 48);
      x = v128.load32_splat(a, 4);
      a0 = plus(a0, x, w0); a1 = plus(a1, x, w1);
      x = v128.load32_splat(b, 4);
      b0 = plus(b0, x, w0); b1 = plus(b1, x, w1);
      x = v128.load32_splat(c, 4);
      c0 = plus(c0, x, w0); c1 = plus(c1, x, w1);
      x = v128.load32_splat(d, 4);
      d0 = plus(d0, x, w0); d1 = plus(d1, x, w1);
      w0 = v128.load(w, 64); w1 = v128.load(w, 80);
      x = v128.load32_splat(a, 8);
      a0 = plus(a0, x, w0); a1 = plus(a1, x, w1);
      x = v128.load32_splat(b, 8);
      b0 = plus(b0, x, w0); b1 = plus(b1, x, w1);
      x = v128.load32_splat(c, 8);
      c0 = plus(c0, x, w0); c1 = plus(c1, x, w1);
      x = v128.load32_splat(d, 8);
      d0 = plus(d0, x, w0); d1 = plus(d1, x, w1);
      w0 = v128.load(w, 96); w1 = v128.load(w, 112);
      x = v128.load32_splat(a, 12);
      a0 = plus(a0, x, w0); a1 = plus(a1, x, w1);
      x = v128.load32_splat(b, 12);
      b0 = plus(b0, x, w0); b1 = plus(b1, x, w1);
      x = v128.load32_splat(c, 12);
      c0 = plus(c0, x, w0); c1 = plus(c1, x, w1);
      x = v128.load32_splat(d, 12);
      d0 = plus(d0, x, w0); d1 = plus(d1, x, w1);
    }
    for (; a < end; a += NUMBER, w += 2 * VECTOR) {
      const w0 = v128.load(w), w1 = v128.load(w, 16);
      let x = v128.load32_splat(a);
      a0 = plus(a0, x, w0); a1 = plus(a1, x, w1);
      x = v128.load32_splat(a + step);
      b0 = plus(b0, x, w0); b1 = plus(b1, x, w1);
      x = v128.load32_splat(a + 2 * step);
      c0 = plus(c0, x, w0); c1 = plus(c1, x, w1);
      x = v128.load32_splat(a + 3 * step);
      d0 = plus(d0, x, w0); d1 = plus(d1, x, w1);
    }
    at += rowStep;
    block += blockRowStep;
  }
  v128.store(into, finish(a0, into, ending, mask));
  v128.store(into, finish(a1, into + VECTOR, ending, mask), 16);
  into += intoStep;
  v128.store(into, finish(b0, into, ending, mask));
  v128.store(into, finish(b1, into + VECTOR, ending, mask), 16);
  into += intoStep;
  v128.store(into, finish(c0, into, ending, mask));
  v128.store(into, finish(c1, into + VECTOR, ending, mask), 16);
  into += intoStep;
  v128.store(into, finish(d0, into, ending, mask));
  v128.store(into, finish(d1, into + VECTOR, ending, mask), 16);
}

/** The same for 4 pictures × 4 channels. */
@inline
function fourByFour(
  at: usize, step: usize, rows: i32, rowStep: usize, length: usize,
  block: usize, blockRowStep: usize, start: v128, into: usize, intoStep: usize, ending: i32, mask: usize,
): void {
  let a0 = start, b0 = start, c0 = start, d0 = start;
  for (let row = 0; row < rows; row++) {
    let w = block;
    const end = at + length;
    for (let a = at; a < end; a += NUMBER, w += VECTOR) {
      const w0 = v128.load(w);
      a0 = plus(a0, v128.load32_splat(a), w0);
      b0 = plus(b0, v128.load32_splat(a + step), w0);
      c0 = plus(c0, v128.load32_splat(a + 2 * step), w0);
      d0 = plus(d0, v128.load32_splat(a + 3 * step), w0);
    }
    at += rowStep;
    block += blockRowStep;
  }
  v128.store(into, finish(a0, into, ending, mask));
  into += intoStep;
  v128.store(into, finish(b0, into, ending, mask));
  into += intoStep;
  v128.store(into, finish(c0, into, ending, mask));
  into += intoStep;
  v128.store(into, finish(d0, into, ending, mask));
}

/** Makes the output of `count` pictures, a multiple of 4. */
export function convolve(count: i32): void {
  const channels = outputChannels as usize;
  const tapBytes = (inputChannels as usize) * NUMBER;
  const taps = (kernelHeight as usize) * (kernelWidth as usize) * (inputChannels as usize);
  for (let channel: usize = 0; channel < channels; channel += 8) {
    const isWide = channel + 8 <= channels;
    const width: usize = isWide ? 8 : 4;
    const block = weights + channel * taps * NUMBER;
    const low = v128.load(biases + channel * NUMBER);
    const high = isWide ? v128.load(biases + channel * NUMBER, 16) : low;
    const blockRow = (kernelWidth as usize) * tapBytes * width;
    for (let row = 0; row < outputHeight; row++) {
      const top = row * strideRows - padRows;
      const firstRow = max(0, -top);
      const rows = min(kernelHeight, inputHeight - top) - firstRow;
      for (let col = 0; col < outputWidth; col++) {
        const left = col * strideCols - padCols;
        const firstCol = max(0, -left);
        const cols = min(kernelWidth, inputWidth - left) - firstCol;
        const length = (max(cols, 0) as usize) * tapBytes;
        const window = inputData + (((top + firstRow) * inputWidth + left + firstCol) as usize) * tapBytes;
        const from = block + (firstRow as usize) * blockRow + (firstCol as usize) * tapBytes * width;
        const rowStep = (inputWidth as usize) * tapBytes;
        let at = window;
        let into = outputData + ((row * outputWidth + col) as usize) * channels * NUMBER + channel * NUMBER;
        for (let picture = 0; picture < count; picture += 4) {
          if (isWide) {
            if (isRectified) fourByEight(at, inputStride, rows, rowStep, length, from, blockRow, low, high, into, outputStride, RECTIFIED, 0);
            else fourByEight(at, inputStride, rows, rowStep, length, from, blockRow, low, high, into, outputStride, PLAIN, 0);
          } else {
            if (isRectified) fourByFour(at, inputStride, rows, rowStep, length, from, blockRow, low, into, outputStride, RECTIFIED, 0);
            else fourByFour(at, inputStride, rows, rowStep, length, from, blockRow, low, into, outputStride, PLAIN, 0);
          }
          at += 4 * inputStride;
          into += 4 * outputStride;
        }
      }
    }
  }
}

/** How many of the first `size` whole numbers leave a remainder when divided by a stride. */
@inline
function withRemainder(size: i32, stride: i32, remainder: i32): i32 {
  return size > remainder ? (size - 1 - remainder) / stride + 1 : 0;
}

/** Where a tap's column stands among the sorted ones. */
function sortedCol(col: i32): i32 {
  const remainder = col % strideCols;
  let place = 0;
  for (let lower = 0; lower < remainder; lower++) place += withRemainder(kernelWidth, strideCols, lower);
  return place + withRemainder(kernelWidth, strideCols, remainder) - 1 - col / strideCols;
}

/** Makes the copy of the weights that is turned round. */
export function turnWeights(): void {
  const inputs = inputChannels as usize;
  const outputs = outputChannels as usize;
  const taps = (kernelHeight as usize) * (kernelWidth as usize);
  for (let row = 0; row < kernelHeight; row++) {
    for (let col = 0; col < kernelWidth; col++) {
      const tap = (row * kernelWidth + col) as usize;
      const turnedTap = (row * kernelWidth + sortedCol(col)) as usize;
      for (let output: usize = 0; output < outputs; output += 4) {
        const outputBlock = output & ~7;
        const outputWidthOfBlock: usize = outputBlock + 8 <= outputs ? 8 : 4;
        const from = weights + (outputBlock * taps * inputs + tap * inputs * outputWidthOfBlock + (output - outputBlock)) * NUMBER;
        const fromStep = outputWidthOfBlock * NUMBER;
        for (let input: usize = 0; input < inputs; input += 4) {
          const inputBlock = input & ~7;
          const inputWidthOfBlock: usize = inputBlock + 8 <= inputs ? 8 : 4;
          let at = from + input * fromStep;
          const a = v128.load(at);
          at += fromStep;
          const b = v128.load(at);
          at += fromStep;
          const c = v128.load(at);
          at += fromStep;
          const d = v128.load(at);
          const ab = i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
          const cd = i8x16.shuffle(c, d, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
          const abHigh = i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
          const cdHigh = i8x16.shuffle(c, d, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
          const step = inputWidthOfBlock * NUMBER;
          let into = turnedWeights + (inputBlock * taps * outputs + (turnedTap * outputs + output) * inputWidthOfBlock + (input - inputBlock)) * NUMBER;
          v128.store(into, i8x16.shuffle(ab, cd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
          into += step;
          v128.store(into, i8x16.shuffle(ab, cd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31));
          into += step;
          v128.store(into, i8x16.shuffle(abHigh, cdHigh, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
          into += step;
          v128.store(into, i8x16.shuffle(abHigh, cdHigh, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31));
        }
      }
    }
  }
}

/** Takes the output's gradient back to the input, for `count` pictures, a multiple of 4. */
export function convolveBack(count: i32): void {
  const channels = inputChannels as usize;
  const outputBytes = (outputChannels as usize) * NUMBER;
  const taps = (kernelHeight as usize) * (kernelWidth as usize) * (outputChannels as usize);
  const mask = inputData - inputGradient;
  const zero = f32x4.splat(0);
  for (let channel: usize = 0; channel < channels; channel += 8) {
    const isWide = channel + 8 <= channels;
    const width: usize = isWide ? 8 : 4;
    const block = turnedWeights + channel * taps * NUMBER;
    const tapSize = outputBytes * width;
    const blockRow = (kernelWidth as usize) * tapSize;
    for (let row = 0; row < inputHeight; row++) {
      const reachRow = row + padRows;
      const lastRow = min(reachRow / strideRows, outputHeight - 1);
      const firstRow = max(reachRow - kernelHeight + strideRows, 0) / strideRows;
      const rows = lastRow - firstRow + 1;
      for (let col = 0; col < inputWidth; col++) {
        const reachCol = col + padCols;
        const lastCol = min(reachCol / strideCols, outputWidth - 1);
        const firstCol = max(reachCol - kernelWidth + strideCols, 0) / strideCols;
        const cols = lastCol - firstCol + 1;
        const visits = cols > 0 ? rows : 0;
        const length = (max(cols, 0) as usize) * outputBytes;
        let from = block;
        if (visits > 0) from += ((reachRow - firstRow * strideRows) as usize) * blockRow + (sortedCol(reachCol - firstCol * strideCols) as usize) * tapSize;
        const rowStep = (outputWidth as usize) * outputBytes;
        let at = outputGradient + ((firstRow * outputWidth + firstCol) as usize) * outputBytes;
        let into = inputGradient + (((row * inputWidth + col) as usize) * channels + channel) * NUMBER;
        const down: usize = <usize>0 - (strideRows as usize) * blockRow;
        for (let picture = 0; picture < count; picture += 4) {
          if (isWide) {
            if (isInputRectified) fourByEight(at, outputStride, visits, rowStep, length, from, down, zero, zero, into, inputStride, MASKED, mask);
            else fourByEight(at, outputStride, visits, rowStep, length, from, down, zero, zero, into, inputStride, PLAIN, 0);
          } else {
            if (isInputRectified) fourByFour(at, outputStride, visits, rowStep, length, from, down, zero, into, inputStride, MASKED, mask);
            else fourByFour(at, outputStride, visits, rowStep, length, from, down, zero, into, inputStride, PLAIN, 0);
          }
          at += 4 * outputStride;
          into += 4 * inputStride;
        }
      }
    }
  }
}

@inline
function addTo(at: usize, sum: v128): void {
  v128.store(at, f32x4.add(v128.load(at), sum));
}

/** Adds to the gradients of weights and biases what `count` pictures say. */
export function gatherGradients(count: i32): void {
  const outputs = outputChannels as usize;
  const outputBytes = outputs * NUMBER;
  const tapBytes = (inputChannels as usize) * NUMBER;
  const runNumbers = kernelWidth * inputChannels;
  const taps = (kernelHeight * runNumbers) as usize;
  // A picture has one channel and stands there with its border, so that its runs may be cut anywhere.
  const isOneRun = (inputChannels & 3) != 0;
  for (let channel: usize = 0; channel < outputs; channel += 8) {
    const isWide = channel + 8 <= outputs;
    const width: usize = isWide ? 8 : 4;
    const into = weightGradients + channel * taps * NUMBER;
    for (let tapRow = 0; tapRow < kernelHeight; tapRow++) {
      const firstRow = max(padRows - tapRow + strideRows - 1, 0) / strideRows;
      const rows = max(min((inputHeight - 1 + padRows - tapRow + strideRows) / strideRows, outputHeight) - firstRow, 0);
      for (let run = 0; run < runNumbers; run += 4) {
        const tapCol = isOneRun ? 0 : run / inputChannels;
        const inTap = isOneRun ? run : run - tapCol * inputChannels;
        const firstCol = isOneRun ? 0 : max(padCols - tapCol + strideCols - 1, 0) / strideCols;
        const lastCol = isOneRun ? outputWidth : min((inputWidth - 1 + padCols - tapCol + strideCols) / strideCols, outputWidth);
        const cols = max(lastCol - firstCol, 0);
        const inputRow = firstRow * strideRows - padRows + tapRow;
        const inputCol = firstCol * strideCols - padCols + tapCol;
        const at = inputData + ((inputRow * inputWidth + inputCol) as usize) * tapBytes + (inTap as usize) * NUMBER;
        const gradient = outputGradient + ((firstRow * outputWidth + firstCol) as usize) * outputBytes + channel * NUMBER;
        const colStep = (strideCols as usize) * tapBytes;
        const rowStep = ((strideRows * inputWidth) as usize) * tapBytes;
        const gradientRow = (outputWidth as usize) * outputBytes;
        const place = into + ((tapRow * runNumbers + run) as usize) * width * NUMBER;
        const numbers = min(runNumbers - run, 4);
        // The longest of the three loops, over pictures, rows and columns, runs innermost.
        if (cols >= 5) {
          if (isWide) tileOfEight(at, gradient, place, numbers, count, inputStride, outputStride, rows, rowStep, gradientRow, cols, colStep, outputBytes);
          else tileOfFour(at, gradient, place, numbers, count, inputStride, outputStride, rows, rowStep, gradientRow, cols, colStep, outputBytes);
        } else {
          if (isWide) tileOfEight(at, gradient, place, numbers, rows, rowStep, gradientRow, cols, colStep, outputBytes, count, inputStride, outputStride);
          else tileOfFour(at, gradient, place, numbers, rows, rowStep, gradientRow, cols, colStep, outputBytes, count, inputStride, outputStride);
        }
      }
    }
    gatherBiases(channel, isWide, count);
  }
}

function gatherBiases(channel: usize, isWide: bool, count: i32): void {
  const outputBytes = (outputChannels as usize) * NUMBER;
  const size = ((outputHeight * outputWidth) as usize) * outputBytes;
  let low = f32x4.splat(0), high = low;
  let picture = outputGradient + channel * NUMBER;
  for (let done = 0; done < count; done++) {
    const end = picture + size;
    if (isWide) {
      for (let at = picture; at < end; at += outputBytes) {
        low = f32x4.add(low, v128.load(at));
        high = f32x4.add(high, v128.load(at, 16));
      }
    } else {
      for (let at = picture; at < end; at += outputBytes) low = f32x4.add(low, v128.load(at));
    }
    picture += outputStride;
  }
  addTo(biasGradients + channel * NUMBER, low);
  if (isWide) addTo(biasGradients + channel * NUMBER + VECTOR, high);
}

/** Sums over three loops for 4 neighbouring inputs × 8 output channels; only `numbers` of the 4 are stored. */
function tileOfEight(
  at: usize, gradient: usize, into: usize, numbers: i32,
  outer: i32, outerStep: usize, outerGradient: usize,
  middle: i32, middleStep: usize, middleGradient: usize,
  inner: i32, innerStep: usize, innerGradient: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  for (let i = 0; i < outer; i++) {
    let atMiddle = at, gradientMiddle = gradient;
    for (let j = 0; j < middle; j++) {
      let x = atMiddle, g = gradientMiddle;
      for (let k = 0; k < inner; k++) {
        const g0 = v128.load(g), g1 = v128.load(g, 16);
        let value = v128.load32_splat(x);
        a0 = plus(a0, value, g0); a1 = plus(a1, value, g1);
        value = v128.load32_splat(x, 4);
        b0 = plus(b0, value, g0); b1 = plus(b1, value, g1);
        value = v128.load32_splat(x, 8);
        c0 = plus(c0, value, g0); c1 = plus(c1, value, g1);
        value = v128.load32_splat(x, 12);
        d0 = plus(d0, value, g0); d1 = plus(d1, value, g1);
        x += innerStep;
        g += innerGradient;
      }
      atMiddle += middleStep;
      gradientMiddle += middleGradient;
    }
    at += outerStep;
    gradient += outerGradient;
  }
  addTo(into, a0);
  addTo(into + VECTOR, a1);
  if (numbers < 2) return;
  addTo(into + 2 * VECTOR, b0);
  addTo(into + 3 * VECTOR, b1);
  if (numbers < 3) return;
  addTo(into + 4 * VECTOR, c0);
  addTo(into + 5 * VECTOR, c1);
  if (numbers < 4) return;
  addTo(into + 6 * VECTOR, d0);
  addTo(into + 7 * VECTOR, d1);
}

/** The same for 4 output channels. */
function tileOfFour(
  at: usize, gradient: usize, into: usize, numbers: i32,
  outer: i32, outerStep: usize, outerGradient: usize,
  middle: i32, middleStep: usize, middleGradient: usize,
  inner: i32, innerStep: usize, innerGradient: usize,
): void {
  let a0 = f32x4.splat(0), b0 = a0, c0 = a0, d0 = a0;
  for (let i = 0; i < outer; i++) {
    let atMiddle = at, gradientMiddle = gradient;
    for (let j = 0; j < middle; j++) {
      let x = atMiddle, g = gradientMiddle;
      for (let k = 0; k < inner; k++) {
        const g0 = v128.load(g);
        a0 = plus(a0, v128.load32_splat(x), g0);
        b0 = plus(b0, v128.load32_splat(x, 4), g0);
        c0 = plus(c0, v128.load32_splat(x, 8), g0);
        d0 = plus(d0, v128.load32_splat(x, 12), g0);
        x += innerStep;
        g += innerGradient;
      }
      atMiddle += middleStep;
      gradientMiddle += middleGradient;
    }
    at += outerStep;
    gradient += outerGradient;
  }
  addTo(into, a0);
  if (numbers >= 2) addTo(into + VECTOR, b0);
  if (numbers >= 3) addTo(into + 2 * VECTOR, c0);
  if (numbers >= 4) addTo(into + 3 * VECTOR, d0);
}
