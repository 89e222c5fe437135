import { describe, expect, it } from 'vitest';
import { cellAt, padGrid, windowCells } from '@lib/conv/padded-grid.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { paddingModes } from '@lib/conv/pad.ts';
import { paddingPictures } from '@lib/data/padding-pictures.ts';
import { fedWords, modeWords, refusalWords, sourceWords, windowWords } from '@lib/text/padding-words.ts';

const { nine, row, flat } = paddingPictures;

describe('refusalWords', () => {
  it.each([
    [nine, 'reflect', 3, 'reflection stops at padding 2: behind the mirror there are 2 of the 3 rows.'],
    [nine, 'circular', 4, 'circular stops at padding 3: the picture has 3 rows, and would be used up.'],
    [
      { rows: 2, cols: 5, values: [] },
      'reflect',
      2,
      'reflection stops at padding 1: behind the mirror there is 1 of the 2 rows.',
    ],
    [{ rows: 4, cols: 2, values: [] }, 'zeros', 0, 'on a side of 2 a window of 3 needs padding 1.'],
    [row, 'symmetric', 5, 'symmetric stops at padding 4: the picture has 4 columns, and so has its mirror image.'],
    [
      { rows: 6, cols: 3, values: [] },
      'reflect',
      5,
      'reflection stops at padding 2: behind the mirror there are 2 of the 3 columns.',
    ],
  ] as const)('says why %j refuses %s with padding %i', (grid, mode, padding, words) =>
    expect(refusalWords(grid, { mode, padding })).toBe(words),
  );

  it('has nothing to say where the rule allows it', () => {
    expect(refusalWords(nine, { mode: 'reflect', padding: 2 })).toBeUndefined();
    for (const mode of ['zeros', 'replicate'] as const)
      expect(refusalWords(nine, { mode, padding: 5 })).toBeUndefined();
  });
});

describe('sourceWords', () => {
  const words = (mode: (typeof paddingModes)[number], place: readonly [number, number], copies = 0) => {
    const cell = cellAt(padGrid(nine, { mode, padding: 1 }), place);
    return cell && sourceWords(cell, copies);
  };
  it('says which pixel a copy is', () =>
    expect(words('reflect', [-1, 2])).toBe('Row −1, column 2 is row 1, column 2 again: 6.'));
  it('says that a zero is from nowhere', () =>
    expect(words('zeros', [-1, 2])).toBe('Row −1, column 2 comes from nowhere: it is 0.'));
  it('counts the copies of a pixel', () => {
    expect(words('reflect', [1, 1], 8)).toBe(
      'Row 1, column 1 is a pixel of the picture, 5. Outside, 8 cells show it again.',
    );
    expect(words('reflect', [1, 1], 1)).toContain('Outside, 1 cell shows it again.');
    expect(words('zeros', [1, 1], 0)).toContain('Nothing outside copies it.');
  });
});

describe('fedWords', () => {
  it.each([
    [0, 'No window covers it.'],
    [1, 'It has a say in 1 answer.'],
    [9, 'It has a say in 9 answers.'],
  ])('%d', (count, words) => expect(fedWords(count)).toBe(words));
});

describe('windowWords', () => {
  it('writes the products out, and counts what is made up', () => {
    const cells = windowCells(padGrid(flat, { mode: 'zeros', padding: 1 }), [0, 0]);
    expect(windowWords([0, 0], cells, namedKernels.box, 4)).toBe(
      'The window centred on row 0, column 0 has 5 invented cells of 9: 0 + 0 + 0 + 0 + 1 + 1 + 0 + 1 + 1 = 4.',
    );
    expect(windowWords([1, 1], cells.slice(4, 5), [1], 9)).toBe(
      'The window centred on row 1, column 1 lies on the picture: 9 = 9.',
    );
  });
  it('says where no window is', () =>
    expect(windowWords([-1, 0], [], [], undefined)).toBe('No window is centred on row −1, column 0.'));
});

it('every rule has a name and a sentence of its own', () =>
  expect(new Set(paddingModes.flatMap((mode) => [modeWords[mode].name, modeWords[mode].rule])).size).toBe(10));
