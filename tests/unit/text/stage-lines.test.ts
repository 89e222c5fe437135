import { describe, expect, it } from 'vitest';
import { stageTable } from '@lib/nn/stage-table.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';
import { stageColumns, stageLines } from '@lib/text/stage-lines.ts';

const inputShape = [64, 1, 28, 28];
const linesOf = (text: string, hasField = false) => {
  const net = architectureOf(text);
  return stageLines(net, stageTable(net, inputShape), inputShape, { layout: 'nchw', hasField });
};
const words = (text: string, hasField = false) =>
  linesOf(text, hasField).map(({ name, cells }) => [name, ...cells.map((cell) => cell.words)]);

describe('the printed table', () => {
  it('has the input, a line a stage, and the sums', () => {
    expect(words('1-4-2')).toEqual([
      ['Input', '64 × 1 × 28 × 28', '', '', '', '', '784'],
      [
        'Conv 1 → 4, ReLU',
        '64 × 4 × 14 × 14',
        '⌊(28 + 2 − 3) / 2⌋ + 1 = ⌊13.5⌋ + 1 = 14',
        '36 + 4',
        '40',
        '7,056',
        '784',
      ],
      ['Conv 4 → 2', '64 × 2 × 7 × 7', '⌊(14 + 2 − 3) / 2⌋ + 1 = ⌊6.5⌋ + 1 = 7', '72 + 2', '74', '3,528', '98'],
      ['Flatten', '64 × 98', '', '', '0', '0', '98'],
      ['Together', '', '', '108 + 6', '114', '10,584', ''],
    ]);
  });

  it('has a cell under every head, with and without what is seen', () => {
    for (const hasField of [false, true]) {
      const heads = stageColumns({ layout: 'nchw', hasField }).length;
      for (const { cells } of linesOf('1-4-2-gap', hasField)) expect(cells).toHaveLength(heads);
    }
    expect(words('1-4-gap', true).map((line) => line.at(-2))).toEqual(['1', '3', 'all', 'all', '']);
  });

  it('says every number with its unit, for where there are no heads', () => {
    const [, first] = linesOf('1-4-2', true);
    const said = first?.cells.map((cell) => `${cell.before ?? ''}${cell.words}${cell.unit ?? ''}`).slice(2);
    expect(said).toEqual(['36 + 4', '= 40 parameters', '7,056 products', 'sees 3 wide', '784 numbers']);
  });

  it('puts the reason where a layer does not fit, and sums what stands before it', () => {
    expect(words('1-4s3-8s3-16k7p0-2').slice(-2)).toEqual([
      ['Conv 8 → 16, ReLU', '7 × 7 does not fit into 4 × 4, and there is no padding.'],
      ['So far', '', '', '324 + 12', '336', '8,208', ''],
    ]);
  });
});
