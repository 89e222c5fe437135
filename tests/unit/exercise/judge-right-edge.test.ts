import { describe, expect, it } from 'vitest';
import { firstCommitted } from '@lib/data/committed-digits.ts';
import { firstSeven, firstSevenIndex } from '@lib/data/first-seven.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { judgeRightEdge, strongestPlaces } from '@lib/exercise/judge-right-edge.ts';
import { kernelState } from '@lib/exercise/kernel-state.ts';

const said = (weights: readonly number[]): string => {
  const { lead, rest, more = [] } = judgeRightEdge(weights);
  return [lead, rest, ...more.flatMap(({ about, words }) => [about, words])].join(' ');
};
const rightPrewitt: readonly number[] = namedKernels['right-prewitt'];

describe('the first seven', () => {
  it('is image 15 of the training set', () => {
    const [digit] = firstCommitted('train', 7, 1);
    expect(digit?.mnistIndex).toBe(firstSevenIndex);
    expect([...firstSeven]).toEqual([...(digit?.pixels ?? [])]);
  });
});

describe('judgeRightEdge', () => {
  it('takes the reference, whose strongest answer is 754 at (9, 21)', () => {
    expect(judgeRightEdge(rightPrewitt).kind).toBe('right');
    expect(said(rightPrewitt)).toContain('+754 at (9, 21)');
    expect(strongestPlaces(rightPrewitt)[0]).toMatchObject({ answer: 754, place: [9, 21], isOnEdge: true });
  });

  it.each([
    ['right', namedKernels.right],
    ['a third of it', rightPrewitt.map((weight) => weight / 3)],
    ['Sobel', [1, 0, -1, 2, 0, -2, 1, 0, -1]],
    ['one row', [0, 0, 0, 1, 0, -1, 0, 0, 0]],
    ['a hundredth of it', rightPrewitt.map((weight) => weight / 100)],
  ])('takes %s', (_name, weights) => {
    expect(judgeRightEdge(weights).kind).toBe('right');
  });

  it.each([
    ['nine zeros', new Array<number>(9).fill(0), ['Nine zeros are silent']],
    [
      'the opposite',
      rightPrewitt.map((weight) => -weight),
      [
        '2 of the 4 rules hold',
        'the ink begins',
        'On a made picture with paper on the left and ink on the right, yours answers +762 at (1, 3)',
      ],
    ],
    ['a weight too much', [1, 0, -1, 1, 0.5, -1, 1, 0, -1], ['sum to 0.5', 'Level edges']],
    ['a crumb', [1, 0, -1, 1, 0.00001, -1, 1, 0, -1], ['sum to 0.00001']],
    [
      'a bottom edge',
      namedKernels.bottom,
      ['yours is silent. A left edge', 'On a made bottom edge yours answers +762'],
    ],
    [
      'rows that cancel each other only together',
      [1, 0, 0, 1, 0, -1, 0, 0, -1],
      ['Level edges', 'each row of weights'],
    ],
    ['a thin line', [-1, 2, -1, -1, 2, -1, -1, 2, -1], ['The seven', 'A left edge']],
    ['laplace', namedKernels.laplace, ['A left edge', 'Level edges']],
    ['box', namedKernels.box, ['No rule holds yet', 'sum to 1,']],
  ])('refuses %s and says where it fails', (_name, weights, words) => {
    expect(judgeRightEdge(weights).kind).toBe('wrong');
    for (const expected of words) expect(said(weights)).toContain(expected);
  });

  it('names a place of the seven, its ink left and right, and what the kernel answers there', () => {
    const place = /At \((\d+), (\d+)\) yours answers \+([\d.]+); left of it the ink is (\d+), right of it (\d+)/.exec(
      said(rightPrewitt.map((weight) => -weight)),
    );
    expect(place).not.toBeNull();
    const [row = 0, col = 0, , left = 0, right = 0] = (place ?? []).slice(1).map(Number);
    expect([firstSeven[row * 28 + col - 1], firstSeven[row * 28 + col + 1]]).toEqual([left, right]);
  });
});

describe('kernelState', () => {
  it('leads to the seven in the laboratory, at the strongest answer', () => {
    expect(kernelState({ check: 'right-edge' }, rightPrewitt.join('~'))).toBe('d:7,k:right-prewitt,r:9,c:21');
    expect(kernelState({ check: 'bottom-edge' }, '1~2~3~0~0~0~0~0~0')).toBe('k:1~2~3~0~0~0~0~0~0,r:7,c:9');
  });
});
