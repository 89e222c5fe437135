// The way back through a convolution, and the optimisers' moves, with vector instructions: what tfjs lacks in WebAssembly, or has without
// vectors. It works in tfjs's own memory, on tfjs's layouts: maps are `[batch, rows, columns, channels]`, kernels
// `[rows, columns, in, out]`. Nothing is allocated; sums always run in the same order.

/** Bytes of a number, and of a vector of four. */
const NUMBER: usize = 4;
const VECTOR: usize = 16;

/** The maps of the convolution; set before a call, as is how the kernel slides, since so many arguments would be read wrongly. */
let batch: i32;
let inRows: i32;
let inCols: i32;
let inChannels: i32;
let outRows: i32;
let outCols: i32;
let outChannels: i32;

let kernelRows: i32;
let kernelCols: i32;
let rowStride: i32;
let colStride: i32;
let rowPadding: i32;
let colPadding: i32;

/** Says how large the maps are. */
export function setMaps(
  images: i32,
  rowsIn: i32,
  colsIn: i32,
  channelsIn: i32,
  rowsOut: i32,
  colsOut: i32,
  channelsOut: i32,
): void {
  batch = images;
  inRows = rowsIn;
  inCols = colsIn;
  inChannels = channelsIn;
  outRows = rowsOut;
  outCols = colsOut;
  outChannels = channelsOut;
}

/** Says how the kernel slides. */
export function setWindow(rows: i32, cols: i32, strideRows: i32, strideCols: i32, padRows: i32, padCols: i32): void {
  kernelRows = rows;
  kernelCols = cols;
  rowStride = strideRows;
  colStride = strideCols;
  rowPadding = padRows;
  colPadding = padCols;
}

/** What one tap of the kernel meets: the rows and columns of the output at which it lies inside the input, and the steps between them. */
let firstRow: i32;
let endRow: i32;
let cols: i32;
let inStart: usize;
let inImage: usize;
let inRow: usize;
let inStep: usize;
let outStart: usize;
let outImage: usize;
let outRow: usize;
let outStep: usize;

/** The first place of the output at which a tap is not in the padding before the input. */
function firstPlace(tap: i32, padding: i32, stride: i32): i32 {
  return padding > tap ? (padding - tap + stride - 1) / stride : 0;
}

/** One more than the last place of the output at which a tap is not in the padding behind the input. */
function endPlace(tap: i32, padding: i32, stride: i32, size: i32, places: i32): i32 {
  const last = size - 1 + padding - tap;
  return last < 0 ? 0 : min(places, last / stride + 1);
}

function setTap(kernelRow: i32, kernelCol: i32): void {
  firstRow = firstPlace(kernelRow, rowPadding, rowStride);
  endRow = endPlace(kernelRow, rowPadding, rowStride, inRows, outRows);
  const firstCol = firstPlace(kernelCol, colPadding, colStride);
  cols = max(0, endPlace(kernelCol, colPadding, colStride, inCols, outCols) - firstCol);
  const inCell = (inChannels as usize) * NUMBER;
  const outCell = (outChannels as usize) * NUMBER;
  inStep = (colStride as usize) * inCell;
  inRow = (rowStride as usize) * (inCols as usize) * inCell;
  inImage = (inRows as usize) * (inCols as usize) * inCell;
  outStep = outCell;
  outRow = (outCols as usize) * outCell;
  outImage = (outRows as usize) * outRow;
  const topRow = firstRow * rowStride + kernelRow - rowPadding;
  const leftCol = firstCol * colStride + kernelCol - colPadding;
  inStart = (topRow as usize) * (inCols as usize) * inCell + (leftCol as usize) * inCell;
  outStart = (firstRow as usize) * outRow + (firstCol as usize) * outCell;
}

function plus(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** The gradient of the kernels, from the input and what arrives at the output. */
export function filterGradient(input: usize, arriving: usize, output: usize): void {
  const outCell = (outChannels as usize) * NUMBER;
  for (let kernelRow = 0; kernelRow < kernelRows; kernelRow++) {
    for (let kernelCol = 0; kernelCol < kernelCols; kernelCol++) {
      setTap(kernelRow, kernelCol);
      let channel = 0;
      for (; channel + 4 <= inChannels; channel += 4) {
        const from = input + (channel as usize) * NUMBER;
        let at: usize = 0;
        for (; at + 2 * VECTOR <= outCell; at += 2 * VECTOR) fourByEight(from, arriving + at, output + at);
        for (; at + VECTOR <= outCell; at += VECTOR) fourByFour(from, arriving + at, output + at);
        for (; at < outCell; at += NUMBER) fourByOne(from, arriving + at, output + at);
        output += 4 * outCell;
      }
      for (; channel < inChannels; channel++) {
        const from = input + (channel as usize) * NUMBER;
        let at: usize = 0;
        for (; at + VECTOR <= outCell; at += VECTOR) oneByFour(from, arriving + at, output + at);
        for (; at < outCell; at += NUMBER) oneByOne(from, arriving + at, output + at);
        output += outCell;
      }
    }
  }
}

/** Four channels in, eight out. */
function fourByEight(input: usize, arriving: usize, output: usize): void {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let c0 = a0;
  let d0 = a0;
  let a1 = a0;
  let b1 = a0;
  let c1 = a0;
  let d1 = a0;
  for (let image = 0; image < batch; image++) {
    let fromRow = input + inStart + (image as usize) * inImage;
    let atRow = arriving + outStart + (image as usize) * outImage;
    for (let row = firstRow; row < endRow; row++) {
      let from = fromRow;
      let at = atRow;
      for (let col = 0; col < cols; col++) {
        const left = v128.load(at);
        const right = v128.load(at, 16);
        const a = v128.load32_splat(from);
        a0 = plus(a0, a, left);
        a1 = plus(a1, a, right);
        const b = v128.load32_splat(from, 4);
        b0 = plus(b0, b, left);
        b1 = plus(b1, b, right);
        const c = v128.load32_splat(from, 8);
        c0 = plus(c0, c, left);
        c1 = plus(c1, c, right);
        const d = v128.load32_splat(from, 12);
        d0 = plus(d0, d, left);
        d1 = plus(d1, d, right);
        from += inStep;
        at += outStep;
      }
      fromRow += inRow;
      atRow += outRow;
    }
  }
  v128.store(output, a0);
  v128.store(output, a1, 16);
  output += outStep;
  v128.store(output, b0);
  v128.store(output, b1, 16);
  output += outStep;
  v128.store(output, c0);
  v128.store(output, c1, 16);
  output += outStep;
  v128.store(output, d0);
  v128.store(output, d1, 16);
}

/** Four channels in, four out. */
function fourByFour(input: usize, arriving: usize, output: usize): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let image = 0; image < batch; image++) {
    let fromRow = input + inStart + (image as usize) * inImage;
    let atRow = arriving + outStart + (image as usize) * outImage;
    for (let row = firstRow; row < endRow; row++) {
      let from = fromRow;
      let at = atRow;
      for (let col = 0; col < cols; col++) {
        const here = v128.load(at);
        a = plus(a, v128.load32_splat(from), here);
        b = plus(b, v128.load32_splat(from, 4), here);
        c = plus(c, v128.load32_splat(from, 8), here);
        d = plus(d, v128.load32_splat(from, 12), here);
        from += inStep;
        at += outStep;
      }
      fromRow += inRow;
      atRow += outRow;
    }
  }
  v128.store(output, a);
  v128.store(output + outStep, b);
  v128.store(output + 2 * outStep, c);
  v128.store(output + 3 * outStep, d);
}

/** Four channels in, one out. */
function fourByOne(input: usize, arriving: usize, output: usize): void {
  let sum = f32x4.splat(0);
  for (let image = 0; image < batch; image++) {
    let fromRow = input + inStart + (image as usize) * inImage;
    let atRow = arriving + outStart + (image as usize) * outImage;
    for (let row = firstRow; row < endRow; row++) {
      let from = fromRow;
      let at = atRow;
      for (let col = 0; col < cols; col++) {
        sum = plus(sum, v128.load(from), v128.load32_splat(at));
        from += inStep;
        at += outStep;
      }
      fromRow += inRow;
      atRow += outRow;
    }
  }
  store<f32>(output, f32x4.extract_lane(sum, 0));
  store<f32>(output + outStep, f32x4.extract_lane(sum, 1));
  store<f32>(output + 2 * outStep, f32x4.extract_lane(sum, 2));
  store<f32>(output + 3 * outStep, f32x4.extract_lane(sum, 3));
}

/** One channel in, four out; neighbouring columns go to sums of their own, so that neither waits for the other. */
function oneByFour(input: usize, arriving: usize, output: usize): void {
  let even = f32x4.splat(0);
  let odd = even;
  for (let image = 0; image < batch; image++) {
    let fromRow = input + inStart + (image as usize) * inImage;
    let atRow = arriving + outStart + (image as usize) * outImage;
    for (let row = firstRow; row < endRow; row++) {
      let from = fromRow;
      let at = atRow;
      let col = 0;
      for (; col + 2 <= cols; col += 2) {
        even = plus(even, v128.load32_splat(from), v128.load(at));
        odd = plus(odd, v128.load32_splat(from + inStep), v128.load(at + outStep));
        from += 2 * inStep;
        at += 2 * outStep;
      }
      if (col < cols) even = plus(even, v128.load32_splat(from), v128.load(at));
      fromRow += inRow;
      atRow += outRow;
    }
  }
  v128.store(output, f32x4.add(even, odd));
}

/** One channel in, one out. */
function oneByOne(input: usize, arriving: usize, output: usize): void {
  let sum: f32 = 0;
  for (let image = 0; image < batch; image++) {
    let fromRow = input + inStart + (image as usize) * inImage;
    let atRow = arriving + outStart + (image as usize) * outImage;
    for (let row = firstRow; row < endRow; row++) {
      let from = fromRow;
      let at = atRow;
      for (let col = 0; col < cols; col++) {
        sum += load<f32>(from) * load<f32>(at);
        from += inStep;
        at += outStep;
      }
      fromRow += inRow;
      atRow += outRow;
    }
  }
  store<f32>(output, sum);
}

/** The sums of `rows` rows of `columns` numbers, column by column: the gradient of the biases. */
export function columnSums(input: usize, rows: i32, columns: i32, output: usize): void {
  const width = (columns as usize) * NUMBER;
  const end = input + (rows as usize) * width;
  let at: usize = 0;
  for (; at + VECTOR <= width; at += VECTOR) {
    let even = f32x4.splat(0);
    let odd = even;
    let from = input + at;
    for (; from + width < end; from += 2 * width) {
      even = f32x4.add(even, v128.load(from));
      odd = f32x4.add(odd, v128.load(from + width));
    }
    if (from < end) even = f32x4.add(even, v128.load(from));
    v128.store(output + at, f32x4.add(even, odd));
  }
  for (; at < width; at += NUMBER) {
    let sum: f32 = 0;
    for (let from = input + at; from < end; from += width) sum += load<f32>(from);
    store<f32>(output + at, sum);
  }
}

/** The gradient of the input. `turned` is room for the kernels with their channels exchanged. */
export function inputGradient(arriving: usize, filter: usize, turned: usize, output: usize): void {
  turnChannels(filter, turned);
  const outImageSize = (outRows as usize) * (outCols as usize) * (outChannels as usize) * NUMBER;
  const inImageSize = (inRows as usize) * (inCols as usize) * (inChannels as usize) * NUMBER;
  let image = 0;
  for (; image + 4 <= batch; image += 4) {
    fourImages(arriving, turned, output, outImageSize, inImageSize);
    arriving += 4 * outImageSize;
    output += 4 * inImageSize;
  }
  // The rest as if they were four; what comes out of one of them four times is always the same.
  for (; image < batch; image++) {
    fourImages(arriving, turned, output, 0, 0);
    arriving += outImageSize;
    output += inImageSize;
  }
}

function turnChannels(filter: usize, turned: usize): void {
  const taps = kernelRows * kernelCols;
  for (let tap = 0; tap < taps; tap++) {
    for (let from = 0; from < inChannels; from++) {
      for (let to = 0; to < outChannels; to++) {
        const place = (tap * outChannels + to) * inChannels + from;
        store<f32>(turned + (place as usize) * NUMBER, load<f32>(filter));
        filter += NUMBER;
      }
    }
  }
}

/** The taps that meet a cell of the input: every so many rows and columns of the kernel, from the first until before the end. */
let rowTap: i32;
let rowTapEnd: i32;
let colTap: i32;
let colTapEnd: i32;

/** The first tap that meets a place: before it, outputs would lie behind the last. */
function firstTap(place: i32, stride: i32, places: i32): i32 {
  return max(place % stride, place - (places - 1) * stride);
}

/** The input's gradient in four images, whose cells are met by the same taps. */
function fourImages(arriving: usize, turned: usize, output: usize, outImageSize: usize, inImageSize: usize): void {
  const inCell = (inChannels as usize) * NUMBER;
  for (let row = 0; row < inRows; row++) {
    rowTap = firstTap(row + rowPadding, rowStride, outRows);
    rowTapEnd = min(kernelRows, row + rowPadding + 1);
    for (let col = 0; col < inCols; col++) {
      colTap = firstTap(col + colPadding, colStride, outCols);
      colTapEnd = min(kernelCols, col + colPadding + 1);
      let at: usize = 0;
      for (; at + 2 * VECTOR <= inCell; at += 2 * VECTOR) {
        cellsByEight(row, col, arriving, turned + at, output + at, outImageSize, inImageSize);
      }
      for (; at + VECTOR <= inCell; at += VECTOR) {
        cellsByFour(row, col, arriving, turned + at, output + at, outImageSize, inImageSize);
      }
      for (; at < inCell; at += NUMBER) {
        cellsByOne(row, col, arriving, turned + at, output + at, outImageSize, inImageSize);
      }
      output += inCell;
    }
  }
}

/** Where the output begins that a tap takes to a cell. */
function placeOf(row: i32, col: i32, kernelRow: i32, kernelCol: i32): usize {
  const fromRow = (row + rowPadding - kernelRow) / rowStride;
  const fromCol = (col + colPadding - kernelCol) / colStride;
  return ((fromRow * outCols + fromCol) as usize) * (outChannels as usize) * NUMBER;
}

/** Where the turned weights of a tap begin. */
function weightsOf(kernelRow: i32, kernelCol: i32): usize {
  const tap = (kernelRow * kernelCols + kernelCol) as usize;
  return tap * (outChannels as usize) * (inChannels as usize) * NUMBER;
}

/** Eight channels of a cell in four images. */
function cellsByEight(
  row: i32,
  col: i32,
  arriving: usize,
  turned: usize,
  output: usize,
  outImageSize: usize,
  inImageSize: usize,
): void {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let c0 = a0;
  let d0 = a0;
  let a1 = a0;
  let b1 = a0;
  let c1 = a0;
  let d1 = a0;
  const inCell = (inChannels as usize) * NUMBER;
  const outCell = (outChannels as usize) * NUMBER;
  for (let kernelRow = rowTap; kernelRow < rowTapEnd; kernelRow += rowStride) {
    for (let kernelCol = colTap; kernelCol < colTapEnd; kernelCol += colStride) {
      let weight = turned + weightsOf(kernelRow, kernelCol);
      let a = arriving + placeOf(row, col, kernelRow, kernelCol);
      const end = a + outCell;
      let b = a + outImageSize;
      let c = b + outImageSize;
      let d = c + outImageSize;
      for (; a < end; a += NUMBER) {
        const left = v128.load(weight);
        const right = v128.load(weight, 16);
        const fromA = v128.load32_splat(a);
        a0 = plus(a0, fromA, left);
        a1 = plus(a1, fromA, right);
        const fromB = v128.load32_splat(b);
        b0 = plus(b0, fromB, left);
        b1 = plus(b1, fromB, right);
        const fromC = v128.load32_splat(c);
        c0 = plus(c0, fromC, left);
        c1 = plus(c1, fromC, right);
        const fromD = v128.load32_splat(d);
        d0 = plus(d0, fromD, left);
        d1 = plus(d1, fromD, right);
        b += NUMBER;
        c += NUMBER;
        d += NUMBER;
        weight += inCell;
      }
    }
  }
  v128.store(output, a0);
  v128.store(output, a1, 16);
  output += inImageSize;
  v128.store(output, b0);
  v128.store(output, b1, 16);
  output += inImageSize;
  v128.store(output, c0);
  v128.store(output, c1, 16);
  output += inImageSize;
  v128.store(output, d0);
  v128.store(output, d1, 16);
}

/** Four channels of a cell in four images. */
function cellsByFour(
  row: i32,
  col: i32,
  arriving: usize,
  turned: usize,
  output: usize,
  outImageSize: usize,
  inImageSize: usize,
): void {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let c0 = a0;
  let d0 = a0;
  const inCell = (inChannels as usize) * NUMBER;
  const outCell = (outChannels as usize) * NUMBER;
  for (let kernelRow = rowTap; kernelRow < rowTapEnd; kernelRow += rowStride) {
    for (let kernelCol = colTap; kernelCol < colTapEnd; kernelCol += colStride) {
      let weight = turned + weightsOf(kernelRow, kernelCol);
      let a = arriving + placeOf(row, col, kernelRow, kernelCol);
      const end = a + outCell;
      let b = a + outImageSize;
      let c = b + outImageSize;
      let d = c + outImageSize;
      for (; a < end; a += NUMBER) {
        const weights = v128.load(weight);
        a0 = plus(a0, v128.load32_splat(a), weights);
        b0 = plus(b0, v128.load32_splat(b), weights);
        c0 = plus(c0, v128.load32_splat(c), weights);
        d0 = plus(d0, v128.load32_splat(d), weights);
        b += NUMBER;
        c += NUMBER;
        d += NUMBER;
        weight += inCell;
      }
    }
  }
  v128.store(output, a0);
  v128.store(output + inImageSize, b0);
  v128.store(output + 2 * inImageSize, c0);
  v128.store(output + 3 * inImageSize, d0);
}

/** One channel of a cell in four images. */
function cellsByOne(
  row: i32,
  col: i32,
  arriving: usize,
  turned: usize,
  output: usize,
  outImageSize: usize,
  inImageSize: usize,
): void {
  let a0: f32 = 0;
  let b0: f32 = 0;
  let c0: f32 = 0;
  let d0: f32 = 0;
  const inCell = (inChannels as usize) * NUMBER;
  const outCell = (outChannels as usize) * NUMBER;
  for (let kernelRow = rowTap; kernelRow < rowTapEnd; kernelRow += rowStride) {
    for (let kernelCol = colTap; kernelCol < colTapEnd; kernelCol += colStride) {
      let weight = turned + weightsOf(kernelRow, kernelCol);
      let at = arriving + placeOf(row, col, kernelRow, kernelCol);
      for (const end = at + outCell; at < end; at += NUMBER) {
        const weights = load<f32>(weight);
        a0 += load<f32>(at) * weights;
        b0 += load<f32>(at + outImageSize) * weights;
        c0 += load<f32>(at + 2 * outImageSize) * weights;
        d0 += load<f32>(at + 3 * outImageSize) * weights;
        weight += inCell;
      }
    }
  }
  store<f32>(output, a0);
  store<f32>(output + inImageSize, b0);
  store<f32>(output + 2 * inImageSize, c0);
  store<f32>(output + 3 * inImageSize, d0);
}

/** What arrives behind a ReLU, where something came out of it. */
export function throughRelu(arriving: usize, answer: usize, output: usize, count: i32): void {
  const end = output + (count as usize) * NUMBER;
  const zero = f32x4.splat(0);
  for (; output + VECTOR <= end; output += VECTOR) {
    v128.store(output, v128.and(v128.load(arriving), f32x4.gt(v128.load(answer), zero)));
    arriving += VECTOR;
    answer += VECTOR;
  }
  for (; output < end; output += NUMBER) {
    store<f32>(output, load<f32>(answer) > 0 ? load<f32>(arriving) : 0);
    arriving += NUMBER;
    answer += NUMBER;
  }
}

/** Gradient descent, with momentum if `kept` is not 0: velocities and numbers move in place. */
export function descend(numbers: usize, gradient: usize, velocities: usize, count: i32, rate: f32, kept: f32): void {
  const end = numbers + (count as usize) * NUMBER;
  const rates = f32x4.splat(rate);
  const keeps = f32x4.splat(kept);
  for (; numbers + VECTOR <= end; numbers += VECTOR) {
    let velocity = v128.load(gradient);
    if (kept !== 0) {
      velocity = f32x4.add(f32x4.mul(keeps, v128.load(velocities)), velocity);
      v128.store(velocities, velocity);
      velocities += VECTOR;
    }
    v128.store(numbers, f32x4.sub(v128.load(numbers), f32x4.mul(rates, velocity)));
    gradient += VECTOR;
  }
  for (; numbers < end; numbers += NUMBER) {
    let velocity = load<f32>(gradient);
    if (kept !== 0) {
      velocity += kept * load<f32>(velocities);
      store<f32>(velocities, velocity);
      velocities += NUMBER;
    }
    store<f32>(numbers, load<f32>(numbers) - rate * velocity);
    gradient += NUMBER;
  }
}

/** Adam's constants and its corrections for this step; set before `adam`. */
let beta1: f32;
let beta2: f32;
let fresh1: f32;
let fresh2: f32;
let epsilon: f32;
let size: f32;
let rootCorrection: f32;

/** Sets what Adam goes by: shares kept and their complements, what is added to the root, and the corrections. */
export function setAdam(
  keepFirst: f32,
  takeFirst: f32,
  keepSecond: f32,
  takeSecond: f32,
  addedToRoot: f32,
  stepSize: f32,
  correction: f32,
): void {
  beta1 = keepFirst;
  fresh1 = takeFirst;
  beta2 = keepSecond;
  fresh2 = takeSecond;
  epsilon = addedToRoot;
  size = stepSize;
  rootCorrection = correction;
}

/** Adam: numbers and both moments move in place. */
export function adam(numbers: usize, gradient: usize, first: usize, second: usize, count: i32): void {
  const end = numbers + (count as usize) * NUMBER;
  for (; numbers + VECTOR <= end; numbers += VECTOR) {
    const slope = v128.load(gradient);
    const mean = plus(f32x4.mul(f32x4.splat(beta1), v128.load(first)), f32x4.splat(fresh1), slope);
    const squares = f32x4.add(
      f32x4.mul(f32x4.splat(beta2), v128.load(second)),
      f32x4.mul(f32x4.splat(fresh2), f32x4.mul(slope, slope)),
    );
    v128.store(first, mean);
    v128.store(second, squares);
    const root = f32x4.add(f32x4.div(f32x4.sqrt(squares), f32x4.splat(rootCorrection)), f32x4.splat(epsilon));
    v128.store(numbers, f32x4.sub(v128.load(numbers), f32x4.div(f32x4.mul(f32x4.splat(size), mean), root)));
    gradient += VECTOR;
    first += VECTOR;
    second += VECTOR;
  }
  for (; numbers < end; numbers += NUMBER) {
    const slope = load<f32>(gradient);
    const mean = beta1 * load<f32>(first) + fresh1 * slope;
    const squares = beta2 * load<f32>(second) + fresh2 * (slope * slope);
    store<f32>(first, mean);
    store<f32>(second, squares);
    store<f32>(numbers, load<f32>(numbers) - (size * mean) / (sqrt<f32>(squares) / rootCorrection + epsilon));
    gradient += NUMBER;
    first += NUMBER;
    second += NUMBER;
  }
}
