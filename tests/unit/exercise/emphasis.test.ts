import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { splitLead, textRuns, verbatim } from '@lib/exercise/emphasis.ts';

describe('textRuns', () => {
  it('takes stars for emphasis', () => {
    expect(textRuns('a *left* edge')).toEqual([
      { text: 'a ', isEmphasis: false },
      { text: 'left', isEmphasis: true },
      { text: ' edge', isEmphasis: false },
    ]);
  });

  it('leaves a lone star alone', () => {
    expect(textRuns('3 * 4')).toEqual([{ text: '3 * 4', isEmphasis: false }]);
  });

  it('shows what somebody typed as it stands', () => {
    expect(textRuns(`“${verbatim('5*5*8*8')}” is *not* one`)).toEqual([
      { text: '“5*5*8*8” is ', isEmphasis: false },
      { text: 'not', isEmphasis: true },
      { text: ' one', isEmphasis: false },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('*', ' ', '5', 'x') }), (typed) => {
        expect(textRuns(`“${verbatim(typed)}”`)).toEqual([{ text: `“${typed}”`, isEmphasis: false }]);
      }),
    );
  });

  it('loses no character but the marks', () => {
    const text = 'one *two* three *four* five';
    expect(
      textRuns(text)
        .map((run) => run.text)
        .join(''),
    ).toBe(text.replace(/\*/g, ''));
  });
});

describe('splitLead', () => {
  it('ends the lead with its first sentence, not at a decimal point', () => {
    expect(splitLead('That is 2.988 indeed. Now multiply.')).toEqual({
      lead: 'That is 2.988 indeed.',
      rest: 'Now multiply.',
    });
  });

  it('takes a single sentence whole', () => {
    expect(splitLead('Only this.')).toEqual({ lead: 'Only this.', rest: '' });
  });
});
