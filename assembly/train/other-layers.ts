// The layers that have no weights to slide: pooling, batch normalisation, the rectifier, and bringing a map into the order of PyTorch's
// flatten. They are rare and small, so they are written plainly; padded channels just take part.
import {
  inputData,
  inputGradient,
  inputStride,
  inputHeight,
  inputWidth,
  inputChannels,
  outputData,
  outputGradient,
  outputStride,
  outputHeight,
  outputWidth,
  outputChannels,
  kernelHeight,
  kernelWidth,
  strideRows,
  strideCols,
  padRows,
  padCols,
  weights,
  biases,
  weightGradients,
  biasGradients,
  extra,
  epsilon,
  momentum,
  isInputRectified,
} from './layer';

const NUMBER: usize = 4;
const VECTOR: usize = 16;

/** The largest number of each window; where it stood is kept, in bytes from the picture's start. A NaN counts as largest. */
export function poolLargest(count: i32): void {
  const channels = inputChannels as usize;
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const from = inputData + picture * inputStride;
    let into = outputData + picture * outputStride;
    let placeAt = extra + picture * outputStride;
    for (let row = 0; row < outputHeight; row++) {
      for (let col = 0; col < outputWidth; col++) {
        const top = row * strideRows - padRows,
          left = col * strideCols - padCols;
        const bottom = min(top + kernelHeight, inputHeight),
          right = min(left + kernelWidth, inputWidth);
        for (let channel: usize = 0; channel < channels; channel++) {
          let best: usize = ((max(top, 0) * inputWidth + max(left, 0)) as usize) * channels * NUMBER + channel * NUMBER;
          let most = load<f32>(from + best);
          for (let y = max(top, 0); y < bottom; y++) {
            for (let x = max(left, 0); x < right; x++) {
              const place = ((y * inputWidth + x) as usize) * channels * NUMBER + channel * NUMBER;
              const value = load<f32>(from + place);
              if (value > most || (value != value && most == most)) {
                most = value;
                best = place;
              }
            }
          }
          store<f32>(into, most);
          store<u32>(placeAt, best as u32);
          into += NUMBER;
          placeAt += NUMBER;
        }
      }
    }
  }
}

/** Each gradient goes where the largest number stood. */
export function poolLargestBack(count: i32): void {
  const numbers = outputHeight * outputWidth * outputChannels;
  clearInputGradient(count);
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const into = inputGradient + picture * inputStride;
    let from = outputGradient + picture * outputStride;
    let placeAt = extra + picture * outputStride;
    for (let at = 0; at < numbers; at++) {
      const cell = into + load<u32>(placeAt);
      store<f32>(cell, load<f32>(cell) + load<f32>(from));
      from += NUMBER;
      placeAt += NUMBER;
    }
  }
  maskInputGradient(count);
}

/** The mean of each window; cells in the padding count as 0. */
export function poolMean(count: i32): void {
  const channelBytes = (inputChannels as usize) * NUMBER;
  const share = f32x4.splat((1 / (kernelHeight as f64) / (kernelWidth as f64)) as f32);
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const from = inputData + picture * inputStride;
    let into = outputData + picture * outputStride;
    for (let row = 0; row < outputHeight; row++) {
      for (let col = 0; col < outputWidth; col++) {
        const top = row * strideRows - padRows,
          left = col * strideCols - padCols;
        const bottom = min(top + kernelHeight, inputHeight),
          right = min(left + kernelWidth, inputWidth);
        for (let channel: usize = 0; channel < channelBytes; channel += VECTOR) {
          let sum = f32x4.splat(0);
          for (let y = max(top, 0); y < bottom; y++) {
            for (let x = max(left, 0); x < right; x++) {
              sum = f32x4.add(sum, v128.load(from + ((y * inputWidth + x) as usize) * channelBytes + channel));
            }
          }
          v128.store(into, f32x4.mul(sum, share));
          into += VECTOR;
        }
      }
    }
  }
}

/** Each cell of a window gets an even share of its gradient. */
export function poolMeanBack(count: i32): void {
  const channelBytes = (inputChannels as usize) * NUMBER;
  const share = f32x4.splat((1 / (kernelHeight as f64) / (kernelWidth as f64)) as f32);
  clearInputGradient(count);
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const into = inputGradient + picture * inputStride;
    let from = outputGradient + picture * outputStride;
    for (let row = 0; row < outputHeight; row++) {
      for (let col = 0; col < outputWidth; col++) {
        const top = row * strideRows - padRows,
          left = col * strideCols - padCols;
        const bottom = min(top + kernelHeight, inputHeight),
          right = min(left + kernelWidth, inputWidth);
        for (let channel: usize = 0; channel < channelBytes; channel += VECTOR) {
          const part = f32x4.mul(v128.load(from), share);
          for (let y = max(top, 0); y < bottom; y++) {
            for (let x = max(left, 0); x < right; x++) {
              const cell = into + ((y * inputWidth + x) as usize) * channelBytes + channel;
              v128.store(cell, f32x4.add(v128.load(cell), part));
            }
          }
          from += VECTOR;
        }
      }
    }
  }
  maskInputGradient(count);
}

/** What is below 0 becomes 0. */
export function rectify(count: i32): void {
  const size = ((inputHeight * inputWidth * inputChannels) as usize) * NUMBER;
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const from = inputData + picture * inputStride,
      into = outputData + picture * outputStride;
    for (let at: usize = 0; at < size; at += VECTOR) {
      v128.store(into + at, f32x4.max(v128.load(from + at), f32x4.splat(0)));
    }
  }
}

/** The gradient passes where something came through. */
export function rectifyBack(count: i32): void {
  const size = ((inputHeight * inputWidth * inputChannels) as usize) * NUMBER;
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const output = outputData + picture * outputStride,
      from = outputGradient + picture * outputStride;
    const into = inputGradient + picture * inputStride;
    for (let at: usize = 0; at < size; at += VECTOR) {
      v128.store(into + at, v128.and(v128.load(from + at), f32x4.gt(v128.load(output + at), f32x4.splat(0))));
    }
  }
}

/** From [row][column][channel] to a row of numbers, channel by channel; the map's real channels are in `kernelHeight`. */
export function reorder(count: i32): void {
  const places = inputHeight * inputWidth;
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const from = inputData + picture * inputStride,
      into = outputData + picture * outputStride;
    for (let channel = 0; channel < kernelHeight; channel++) {
      for (let place = 0; place < places; place++) {
        store<f32>(
          into + ((channel * places + place) as usize) * NUMBER,
          load<f32>(from + ((place * inputChannels + channel) as usize) * NUMBER),
        );
      }
    }
  }
}

/** The way back. */
export function reorderBack(count: i32): void {
  const places = inputHeight * inputWidth;
  clearInputGradient(count);
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const into = inputGradient + picture * inputStride,
      from = outputGradient + picture * outputStride;
    for (let channel = 0; channel < kernelHeight; channel++) {
      for (let place = 0; place < places; place++) {
        store<f32>(
          into + ((place * inputChannels + channel) as usize) * NUMBER,
          load<f32>(from + ((channel * places + place) as usize) * NUMBER),
        );
      }
    }
  }
  maskInputGradient(count);
}

/**
 * Gives each channel mean 0 and variance 1, then a learned scale and shift. In training by the statistics of `real` pictures, which also move
 * the running averages; else by those. `extra` holds means, inverse roots, running means and running variances, a row of channels each.
 */
export function normalise(real: i32, isTraining: bool): void {
  const channels = inputChannels as usize;
  const row = channels * NUMBER;
  const places = inputHeight * inputWidth;
  const total = (real * places) as f64;
  for (let channel: usize = 0; channel < channels; channel++) {
    const at = channel * NUMBER;
    const running = extra + 2 * row + at;
    let mean = load<f32>(running) as f64;
    let variance = load<f32>(running + row) as f64;
    if (isTraining) {
      let sum: f64 = 0;
      for (let picture: usize = 0; picture < (real as usize); picture++) {
        let from = inputData + picture * inputStride + at;
        for (let place = 0; place < places; place++, from += row) sum += load<f32>(from) as f64;
      }
      mean = sum / total;
      let squares: f64 = 0;
      for (let picture: usize = 0; picture < (real as usize); picture++) {
        let from = inputData + picture * inputStride + at;
        for (let place = 0; place < places; place++, from += row) {
          const apart = (load<f32>(from) as f64) - mean;
          squares += apart * apart;
        }
      }
      variance = squares / total;
      const oldMean = load<f32>(running) as f64,
        oldVariance = load<f32>(running + row) as f64;
      store<f32>(running, (oldMean + momentum * (mean - oldMean)) as f32);
      // The variance of all pictures is estimated larger than that of the few that were seen.
      store<f32>(running + row, (oldVariance + momentum * ((variance * total) / (total - 1) - oldVariance)) as f32);
    }
    const inverse = 1 / sqrt(variance + epsilon);
    store<f32>(extra + at, mean as f32);
    store<f32>(extra + row + at, inverse as f32);
  }
  for (let picture: usize = 0; picture < (real as usize); picture++) {
    const from = inputData + picture * inputStride,
      into = outputData + picture * outputStride;
    for (let place: usize = 0; place < (places as usize); place++) {
      for (let at: usize = 0; at < row; at += VECTOR) {
        const apart = f32x4.sub(v128.load(from + place * row + at), v128.load(extra + at));
        const even = f32x4.mul(apart, v128.load(extra + row + at));
        v128.store(
          into + place * row + at,
          f32x4.add(f32x4.mul(even, v128.load(weights + at)), v128.load(biases + at)),
        );
      }
    }
  }
}

/** The way back through a normalisation in training, whose statistics depend on all pictures, too. */
export function normaliseBack(real: i32, padded: i32): void {
  const channels = inputChannels as usize;
  const row = channels * NUMBER;
  const places = inputHeight * inputWidth;
  const total = (real * places) as f64;
  for (let channel: usize = 0; channel < channels; channel++) {
    const at = channel * NUMBER;
    const mean = load<f32>(extra + at) as f64,
      inverse = load<f32>(extra + row + at) as f64;
    const scale = load<f32>(weights + at) as f64;
    let sum: f64 = 0,
      along: f64 = 0;
    for (let picture: usize = 0; picture < (real as usize); picture++) {
      let value = inputData + picture * inputStride + at,
        slope = outputGradient + picture * outputStride + at;
      for (let place = 0; place < places; place++, value += row, slope += row) {
        const arriving = load<f32>(slope) as f64;
        sum += arriving;
        along += arriving * ((load<f32>(value) as f64) - mean) * inverse;
      }
    }
    store<f32>(weightGradients + at, load<f32>(weightGradients + at) + (along as f32));
    store<f32>(biasGradients + at, load<f32>(biasGradients + at) + (sum as f32));
    const meanSum = sum / total,
      meanAlong = along / total;
    for (let picture: usize = 0; picture < (real as usize); picture++) {
      let value = inputData + picture * inputStride + at,
        slope = outputGradient + picture * outputStride + at;
      let into = inputGradient + picture * inputStride + at;
      for (let place = 0; place < places; place++, value += row, slope += row, into += row) {
        const even = ((load<f32>(value) as f64) - mean) * inverse;
        store<f32>(into, (scale * inverse * ((load<f32>(slope) as f64) - meanSum - even * meanAlong)) as f32);
      }
    }
  }
  const size = (places as usize) * row;
  for (let picture = real as usize; picture < (padded as usize); picture++) {
    memory.fill(inputGradient + picture * inputStride, 0, size);
  }
  maskInputGradient(padded);
}

function clearInputGradient(count: i32): void {
  const size = ((inputHeight * inputWidth * inputChannels) as usize) * NUMBER;
  for (let picture: usize = 0; picture < (count as usize); picture++)
    memory.fill(inputGradient + picture * inputStride, 0, size);
}

/** Where the input was rectified as it was made, its gradient passes only where something came through. */
function maskInputGradient(count: i32): void {
  if (!isInputRectified) return;
  const size = ((inputHeight * inputWidth * inputChannels) as usize) * NUMBER;
  for (let picture: usize = 0; picture < (count as usize); picture++) {
    const value = inputData + picture * inputStride,
      slope = inputGradient + picture * inputStride;
    for (let at: usize = 0; at < size; at += VECTOR) {
      v128.store(slope + at, v128.and(v128.load(slope + at), f32x4.gt(v128.load(value + at), f32x4.splat(0))));
    }
  }
}
