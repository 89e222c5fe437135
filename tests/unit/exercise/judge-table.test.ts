import { describe, expect, it } from 'vitest';
import { answerInWords, emptyEntry, judge, tryKey } from '@lib/exercise/judge.ts';
import type { AuthoredPart, TablePart } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';

const net = '1-4-8-2';
const authored: AuthoredPart = {
  kind: 'table',
  columns: ['Layer', 'Output', 'Parameters'],
  rows: [
    { head: 'Input', cells: ['2 × 1 × 28 × 28', ''] },
    {
      head: 'First',
      cells: [
        {
          kind: 'shape',
          answer: { net: { of: net, stage: 0, batch: 2 } },
          wrong: [{ value: [2, 4, 28, 28], why: 'The stride is missing.' }],
        },
        {
          kind: 'number',
          answer: { net: { of: net, stage: 0, fact: 'parameters' } },
          wrong: [{ value: { net: { of: net, stage: 0, fact: 'weights' } }, why: 'The biases are missing.' }],
        },
      ],
    },
    {
      head: 'Second',
      cells: [
        { kind: 'shape', answer: { net: { of: net, stage: 1, batch: 2 } } },
        {
          kind: 'number',
          answer: { net: { of: net, stage: 1, fact: 'parameters' } },
          wrong: [{ value: { net: { of: net, stage: 1, fact: 'weights' } }, why: 'The biases are missing.' }],
        },
      ],
    },
  ],
  otherwise: 'Count again.',
};
const part = resolvePart(authored);
const entry = (...cells: readonly string[]) => cells.join('\n');
const right = entry('2 × 4 × 14 × 14', '40', '2x8x7x7', '296');

describe('a table', () => {
  it('begins with empty cells, as many as there are blanks', () =>
    expect(emptyEntry(part)).toBe(entry('', '', '', '')));

  it('is right when all cells are, in any form', () =>
    expect(judge(part, right)).toMatchObject({ kind: 'right', lead: 'Right, all 4.' }));

  it('tells its answers in words', () =>
    expect(answerInWords(part)).toBe(
      'First, Output: 2 × 4 × 14 × 14; First, Parameters: 40; Second, Output: 2 × 8 × 7 × 7; Second, Parameters: 296.',
    ));

  it('empty, it is only reminded of', () =>
    expect(judge(part, emptyEntry(part))).toMatchObject({ kind: 'notice', lead: 'Fill in a cell first.' }));

  it('half filled in rightly, it is no wrong try', () =>
    expect(judge(part, entry('2x4x14x14', '40', '', ''))).toMatchObject({
      kind: 'notice',
      lead: '2 of 4 are right so far.',
      rest: '2 are still empty.',
      more: [],
    }));

  it('says the same about several cells once, and marks each by itself', () => {
    const verdict = judge(part, entry('2,4,28,28', '36', '', '288'));
    expect(verdict).toMatchObject({ kind: 'wrong', lead: 'None of them is right so far.', rest: '1 is still empty.' });
    expect(verdict.cells?.map(({ kind }) => kind)).toEqual(['wrong', 'wrong', 'empty', 'wrong']);
    expect(verdict.more).toEqual([
      { about: 'First, Output', words: 'The stride is missing.' },
      { about: 'First, Parameters; Second, Parameters', words: 'The biases are missing.' },
    ]);
  });

  it.each([
    ['2x14x14x4', 'The numbers are right, their order is not: batch, channels, height, width.'],
    ['4x14x14', 'Your 4 × 14 × 14 has 3 axes. Here there are 4. Count again.'],
    ['2x4x13x13', 'Right in your 2 × 4 × 13 × 13: batch, channels. Count again.'],
    ['1x1x1x1', 'No axis is right yet. Count again.'],
    ['large', '“large” is not a shape yet. Write numbers with × or x between them.'],
  ])('%s: %s', (text, words) =>
    expect(judge(part, entry(text, '', '', '')).more).toEqual([{ about: 'First, Output', words }]),
  );

  it.each([
    ['400', 'Your 400 is too large. Count again.'],
    ['4', 'Your 4 is too small. Count again.'],
    ['4 and 36', '“4 and 36” is not one number yet.'],
  ])('%s: %s', (text, words) =>
    expect(judge(part, entry('', text, '', '')).more).toEqual([{ about: 'First, Parameters', words }]),
  );

  it('the same cells with other spaces are the same try', () =>
    expect(tryKey(part, entry('2 x 4', '1 0', '', ''))).toBe(tryKey(part, entry('2x4', '10', '', ''))));

  it('never gives a right cell away', () => {
    const said = JSON.stringify(judge(part, entry('9x9', '9', '9x9x9x9', '9')).more);
    for (const answer of ['14', '40', '296']) expect(said).not.toContain(answer);
  });
});

describe('cells for a letter', () => {
  const letters: TablePart<number, readonly number[]> = {
    kind: 'table',
    columns: ['', 'A', 'B'],
    rows: [
      {
        head: 'R',
        cells: [
          { kind: 'word', answer: '0', also: ['·'], isBlankRight: true },
          { kind: 'word', answer: 'α', also: ['alpha', 'w00'], wrong: [{ value: 'β', why: 'That is its neighbour.' }] },
        ],
      },
    ],
    otherwise: 'Look again.',
  };

  it.each(['α', 'Alpha', ' \\alpha ', 'w_00', 'w[0, 0]', 'W00'])('takes %j for α', (text) =>
    expect(judge(letters, `·\n${text}`).kind).toBe('right'),
  );

  it('may be left blank where that is right, once something is filled in', () => {
    expect(judge(letters, '\nα')).toMatchObject({ kind: 'right', lead: 'Right, both.' });
    expect(judge(letters, '\n')).toMatchObject({ kind: 'notice', lead: 'Fill in a cell first.' });
    expect(judge(letters, '0\n').lead).toBe('1 of 2 is right so far.');
  });

  it('has its own words for a foreseen letter', () => {
    expect(judge(letters, '0\nβ').more).toEqual([{ about: 'R, B', words: 'That is its neighbour.' }]);
    expect(judge(letters, 'x\nα').more).toEqual([{ about: 'R, A', words: 'Look again.' }]);
  });

  it('tells its answer in words', () => expect(answerInWords(letters)).toBe('R, A: 0; R, B: α.'));
});

describe('a shape in another order of axes', () => {
  const nhwc = resolvePart({
    kind: 'table',
    columns: ['Tensor', 'Shape'],
    rows: [
      {
        head: 'Pictures',
        cells: [{ kind: 'shape', answer: [64, 28, 28, 1], axes: ['batch', 'height', 'width', 'channels'] }],
      },
    ],
    otherwise: 'Again.',
  });
  const words = (text: string) => judge(nhwc, text).more?.[0]?.words;

  it('names that order where only the order is wrong', () =>
    expect(words('64 × 1 × 28 × 28')).toBe(
      'The numbers are right, their order is not: batch, height, width, channels.',
    ));

  it('a table of one cell is not counted', () => {
    expect(judge(nhwc, '64 × 28 × 28 × 1').lead).toBe('Right.');
    expect(judge(nhwc, '64 × 28 × 28 × 2').lead).toBe('Not right yet.');
  });

  it('says of the right axes what they are called there', () =>
    expect(words('64 × 28 × 26 × 1')).toBe('Right in your 64 × 28 × 26 × 1: batch, height, channels. Again.'));
});
