// Up to thousands of maps on one canvas: a row for each picture, a column for each kernel, pictures at the left, kernels on top. Few kernels
// and many pictures would make a thin strip: then the rows are laid out in blocks side by side. Painted pixel by pixel, one row at a time,
// so that a page can breathe between rows.
import { rgb } from './oklab.ts';
import { levelColour, levelOf, topLevel, type RampName, type Theme } from './ramps.ts';

/** How many pictures and kernels there are. */
export interface StackSize {
  readonly pictures: number;
  readonly kernels: number;
}

/** Where everything lies, in CSS pixels. */
export interface StackLayout extends StackSize {
  /** From one map to the next, and the side of a map. */
  readonly pitchPx: number;
  readonly mapPx: number;
  /** The side of a kernel, and the height of the row they stand in. */
  readonly kernelPx: number;
  readonly headPx: number;
  readonly blocks: number;
  readonly rowsPerBlock: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One map, or where there is a picture or a kernel instead, only one of the two. */
export interface StackPlace {
  readonly picture?: number;
  readonly kernel?: number;
}

/** Around pictures and kernels, and between blocks, in pitches. */
const pictureColumn = 1.4;
const kernelRow = 1.4;
const greatestKernelPx = 45;
const blockGap = 0.8;

const pitches = { least: 7, most: 112 } as const;

/** What the numbers of pictures take at the left, and those of channels on top; a number needs so much room. */
const gutter = { leftPx: 22, topPx: 18 } as const;
const labelPx = 22;
const labelSteps = [1, 2, 5, 10] as const;

/** Lays a stack out in a width and, if it can, a height; where maps would become too small, it is wider. */
export function layoutStack(
  { pictures, kernels }: StackSize,
  space: { readonly widthPx: number; readonly heightPx: number },
): StackLayout {
  const [widthPx, heightPx] = [space.widthPx - gutter.leftPx, space.heightPx - gutter.topPx];
  const across = (blocks: number): number => blocks * (pictureColumn + kernels) + (blocks - 1) * blockGap;
  const candidates = Array.from({ length: pictures }, (_, at) => {
    const blocks = at + 1;
    const rowsPerBlock = Math.ceil(pictures / blocks);
    const pitchPx = Math.min(pitches.most, widthPx / across(blocks), heightPx / (kernelRow + rowsPerBlock));
    return { blocks, rowsPerBlock, pitchPx: Math.max(pitches.least, Math.floor(pitchPx)) };
  });
  const best = candidates.reduce((one, other) => (other.pitchPx > one.pitchPx ? other : one));
  const blocks = Math.ceil(pictures / best.rowsPerBlock);
  const gapPx = best.pitchPx >= 20 ? Math.round(best.pitchPx * 0.1) : 1;
  const mapPx = best.pitchPx - gapPx;
  const kernelPx = Math.min(mapPx, greatestKernelPx);
  const headPx = Math.round(kernelRow * Math.min(best.pitchPx, greatestKernelPx));
  return {
    pictures,
    kernels,
    ...best,
    blocks,
    mapPx,
    kernelPx,
    headPx,
    widthPx: gutter.leftPx + Math.ceil(across(blocks) * best.pitchPx),
    heightPx: gutter.topPx + headPx + best.rowsPerBlock * best.pitchPx,
  };
}

/** The upper left corner of what stands at a place: a map, a picture, a kernel on top of its block. */
export function cornerOf(layout: StackLayout, { picture, kernel }: StackPlace): readonly [x: number, y: number] {
  const { pitchPx, rowsPerBlock, kernels, headPx } = layout;
  const block = Math.floor((picture ?? 0) / rowsPerBlock);
  const left = block * (pictureColumn + kernels + blockGap);
  const col = kernel === undefined ? 0 : pictureColumn + kernel;
  const y = picture === undefined ? 0 : headPx + (picture % rowsPerBlock) * pitchPx;
  return [gutter.leftPx + Math.round((left + col) * pitchPx), gutter.topPx + y];
}

/** What lies under a point, if anything does. */
export function placeAt(layout: StackLayout, [fromLeft, fromTop]: readonly [number, number]): StackPlace | undefined {
  const { pitchPx, rowsPerBlock, kernels, pictures, headPx, kernelPx } = layout;
  const [x, y] = [fromLeft - gutter.leftPx, fromTop - gutter.topPx];
  const blockPitch = pictureColumn + kernels + blockGap;
  const block = Math.floor(x / pitchPx / blockPitch);
  const across = x / pitchPx - block * blockPitch;
  const kernel = Math.floor(across - pictureColumn);
  const row = Math.floor((y - headPx) / pitchPx);
  const picture = block * rowsPerBlock + row;
  const isRow = row >= 0 && row < rowsPerBlock && picture < pictures;
  const isColumn = kernel >= 0 && kernel < kernels;
  if (isRow && isColumn) return { picture, kernel };
  if (isRow && across >= 0 && across < 1) return { picture };
  if (isColumn && y >= 0 && y < kernelPx && block * rowsPerBlock < pictures) return { kernel };
  return undefined;
}

/** The number of a picture, left of it, or of a channel, over its kernel. */
export interface StackLabel {
  readonly of: 'picture' | 'kernel';
  readonly at: number;
  /** The middle of a channel's number, or the right end of a picture's. */
  readonly xPx: number;
  readonly yPx: number;
}

/** The numbers of the axes; where they would stand too close, some are left out. */
export function stackLabels(layout: StackLayout): StackLabel[] {
  const { pitchPx, mapPx, kernelPx, blocks, rowsPerBlock, kernels, pictures } = layout;
  const step = labelSteps.find((count) => count * pitchPx >= labelPx) ?? 20;
  const every = (count: number) => Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
  const ofKernels = Array.from({ length: blocks }, (_, block) =>
    every(kernels).map((kernel): StackLabel => {
      const [x] = cornerOf(layout, { picture: block * rowsPerBlock, kernel });
      return { of: 'kernel', at: kernel, xPx: x + kernelPx / 2, yPx: 0 };
    }),
  );
  const ofPictures = every(pictures).map((picture): StackLabel => {
    const [x, y] = cornerOf(layout, { picture });
    return { of: 'picture', at: picture, xPx: x - 5, yPx: y + mapPx / 2 };
  });
  return [...ofKernels.flat(), ...ofPictures];
}

/** What a stack is painted from. */
export interface StackContent {
  /** Bytes of all pictures, 784 each. */
  readonly pictures: ArrayLike<number>;
  /** Nine weights for each kernel. */
  readonly kernels: readonly (readonly number[])[];
  /** 676 answers for each map, picture by picture; none while they are on their way. */
  readonly maps: ArrayLike<number> | undefined;
  /** The answer at the end of the colour scale. */
  readonly greatest: number;
}

/** Colours of all levels as canvas pixels, by ramp and theme. */
const tables = new Map<string, Uint32Array>();

function colours(ramp: RampName, theme: Theme): Uint32Array {
  const key = ramp + theme;
  let table = tables.get(key);
  if (table === undefined) {
    table = Uint32Array.from({ length: 2 * topLevel + 1 }, (_, at) => {
      const [red, green, blue] = rgb(levelColour(ramp, at - topLevel, theme).fill);
      return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    });
    tables.set(key, table);
  }
  return table;
}

interface Square {
  readonly values: ArrayLike<number>;
  readonly first: number;
  readonly side: number;
  readonly ramp: RampName;
  readonly greatest: number;
}

/** Paints squares of numbers on a canvas, each of `sidePx` device pixels. */
class SquarePainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #theme: Theme;
  readonly #image: ImageData;
  readonly #pixels: Uint32Array;
  readonly #sidePx: number;

  constructor(context: CanvasRenderingContext2D, sidePx: number, theme: Theme) {
    this.#context = context;
    this.#theme = theme;
    this.#sidePx = sidePx;
    this.#image = context.createImageData(sidePx, sidePx);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  paint({ values, first, side, ramp, greatest }: Square, x: number, y: number): void {
    const table = colours(ramp, this.#theme);
    const scale = side / this.#sidePx;
    let at = 0;
    for (let pixelRow = 0; pixelRow < this.#sidePx; pixelRow++) {
      const start = first + Math.floor((pixelRow + 0.5) * scale) * side;
      for (let pixelCol = 0; pixelCol < this.#sidePx; pixelCol++) {
        const value = values[start + Math.floor((pixelCol + 0.5) * scale)] ?? 0;
        this.#pixels[at++] = table[levelOf(value, greatest) + topLevel] ?? 0;
      }
    }
    this.#context.putImageData(this.#image, x, y);
  }
}

/**
 * Paints a stack on a canvas of its layout times `ratio`, kernels and maps in thin frames of the colour `line`, one row of maps for each step of the generator; the first step paints pictures
 * and kernels.
 */
export function* paintStack(
  context: CanvasRenderingContext2D,
  layout: StackLayout,
  { pictures, kernels, maps, greatest }: StackContent,
  { theme, ratio, line }: { readonly theme: Theme; readonly ratio: number; readonly line: string },
): Generator<void, void, void> {
  const painter = new SquarePainter(context, Math.max(1, Math.round(layout.mapPx * ratio)), theme);
  const put = (square: Square, place: StackPlace): void => {
    const [x, y] = cornerOf(layout, place);
    painter.paint(square, Math.round(x * ratio), Math.round(y * ratio));
  };
  const small = new SquarePainter(context, Math.max(1, Math.round(layout.kernelPx * ratio)), theme);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  for (let picture = 0; picture < layout.pictures; picture++)
    put({ values: pictures, first: picture * 784, side: 28, ramp: 'ink', greatest: 255 }, { picture });
  for (let block = 0; block < layout.blocks; block++) {
    for (const [kernel, weights] of kernels.entries()) {
      const [x] = cornerOf(layout, { picture: block * layout.rowsPerBlock, kernel });
      const [left, top, side] = [x, gutter.topPx, layout.kernelPx].map((px) => Math.round(px * ratio));
      if (left === undefined || top === undefined || side === undefined) continue;
      // a weight of 0 has nearly the colour of the page: without a frame, neighbours would run into each other
      context.fillStyle = line;
      context.fillRect(left - ratio, top - ratio, side + 2 * ratio, side + 2 * ratio);
      small.paint({ values: weights, first: 0, side: 3, ramp: 'signed', greatest: 1 }, left, top);
    }
  }
  yield;
  for (let picture = 0; picture < layout.pictures; picture++) {
    for (let kernel = 0; kernel < layout.kernels; kernel++) {
      const first = (picture * layout.kernels + kernel) * 676;
      put({ values: maps ?? [], first, side: 26, ramp: 'signed', greatest }, { picture, kernel });
    }
    yield;
  }
}
