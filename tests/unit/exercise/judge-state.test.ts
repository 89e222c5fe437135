import { describe, expect, it } from 'vitest';
import { answerInWords, emptyEntry, judge } from '@lib/exercise/judge.ts';
import { readTwoNumbers } from '@lib/exercise/parse-place.ts';
import type { StatePart } from '@lib/exercise/parts.ts';
import { resolveNumber, resolvePart } from '@lib/exercise/resolve.ts';

const part: StatePart = { kind: 'state', widget: 'slide-stepper', goal: { from: 28, to: 14 } };

describe('a part that is answered in a figure', () => {
  it('is resolved as it is, and begins with the figure as it stands', () => {
    expect(resolvePart(part)).toBe(part);
    expect(emptyEntry(part)).toBe('');
  });

  it('without a kernel in its goal takes any', () => {
    for (const state of ['i:28,s:2,p:1', 'i:28,k:1,s:2', 'i:28,k:7,s:2,p:3'])
      expect(judge(part, state).kind).toBe('right');
  });

  it.each([
    ['', 'notice', 'Your figure has an input of 4.'],
    ['i:28~27', 'notice', 'Your figure has an input of 28 × 27.'],
    ['i:28,s:2', 'wrong', 'Kernel and stride can stay'],
    ['i:28', 'wrong', 'stride changes the size most'],
    ['i:28,s:2~1,p:1', 'wrong', 'Your setting gives 14 × 28'],
  ])('%s is %s: %s', (state, kind, words) => {
    const verdict = judge(part, state);
    expect(verdict.kind).toBe(kind);
    expect(`${verdict.lead} ${verdict.rest}`).toContain(words);
  });

  it('leaves to others what cannot be judged at once', () =>
    expect(() => judge({ kind: 'state', widget: 'one-kernel' }, '')).toThrow(
      /^judgeState: part must be judged at once, got one about one-kernel$/,
    ));

  it('says when the window fits nowhere', () => {
    const tiny: StatePart = { ...part, goal: { from: 2, to: 1 } };
    expect(judge(tiny, 'i:2,k:5').rest).toContain('fits nowhere');
  });

  it('tells one way for those who ask, and refuses a goal that no setting reaches', () => {
    expect(answerInWords({ ...part, goal: { from: 28, to: 14, kernel: 5 } })).toBe(
      'One way: kernel 5, stride 2, padding 2.',
    );
    expect(() => answerInWords({ ...part, goal: { from: 4, to: 60 } })).toThrow('goal must be reachable');
  });
});

describe('readTwoNumbers', () => {
  it.each([
    ['(0, 2)', [0, 2]],
    ['0,2', [0, 2]],
    ['0 2', [0, 2]],
    ['[0][2]', [0, 2]],
    ['Row 0, column 2', [0, 2]],
    ['row 1 and col 3', [1, 3]],
    ['(−1, 0)', [-1, 0]],
    ['0/2.', [0, 2]],
  ])('reads %s', (text, place) => expect(readTwoNumbers(text)).toEqual(place));
  it.each(['', '2', '(0, 1, 2)', 'up left', '0.5, 2'])('does not read “%s”', (text) =>
    expect(readTwoNumbers(text)).toBeUndefined(),
  );
});

describe('sources of numbers', () => {
  it('an output’s length, and what is left over', () => {
    const axis = { size: 6, kernel: 3, stride: 2, padding: 1 };
    expect([resolveNumber({ outputLength: axis }), resolveNumber({ leftover: axis })]).toEqual([3, 1]);
  });
});
