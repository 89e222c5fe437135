import { describe, expect, it } from 'vitest';
import { notQuotable, sentencesOf } from '@lib/text/sentences.ts';

describe('sentencesOf', () => {
  it('splits a text into whole sentences', () =>
    expect(sentencesOf(' One is 0.5.\n“Two?” (Three.) ')).toEqual(['One is 0.5.', '“Two?”', '(Three.)']));

  it('leaves out what cannot be quoted, and what only leads on', () =>
    expect(sentencesOf(`One. The sum of ${notQuotable} is 2. It covers these rows:`)).toEqual(['One.']));
});
