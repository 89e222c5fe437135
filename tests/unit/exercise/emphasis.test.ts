import { describe, expect, it } from 'vitest';
import { splitLead, textRuns } from '@lib/exercise/emphasis.ts';

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
