import { describe, expect, it } from 'vitest';
import { challengeName, challengesAt } from '@lib/site/challenge-name.ts';
import { readBook } from '../../../src/pages/_book.ts';

const outline = (await readBook()).textPages.find(({ id }) => id === 'challenges')?.outline ?? [];

describe('the challenges of a lesson', () => {
  it('are named by number and title, in the order of the lesson', () => {
    const found = challengesAt(['ch-3', 'ch-2'], outline);
    expect(found.map(({ id, title }) => `${challengeName(id)}: ${title}`)).toEqual([
      'Challenge 3: one kernel, one number',
      'Challenge 2: the right edge of a seven',
    ]);
  });

  it('must exist', () => {
    expect(() => challengesAt(['ch-99'], outline)).toThrow(
      /challengesAt: anchors must be challenges of the page, got ch-99/,
    );
  });
});
