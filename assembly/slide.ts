// Slides kernels over a picture in WebAssembly, four columns at a time. The caller lays everything out so that no case is left to tell apart:
// padding stands in the picture, a tap is an offset in bytes from the window's corner, and with a stride the columns are sorted by
// their remainder, so that neighbouring windows always read neighbouring numbers. Memory is the caller's; nothing is allocated.
//
// A block of kernels is: their biases, then for each tap their weights, side by side.

/** Bytes of a number, and of a vector of four. */
const NUMBER: usize = 4;
const VECTOR: usize = 16;

/** Where one image's rows are and where they go; set before a call, since so many arguments would be read wrongly. */
let rows: i32;
let cols: i32;
let rowStep: usize;
let planeSize: usize;
let offsets: usize;
let offsetsEnd: usize;

/**
 * Says how the next pictures are laid out: `outRows` × `outCols` cells (at least 4 columns) come out of each; from one row of windows to
 * the next are `rowBytes`; the taps' offsets are `taps` whole numbers from `tapOffsets` on.
 */
export function layOut(outRows: i32, outCols: i32, rowBytes: usize, tapOffsets: usize, taps: usize): void {
  rows = outRows;
  cols = outCols;
  rowStep = rowBytes;
  planeSize = (outRows as usize) * (outCols as usize) * NUMBER;
  offsets = tapOffsets;
  offsetsEnd = tapOffsets + taps * NUMBER;
}

/** Slides four kernels, into four planes that follow each other. */
export function slideFour(input: usize, block: usize, output: usize): void {
  const end = (cols as usize) * NUMBER;
  for (let row = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at + 2 * VECTOR <= end; at += 2 * VECTOR) fourByTwo(input, block, output, at, at + VECTOR);
    if (at + VECTOR < end) fourByTwo(input, block, output, at, end - VECTOR);
    else if (at < end) fourByOne(input, block, output, end - VECTOR); // the last columns again, where they do not fill a vector
    input += rowStep;
    output += end;
  }
}

/** Slides one kernel, into one plane. */
export function slideOne(input: usize, block: usize, output: usize): void {
  const end = (cols as usize) * NUMBER;
  for (let row = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at + 4 * VECTOR <= end; at += 4 * VECTOR) oneByFour(input + at, block, output + at);
    for (; at + VECTOR <= end; at += VECTOR) oneByOne(input + at, block, output + at);
    if (at < end) oneByOne(input + end - VECTOR, block, output + end - VECTOR);
    input += rowStep;
    output += end;
  }
}

function plus(sum: v128, cells: v128, weight: v128): v128 {
  return f32x4.add(sum, f32x4.mul(cells, weight));
}

function fourByTwo(input: usize, block: usize, output: usize, left: usize, right: usize): void {
  let a0 = v128.load32_splat(block);
  let b0 = v128.load32_splat(block, 4);
  let c0 = v128.load32_splat(block, 8);
  let d0 = v128.load32_splat(block, 12);
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  for (let tap = offsets; tap < offsetsEnd; tap += NUMBER) {
    block += VECTOR;
    const window = input + load<u32>(tap);
    const cells0 = v128.load(window + left);
    const cells1 = v128.load(window + right);
    const a = v128.load32_splat(block);
    a0 = plus(a0, cells0, a);
    a1 = plus(a1, cells1, a);
    const b = v128.load32_splat(block, 4);
    b0 = plus(b0, cells0, b);
    b1 = plus(b1, cells1, b);
    const c = v128.load32_splat(block, 8);
    c0 = plus(c0, cells0, c);
    c1 = plus(c1, cells1, c);
    const d = v128.load32_splat(block, 12);
    d0 = plus(d0, cells0, d);
    d1 = plus(d1, cells1, d);
  }
  v128.store(output + left, a0);
  v128.store(output + right, a1);
  output += planeSize;
  v128.store(output + left, b0);
  v128.store(output + right, b1);
  output += planeSize;
  v128.store(output + left, c0);
  v128.store(output + right, c1);
  output += planeSize;
  v128.store(output + left, d0);
  v128.store(output + right, d1);
}

function fourByOne(input: usize, block: usize, output: usize, at: usize): void {
  let a = v128.load32_splat(block);
  let b = v128.load32_splat(block, 4);
  let c = v128.load32_splat(block, 8);
  let d = v128.load32_splat(block, 12);
  for (let tap = offsets; tap < offsetsEnd; tap += NUMBER) {
    block += VECTOR;
    const cells = v128.load(input + load<u32>(tap) + at);
    a = plus(a, cells, v128.load32_splat(block));
    b = plus(b, cells, v128.load32_splat(block, 4));
    c = plus(c, cells, v128.load32_splat(block, 8));
    d = plus(d, cells, v128.load32_splat(block, 12));
  }
  v128.store(output + at, a);
  v128.store(output + planeSize + at, b);
  v128.store(output + 2 * planeSize + at, c);
  v128.store(output + 3 * planeSize + at, d);
}

function oneByFour(input: usize, block: usize, output: usize): void {
  let s0 = v128.load32_splat(block);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let tap = offsets; tap < offsetsEnd; tap += NUMBER) {
    block += NUMBER;
    const window = input + load<u32>(tap);
    const weight = v128.load32_splat(block);
    s0 = plus(s0, v128.load(window), weight);
    s1 = plus(s1, v128.load(window, 16), weight);
    s2 = plus(s2, v128.load(window, 32), weight);
    s3 = plus(s3, v128.load(window, 48), weight);
  }
  v128.store(output, s0);
  v128.store(output, s1, 16);
  v128.store(output, s2, 32);
  v128.store(output, s3, 48);
}

function oneByOne(input: usize, block: usize, output: usize): void {
  let sum = v128.load32_splat(block);
  for (let tap = offsets; tap < offsetsEnd; tap += NUMBER) {
    block += NUMBER;
    sum = plus(sum, v128.load(input + load<u32>(tap)), v128.load32_splat(block));
  }
  v128.store(output, sum);
}
