// What a training step is on WebGPU: a dozen programs of the book's own, in WGSL, with which the session's net takes 17 dispatches. All numbers
// lie in few buffers. Layouts are the book's: maps `[batch, channels, rows, columns]`, kernels `[out, in, rows, columns]`.
import { adamConstants, momentumKept } from '@lib/nn/optimiser.ts';
import { optimiserNames } from '@lib/nn/training-run.ts';
import { gpuConvolution } from './gpu-convolution.ts';
import { groupSize, realFields, stageFields, stepFields } from './gpu-settings.ts';

const { beta1, beta2, epsilon } = adamConstants;
const block = (whole: readonly string[], real: readonly string[]): string =>
  [...whole.map((name) => `  ${name}: u32,`), ...real.map((name) => `  ${name}: f32,`)].join('\n');

/** The programs' text. */
export const gpuKernels = /* wgsl */ `
struct Stage {
${block(stageFields, realFields.stage)}
}
struct Step {
${block(stepFields, realFields.step)}
}
@group(0) @binding(0) var<storage, read> stage: Stage;
@group(0) @binding(1) var<storage, read> step: Step;
@group(0) @binding(2) var<storage, read> pictures: array<u32>; // four pixels in a word
@group(0) @binding(3) var<storage, read> orders: array<u32>; // a place, and the picture's class in the highest byte
@group(0) @binding(4) var<storage, read_write> numbers: array<f32>; // learned, gradient, moments, remembered
@group(0) @binding(5) var<storage, read_write> maps: array<f32>;
@group(0) @binding(6) var<storage, read_write> answers: array<f32>; // the scores of all steps

const words = 196u;

// Which group it is, of those in a row that may be too long for one dimension.
fn inRow(group: vec3u, groups: vec3u) -> u32 {
  return group.z * groups.x + group.x;
}

fn indexOf(group: vec3u, groups: vec3u, local: u32) -> u32 {
  return inRow(group, groups) * ${groupSize}u + local;
}

// A NaN goes through.
fn relu(value: f32) -> f32 {
  return select(value, 0.0, value <= 0.0);
}

@compute @workgroup_size(${groupSize})
fn gather(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  if (at >= step.count * words) { return; }
  let place = orders[step.places + at / words] & 0xffffffu;
  let word = pictures[place * words + at % words];
  for (var pixel = 0u; pixel < 4u; pixel++) {
    maps[4u * at + pixel] = f32((word >> (8u * pixel)) & 255u) / 255.0;
  }
}

var<workgroup> parts: array<vec4f, ${groupSize}>;

// The sum over the group, for all in it.
fn total(local: u32, part: vec4f) -> vec4f {
  parts[local] = part;
  for (var half = ${groupSize / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) { parts[local] += parts[local + half]; }
  }
  workgroupBarrier();
  let sum = parts[0];
  workgroupBarrier(); // before the parts are used again
  return sum;
}

// What leaves a stage backwards, seen through the ReLU that its input came from, if any.
fn leave(at: u32, gradient: f32) {
  let isShut = stage.isInputFromRelu != 0u && maps[stage.input + at] <= 0.0;
  maps[stage.leaving + at] = select(gradient, 0.0, isShut);
}

${gpuConvolution}
// Where number \`at\` of a channel stands, of all pictures.
fn inChannel(channel: u32, at: u32) -> u32 {
  let places = stage.inRows * stage.inCols;
  return (at / places * stage.inChannels + channel) * places + at % places;
}

fn channelOf(at: u32) -> u32 {
  return at / (stage.inRows * stage.inCols) % stage.inChannels;
}

fn normal(at: u32, channel: u32) -> f32 {
  return (maps[stage.input + at] - maps[stage.statistics + channel]) * maps[stage.statistics + stage.inChannels + channel];
}

// A group for each channel.
@compute @workgroup_size(${groupSize})
fn normStatistics(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let channel = inRow(group, groups);
  if (channel >= stage.inChannels) { return; }
  let count = step.count * stage.inRows * stage.inCols;
  var mean = numbers[stage.mean + channel];
  var variance = numbers[stage.variance + channel];
  if (step.isTraining != 0u) {
    var sum = 0.0;
    for (var at = local; at < count; at += ${groupSize}u) { sum += maps[stage.input + inChannel(channel, at)]; }
    mean = total(local, vec4f(sum)).x / f32(count);
    var spread = 0.0;
    for (var at = local; at < count; at += ${groupSize}u) {
      let apart = maps[stage.input + inChannel(channel, at)] - mean;
      spread += apart * apart;
    }
    variance = total(local, vec4f(spread)).x / f32(count);
  }
  if (local != 0u) { return; }
  maps[stage.statistics + channel] = mean;
  maps[stage.statistics + stage.inChannels + channel] = 1.0 / sqrt(variance + stage.epsilon);
  if (step.moves == 0u) { return; }
  let estimate = variance * f32(count) / f32(count - 1u); // divides by one less
  numbers[stage.mean + channel] += stage.momentum * (mean - numbers[stage.mean + channel]);
  numbers[stage.variance + channel] += stage.momentum * (estimate - numbers[stage.variance + channel]);
}

@compute @workgroup_size(${groupSize})
fn normalise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  if (at >= step.count * stage.inChannels * stage.inRows * stage.inCols) { return; }
  let channel = channelOf(at);
  let answer = normal(at, channel) * numbers[stage.weight + channel] + numbers[stage.bias + channel];
  maps[stage.output + at] = select(answer, relu(answer), stage.hasRelu != 0u);
}

// A group for each channel: the gradients of its scale and its shift.
@compute @workgroup_size(${groupSize})
fn normSums(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let channel = inRow(group, groups);
  if (channel >= stage.inChannels) { return; }
  var sums = vec4f();
  for (var at = local; at < step.count * stage.inRows * stage.inCols; at += ${groupSize}u) {
    let cell = inChannel(channel, at);
    let arriving = maps[stage.arriving + cell];
    sums += vec4f(arriving * normal(cell, channel), arriving, 0.0, 0.0);
  }
  let sum = total(local, sums);
  if (local != 0u) { return; }
  numbers[stage.learned + stage.weight + channel] = sum.x;
  numbers[stage.learned + stage.bias + channel] = sum.y;
}

// The batch's mean and variance push back: no input can move all outputs, or spread them, by moving with the others.
@compute @workgroup_size(${groupSize})
fn normGradient(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  let count = step.count * stage.inRows * stage.inCols;
  if (at >= count * stage.inChannels) { return; }
  let channel = channelOf(at);
  let forWeight = numbers[stage.learned + stage.weight + channel];
  let forBias = numbers[stage.learned + stage.bias + channel];
  let held = (forBias + normal(at, channel) * forWeight) / f32(count);
  let scale = numbers[stage.weight + channel] * maps[stage.statistics + stage.inChannels + channel];
  leave(at, scale * (maps[stage.arriving + at] - held));
}

struct Range {
  first: u32,
  end: u32,
}

// What a window meets of the rows or columns inside the picture.
fn windowAt(place: u32, stride: u32, padding: u32, kernel: u32, size: u32) -> Range {
  let start = place * stride;
  return Range(max(start, padding) - padding, min(start + kernel - min(padding, start + kernel), size));
}

// Where the largest of a window stands, the first of equals.
fn largest(plane: u32, rows: Range, cols: Range) -> u32 {
  var best = plane + rows.first * stage.inCols + cols.first;
  for (var row = rows.first; row < rows.end; row++) {
    for (var col = cols.first; col < cols.end; col++) {
      let at = plane + row * stage.inCols + col;
      if (maps[at] > maps[best]) { best = at; }
    }
  }
  return best;
}

fn rowsAt(place: u32) -> Range {
  return windowAt(place, stage.rowStride, stage.rowPadding, stage.kernelRows, stage.inRows);
}

fn colsAt(place: u32) -> Range {
  return windowAt(place, stage.colStride, stage.colPadding, stage.kernelCols, stage.inCols);
}

@compute @workgroup_size(${groupSize})
fn pool(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  let places = stage.outRows * stage.outCols;
  if (at >= step.count * stage.outChannels * places) { return; }
  let plane = stage.input + at / places * stage.inRows * stage.inCols;
  let rows = rowsAt(at % places / stage.outCols);
  let cols = colsAt(at % stage.outCols);
  var answer = 0.0;
  if (stage.isMax != 0u) {
    answer = maps[largest(plane, rows, cols)];
  } else {
    for (var row = rows.first; row < rows.end; row++) {
      for (var col = cols.first; col < cols.end; col++) { answer += maps[plane + row * stage.inCols + col]; }
    }
    answer /= f32(stage.kernelRows * stage.kernelCols);
  }
  maps[stage.output + at] = select(answer, relu(answer), stage.hasRelu != 0u);
}

@compute @workgroup_size(${groupSize})
fn poolGradient(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  let places = stage.inRows * stage.inCols;
  if (at >= step.count * stage.inChannels * places) { return; }
  let plane = at / places;
  let row = at % places / stage.inCols + stage.rowPadding;
  let col = at % stage.inCols + stage.colPadding;
  var sum = 0.0;
  for (var kernelRow = row % stage.rowStride; kernelRow < min(stage.kernelRows, row + 1u); kernelRow += stage.rowStride) {
    let outRow = (row - kernelRow) / stage.rowStride;
    if (outRow >= stage.outRows) { continue; }
    for (var kernelCol = col % stage.colStride; kernelCol < min(stage.kernelCols, col + 1u); kernelCol += stage.colStride) {
      let outCol = (col - kernelCol) / stage.colStride;
      if (outCol >= stage.outCols) { continue; }
      let arriving = maps[stage.arriving + (plane * stage.outRows + outRow) * stage.outCols + outCol];
      if (stage.isMax == 0u) {
        sum += arriving / f32(stage.kernelRows * stage.kernelCols);
      } else if (largest(stage.input + plane * places, rowsAt(outRow), colsAt(outCol)) == stage.input + at) {
        sum += arriving;
      }
    }
  }
  leave(at, sum);
}

// The scores of a picture, handed out, and the gradient of the mean cross-entropy: the shares less 1 at the right class, over the batch.
@compute @workgroup_size(${groupSize})
fn judge(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let image = indexOf(group, groups, local);
  if (image >= step.count) { return; }
  let classes = stage.outChannels * stage.outRows * stage.outCols;
  let first = stage.output + image * classes;
  let right = orders[step.places + image] >> 24u;
  var most = maps[first];
  for (var at = 1u; at < classes; at++) { most = max(most, maps[first + at]); }
  var sum = 0.0;
  for (var at = 0u; at < classes; at++) { sum += exp(maps[first + at] - most); }
  for (var at = 0u; at < classes; at++) {
    let score = maps[first + at];
    answers[step.scores + image * classes + at] = score;
    let share = exp(score - most) / sum;
    let gradient = (share - select(0.0, 1.0, at == right)) / f32(step.count);
    maps[stage.arriving + image * classes + at] = select(gradient, 0.0, stage.hasRelu != 0u && score <= 0.0);
  }
}

@compute @workgroup_size(${groupSize})
fn descend(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  if (at >= stage.learned) { return; }
  let slope = numbers[stage.learned + at];
  let first = 2u * stage.learned + at;
  let second = 3u * stage.learned + at;
  if (step.optimiser == ${optimiserNames.indexOf('adam')}u) {
    let mean = ${beta1} * numbers[first] + ${1 - beta1} * slope;
    let squares = ${beta2} * numbers[second] + ${1 - beta2} * slope * slope;
    numbers[first] = mean;
    numbers[second] = squares;
    numbers[at] -= step.size * mean / (sqrt(squares) / step.rootCorrection + ${epsilon.toFixed(10)});
  } else if (step.optimiser == ${optimiserNames.indexOf('momentum')}u) {
    let velocity = ${momentumKept} * numbers[first] + slope;
    numbers[first] = velocity;
    numbers[at] -= step.rate * velocity;
  } else {
    numbers[at] -= step.rate * slope;
  }
}
`;
