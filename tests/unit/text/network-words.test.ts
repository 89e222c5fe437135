import { describe, expect, it } from 'vitest';
import { stageTable } from '@lib/nn/stage-table.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';
import { learnedWords, problemWords, shapeWords, sideWords, stageName, windowWords } from '@lib/text/network-words.ts';

const tableFor = (text: string) => stageTable(architectureOf(text), [64, 1, 28, 28]);

describe('names of blocks', () => {
  const net = architectureOf('1-4bn-8k5-mp2-ap2-gap-d30-d2');
  it('say what goes in and out, and what follows', () => {
    const { rows } = stageTable(net, [64, 1, 28, 28]);
    expect(rows.map(({ stage, inputShape }) => stageName(net, stage, inputShape[1]))).toEqual([
      'Conv 1 → 4, norm, ReLU',
      'Conv 4 → 8, ReLU',
      'Max pool',
      'Average pool',
      'Global average',
      'Flatten',
      'Dense 8 → 30, ReLU',
      'Dense 30 → 2',
    ]);
  });
  it('say how the window slides', () =>
    expect(net.blocks.map(windowWords)).toEqual([
      '3 × 3, step 2, padding 1',
      '5 × 5, step 2, padding 2',
      '2 × 2, step 2, padding 0',
      '2 × 2, step 2, padding 0',
      '',
      '',
      '',
    ]));
});

describe('how a side is found', () => {
  it.each([
    ['1-4-maps', '⌊(28 + 2 − 3) / 2⌋ + 1 = ⌊13.5⌋ + 1 = 14'],
    ['1-4s1-maps', '28 + 2 − 3 + 1 = 28'],
    ['1-4s1p0-maps', '28 − 3 + 1 = 26'],
    ['1-mp2-maps', '⌊(28 − 2) / 2⌋ + 1 = 13 + 1 = 14'],
    ['1-4k5s3p1-maps', '⌊(28 + 2 − 5) / 3⌋ + 1 = ⌊8.33⌋ + 1 = 9'],
  ])('%s: %s', (text, words) => {
    const step = tableFor(text).rows[0]?.step;
    expect(step && sideWords(step)).toBe(words);
  });
});

describe('shapes and sums', () => {
  it('are written with × and turned for tfjs', () => {
    expect(shapeWords([64, 4, 14, 14])).toBe('64 × 4 × 14 × 14');
    expect(shapeWords([64, 4, 14, 14], 'nhwc')).toBe('64 × 14 × 14 × 4');
    expect(shapeWords([64, 2], 'nhwc')).toBe('64 × 2');
  });
  it('say weights, biases and norms', () => {
    expect(learnedWords({ weights: 1152, biases: 16, norms: 0 })).toBe('1,152 + 16');
    expect(learnedWords({ weights: 36, biases: 4, norms: 8 })).toBe('36 + 4 + 8');
    expect(learnedWords({ weights: 0, biases: 0, norms: 0 })).toBe('');
  });
});

describe('why a block does not fit', () => {
  it.each([
    ['1-4s3-4s3-4k5p0', '5 × 5 does not fit into 4 × 4, and there is no padding.'],
    ['1-4-8-16-32-2-4k5p1', '5 × 5 does not fit into 1 × 1 with padding 1, 3 × 3 in all.'],
    ['1-d30-4', 'Here all numbers stand in one row already. What comes now needs rows and columns.'],
    ['1-d30-mp2', 'Here all numbers stand in one row already. What comes now needs rows and columns.'],
    [
      '1-mp2p2',
      'The padding of a pool is at most half its window, so that no window lies on padding alone: at most 1 here.',
    ],
  ])('%s: %s', (text, words) => {
    const { problem } = tableFor(text);
    expect(problem && problemWords(architectureOf(text), problem)).toBe(words);
  });
});
