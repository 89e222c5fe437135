// The exercises of the lesson `channels-and-batches`: the answers are those of the arithmetic, each wrong option is met by its own words, each
// right answer is taken in every form, and no words give it away.
import { describe, expect, it } from 'vitest';
import { shapeCalculatorLink } from '@components/widgets/shape-calculator/shape-calculator.link.ts';
import { judge } from '@lib/exercise/judge.ts';
import { blanksOf } from '@lib/exercise/judge-table.ts';
import type { AuthoredPart, Part } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';
import { accountOf, sessionCall } from '@lib/conv/conv-call.ts';
import { callAccount } from '@lib/site/call-facts.ts';
import { orderedShape } from '@lib/text/call-words.ts';
import { shapeWords } from '@lib/text/network-words.ts';
import { statedSums } from './arithmetic.ts';
import { listOf, named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('channels-and-batches');
const isPart = (part: unknown): part is AuthoredPart => typeof part === 'object' && part !== null && 'kind' in part; // the build checks the rest
const exercises = named(lesson, 'Exercise').map((node) => ({
  id: textOf(node, 'id'),
  number: textOf(node, 'number'),
  right: textOf(node, 'right'),
  scene: textOf(node, 'scene'),
  hints: listOf(node, 'hints', (hint) => typeof hint === 'string'),
  parts: listOf(node, 'parts', isPart).map(resolvePart),
}));
const partOf = (id: string): Part => {
  const part = exercises.find((exercise) => exercise.id === id)?.parts[0];
  if (part === undefined) throw new TypeError(`there must be an exercise ${id}`);
  return part;
};
/** The same questions with numbers that stand nowhere in the lesson. */
const againOf = (id: string): Part => {
  const part = exercises.find((exercise) => exercise.id === id)?.parts[1];
  if (part === undefined) throw new TypeError(`there must be a second part of ${id}`);
  return part;
};
const isGivenIn = (answer: string, text: string) =>
  new RegExp(String.raw`(?<![\d.,])${answer}(?![\d.]|,\d)`).test(text.replaceAll(',', ''));

describe('the exercises of channels-and-batches', () => {
  it('are the six, numbered in reading order', () => {
    expect(exercises.map(({ id }) => id).toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `CB-${n}`));
    expect(exercises.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `3.${n}`));
  });

  it.each([
    '64 × 4 × 26 × 26',
    '64x4x26x26',
    '64, 4, 26, 26',
    '[64, 4, 26, 26]',
    '(64,4,26,26)',
    'torch.Size([64, 4, 26, 26])',
    '64 4 26 26',
  ])('CB-1 takes %s', (form) => expect(judge(partOf('CB-1'), form).kind).toBe('right'));

  it('CB-1 is what a call gives', () => {
    const [blank] = blanksOf(partTable('CB-1'));
    expect(blank?.cell.answer).toEqual(callAccount({}).outputShape);
  });

  it('CB-3 is the session’s call with channels last, in any form', () => {
    const { inputShape, weightShape, outputShape } = callAccount({});
    const last = [
      orderedShape('input', inputShape, 'nhwc'),
      orderedShape('weight', weightShape, 'nhwc'),
      orderedShape('output', outputShape, 'nhwc'),
    ].map((axes) => axes.map(({ length }) => length));
    expect(blanksOf(partTable('CB-3')).map(({ cell }) => cell.answer)).toEqual(last);
    expect(judge(partOf('CB-3'), last.map((shape) => shapeWords(shape)).join('\n')).kind).toBe('right');
    expect(judge(partOf('CB-3'), last.map((shape) => `[${shape.join(', ')}]`).join('\n')).kind).toBe('right');
  });

  it('CB-3, in PyTorch’s order, names the order that is wanted', () => {
    const { more } = judge(partOf('CB-3'), '64 × 1 × 28 × 28\n4 × 1 × 3 × 3\n');
    expect(more?.map(({ words }) => words)).toEqual([
      'The numbers are right, their order is not: batch, height, width, channels.',
      'The numbers are right, their order is not: rows, columns, channels in, channels out.',
    ]);
  });

  it.each([
    ['CB-2', 26, ['26', '26 rows', '= 26']],
    ['CB-5', 1280, ['1280', '1,280', '1 280', '1280 parameters']],
  ])('%s is %d in every form', (id, answer, forms) => {
    const part = partOf(id);
    expect(part.kind === 'number' && part.answer).toBe(answer);
    for (const form of forms) expect([form, judge(part, form).kind]).toEqual([form, 'right']);
  });

  it('CB-5 is the arithmetic of a call', () => {
    const { weights, biases } = callAccount({ co: 128 });
    expect(weights + biases).toBe(1280);
  });

  it.each([
    ['CB-4', 'Yes, but only because there is one channel'],
    ['CB-6', '1'],
  ])('%s has one right option, %s, and words for each', (id, text) => {
    const part = partOf(id);
    if (part.kind !== 'choice') throw new TypeError(`${id} must be a choice`);
    expect(part.options.filter(({ isRight }) => isRight === true).map((option) => option.text)).toEqual([text]);
    for (const { why } of part.options) expect(why.length).toBeGreaterThan(40);
  });

  it('each asks once more, for numbers that cannot be copied', () => {
    for (const { id, parts } of exercises) expect([id, parts.length]).toEqual([id, 2]);
    expect(judge(againOf('CB-1'), '32x10x60x44').kind).toBe('right');
    expect(callAccount({ n: 32, ci: 3, h: 64, w: 48, co: 10, k: 5 }).outputShape).toEqual([32, 10, 60, 44]);
    expect(judge(againOf('CB-2'), '92').kind).toBe('right');
    const tall = callAccount({ n: 32, ci: 3, h: 100, w: 80, co: 256, k: 9 });
    expect(tall.outputShape).toEqual([32, 256, 92, 72]);
    const { weights, biases } = callAccount({ ci: 3, co: 128 });
    expect(judge(againOf('CB-5'), String(weights + biases)).kind).toBe('right');
    expect(lesson.prose).not.toMatch(/32 × 10|(?<![\d.,])92(?![\d.,])|3,?584/);
  });

  it('CB-3, once more, is a call with channels last', () => {
    const call = accountOf({
      ...sessionCall,
      batch: 16,
      channels: 3,
      height: 20,
      width: 30,
      outChannels: 8,
      kernel: [5, 7],
    });
    const part = againOf('CB-3');
    if (part.kind !== 'table') throw new TypeError('it must be a table');
    const tensors = [
      ['input', call.inputShape],
      ['weight', call.weightShape],
      ['output', call.outputShape],
    ] as const;
    expect(part.rows.map(({ cells }) => cells[0])).toEqual(tensors.map(([, shape]) => shapeWords(shape)));
    expect(blanksOf(part).map(({ cell }) => cell.answer)).toEqual(
      tensors.map(([tensor, shape]) => orderedShape(tensor, shape, 'nhwc').map(({ length }) => length)),
    );
  });

  it.each([
    ['CB-4', '64 × 3 × 1 × 1'],
    ['CB-6', '0'],
  ])('%s, once more, has one right option, %s, and words for each', (id, text) => {
    const part = againOf(id);
    if (part.kind !== 'choice') throw new TypeError(`${id} must be a choice`);
    expect(part.options.filter(({ isRight }) => isRight === true).map((option) => option.text)).toEqual([text]);
    for (const { why } of part.options) expect(why.length).toBeGreaterThan(40);
  });

  it('every state they show is one of the calculator, and shows a call that is possible', () => {
    const scenes = exercises.flatMap(({ scene, parts }) => [
      scene,
      ...parts.flatMap((part) => (part.kind === 'choice' ? part.options.flatMap((option) => option.scene ?? []) : [])),
    ]);
    expect(scenes.length).toBeGreaterThan(8);
    for (const scene of scenes) expect([scene, shapeCalculatorLink.parse(scene).notes]).toEqual([scene, []]);
  });

  it('CB-6: the kernels that the wrong axes make are those that its links show', () => {
    const part = partOf('CB-6');
    const shapes = part.kind === 'choice' ? part.options.map(({ why }) => /\d × \d × \d × \d/.exec(why)?.[0]) : [];
    expect(shapes).toEqual([0, 1, 2, 3].map((axis) => shapeWords([4, 3, 3].toSpliced(axis, 0, 1))));
  });
});

describe('what is said about wrong answers', () => {
  const wrongNumbers = exercises.flatMap(({ id, parts }) =>
    parts.flatMap((part) => (part.kind === 'number' ? part.wrong.map((wrong) => ({ id, part, ...wrong })) : [])),
  );
  it.each(wrongNumbers)('$id: $value is met by its own words', ({ part, value, why }) => {
    const { kind, lead, rest } = judge(part, String(value));
    expect([kind, `${lead} ${rest}`.trim()]).toEqual(['wrong', why]);
  });

  const wrongShapes = exercises.flatMap(({ id, parts }) =>
    parts.flatMap((part) =>
      part.kind === 'table'
        ? blanksOf(part).flatMap(({ cell }, at, all) =>
            cell.kind === 'shape'
              ? (cell.wrong ?? []).map(({ value, why }) => ({
                  id,
                  part,
                  why,
                  text: shapeWords(value),
                  entry: all.map((_, place) => (place === at ? shapeWords(value) : '')).join('\n'),
                }))
              : [],
          )
        : [],
    ),
  );
  it.each(wrongShapes)('$id: $text is met by its own words', ({ part, entry, why }) => {
    const { kind, more } = judge(part, entry);
    expect([kind, more?.[0]?.words]).toEqual(['wrong', why]);
  });

  it('foresees what readers are known to answer', () => {
    expect(wrongShapes.filter(({ id }) => id === 'CB-1').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['64 × 4 × 28 × 28', '256 × 1 × 26 × 26', '64 × 4 × 27 × 27']),
    );
    expect(wrongNumbers.filter(({ id }) => id === 'CB-5').map(({ value }) => value)).toContain(1152);
  });

  it('gives no answer away', () => {
    for (const { id, parts, hints } of exercises)
      for (const part of parts) {
        if (part.kind !== 'number') continue;
        for (const text of [part.otherwise, ...hints, ...part.wrong.map(({ why }) => why)])
          expect([id, text, isGivenIn(String(part.answer), text)]).toEqual([id, text, false]);
      }
  });

  it('states only sums that come out', () => {
    const words = (part: Part): readonly string[] => {
      if (part.kind === 'number') return [part.otherwise, ...part.wrong.map(({ why }) => why)];
      return part.kind === 'choice' ? part.options.map(({ why }) => why) : [];
    };
    const sums = exercises
      .flatMap(({ parts, hints, right }) => [right, ...hints, ...parts.flatMap(words)])
      .flatMap(statedSums);
    expect(sums.length).toBeGreaterThan(3);
    for (const { written, value, stated } of sums) expect([written, value]).toEqual([written, stated]);
  });

  it.each([
    ['1153, one bias for the layer', 1153, callAccount({ co: 128 }).weights + 1],
    ['137, added', 137, 128 + 9],
    ['81920, a set for each picture', 81_920, 64 * 1280],
    ['86528, activations', 86_528, 26 * 26 * 128],
    ['832, maps stacked', 832, 26 * 32],
    ['3840, three times the first', 3840, 3 * 1280],
    ['155, added', 155, 128 + 27],
    ['94, under the old kernels', 94, 100 - 7 + 1],
    ['72, the width', 72, 80 - 9 + 1],
  ])('the mistake is worked out rightly: %s', (_case, stated, value) => expect(stated).toBe(value));
});

function partTable(id: string) {
  const part = partOf(id);
  if (part.kind !== 'table') throw new TypeError(`${id} must be a table`);
  return part;
}
