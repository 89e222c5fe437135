import { describe, expect, it } from 'vitest';
import { chartWords, readingOf, stepWords, valueWords } from '@lib/text/chart-words.ts';

const written = { format: (value: number) => value.toFixed(3) };
const lines = [
  {
    label: 'held-out loss',
    kind: 'main',
    points: [
      [0, 0.693],
      [8, 0.01],
      [16, 0.041],
    ],
  },
  {
    label: 'each batch',
    kind: 'thin',
    points: [
      [0, 0.7],
      [1, NaN],
    ],
  },
  { label: 'seed 2', kind: 'pale', points: [[0, 0.6]] },
] as const;

describe('a chart in words', () => {
  it('says where lines start, end and turn, and that one breaks off', () =>
    expect(chartWords(lines, written)).toBe(
      'held-out loss: from 0.693 at step 0 to 0.041 at step 16; lowest 0.010 at step 8, highest 0.693 at step 0. ' +
        'each batch: 0.700 at step 0, then no number. Paler: 1 more.',
    ));
  it('says when there is nothing yet, or nothing but what is no number', () => {
    const empty = { label: 'loss', kind: 'main', points: [] } as const;
    expect(chartWords([empty], written)).toBe('loss: nothing yet.');
    expect(chartWords([{ ...empty, points: [[0, NaN]] }], written)).toBe('loss: no number.');
  });
});

describe('a step in words', () => {
  const at = (step: number) => stepWords(step, { lines, steps: 386, ...written });
  it('has the value of the main line', () => expect(at(8)).toBe('step 8 of 386, held-out loss 0.010'));
  it('says from which step a value is', () => expect(at(12)).toBe('step 12 of 386, held-out loss 0.010 at step 8'));
  it('says what is not known yet', () =>
    expect(stepWords(3, { lines: [{ label: 'loss', kind: 'main', points: [] }], steps: 9, ...written })).toBe(
      'step 3 of 9, loss not known yet',
    ));
});

describe('values', () => {
  it('carry their unit', () => expect(valueWords(98.7, { format: String, unit: '%' })).toBe('98.7 %'));
  it('may be none', () => expect(valueWords(Infinity, written)).toBe('no number'));
  it('before a line starts there is none', () => expect(readingOf([[4, 1]], 3, written)).toEqual({ value: '–' }));
});
