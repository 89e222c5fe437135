// The exercises of the lesson `padding-modes`: the answers are those of the arithmetic, each wrong option is met by its own words, each
// right answer is taken in every form, and no words give it away.
import { describe, expect, it } from 'vitest';
import { answerAt, answersOf, cellAt, padGrid } from '@lib/conv/padded-grid.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { paddedFrom, widestPadding, type PaddingMode } from '@lib/conv/pad.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import { compareWindows, sameInTensorflow } from '@lib/conv/same-padding.ts';
import { paddingPictures } from '@lib/data/padding-pictures.ts';
import { judge } from '@lib/exercise/judge.ts';
import { blanksOf, judgeTable } from '@lib/exercise/judge-table.ts';
import type { AuthoredPart, Part } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';
import { statedSums } from './arithmetic.ts';
import { listOf, named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('padding-modes');
const isPart = (part: unknown): part is AuthoredPart => typeof part === 'object' && part !== null && 'kind' in part; // the build checks the rest
const exercises = named(lesson, 'Exercise').map((node) => ({
  id: textOf(node, 'id'),
  number: textOf(node, 'number'),
  right: textOf(node, 'right'),
  widget: textOf(node, 'widget'),
  hints: listOf(node, 'hints', (hint) => typeof hint === 'string'),
  parts: listOf(node, 'parts', isPart).map(resolvePart),
}));
const partOf = (id: string, at: number): Part => {
  const part = exercises.find((exercise) => exercise.id === id)?.parts[at];
  if (part === undefined) throw new RangeError(`partOf: id must be an exercise with a part ${at}, got ${id}`);
  return part;
};
const tableOf = (id: string, at = 0) => {
  const part = partOf(id, at);
  if (part.kind !== 'table') throw new TypeError(`${id} must have a table as part ${at}`);
  return part;
};
const tens = [10, 20, 30, 40];
const around = (mode: PaddingMode) => {
  const padded = paddedFrom(4, 2, mode).map((at) => tens[at] ?? 0);
  return [...padded.slice(0, 2), ...padded.slice(6)];
};

describe('the exercises of padding-modes', () => {
  it('are the four, about the playground, numbered in reading order', () => {
    expect(exercises.map(({ id }) => id).toSorted()).toEqual(['PM-1', 'PM-2', 'PM-3', 'PM-4']);
    expect(exercises.map(({ number }) => number)).toEqual(['5.1', '5.2', '5.3', '5.4']);
    expect(new Set(exercises.map(({ widget }) => widget))).toEqual(new Set(['padding-playground']));
  });

  it('PM-1 is the reflection of its row, in any form', () => {
    expect(blanksOf(tableOf('PM-1')).map(({ cell }) => cell.answer)).toEqual(around('reflect'));
    expect(around('reflect')).toEqual([30, 20, 30, 20]);
    for (const entry of ['30\n20\n30\n20', '30.0\n 20 \n30,0\n=20'])
      expect(judge(tableOf('PM-1'), entry).kind).toBe('right');
  });

  it.each(['zeros', 'replicate', 'circular', 'symmetric'] as const)(
    'PM-1 meets each cell that %s gets wrong with its own words',
    (mode) => {
      const wanted = blanksOf(tableOf('PM-1'));
      around(mode).forEach((value, at) => {
        const cell = wanted[at]?.cell;
        if (cell?.kind !== 'number' || value === cell.answer) return; // circular is right two steps out, by chance
        expect([mode, at, cell.wrong?.some((wrong) => wrong.value === value)]).toEqual([mode, at, true]);
      });
    },
  );

  it('PM-2 is 4, in any form', () => {
    const { flat } = paddingPictures;
    const answers = answersOf(flat, namedKernels.box, { mode: 'zeros', padding: 1 });
    expect(answerAt(answers, [0, 0])).toBeCloseTo(4, 5);
    for (const form of ['4', '4.0', '36/9', '4,00', '= 4'])
      expect([form, judge(partOf('PM-2', 0), form).kind]).toEqual([form, 'right']);
    expect(answerAt(answers, [0, 1])).toBeCloseTo(6, 5);
  });

  it('PM-3: a side of 3 can be reflected by 2', () => {
    expect(widestPadding(3, 'reflect')).toBe(2);
    const part = partOf('PM-3', 0);
    const right = part.kind === 'choice' ? part.options.filter(({ isRight }) => isRight === true) : [];
    expect(right.map(({ text }) => text)).toEqual(['2']);
  });

  it('PM-3: the corner of the ring by three rules', () => {
    const grid = { rows: 3, cols: 3, values: [5, 1, 4, 2, 8, 3, 7, 0, 6] };
    const corner = (mode: PaddingMode) => cellAt(padGrid(grid, { mode, padding: 1 }), [-1, -1])?.value;
    expect(blanksOf(tableOf('PM-3', 1)).map(({ cell }) => cell.answer)).toEqual(
      (['replicate', 'reflect', 'circular'] as const).map(corner),
    );
  });

  it('PM-4 is TensorFlow’s padding, and not equal', () => {
    const [three, five] = [3, 5].map((kernel) => sameInTensorflow(28, { kernel, stride: 2, dilation: 1 }));
    expect(blanksOf(tableOf('PM-4')).map(({ cell }) => cell.answer)).toEqual([
      three?.before,
      five?.before,
      three?.after,
      five?.after,
    ]);
    expect(judge(tableOf('PM-4'), '0\n1\n1\n2').kind).toBe('right');
    const part = partOf('PM-4', 1);
    const right = part.kind === 'choice' ? part.options.filter(({ isRight }) => isRight === true) : [];
    expect(right.map(({ text }) => text)).toEqual(['No: the windows stand one pixel further on']);
    for (const [kernel, padding] of [
      [3, 1],
      [5, 2],
    ] as const) {
      const even = { before: padding, after: padding, count: outputLength(28, kernel, { stride: 2, padding }) };
      const same = sameInTensorflow(28, { kernel, stride: 2, dilation: 1 });
      expect(compareWindows(same, even)).toEqual({ kind: 'shifted', by: 1 });
    }
  });
});

describe('what is said about wrong answers', () => {
  const tables = [
    ['PM-1', 0],
    ['PM-3', 1],
    ['PM-4', 0],
  ] as const;
  const wrongCells = tables.flatMap(([id, table]) =>
    blanksOf(tableOf(id, table)).flatMap(({ name, cell }, at) =>
      cell.kind === 'number' ? (cell.wrong ?? []).map(({ value, why }) => ({ id, table, name, at, value, why })) : [],
    ),
  );
  it.each(wrongCells)('$id, $name: $value is met by its own words', ({ id, table, at, value, why }) => {
    const part = tableOf(id, table);
    const verdict = judgeTable(
      part,
      blanksOf(part)
        .map((_, place) => (place === at ? String(value) : ''))
        .join('\n'),
    );
    expect([verdict.cells?.[at]?.kind, verdict.more?.[0]?.words]).toEqual(['wrong', why]);
  });

  const corner = partOf('PM-2', 0);
  it.each(corner.kind === 'number' ? corner.wrong : [])('PM-2: $value is met by its own words', ({ value, why }) => {
    const { kind, lead, rest } = judge(corner, String(value));
    expect([kind, `${lead} ${rest}`.trim()]).toEqual(['wrong', why]);
  });

  it('PM-2 gives its answer away nowhere before it is right', () => {
    if (corner.kind !== 'number') throw new TypeError('PM-2 must be a number');
    const hints = exercises.find(({ id }) => id === 'PM-2')?.hints ?? [];
    for (const text of [corner.otherwise, ...hints, ...corner.wrong.map(({ why }) => why)])
      expect([text, /(?<![\d.])4(?![\d.]| ·)/.test(text)]).toEqual([text, false]);
  });

  it('each option of a choice has words of its own, and one is right', () => {
    for (const { parts } of exercises)
      for (const part of parts) {
        if (part.kind !== 'choice') continue;
        expect(part.options.filter(({ isRight }) => isRight === true)).toHaveLength(1);
        expect(new Set(part.options.map(({ why }) => why)).size).toBe(part.options.length);
        for (const { why } of part.options) expect(why.length).toBeGreaterThan(20);
      }
  });

  it('states only sums that come out', () => {
    const words = (part: Part): readonly string[] =>
      part.kind === 'number'
        ? [part.otherwise, ...part.wrong.map(({ why }) => why)]
        : part.kind === 'choice'
          ? part.options.map(({ why }) => why)
          : [];
    const texts = exercises.flatMap(({ parts, hints, right }) => [right, ...hints, ...parts.flatMap(words)]);
    const sums = texts.flatMap(statedSums);
    expect(sums.length).toBeGreaterThanOrEqual(4);
    for (const { written, value, stated } of sums) expect([written, value]).toEqual([written, stated]);
  });
});
