// Judges a chain of convolutions that is to bring a size down to another: whatever the formula confirms is right, and where it breaks is said.
import { axisWindows } from '@lib/conv/axis-windows.ts';
import { splitCells } from './judge-table.ts';
import { readings } from './parse-number.ts';
import type { CellVerdict, ChainPart, TablePart, Verdict } from './parts.ts';

const columns = ['Layer', 'Kernel', 'Stride', 'Padding'] as const;
const settings = [
  { name: 'kernel', least: 1 },
  { name: 'stride', least: 1 },
  { name: 'padding', least: 0 },
] as const;
const mostSetting = 99;
/** Larger kernels are said to be what they are. */
const largestUsual = 7;

/** The chain as a table to fill in: a row for each layer, nothing given. */
export function chainTable({ label, layers }: ChainPart): TablePart<number, readonly number[]> {
  const cells = settings.map(() => ({ kind: 'number', answer: NaN }) as const);
  const rows = Array.from({ length: layers }, (_, at) => ({ head: `Conv ${at + 1}`, cells }));
  return { kind: 'table', ...(label !== undefined && { label }), columns, rows, isNarrow: true, otherwise: '' };
}

/** The settings of all layers up to the last that has any, on one line; what is missing is a question mark. */
export function chainInWords(texts: readonly string[]): string {
  const filled = texts.findLastIndex((text) => text.trim() !== '');
  if (filled < 0) return '';
  const layers = Array.from({ length: Math.floor(filled / settings.length) + 1 }, (_, layer) =>
    settings.map((_setting, at) => texts[layer * settings.length + at]?.trim() || '?').join('/'),
  );
  return `${settings.map(({ name }) => name).join('/')}: ${layers.join(' → ')}`;
}

/** What became of one cell: a setting, or why it is none. */
interface Entered {
  readonly text: string;
  readonly value?: number;
  readonly kind: 'read' | 'empty' | 'unread';
}

/** Judges the settings of all layers. */
export function judgeChain(part: ChainPart, entry: string): Verdict {
  const texts = splitCells(entry);
  const entered = Array.from({ length: part.layers * settings.length }, (_, at) => read(texts[at] ?? '', at));
  // layers hold up to the first that does not; of those behind it nothing can be said
  const cells = (held: number, isBroken = false): CellVerdict[] =>
    entered.map(({ text, kind }, at) => {
      const layer = Math.floor(at / settings.length);
      if (kind !== 'read') return { text, kind };
      return { text, kind: layer < held ? 'right' : layer === held && isBroken ? 'wrong' : 'empty' };
    });
  const open = entered.findIndex(({ kind }) => kind !== 'read');
  const complete = open < 0 ? part.layers : Math.floor(open / settings.length);
  const sizes = [part.from];
  for (let layer = 0; layer < complete; layer++) {
    const size = sizes.at(-1) ?? part.from;
    const { kernel, stride, padding } = layersOf(entered)[layer] ?? { kernel: 1, stride: 1, padding: 0 };
    const { count, padded } = axisWindows(size, { kernel, stride, padding, dilation: 1 });
    if (count === 0)
      return {
        kind: 'wrong',
        lead: layer === 0 ? 'It breaks at once.' : `${chainWords(sizes)}, so far it holds.`,
        rest: `In layer ${layer + 1} a kernel of ${kernel} does not fit in ${padding === 0 ? `${size} cells` : `${size} + 2 · ${padding} = ${padded} cells`}.`,
        cells: cells(layer, true),
      };
    sizes.push(count);
  }
  if (open >= 0 && entered[open]?.kind === 'unread') {
    const { name, least } = settings[open % settings.length] ?? settings[0];
    return {
      kind: 'notice',
      lead: `${columns[(open % settings.length) + 1] ?? ''} of layer ${Math.floor(open / settings.length) + 1}: that is no ${name}.`,
      rest: `Write a whole number from ${least} to ${mostSetting}. This was not counted as a try.`,
      cells: cells(complete),
    };
  }
  const missing = part.layers - complete;
  if (missing > 0)
    return {
      kind: 'notice',
      lead: complete === 0 ? 'Fill in a layer first.' : `So far it runs ${chainWords(sizes)}.`,
      rest: `${missing} of ${part.layers} layers ${missing === 1 ? 'is' : 'are'} not complete: each wants a kernel, a stride and a padding, which may be 0.`,
      cells: cells(complete),
    };
  return judgeEnd(part, { sizes, layers: layersOf(entered), cells });
}

function judgeEnd(
  { from, to }: ChainPart,
  {
    sizes,
    layers,
    cells,
  }: { sizes: number[]; layers: Layer[]; cells: (held: number, isBroken?: boolean) => CellVerdict[] },
): Verdict {
  const end = sizes.at(-1);
  if (end === to) {
    const widest = Math.max(...layers.map(({ kernel }) => kernel));
    const working = layers.filter(({ kernel }, at) => kernel > 1 || sizes[at] !== sizes[at + 1]).length;
    const read = cellsRead(sizes, layers) ** 2;
    const rest = [
      'The formula confirms every step.',
      read === from ** 2
        ? `All ${from ** 2} pixels are read.`
        : `But only ${read} of the ${from ** 2} pixels are read: what stands in the others makes no difference.`,
      ...(working === 1 && layers.length > 1 ? ['One layer does it all, and the others could be left out.'] : []),
      ...(widest > largestUsual
        ? [
            `A kernel of ${widest} × ${widest} is a lot of weights, though: can you do it with none above ${largestUsual}?`,
          ]
        : []),
    ].join(' ');
    return { kind: 'right', lead: `Right: ${chainWords(sizes)}.`, rest, cells: cells(layers.length) };
  }
  const arrived = sizes.indexOf(to);
  const rest =
    arrived > 0
      ? `After layer ${arrived} it was there, but it did not stay: padding makes a size of ${to} grow again.`
      : `It ends at ${end ?? ''}, and ${to} is wanted. Stride and kernel bring a size down, padding keeps it up.`;
  return {
    kind: 'wrong',
    lead: `Every window fits: ${chainWords(sizes)}.`,
    rest,
    cells: cells(arrived > 0 ? arrived : sizes.length - 2, true),
  };
}

function read(text: string, at: number): Entered {
  if (text.trim() === '') return { text, kind: 'empty' };
  const { least } = settings[at % settings.length] ?? settings[0];
  const value = readings(text).find((number) => Number.isInteger(number) && number >= least && number <= mostSetting);
  return value === undefined ? { text, kind: 'unread' } : { text, kind: 'read', value };
}

/** The settings of a layer, all three. */
interface Layer {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

function layersOf(entered: readonly Entered[]): Layer[] {
  return Array.from({ length: entered.length / settings.length }, (_, layer) => {
    const [kernel = 1, stride = 1, padding = 0] = entered
      .slice(layer * settings.length, (layer + 1) * settings.length)
      .map(({ value }) => value);
    return { kernel, stride, padding };
  });
}

/** How many cells of the first size lie under the windows of the last, along one axis; padding is none. */
function cellsRead(sizes: readonly number[], layers: readonly Layer[]): number {
  let read = new Set(Array.from({ length: sizes.at(-1) ?? 0 }, (_, cell) => cell));
  for (const [at, { kernel, stride, padding }] of [...layers.entries()].reverse()) {
    const taps = [...read].flatMap((cell) => Array.from({ length: kernel }, (_, tap) => cell * stride - padding + tap));
    read = new Set(taps.filter((cell) => cell >= 0 && cell < (sizes[at] ?? 0)));
  }
  return read.size;
}

function chainWords(sizes: readonly number[]): string {
  return sizes.join(' → ');
}
