import { describe, expect, it } from 'vitest';
import { accountOf, sessionCall, type ConvCall } from '@lib/conv/conv-call.ts';
import { bytesWords, callProblem, countWords, openedWords, orderedShape, type openings } from '@lib/text/call-words.ts';

const open = (opening: (typeof openings)[number], change: Partial<ConvCall> = {}) => {
  const call = { ...sessionCall, ...change };
  const { equation, ...words } = openedWords(opening, call, accountOf(call));
  return { ...words, equation: equation.map(({ text }) => text).join('') };
};

describe('openedWords', () => {
  it.each([
    ['n', '64 in, 64 out'],
    ['co', '4 kernels, one map each: 4'],
    ['h', '28 − 3 + 1 = 26'],
    ['weights', '4 · 1 · 3 · 3 = 36'],
    ['parameters', '36 + 4 = 40'],
    ['picture', '26 · 26 · 4 · 1 · 3 · 3 = 24,336'],
    ['batch', '64 · 24,336 = 1,557,504'],
    ['bytes', '4 · (50,176 + 40 + 173,056) = 893,088'],
  ] as const)('%s: %s', (opening, equation) => expect(open(opening).equation).toBe(equation));

  it('the floor stands in the equation, and what it drops in the words', () => {
    const { equation, note } = open('w', { stride: 2, padding: 1 });
    expect(equation).toBe('⌊(28 + 2 − 3) / 2⌋ + 1 = ⌊13.5⌋ + 1 = 14');
    expect(note).toContain('no window reaches the last column, padding counted.');
  });

  it('nothing is dropped where all steps fit', () => expect(open('h', { stride: 5 }).note).not.toContain('floor'));

  it('a dilated kernel reaches further', () => {
    const { equation, note } = open('h', { dilation: 2 });
    expect(equation).toBe('28 − 5 + 1 = 24');
    expect(note).toContain('3 rows of weights, 2 apart, reach over 2 · (3 − 1) + 1 = 5.');
  });

  it('with groups, a kernel is as thick as its group', () =>
    expect(open('weights', { channels: 8, groups: 4 }).equation).toBe('4 · 2 · 3 · 3 = 72'));

  it('with groups, channels are added up only within a group', () => {
    expect(open('co', { channels: 3, outChannels: 6, groups: 3 }).note).toContain('laid on 1 of the 3 channels');
    expect(open('co', { channels: 4, groups: 2 }).note).toContain('laid on 2 of the 4 channels');
  });

  it('products with the zeros of a padding are said to be counted', () => {
    expect(open('picture', { padding: 1 }).note).toContain('zeros of the padding are counted');
    expect(open('picture').note).not.toContain('padding');
  });

  it('an axis of the answers has its own words', () => expect(open('co', { channels: 3 }).note).toContain('thicker'));
});

describe('callProblem', () => {
  it.each([
    [{}, undefined],
    [{ height: 2 }, 'A kernel 3 rows high fits nowhere: the picture has 2.'],
    [{ width: 4, dilation: 3 }, /A kernel whose 3 columns stand 3 apart reaches over 7 columns\. It fits nowhere/],
    [
      { width: 1, kernel: [1, 4] as const, padding: 1 },
      /4 columns wide fits nowhere: even padded, the picture has 3\./,
    ],
    [{ channels: 3, groups: 2 }, '3 input channels cannot be split into 2 groups of equal size.'],
    [{ channels: 4, groups: 4, outChannels: 6 }, '6 kernels cannot be shared out among 4 groups evenly.'],
  ])('%j: %s', (change, words) => {
    const problem = callProblem({ ...sessionCall, ...change });
    if (words instanceof RegExp) expect(problem).toMatch(words);
    else expect(problem).toBe(words);
  });

  it('refuses exactly what the arithmetic refuses', () => {
    for (const channels of [1, 2, 3, 4])
      for (const groups of [1, 2, 3])
        for (const height of [1, 3, 6])
          for (const padding of [0, 1])
            for (const dilation of [1, 2]) {
              const call = { ...sessionCall, channels, groups, height, padding, dilation };
              const isPossible = callProblem(call) === undefined;
              const account = () => accountOf(call);
              if (isPossible) expect(account).not.toThrow();
              else expect(account).toThrow(RangeError);
            }
  });
});

describe('numbers of any size', () => {
  it.each([
    [1_557_504, '1,557,504'],
    [2 ** 53 - 1, '9,007,199,254,740,991'],
    [3.2e16, 'about 3.2 · 10¹⁶'],
  ])('%d is written %s', (value, words) => expect(countWords(value)).toBe(words));

  it.each([
    [40, '40 bytes'],
    [893_088, '893 kB'],
    [24_336, '24.3 kB'],
    [22_350_000, '22.4 MB'],
    [4e9, '4 GB'],
  ])('%d bytes are %s', (bytes, words) => expect(bytesWords(bytes)).toBe(words));
});

it('a shape keeps its axes when their order changes', () => {
  expect(orderedShape('weight', [4, 1, 3, 5], 'nhwc').map(({ length }) => length)).toEqual([3, 5, 1, 4]);
  expect(orderedShape('output', [64, 4, 26, 24], 'nhwc').map(({ axis, length }) => `${axis}${length}`)).toEqual([
    'n64',
    'h26',
    'w24',
    'co4',
  ]);
  expect(orderedShape('input', [64, 1, 28, 28], 'nchw').map(({ length }) => length)).toEqual([64, 1, 28, 28]);
});
