// A convolution forwards and backwards in WGSL; see `gpu-kernels.ts`.
import { groupSize } from './gpu-settings.ts';

/** The channels that are worked on side by side in one invocation, sharing what they read. */
export const channelsTogether = 4;

const four = channelsTogether;

/** The programs' text. */
export const gpuConvolution = /* wgsl */ `
// Four channels of an output together.
@compute @workgroup_size(${groupSize})
fn convolve(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  let places = stage.outRows * stage.outCols;
  let fours = (stage.outChannels + ${four - 1}u) / ${four}u;
  if (at >= step.count * fours * places) { return; }
  let place = at % places;
  let first = ${four}u * (at / places % fours);
  let image = at / (places * fours);
  let top = i32(place / stage.outCols * stage.rowStride) - i32(stage.rowPadding);
  let left = i32(place % stage.outCols * stage.colStride) - i32(stage.colPadding);
  let area = stage.kernelRows * stage.kernelCols;
  let taps = stage.inChannels * area;
  let last = stage.outChannels - 1u;
  let kernels = stage.weight + taps * min(first + vec4u(0u, 1u, 2u, 3u), vec4u(last));
  let rows = vec2i(max(0, -top), min(i32(stage.kernelRows), i32(stage.inRows) - top));
  let cols = vec2i(max(0, -left), min(i32(stage.kernelCols), i32(stage.inCols) - left));
  var sums = vec4f();
  for (var channel = 0u; channel < stage.inChannels; channel++) {
    let plane = stage.input + (image * stage.inChannels + channel) * stage.inRows * stage.inCols;
    for (var kernelRow = rows.x; kernelRow < rows.y; kernelRow++) {
      let row = plane + u32(top + kernelRow) * stage.inCols;
      let tapRow = channel * area + u32(kernelRow) * stage.kernelCols;
      for (var kernelCol = cols.x; kernelCol < cols.y; kernelCol++) {
        let tap = kernels + tapRow + u32(kernelCol);
        let weights = vec4f(numbers[tap.x], numbers[tap.y], numbers[tap.z], numbers[tap.w]);
        sums += maps[row + u32(left + kernelCol)] * weights;
      }
    }
  }
  for (var next = 0u; next < ${four}u; next++) {
    let channel = first + next;
    if (channel > last) { break; }
    var sum = sums[next];
    if (stage.hasBias != 0u) { sum += numbers[stage.bias + channel]; }
    maps[stage.output + (image * stage.outChannels + channel) * places + place] = select(sum, relu(sum), stage.hasRelu != 0u);
  }
}

// A group for each weight of four kernels; one tap more than there are is the bias, which sees a 1 everywhere.
@compute @workgroup_size(${groupSize})
fn filterGradient(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let tap = inRow(group, groups);
  let area = stage.kernelRows * stage.kernelCols;
  let taps = stage.inChannels * area;
  if (tap >= taps + stage.hasBias) { return; }
  let channel = tap / area;
  let kernelRow = tap % area / stage.kernelCols;
  let kernelCol = tap % stage.kernelCols;
  let places = stage.outRows * stage.outCols;
  let last = stage.outChannels - 1u;
  let channels = ${four}u * group.y + vec4u(0u, 1u, 2u, 3u);
  let planes = places * min(channels, vec4u(last));
  var sums = vec4f();
  for (var at = local; at < step.count * places; at += ${groupSize}u) {
    let image = at / places;
    let place = at % places;
    var value = 1.0;
    if (tap < taps) {
      let row = i32(place / stage.outCols * stage.rowStride + kernelRow) - i32(stage.rowPadding);
      let col = i32(place % stage.outCols * stage.colStride + kernelCol) - i32(stage.colPadding);
      if (row < 0 || col < 0 || row >= i32(stage.inRows) || col >= i32(stage.inCols)) { continue; }
      value = maps[stage.input + ((image * stage.inChannels + channel) * stage.inRows + u32(row)) * stage.inCols + u32(col)];
    }
    let cells = stage.arriving + image * stage.outChannels * places + planes + place;
    sums += value * vec4f(maps[cells.x], maps[cells.y], maps[cells.z], maps[cells.w]);
  }
  let sum = total(local, sums);
  if (local >= ${four}u || channels[local] > last) { return; }
  if (tap < taps) {
    numbers[stage.learned + stage.weight + channels[local] * taps + tap] = sum[local];
  } else {
    numbers[stage.learned + stage.bias + channels[local]] = sum[local];
  }
}

// Four channels of an input together.
@compute @workgroup_size(${groupSize})
fn inputGradient(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let at = indexOf(group, groups, local);
  let places = stage.inRows * stage.inCols;
  let fours = (stage.inChannels + ${four - 1}u) / ${four}u;
  if (at >= step.count * fours * places) { return; }
  let place = at % places;
  let first = ${four}u * (at / places % fours);
  let image = at / (places * fours);
  let row = place / stage.inCols + stage.rowPadding;
  let col = place % stage.inCols + stage.colPadding;
  let area = stage.kernelRows * stage.kernelCols;
  let taps = stage.inChannels * area;
  let last = stage.inChannels - 1u;
  let kernels = stage.weight + area * min(first + vec4u(0u, 1u, 2u, 3u), vec4u(last));
  let outPlaces = stage.outRows * stage.outCols;
  var sums = vec4f();
  for (var kernelRow = row % stage.rowStride; kernelRow < min(stage.kernelRows, row + 1u); kernelRow += stage.rowStride) {
    let outRow = (row - kernelRow) / stage.rowStride;
    if (outRow >= stage.outRows) { continue; }
    for (var kernelCol = col % stage.colStride; kernelCol < min(stage.kernelCols, col + 1u); kernelCol += stage.colStride) {
      let outCol = (col - kernelCol) / stage.colStride;
      if (outCol >= stage.outCols) { continue; }
      var cell = stage.arriving + image * stage.outChannels * outPlaces + outRow * stage.outCols + outCol;
      var tap = kernels + kernelRow * stage.kernelCols + kernelCol;
      for (var channel = 0u; channel < stage.outChannels; channel++) {
        sums += maps[cell] * vec4f(numbers[tap.x], numbers[tap.y], numbers[tap.z], numbers[tap.w]);
        cell += outPlaces;
        tap += vec4u(taps);
      }
    }
  }
  for (var next = 0u; next < ${four}u; next++) {
    if (first + next > last) { break; }
    leave((image * stage.inChannels + first + next) * places + place, sums[next]);
  }
}
`;
