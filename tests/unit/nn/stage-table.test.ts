import { describe, expect, it } from 'vitest';
import { stageTable } from '@lib/nn/stage-table.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';

const tableFor = (text: string, size = 28) => stageTable(architectureOf(text), [64, 1, size, size]);

describe('the session’s net', () => {
  const table = tableFor('1-4-8-16-32-2');

  it('has the table that the lesson prints', () => {
    expect(
      table.rows.map((row) => [
        row.outputShape.join('×'),
        row.step?.side,
        row.weights,
        row.biases,
        row.parameters,
        row.multiplyAccumulates,
        row.numbersOut,
      ]),
    ).toEqual([
      ['64×4×14×14', 14, 36, 4, 40, 7056, 784],
      ['64×8×7×7', 7, 288, 8, 296, 14_112, 392],
      ['64×16×4×4', 4, 1152, 16, 1168, 18_432, 256],
      ['64×32×2×2', 2, 4608, 32, 4640, 18_432, 128],
      ['64×2×1×1', 1, 576, 2, 578, 576, 2],
      ['64×2', undefined, 0, 0, 0, 0, 2],
    ]);
  });

  it('sums to 6,660 + 62 = 6,722 parameters and 58,608 products', () => {
    expect(table).toMatchObject({ weights: 6660, biases: 62, norms: 0, parameters: 6722, multiplyAccumulates: 58_608 });
    expect(table.problem).toBeUndefined();
  });

  it('sees 3, 7, 15, 31 and 63 cells', () =>
    expect(table.rows.map(({ field }) => field)).toEqual([3, 7, 15, 31, 63, 63]));
});

describe('other nets of the book', () => {
  it.each([
    ['1-30s1-1s1-maps', '64×1×28×28', 571, 423_360],
    ['1-d30-d1', '64×1', 23_581, 23_550],
    ['1-128s1p0-maps', '64×128×26×26', 1280, 778_752],
    ['1-8k5-16-32-64-10', '64×10', 30_282, 248_864],
    ['1-8k5bn-16bn-32bn-64bn-10bn', '64×10', 30_542, 248_864],
  ])('%s -> %s, %i parameters, %i products', (text, shape, parameters, multiplyAccumulates) => {
    const table = tableFor(text);
    expect(table.outputShape.join('×')).toBe(shape);
    expect(table).toMatchObject({ parameters, multiplyAccumulates });
  });

  it('a dense layer and a global mean see everything', () => {
    expect(tableFor('1-4-d2').rows.map(({ field }) => field)).toEqual([3, 3, 'all']);
    expect(tableFor('1-2-gap').rows.map(({ field }) => field)).toEqual([3, 'all', 'all']);
  });

  it('a pool shrinks and widens what is seen, and learns nothing', () =>
    expect(tableFor('1-4s1-mp2-maps').rows[1]).toMatchObject({
      outputShape: [64, 4, 14, 14],
      step: { size: 28, kernel: 2, stride: 2, padding: 0, side: 14 },
      parameters: 0,
      field: 4,
    }));

  it('a picture of 56 × 56 ends at 2 × 2, so that 8 numbers are left', () =>
    expect(
      tableFor('1-4-8-16-32-2', 56)
        .rows.slice(-2)
        .map(({ outputShape }) => outputShape.join('×')),
    ).toEqual(['64×2×2×2', '64×8']));
});

describe('a block that does not fit', () => {
  it('ends the table and is named, with what comes in there', () => {
    const table = tableFor('1-4s3-8s3-8k5p0-2');
    expect(table.rows).toHaveLength(2);
    expect(table.problem).toMatchObject({ stage: { block: 2 }, inputShape: [64, 8, 4, 4] });
  });

  it('is a convolution after a dense layer, too', () =>
    expect(tableFor('1-d30-4').problem).toMatchObject({ stage: { block: 1 }, inputShape: [64, 30] }));
});
