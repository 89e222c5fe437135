// The exercises of the lesson `simple-cnn`: the answers are those of the arithmetic, each wrong option is met by its own words, each
// right answer is taken in every form, and no words give it away.
import { describe, expect, it } from 'vitest';
import { judge } from '@lib/exercise/judge.ts';
import { blanksOf, judgeTable } from '@lib/exercise/judge-table.ts';
import type { AuthoredPart, Part, TablePart } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';
import { netFact } from '@lib/site/net-facts.ts';
import { shapeWords } from '@lib/text/network-words.ts';
import { statedSums } from './arithmetic.ts';
import { listOf, named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('simple-cnn');
const isPart = (part: unknown): part is AuthoredPart => typeof part === 'object' && part !== null && 'kind' in part; // the build checks the rest
const exercises = named(lesson, 'Exercise').map((node) => ({
  id: textOf(node, 'id'),
  number: textOf(node, 'number'),
  right: textOf(node, 'right'),
  widget: textOf(node, 'widget'),
  hints: listOf(node, 'hints', (hint) => typeof hint === 'string'),
  parts: listOf(node, 'parts', isPart).map(resolvePart),
}));
const partsOf = (id: string): readonly Part[] => exercises.find((exercise) => exercise.id === id)?.parts ?? [];
const numberParts = exercises.flatMap(({ id, parts, hints }) =>
  parts.filter((part) => part.kind === 'number').map((part) => ({ id, label: part.label ?? '', part, hints })),
);
const tables = exercises.flatMap(({ id, parts, hints }) =>
  parts.filter((part) => part.kind === 'table').map((part) => ({ id, part, hints })),
);
const blanks = tables.flatMap(({ id, part }) =>
  blanksOf(part).map(({ name, cell }, at) => ({ id, part, name, cell, at })),
);
const answersOf = (part: TablePart<number, readonly number[]>) =>
  blanksOf(part).map(({ cell }) => (cell.kind === 'shape' ? shapeWords(cell.answer) : String(cell.answer)));
const isGivenIn = (answer: string, text: string) =>
  new RegExp(String.raw`(?<![\d.,])${answer}(?![\d.]|,\d)`).test(text.replaceAll(',', ''));

/** Judges a table in which one cell is filled in. */
function judgeAt(part: TablePart<number, readonly number[]>, at: number, text: string) {
  const entry = blanksOf(part).map((_, place) => (place === at ? text : ''));
  const verdict = judgeTable(part, entry.join('\n'));
  return { kind: verdict.cells?.[at]?.kind, words: verdict.more?.[0]?.words ?? '' };
}

describe('the exercises of simple-cnn', () => {
  it('are the nine, numbered in reading order', () => {
    expect(exercises.map(({ id }) => id).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `SC-${n}`));
    expect(exercises.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `8.${n}`));
  });

  it.each([
    ['SC-1', ['64 × 4 × 14 × 14', '64 × 8 × 7 × 7', '64 × 16 × 4 × 4', '64 × 32 × 2 × 2', '64 × 2 × 1 × 1', '64 × 2']],
    ['SC-2', ['40', '296', '1168', '4640', '578']],
    ['SC-6', ['14112', '18432']],
  ])('%s has the answers %j', (id, answers) => {
    const [part] = partsOf(id);
    expect(part?.kind === 'table' && answersOf(part)).toEqual(answers);
    expect(part && judge(part, answers.join('\n')).kind).toBe('right');
  });

  it.each([
    ['SC-3', 0, 6722, ['6722', '6,722', '6 722', '= 6722', '6722 parameters']],
    ['SC-4', 0, 571, ['571', '571.']],
    ['SC-1', 1, 13, ['13', '13 × 13', '13x13']],
    ['SC-3', 1, 2570, ['2570', '2,570']],
    ['SC-4', 1, 613, ['613']],
    ['SC-6', 1, 88_200, ['88200', '88,200']],
    ['SC-5', 0, 270, ['270', '270 products']],
    ['SC-7', 0, 0.953, ['0.953', '.953', '0,953', '0.9526', '0.95257']],
    ['SC-7', 1, 0.049, ['0.049', '0.0486', '.0486', '0,049']],
    ['SC-7', 2, 3.049, ['3.049', '3.0486', '3.05', '3,05']],
    ['SC-8', 0, 0.049, ['0.049', '0.0491', '0.049 %', '0.0491%', '100/2038', '0.04907', '0,049 per cent']],
  ])('%s, part %i, is %d in every form', (id, at, answer, forms) => {
    const part = partsOf(id)[at];
    if (part?.kind !== 'number') throw new TypeError(`${id} must have a number there`);
    expect(Number(part.answer.toFixed(answer % 1 === 0 ? 0 : 3))).toBe(answer);
    for (const form of forms) expect([form, judge(part, form).kind]).toEqual([form, 'right']);
  });

  it('SC-9 ends at 2 × 2, and 8 numbers', () => {
    const [part] = partsOf('SC-9');
    const right = part?.kind === 'choice' ? part.options.find(({ isRight }) => isRight === true) : undefined;
    expect(right?.text).toBe('2 × 2 for each channel, so 8 numbers');
    const of = '1-4-8-16-32-2';
    expect([netFact({ of, stage: 4, fact: 'side', size: 56 }), netFact({ of, fact: 'numbers', size: 56 })]).toEqual([
      2, 8,
    ]);
  });

  it('SC-8 is one part in 2,038', () => {
    const [part] = partsOf('SC-8');
    expect(part?.kind === 'number' && part.answer).toBeCloseTo(100 / 2038, 6);
  });
});

describe('what is said about wrong answers', () => {
  const wrongNumbers = numberParts.flatMap(({ id, label, part }) =>
    part.wrong.map((wrong) => ({ id, label, part, wrong, value: wrong.value })),
  );
  it.each(wrongNumbers)('$id $label: $value is met by its own words', ({ part, wrong, value }) => {
    const { kind, lead, rest } = judge(part, String(value));
    expect(kind).toBe('wrong');
    expect(`${lead} ${rest}`.trim()).toBe(wrong.why);
  });

  const wrongCells = blanks.flatMap(({ id, part, name, cell, at }) =>
    (cell.wrong ?? []).map(({ value, why }) => ({
      id,
      part,
      name,
      at,
      why,
      text: typeof value === 'object' ? shapeWords(value) : String(value),
    })),
  );
  it.each(wrongCells)('$id $name: $text is met by its own words', ({ part, at, text, why }) =>
    expect(judgeAt(part, at, text)).toEqual({ kind: 'wrong', words: why }),
  );

  it('foresees what the syllabus of mistakes names', () => {
    const values = (id: string) => wrongCells.filter((cell) => cell.id === id).map(({ text }) => text);
    expect(values('SC-1')).toEqual(expect.arrayContaining(['64 × 4 × 28 × 28', '64 × 16 × 3 × 3', '64 × 32 × 1 × 1']));
    expect(values('SC-2')).toEqual(expect.arrayContaining(['36', '288', '1152', '4608', '576']));
    expect(values('SC-6')).toEqual(expect.arrayContaining(['56448']));
    const numbers = (id: string) => wrongNumbers.filter((wrong) => wrong.id === id).map(({ value }) => value);
    expect(numbers('SC-4')).toEqual(expect.arrayContaining([540, 310]));
    expect(numbers('SC-5')).toContain(9);
  });

  it.each(exercises.filter(({ parts }) => parts.some(({ kind }) => kind === 'choice')))(
    '$id has exactly one right option, and words for each',
    ({ parts }) => {
      const options = parts.flatMap((part) => (part.kind === 'choice' ? part.options : []));
      expect(options.filter(({ isRight }) => isRight === true)).toHaveLength(1);
      for (const { why } of options) expect(why.length).toBeGreaterThan(20);
    },
  );

  it.each(numberParts)('$id $label gives its answer away nowhere', ({ id, part, hints }) => {
    const answer = String(Number(part.answer.toFixed(3)));
    for (const text of [part.otherwise, ...hints, ...part.wrong.map(({ why }) => why)])
      expect([id, text, isGivenIn(answer, text)]).toEqual([id, text, false]);
  });

  it.each(blanks)('$id $name is given away nowhere', ({ id, part, cell }) => {
    if (cell.kind === 'shape') return;
    const others = (cell.wrong ?? []).map(({ why }) => why);
    for (const text of [part.otherwise, ...(tables.find((table) => table.id === id)?.hints ?? []), ...others])
      expect([text, isGivenIn(String(cell.answer), text)]).toEqual([text, false]);
  });

  it('states only sums that come out', () => {
    const words = (part: Part): readonly string[] => {
      if (part.kind === 'number') return [part.otherwise, ...part.wrong.map(({ why }) => why)];
      if (part.kind === 'choice') return part.options.map(({ why }) => why);
      return part.kind === 'table'
        ? [part.otherwise, ...blanksOf(part).flatMap(({ cell }) => (cell.wrong ?? []).map(({ why }) => why))]
        : [];
    };
    const sums = exercises
      .flatMap(({ parts, hints, right }) => [right, ...hints, ...parts.flatMap(words)])
      .flatMap(statedSums);
    expect(sums.length).toBeGreaterThan(10);
    for (const { written, value, stated } of sums)
      expect([written, Number(value.toFixed(9))]).toEqual([written, stated]);
  });

  it.each([
    ['270 + 270 = 540, without biases', 540, netFact({ of: '1-30s1-1s1-maps', fact: 'weights' })],
    ['310, the second kernel as one slice', 310, 300 + 9 + 1],
    ['570, one of the biases missing', 570, 571 - 1],
    ['541, thirty of them missing', 541, 571 - 30],
    ['600, thirty in the second layer', 600, 571 + 29],
    ['56448, the grid that comes in', 56_448, 14 * 14 * 288],
    ['56448 again, one layer on', 56_448, 7 * 7 * 1152],
    ['225792, the picture’s own grid', 225_792, 28 * 28 * 288],
    ['6144, without the last layer', 6144, 6722 - 578],
    ['338, the second kernel of 5 × 5 as one slice', 338, 12 * 25 + 12 + 25 + 1],
    ['624, twelve biases in the second layer', 624, 613 + 11],
    ['1968, without the last layer', 1968, 2570 - (2 * 12 * 25 + 2)],
    ['352800, the grid that comes in', 352_800, 14 * 14 * 1800],
    ['31752, kernels of 3 × 3', 31_752, 7 * 7 * 12 * 6 * 9],
    ['0.881, the second score left out', 0.881, Number((1 / (1 + Math.exp(-2))).toFixed(3))],
    ['0.731, a difference of 1', 0.731, Number((1 / (1 + Math.exp(-1))).toFixed(3))],
    ['20.086, a ratio of powers', 20.086, Number(Math.exp(3).toFixed(3))],
    ['1.324, to base 10', 1.324, Number(((3 + Math.log(1 + Math.exp(-3))) / Math.LN10).toFixed(3))],
    ['0.0211, to base 10', 0.0211, Number((Math.log(1 + Math.exp(-3)) / Math.LN10).toFixed(4))],
  ])('the mistake is worked out rightly: %s', (_case, stated, value) => expect(stated).toBe(value));
});
