import { describe, expect, it } from 'vitest';
import { judgeNumber } from '@lib/exercise/judge-number.ts';
import type { NumberPart } from '@lib/exercise/parts.ts';

const part: NumberPart<number> = {
  kind: 'number',
  answer: -29,
  wrong: [{ value: 629, why: 'The pixels are right. You added them all.', scene: 'k:top,r:8,c:18' }],
  otherwise: 'Go row by row.',
};
const withAnswer = (answer: number): NumberPart<number> => ({ ...part, answer, wrong: [] });

describe('judgeNumber', () => {
  it.each(['−29', '-29', ' -29.0 ', 'minus 29'])('takes %j for −29', (typed) => {
    expect(judgeNumber(part, typed).kind).toBe('right');
  });

  it('takes either reading of a comma', () => {
    expect(judgeNumber(withAnswer(2.988), '2,988').kind).toBe('right');
    expect(judgeNumber(withAnswer(2988), '2,988').kind).toBe('right');
  });

  it('gives a foreseen mistake its own words and its own scene', () => {
    expect(judgeNumber(part, '629')).toEqual({
      kind: 'wrong',
      lead: 'The pixels are right.',
      rest: 'You added them all.',
      scene: 'k:top,r:8,c:18',
    });
  });

  it.each([
    [-29, '29', 'The size is right, the sign is not.'],
    [762, '2.988', 'That is right for pixels from 0 to 1, but here they go from 0 to 255.'],
    [3, '765', 'The digits are right, but you are too high by a factor of 255.'],
    [693, '77', 'You are exactly nine times too low, as if you had taken a mean.'],
    [77, '693', 'You are exactly nine times too high, as if something had not been divided.'],
    [676, '677', 'Your 677 is off by one, so the way there is right.'],
    [0, '12', 'Something is left over in your 12.'],
    [12, '0', 'Here not everything cancels.'],
    [-29, '100', 'Your 100 has the wrong sign.'],
    [-29, '-500', 'The sign is right, but your −500 is too large in size.'],
    [676, '900', 'Your 900 is too large.'],
    [676, '500', 'Your 500 is too small.'],
  ])('says of %d answered with %j: %s', (answer, typed, lead) => {
    expect(judgeNumber(withAnswer(answer), typed)).toMatchObject({ kind: 'wrong', lead, rest: 'Go row by row.' });
  });

  it.each(['', '   ', 'ink', '254 and 254'])('does not count %j as a try', (typed) => {
    expect(judgeNumber(part, typed).kind).toBe('notice');
  });

  it('never prints the answer after a wrong number', () => {
    for (const typed of ['1', '-28', '29', '700', '0']) {
      const { lead, rest } = judgeNumber(part, typed);
      expect(`${lead} ${rest}`).not.toContain('−29');
    }
  });
});
