// The printed figures of a lesson as its cards show them: windows taken apart, response maps side by side, rows of digits, networks.
import { isKernelName, namedKernels, type KernelName } from '@lib/conv/named-kernels.ts';
import { paddingModes, type PaddingMode } from '@lib/conv/pad.ts';
import { mapFacts, mapSize, products, responseMap, sum, windowAt, type Place } from '@lib/conv/response.ts';
import { firstCommitted } from '@lib/data/committed-digits.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { levelColour, levelOf } from '@lib/draw/ramps.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import { architectureOf, sessionNet } from '@lib/state/architecture-field.ts';
import { kernelWords } from '@lib/text/kernel-words.ts';
import { plainNumber, signedNumber } from '@lib/text/numbers.ts';
import { box, cardInks, signInk, type CardFigure, type CardPart } from './figure.ts';
import { caption, inkPlate, kernelGrid, networkDrawing, signedPlate } from './parts.ts';
import { axes, layout, stack, thick } from './printed-channels.ts';
import { paddingRows, rims, sameTrap, shrinking } from './printed-padding.ts';
import { layoutTable, matrixPortrait, paddingNamesTable, slotGradient } from './printed-tables.ts';

/** A component of a lesson and what it was given. */
export interface PrintedPart {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** How a printed figure looks on a card; nothing for a component that is none. */
export function printedFigure({ name, props }: PrintedPart): CardFigure | undefined {
  if (name === 'WindowFigure') return windows(list(props['cases']));
  if (name === 'MapFigure') return maps(list(props['kernels']));
  if (name === 'DigitFigure') return digits();
  if (name === 'LayerTable') return network(typeof props['of'] === 'string' ? props['of'] : sessionNet);
  if (name === 'AxesFigure') return axes(placeOf(props['at']));
  if (name === 'StackFigure') return stack();
  if (name === 'ThickFigure') return thick(placeOf(props['at']));
  if (name === 'LayoutFigure') return layout();
  if (name === 'LayoutTable') return layoutTable();
  if (name === 'PaddingRows') return paddingRows(Number(props['padding'] ?? 2));
  if (name === 'PaddingNames') return paddingNamesTable();
  if (name === 'RimFigure') return rims(modesOf(props['modes']), Number(props['times']));
  if (name === 'SameTrap') return sameTrap();
  if (name === 'ShrinkingMaps') return shrinking(list(props['from']).map(Number), Number(props['kernel']));
  if (name === 'SlotGradient') return slotGradient(list(props['gradient']).map(Number));
  if (name === 'MatrixPortrait') return matrixPortrait();
  return undefined;
}

const modesOf = (value: unknown): readonly PaddingMode[] => paddingModes.filter((mode) => list(value).includes(mode));

function placeOf(value: unknown): Place {
  const [row, col] = list(value);
  return [Number(row), Number(col)];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function network(of: string): CardFigure {
  const net = architectureOf(of);
  return networkDrawing(stageTable(net, [1, 1, 28, 28]).rows);
}

interface Case {
  readonly kernel: KernelName;
  readonly at: Place;
}

function caseOf(value: unknown): Case | undefined {
  if (typeof value !== 'object' || value === null || !('kernel' in value) || !('at' in value)) return undefined;
  const { kernel, at } = value;
  if (typeof kernel !== 'string' || !isKernelName(kernel) || !Array.isArray(at)) return undefined;
  return { kernel, at: [Number(at[0]), Number(at[1])] };
}

const cell = 52;

function windows(cases: readonly unknown[]): CardFigure | undefined {
  const shown = cases.flatMap((value) => caseOf(value) ?? []).slice(0, 2);
  if (shown.length === 0) return undefined;
  const pitch = cell * 3 + 60;
  const rows = shown.flatMap(({ kernel, at }, row): CardPart[] => {
    const y = row * (cell * 3 + 34);
    const window = windowAt(sessionDigit, at);
    const weights: readonly number[] = namedKernels[kernel];
    const parts = products(window, weights);
    const total = sum(parts);
    const middle = y + cell * 1.5 + 15;
    return [
      ...numberedInk(window, 0, y),
      { kind: 'text', x: cell * 3 + 30, y: middle, size: 40, text: '×', face: 'serif', anchor: 'middle' },
      ...kernelGrid(weights, { x: pitch, y, cell }),
      { kind: 'text', x: pitch + cell * 3 + 30, y: middle, size: 40, text: '=', face: 'serif', anchor: 'middle' },
      ...numberedSigned(parts, 2 * pitch, y),
      { kind: 'text', x: 3 * pitch - 40, y: middle, size: 42, text: '→', face: 'serif' },
      {
        kind: 'text',
        x: 3 * pitch + 20,
        y: middle + 4,
        size: 58,
        text: signedNumber(total, 2),
        face: 'bold',
        fill: signInk(total),
      },
    ];
  });
  return { width: 3 * pitch + 190, height: shown.length * (cell * 3 + 34) - 32, parts: rows };
}

function numberedInk(values: readonly number[], x: number, y: number): CardPart[] {
  return [
    {
      kind: 'plate',
      x,
      y,
      size: cell,
      picture: { values, rows: 3, cols: 3, ramp: 'ink', greatest: 255 },
      hasGrid: true,
    },
    ...numbers(values, { x, y, on: (value) => levelColour('ink', levelOf(value, 255), 'light').on }),
    { kind: 'path', d: box(x, y, cell * 3), stroke: cardInks.accent, width: 3 },
  ];
}

function numberedSigned(values: readonly number[], x: number, y: number): CardPart[] {
  const greatest = 255;
  return [
    { kind: 'plate', x, y, size: cell, picture: { values, rows: 3, cols: 3, ramp: 'signed', greatest }, hasGrid: true },
    ...numbers(values, { x, y, on: (value) => levelColour('signed', levelOf(value, greatest), 'light').on }),
  ];
}

function numbers(
  values: readonly number[],
  { x, y, on }: { x: number; y: number; on: (value: number) => string },
): CardPart[] {
  return values.map((value, at) => ({
    kind: 'text',
    x: x + ((at % 3) + 0.5) * cell,
    y: y + (Math.floor(at / 3) + 0.5) * cell + 7,
    size: 20,
    text: plainNumber(value, 1),
    face: 'sans',
    anchor: 'middle',
    fill: on(value),
  }));
}

function maps(kernels: readonly unknown[]): CardFigure | undefined {
  const names = kernels
    .filter((name) => typeof name === 'string')
    .filter(isKernelName)
    .slice(0, 3);
  if (names.length === 0) return undefined;
  const shown = names.map((name) => ({ name, map: responseMap(sessionDigit, namedKernels[name]) }));
  const greatest = Math.max(
    ...shown.map(({ map }) => ((facts) => Math.max(facts.greatest.value, -facts.least.value))(mapFacts(map))),
  );
  const size = 13;
  const pitch = mapSize * size + 36;
  return {
    width: shown.length * pitch - 36,
    height: mapSize * size + 36,
    parts: shown.flatMap(({ name, map }, at): CardPart[] => [
      caption(kernelWords[name].title, { x: at * pitch, y: 20 }, { size: 26 }),
      signedPlate(map, { x: at * pitch, y: 34, size, greatest }),
    ]),
  };
}

function digits(): CardFigure {
  const size = 5;
  const pitch = 28 * size + 10;
  const parts = ([3, 7] as const).flatMap((label, row) =>
    firstCommitted('valid', label, 6).map(({ pixels }, at) =>
      inkPlate(pixels, { x: at * pitch, y: row * pitch, size }),
    ),
  );
  return { width: 6 * pitch - 10, height: 2 * pitch - 10, parts };
}
