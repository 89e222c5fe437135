import { describe, expect, it } from 'vitest';
import { askedPicture, judgeFooled } from '@lib/exercise/judge-fooled.ts';
import type { FoolGoal } from '@lib/exercise/parts.ts';

const goal: FoolGoal = { picture: '4', seed: 1, most: { bronze: 16, silver: 13, gold: 11 } };

describe('the picture of a state', () => {
  it('is taken whatever is looked at besides', () =>
    expect(askedPicture(goal, 'ink:000a,paper:5o,r:3,c:4,show:was')).toMatchObject({ changed: 3 }));
  it('counts only pixels that differ: paper on paper is no change', () =>
    expect(askedPicture(goal, 'ink:00,paper:010203')).toMatchObject({ changed: 1 }));
  it.each([
    ['pic:9,ink:00', 'Your figure shows another three.'],
    ['seed:2,ink:00', 'Your net began at seed 2.'],
    ['', 'No pixel is changed yet.'],
    ['paper:00', 'No pixel is changed yet.'],
  ])('%s is not counted as a try', (state, lead) =>
    expect(askedPicture(goal, state)).toMatchObject({ kind: 'notice', lead }),
  );
});

describe('the verdict', () => {
  it.each([
    [17, 'wrong', undefined],
    [16, 'right', 'bronze'],
    [14, 'right', 'bronze'],
    [13, 'right', 'silver'],
    [11, 'right', 'gold'],
    [1, 'right', 'gold'],
  ])('%i pixels that make it say 7: %s, %s', (changed, kind, tier) => {
    const verdict = judgeFooled(goal, { changed }, [-0.2, 0.4]);
    expect([verdict.kind, verdict.tier]).toEqual([kind, tier]);
  });
  it('says what is missing for the next tier', () =>
    expect(judgeFooled(goal, { changed: 14 }, [-0.2, 0.4]).rest).toBe(
      'The scores are −0.2 for 3 and +0.4 for 7. For silver it takes 13, 1 fewer.',
    ));
  it('says how many too many there are', () =>
    expect(judgeFooled(goal, { changed: 18 }, [-0.2, 0.4]).rest).toContain(
      'at most 16 may be changed; find 2 pixels that need not be.',
    ));
  it.each([
    [3, 1],
    [0, 0],
    [NaN, NaN],
  ])('scores of %d and %d are no seven', (three, seven) =>
    expect(judgeFooled(goal, { changed: 3 }, [three, seven])).toMatchObject({
      kind: 'wrong',
      lead: 'It still says 3, with 3 pixels changed.',
    }),
  );
});
