// The whole step of training in one module: pictures are unpacked, go through the network and back, and the optimiser moves the parameters.
// The caller lays everything out in memory and writes a description of each layer (train/layer.ts); nothing is allocated here. Sums always
// run in the same order and no instruction may fuse, so that a run gives the same digits in every browser.
import { convolve, convolveBack, gatherGradients, turnWeights } from './train/convolution';
import {
  AVERAGE_POOL,
  BATCH_NORM,
  CONVOLUTION,
  DESCRIPTION,
  hasInputGradient,
  MAX_POOL,
  readLayer,
  RECTIFIER,
  REORDER,
} from './train/layer';
import {
  normalise,
  normaliseBack,
  poolLargest,
  poolLargestBack,
  poolMean,
  poolMeanBack,
  rectify,
  rectifyBack,
  reorder,
  reorderBack,
} from './train/other-layers';

const NUMBER: usize = 4;
const VECTOR: usize = 16;

let layers: usize;
let layerCount: i32;
let chunk: i32;

let pictures: usize;
let pictureStride: usize;
let side: i32;
let border: i32;
let pictureChannels: i32;
let scale: usize;

let scores: usize;
let scoreGradients: usize;
let scoreStride: usize;
let classes: i32;

/** The first byte that is free. */
export function memoryStart(): usize {
  return __heap_base;
}

/** Says where the layers are described and how many pictures, a multiple of 4, go through them together. */
export function describe(descriptions: usize, count: i32, picturesTogether: i32): void {
  layers = descriptions;
  layerCount = count;
  chunk = picturesTogether;
}

/**
 * Says where pictures go, `stride` bytes apart: square, with a border of zeros, so many numbers to a pixel, of which the first is its
 * ink; `table` holds the ink of each of the 256 bytes.
 */
export function describePictures(at: usize, stride: usize, pixels: i32, margin: i32, numbers: i32, table: usize): void {
  pictures = at;
  pictureStride = stride;
  side = pixels;
  border = margin;
  pictureChannels = numbers;
  scale = table;
}

/** Says where the scores of the classes come out, and where their gradients go; pictures are `stride` bytes apart. */
export function describeScores(at: usize, gradients: usize, stride: usize, count: i32): void {
  scores = at;
  scoreGradients = gradients;
  scoreStride = stride;
  classes = count;
}

/**
 * Sends pictures through the network: `addresses` say where the bytes of each are, `labels` its class, in a byte; scores
 * (`[count, classes]`) and losses (`[count]`) come out. In training batch normalisation goes by the batch.
 */
export function answer(
  addresses: usize,
  count: i32,
  labels: usize,
  isTraining: bool,
  logits: usize,
  losses: usize,
): void {
  for (let first = 0; first < count; first += chunk) {
    const real = min(chunk, count - first);
    forward(addresses + (first as usize) * NUMBER, real, isTraining);
    judge(labels + (first as usize), real, 0, losses + (first as usize) * NUMBER);
    for (let picture = 0; picture < real; picture++) {
      memory.copy(
        logits + (((first + picture) * classes) as usize) * NUMBER,
        scores + (picture as usize) * scoreStride,
        (classes as usize) * NUMBER,
      );
    }
  }
}

/**
 * Sends pictures through and the gradient of their mean loss back; it is added up in the layers' gradients, which are `size` bytes from
 * `gradients` on and begin at 0. Each picture's loss comes out.
 */
export function learn(addresses: usize, count: i32, labels: usize, losses: usize, gradients: usize, size: usize): void {
  memory.fill(gradients, 0, size);
  for (let layer = 0; layer < layerCount; layer++) {
    if (readLayer(layers + (layer as usize) * DESCRIPTION * NUMBER) == CONVOLUTION && hasInputGradient) turnWeights();
  }
  for (let first = 0; first < count; first += chunk) {
    const real = min(chunk, count - first);
    const padded = (real + 3) & ~3;
    forward(addresses + (first as usize) * NUMBER, real, true);
    judge(labels + (first as usize), real, 1 / (count as f64), losses + (first as usize) * NUMBER);
    for (let picture = real; picture < padded; picture++) {
      memory.fill(scoreGradients + (picture as usize) * scoreStride, 0, (((classes + 3) & ~3) as usize) * NUMBER);
    }
    for (let layer = layerCount - 1; layer >= 0; layer--) {
      const kind = readLayer(layers + (layer as usize) * DESCRIPTION * NUMBER);
      if (kind == CONVOLUTION) {
        gatherGradients(padded);
        if (hasInputGradient) convolveBack(padded);
      } else if (kind == BATCH_NORM) normaliseBack(real, padded);
      else if (!hasInputGradient) continue;
      else if (kind == MAX_POOL) poolLargestBack(padded);
      else if (kind == AVERAGE_POOL) poolMeanBack(padded);
      else if (kind == RECTIFIER) rectifyBack(padded);
      else if (kind == REORDER) reorderBack(padded);
    }
  }
}

function forward(addresses: usize, real: i32, isTraining: bool): void {
  const padded = (real + 3) & ~3;
  for (let picture = 0; picture < real; picture++) {
    unpack(load<u32>(addresses + (picture as usize) * NUMBER), pictures + (picture as usize) * pictureStride);
  }
  for (let layer = 0; layer < layerCount; layer++) {
    const kind = readLayer(layers + (layer as usize) * DESCRIPTION * NUMBER);
    if (kind == CONVOLUTION) convolve(padded);
    else if (kind == MAX_POOL) poolLargest(padded);
    else if (kind == AVERAGE_POOL) poolMean(padded);
    else if (kind == BATCH_NORM) normalise(real, isTraining);
    else if (kind == RECTIFIER) rectify(padded);
    else if (kind == REORDER) reorder(padded);
  }
}

function unpack(from: usize, into: usize): void {
  const step = (pictureChannels as usize) * NUMBER;
  for (let row = 0; row < side; row++) {
    let at = into + (((row + border) * (side + 2 * border) + border) as usize) * step;
    for (let col = 0; col < side; col += 4) {
      const four = load<u32>(from);
      store<f32>(at, load<f32>(scale + ((four & 255) << 2)));
      at += step;
      store<f32>(at, load<f32>(scale + ((four >> 6) & 1020)));
      at += step;
      store<f32>(at, load<f32>(scale + ((four >> 14) & 1020)));
      at += step;
      store<f32>(at, load<f32>(scale + ((four >> 22) & 1020)));
      at += step;
      from += 4;
    }
  }
}

/** Losses, and the scores' gradients times `share`: softmax, less 1 at the right class. */
function judge(labels: usize, real: i32, share: f64, losses: usize): void {
  for (let picture: usize = 0; picture < (real as usize); picture++) {
    const at = scores + picture * scoreStride;
    const into = scoreGradients + picture * scoreStride;
    const label = load<u8>(labels + picture) as i32;
    let most = load<f32>(at) as f64;
    for (let index = 1; index < classes; index++) most = max(most, load<f32>(at + (index as usize) * NUMBER) as f64);
    let sum: f64 = 0;
    for (let index = 0; index < classes; index++)
      sum += NativeMath.exp((load<f32>(at + (index as usize) * NUMBER) as f64) - most);
    const logSum = most + NativeMath.log(sum);
    store<f32>(losses + picture * NUMBER, (logSum - (load<f32>(at + (label as usize) * NUMBER) as f64)) as f32);
    for (let index = 0; index < classes; index++) {
      const part = NativeMath.exp((load<f32>(at + (index as usize) * NUMBER) as f64) - logSum);
      store<f32>(into + (index as usize) * NUMBER, ((part - (index == label ? 1 : 0)) * share) as f32);
    }
  }
}

/** Parameters, `size` bytes of them, go down their gradients. */
export function descend(parameters: usize, gradients: usize, size: usize, rate: f32): void {
  const step = f32x4.splat(rate);
  for (let at: usize = 0; at < size; at += VECTOR) {
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(step, v128.load(gradients + at))));
  }
}

/** The same with momentum, which keeps a share of the last step. */
export function roll(parameters: usize, gradients: usize, size: usize, rate: f32, velocity: usize, kept: f32): void {
  const step = f32x4.splat(rate),
    share = f32x4.splat(kept);
  for (let at: usize = 0; at < size; at += VECTOR) {
    const speed = f32x4.add(f32x4.mul(share, v128.load(velocity + at)), v128.load(gradients + at));
    v128.store(velocity + at, speed);
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(step, speed)));
  }
}

/** Adam: `step` and `correction` are corrected for the averages' start at 0; the averages of squares follow those of gradients. */
export function adapt(
  parameters: usize,
  gradients: usize,
  size: usize,
  step: f32,
  averages: usize,
  squares: usize,
  correction: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const width = f32x4.splat(step),
    root = f32x4.splat(correction),
    least = f32x4.splat(epsilon);
  const kept1 = f32x4.splat(beta1),
    new1 = f32x4.splat(rest1),
    kept2 = f32x4.splat(beta2),
    new2 = f32x4.splat(rest2);
  for (let at: usize = 0; at < size; at += VECTOR) {
    const slope = v128.load(gradients + at);
    const average = f32x4.add(f32x4.mul(kept1, v128.load(averages + at)), f32x4.mul(new1, slope));
    const square = f32x4.add(f32x4.mul(kept2, v128.load(squares + at)), f32x4.mul(new2, f32x4.mul(slope, slope)));
    v128.store(averages + at, average);
    v128.store(squares + at, square);
    const spread = f32x4.add(f32x4.div(f32x4.sqrt(square), root), least);
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(width, f32x4.div(average, spread))));
  }
}
