import { describe, expect, it } from 'vitest';
import {
  answerAt,
  answerFrame,
  answersOf,
  cellAt,
  copiesOf,
  foldedKernel,
  gridTensor,
  leastRing,
  padGrid,
  ringOf,
  widestRing,
  windowCells,
  windowsOver,
  type Grid,
} from '@lib/conv/padded-grid.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { paddingModes, pad2d } from '@lib/conv/pad.ts';
import { paddingPictures } from '@lib/data/padding-pictures.ts';

const { nine, row, flat } = paddingPictures;
const column: Grid = { rows: 4, cols: 1, values: [1, 2, 3, 4] };
const valuesOf = (grid: Grid, mode: (typeof paddingModes)[number], padding: number) =>
  padGrid(grid, { mode, padding }).cells.map(({ value }) => value);

describe('padGrid', () => {
  it.each(paddingModes)('has the numbers of pad2d by %s', (mode) =>
    expect(valuesOf(nine, mode, 2)).toEqual([...pad2d(gridTensor(nine), [2, 2], mode).data]),
  );

  it('counts places from the picture’s own corner', () => {
    const padded = padGrid(nine, { mode: 'reflect', padding: 2 });
    expect(padded.first).toEqual([-2, -2]);
    expect(padded.cells[0]).toEqual({ place: [-2, -2], value: 9, source: [2, 2], isInside: false });
    expect(cellAt(padded, [-1, 2])).toEqual({ place: [-1, 2], value: 6, source: [1, 2], isInside: false });
    expect(cellAt(padded, [0, 0])).toEqual({ place: [0, 0], value: 1, source: [0, 0], isInside: true });
    expect([cellAt(padded, [-3, 0]), cellAt(padded, [0, 5])]).toEqual([undefined, undefined]);
  });

  it('a zero from nowhere has no source, also beside a row that has one', () => {
    const padded = padGrid(nine, { mode: 'zeros', padding: 1 });
    expect(cellAt(padded, [-1, 1])).toEqual({ place: [-1, 1], value: 0, source: undefined, isInside: false });
    expect(padded.cells.filter(({ source }) => source === undefined)).toHaveLength(16);
  });

  it('gives an axis of one cell no ring', () => {
    expect([ringOf(row, 2), ringOf(column, 2), ringOf(nine, 2)]).toEqual([
      [0, 2],
      [2, 0],
      [2, 2],
    ]);
    expect(valuesOf(row, 'reflect', 2)).toEqual([3, 2, 1, 2, 3, 4, 3, 2]);
    expect(valuesOf(column, 'circular', 2)).toEqual([3, 4, 1, 2, 3, 4, 1, 2]);
  });

  it('refuses a ring that its rule cannot make', () =>
    expect(() => padGrid(nine, { mode: 'reflect', padding: 3 })).toThrow(
      new RangeError('padGrid: padding must be at most 2 for reflect on an axis of 3, got 3'),
    ));

  it('knows the widest ring of each rule', () => {
    const widest = (grid: Grid) => paddingModes.map((mode) => widestRing(grid, mode));
    expect(widest(nine)).toEqual([Infinity, Infinity, 2, 3, 3]);
    expect(widest(row)).toEqual([Infinity, Infinity, 3, 4, 4]);
    expect(widestRing({ rows: 5, cols: 3, values: [] }, 'circular')).toBe(3);
  });
});

describe('copiesOf', () => {
  const copies = (mode: (typeof paddingModes)[number], padding: number) =>
    copiesOf(padGrid(nine, { mode, padding }), [0, 0]).map(({ place }) => place.join());

  it('with border and padding 1, a corner pixel fills three new cells', () =>
    expect(copies('replicate', 1)).toEqual(['-1,-1', '-1,0', '0,-1']));
  it('the mirror shows the corner pixel in no cell beside it', () =>
    expect(copies('reflect', 2)).toEqual(['0,4', '4,0', '4,4']));
  it('zeros copy nothing', () => expect(copies('zeros', 3)).toEqual([]));
});

describe('foldedKernel', () => {
  it('leaves a kernel as it is for a picture of several rows and columns', () =>
    expect([...foldedKernel(nine, namedKernels.top).data]).toEqual([...namedKernels.top]));

  it('adds up what lies along an axis of one cell', () => {
    expect(foldedKernel(row, namedKernels['left-prewitt'])).toMatchObject({ shape: [1, 1, 1, 3] });
    expect([...foldedKernel(row, namedKernels['left-prewitt']).data]).toEqual([-3, 0, 3]);
    expect(foldedKernel(column, namedKernels.top)).toMatchObject({ shape: [1, 1, 3, 1] });
    expect([...foldedKernel(column, namedKernels.top).data]).toEqual([-3, 0, 3]);
  });

  it('answers to a row as the whole kernel does where the row goes on above and below', () => {
    const kernel = [1, -2, 3, 0.5, 4, -1, 2, 2, -3];
    const tall: Grid = { rows: 3, cols: 4, values: [...row.values, ...row.values, ...row.values] };
    const whole = conv2d(gridTensor(tall), foldedKernel(tall, kernel));
    expect(answersOf(row, kernel, { mode: 'zeros', padding: 0 }).values).toEqual([...whole.data]);
  });
});

describe('answersOf', () => {
  it('box on nines: zeros give 4 in the corners, 6 along the sides, 9 inside', () => {
    const { values } = answersOf(flat, namedKernels.box, { mode: 'zeros', padding: 1 });
    expect(values.map((value) => Number(value.toFixed(5)))).toEqual([4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4]);
  });

  it.each(paddingModes.filter((mode) => mode !== 'zeros'))('box on nines by %s: 9 everywhere', (mode) => {
    const { values } = answersOf(flat, namedKernels.box, { mode, padding: 1 });
    expect(new Set(values.map((value) => Number(value.toFixed(5))))).toEqual(new Set([9]));
  });

  it('names each answer by the centre of its window', () => {
    const answers = answersOf(nine, namedKernels.identity, { mode: 'circular', padding: 2 });
    expect(answerFrame(nine, 2)).toEqual({ rows: 5, cols: 5, first: [-1, -1] });
    expect([answerAt(answers, [0, 0]), answerAt(answers, [-1, -1]), answerAt(answers, [-2, 0])]).toEqual([
      1,
      9,
      undefined,
    ]);
    expect(answerFrame(row, 2)).toEqual({ rows: 1, cols: 6, first: [0, -1] });
    expect(answerFrame(nine, 0)).toEqual({ rows: 1, cols: 1, first: [1, 1] });
  });

  it('refuses where no window fits', () =>
    expect(() => answerFrame({ rows: 2, cols: 3, values: [] }, 0)).toThrow(
      new RangeError('answerFrame: grid must have room for a window, got 2 × 3'),
    ));
});

describe('windowsOver', () => {
  const over = (mode: (typeof paddingModes)[number], place: readonly [number, number], grid: Grid = nine) => {
    const padded = padGrid(grid, { mode, padding: 1 });
    const cell = cellAt(padded, place);
    return cell === undefined ? [] : windowsOver(padded, cell).map((centre) => centre.join());
  };
  it('a pixel is under the nine windows around it, and under those of its copies', () => {
    expect(over('zeros', [0, 0])).toHaveLength(9);
    expect(over('reflect', [1, 1])).toHaveLength(25); // its copies are the four corners
    expect(over('circular', [0, 0])).toContain('3,3');
  });
  it('a copy has only its own', () => expect(over('reflect', [-1, -1])).toEqual(['-1,-1', '-1,0', '0,-1', '0,0']));
  it('in a row there is nothing above or below', () =>
    expect(over('zeros', [0, 1], row)).toEqual(['0,0', '0,1', '0,2']));
  it('are those windows whose cells show it', () => {
    const padded = padGrid(nine, { mode: 'symmetric', padding: 2 });
    const cell = cellAt(padded, [0, 1]);
    const shows = padded.cells
      .filter(({ place }) => windowCells(padded, place).some(({ source }) => source?.join() === '0,1'))
      .map(({ place }) => place);
    expect(cell && windowsOver(padded, cell)).toEqual(shows);
  });
});

describe('leastRing', () => {
  it.each([
    [2, 2, 1],
    [1, 2, 1],
    [5, 2, 1],
    [3, 3, 0],
    [1, 3, 0],
  ])('%d × %d -> %d', (rows, cols, least) => expect(leastRing({ rows, cols, values: [] })).toBe(least));
});

describe('windowCells', () => {
  it('five of the nine cells around a corner pixel are made up', () => {
    const cells = windowCells(padGrid(flat, { mode: 'zeros', padding: 1 }), [0, 0]);
    expect(cells).toHaveLength(9);
    expect(cells.filter(({ isInside }) => !isInside)).toHaveLength(5);
  });
  it('has three cells on a row', () =>
    expect(windowCells(padGrid(row, { mode: 'reflect', padding: 2 }), [0, -1]).map(({ value }) => value)).toEqual([
      3, 2, 1,
    ]));
});
