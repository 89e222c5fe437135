// The exercises of the lesson `conv-as-matmul`: the answers are those of the arithmetic, each wrong option is met by its own words, each right
// answer is taken in every form, and no words give it away.
import { describe, expect, it } from 'vitest';
import { matmulBuilderLink } from '@components/widgets/matmul-builder/matmul-builder.link.ts';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { productsAt, unroll } from '@lib/conv/unrolled.ts';
import { judge } from '@lib/exercise/judge.ts';
import { blanksOf, judgeTable } from '@lib/exercise/judge-table.ts';
import type { AuthoredPart, Part } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';
import { matrixFact } from '@lib/site/matrix-facts.ts';
import { pixelName, plainName, weightName } from '@lib/text/matrix-names.ts';
import { statedSums } from './arithmetic.ts';
import { listOf, named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('conv-as-matmul');
const isPart = (part: unknown): part is AuthoredPart => typeof part === 'object' && part !== null && 'kind' in part; // the build checks the rest
const exercises = named(lesson, 'Exercise').map((node) => ({
  id: textOf(node, 'id'),
  number: textOf(node, 'number'),
  right: textOf(node, 'right'),
  scene: textOf(node, 'scene'),
  widget: textOf(node, 'widget'),
  hints: listOf(node, 'hints', (hint) => typeof hint === 'string'),
  parts: listOf(node, 'parts', isPart).map(resolvePart),
}));

function partOf(id: string, at = 0): Part {
  const part = exercises.find((exercise) => exercise.id === id)?.parts[at];
  if (part === undefined) throw new RangeError(`${id} must have a part ${at}`);
  return part;
}

const counted = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
const under = (...weights: readonly number[]) => [...conv2d(counted, tensor([1, 1, 2, 2], weights)).data];
const allZero = { height: 3, width: 3, kernel: 2, stride: 1, padding: 0 };

describe('the exercises of conv-as-matmul', () => {
  it('are the seven, numbered in reading order', () => {
    expect(exercises.map(({ id }) => id).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `CM-${n}`));
    expect(exercises.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `6.${n}`));
  });

  it('lead to states of the figure', () => {
    for (const { id, scene, widget, parts } of exercises) {
      const scenes = parts
        .flatMap((part) => (part.kind === 'choice' ? part.options : []))
        .flatMap((option) => option.scene ?? []);
      for (const state of [scene, ...scenes]) expect([id, matmulBuilderLink.parse(state).notes]).toEqual([id, []]);
      expect(widget).toBe('matmul-builder');
    }
  });

  it('CM-1: 1 … 9 under 1 2 / 3 4', () => {
    const answers = under(1, 2, 3, 4);
    expect(answers).toEqual([37, 47, 67, 77]);
    const part = partOf('CM-1');
    expect(part.kind === 'table' && blanksOf(part).map(({ cell }) => cell.answer)).toEqual(answers);
    expect(judge(part, '37\n47.\n 67\n77,0').kind).toBe('right');
  });

  it.each([
    ['CM-2', 20, ['20', '20 zeros', '= 20']],
    ['CM-3', 5, ['5', '5.0', '5 numbers']],
    ['CM-5', 1.148, ['1.148', '1.148 %', '1,148%', '1.15', '1.1480', '900/784', '1.148 per cent']],
    ['CM-6', -4, ['-4', '−4', 'minus 4', '-4.0']],
  ])('%s is %d in every form', (id, answer, forms) => {
    const part = partOf(id);
    if (part.kind !== 'number') throw new TypeError(`${id} must be a number`);
    expect(Number(part.answer.toFixed(3))).toBe(answer);
    for (const form of forms) expect([form, judge(part, form).kind]).toEqual([form, 'right']);
  });

  it('CM-2 and CM-3 are counts of the matrix, CM-6 is four times the same', () => {
    expect(matrixFact({ size: 3, kernel: 2, fact: 'zero' })).toBe(20);
    expect(matrixFact({ size: 3, kernel: 2, fact: 'parameters' })).toBe(5);
    expect(under(1, 0, 0, -1)).toEqual([-4, -4, -4, -4]);
  });

  it('CM-2 asks for a picture that the text has not shown, too', () => {
    const sizes = unroll({ ...allZero, height: 4, width: 5 });
    const part = partOf('CM-2', 1);
    expect(part.kind === 'number' && part.answer).toBe(sizes.places * sizes.pixels - productsAt(sizes, {}).length);
  });

  it('CM-5 takes neither the share nor a rounded answer for what was asked, and says so', () => {
    const part = partOf('CM-5');
    for (const entry of ['0.01148', '0.0115', '9/784']) expect(judge(part, entry).lead).toMatch(/That is the share/);
    for (const entry of ['1.1', '1.2', '1', '1.14']) expect(judge(part, entry).lead).toBe('Nearly.');
  });

  it('CM-4 is the row of R, in letters, words and dots', () => {
    const row = Array.from({ length: 9 }, () => '0');
    for (const { pixel, tap } of productsAt(unroll(allZero), { place: 2 })) row[pixel] = plainName(weightName(tap));
    expect(row.join(' ')).toBe('0 0 0 α β 0 γ δ 0');
    const part = partOf('CM-4');
    if (part.kind !== 'table') throw new TypeError('CM-4 must be a table');
    expect(blanksOf(part).map(({ cell }) => cell.answer)).toEqual(row);
    expect(part.columns.slice(1)).toEqual(Array.from({ length: 9 }, (_, at) => plainName(pixelName(at))));
    for (const entry of [
      '0 0 0 α β 0 γ δ 0',
      '· · · alpha beta · gamma delta ·',
      '. - – A b • C d .',
      '0 0 0 w00 w01 0 w10 w11 0',
      '0 0 0 αD βE 0 γG δH 0',
    ])
      expect([entry, judge(part, entry.replaceAll(' ', '\n')).kind]).toEqual([entry, 'right']);
    expect(judge(part, '\n\n\nα\nβ\n\nγ\nδ\n').kind).toBe('right');
  });

  it('CM-4 knows the rows of the other answers, and says what is wrong with each square', () => {
    const part = partOf('CM-4');
    if (part.kind !== 'table') throw new TypeError('CM-4 must be a table');
    const right = blanksOf(part).map(({ cell }) => String(cell.answer));
    for (const place of [0, 1, 3])
      for (const { pixel, tap } of productsAt(unroll(allZero), { place })) {
        const letter = plainName(weightName(tap));
        if (letter === right[pixel]) continue;
        const said = judgeTable(part, right.map((kept, at) => (at === pixel ? letter : kept)).join('\n'));
        expect(said.more?.[0]?.words).not.toBe(part.otherwise);
        expect(said.cells?.[pixel]?.kind).toBe('wrong');
      }
  });

  it('CM-7: four rows, sixteen columns, 36 used', () => {
    const of = { size: 4, kernel: 3 };
    expect([
      matrixFact({ ...of, fact: 'rows' }),
      matrixFact({ ...of, fact: 'cols' }),
      matrixFact({ ...of, fact: 'used' }),
    ]).toEqual([4, 16, 36]);
    const part = partOf('CM-7');
    const right = part.kind === 'choice' ? part.options.find(({ isRight }) => isRight === true) : undefined;
    expect(right?.text).toBe('4 × 16, with 36 squares used');
  });
});

describe('what is said about wrong answers', () => {
  const numbers = exercises.flatMap(({ id, parts, hints }) =>
    parts.filter((part) => part.kind === 'number').map((part) => ({ id, part, hints })),
  );
  const mistakes = numbers.flatMap(({ id, part }) =>
    part.wrong.map((wrong) => ({ id, part, wrong, value: wrong.value })),
  );

  it.each(mistakes)('$id: $value is met by its own words', ({ part, wrong, value }) => {
    const { kind, lead, rest } = judge(part, String(value));
    expect(kind).toBe('wrong');
    expect(`${lead} ${rest}`.trim()).toBe(wrong.why);
  });

  it('foresees what readers are known to answer', () => {
    const values = (id: string) => mistakes.filter((wrong) => wrong.id === id).map(({ value }) => value);
    expect(values('CM-2')).toContain(32);
    expect(values('CM-3')).toEqual(expect.arrayContaining([16, 36, 20]));
    const options = exercises.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'choice' ? part.options : [])),
    );
    expect(options.map(({ text }) => text)).toContain('16 × 4, with 36 squares used');
    for (const { why } of options) expect(why.length).toBeGreaterThan(20);
  });

  const table = partOf('CM-1');
  const cells = table.kind === 'table' ? blanksOf(table) : [];
  const wrongCells = cells.flatMap(({ name, cell }, at) =>
    cell.kind === 'number' ? (cell.wrong ?? []).map((wrong) => ({ name, at, ...wrong })) : [],
  );
  it.each(wrongCells)('CM-1 $name: $value is met by its own words', ({ at, value, why }) => {
    if (table.kind !== 'table') throw new TypeError('CM-1 must be a table');
    const entry = cells.map((_, place) => (place === at ? String(value) : '')).join('\n');
    expect(judgeTable(table, entry).more?.[0]?.words).toBe(why);
  });

  it('no words give a number away', () => {
    for (const { id, part, hints } of numbers) {
      const answer = String(Number(part.answer.toFixed(3))).replace('-', '−');
      for (const text of [part.otherwise, ...hints, ...part.wrong.map(({ why }) => why)])
        if (!(id === 'CM-5' && text === hints[1]))
          expect([id, text, new RegExp(String.raw`(?<![\d.,−])${answer}(?![\d.])`).test(text)]).toEqual([
            id,
            text,
            false,
          ]);
    }
  });

  it('states only sums that come out, and mistakes that lead where it says', () => {
    const words = exercises.flatMap(({ right, hints, parts }) => [
      right,
      ...hints,
      ...parts.flatMap((part) => {
        if (part.kind === 'number') return part.wrong.map(({ why }) => why);
        if (part.kind === 'choice') return part.options.map(({ why }) => why);
        return part.kind === 'table'
          ? blanksOf(part).flatMap(({ cell }) => (cell.wrong ?? []).map(({ why }) => why))
          : [];
      }),
    ]);
    const sums = words.flatMap(statedSums);
    expect(sums.length).toBeGreaterThan(12);
    for (const { written, value, stated } of sums)
      expect([written, Number(value.toFixed(5))]).toEqual([written, stated]);
    expect(under(4, 3, 2, 1)).toEqual([23, 33, 53, 63]);
    expect(under(1, 3, 2, 4)[0]).toBe(35);
    const squares = tensor([1, 1, 3, 3], [1, 4, 9, 16, 25, 36, 49, 64, 81]);
    expect([...conv2d(squares, tensor([1, 1, 2, 2], [1, 0, 0, -1])).data].slice(0, 2)).toEqual([-24, -32]);
    expect([1 * 1 + 2 * 2 + 3 * 3 + 4 * 4, 2 + 6 + 12 + 20, 3 + 8 + 18 + 28]).toEqual([30, 40, 57]);
  });
});
