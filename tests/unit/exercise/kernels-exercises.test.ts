// The exercises of the lesson `kernels`: the answers are those of the arithmetic, each wrong option is met by its own words, and no
// words give the answer away.
import { describe, expect, it } from 'vitest';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { judge } from '@lib/exercise/judge.ts';
import type { AuthoredPart, NumberPart, Part } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';
import { statedSums } from './arithmetic.ts';
import { listOf, named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('kernels');
const isPart = (part: unknown): part is AuthoredPart => typeof part === 'object' && part !== null && 'kind' in part; // the build checks the rest
const exercises = named(lesson, 'Exercise').map((node) => ({
  id: textOf(node, 'id'),
  number: textOf(node, 'number'),
  right: textOf(node, 'right'),
  scene: textOf(node, 'scene'),
  hints: listOf(node, 'hints', (hint) => typeof hint === 'string'),
  parts: listOf(node, 'parts', isPart).map(resolvePart),
}));
const partsOf = (id: string): readonly Part[] => exercises.find((exercise) => exercise.id === id)?.parts ?? [];
const numberParts = exercises.flatMap(({ id, parts, hints }) =>
  parts.filter((part) => part.kind === 'number').map((part) => ({ id, part, hints })),
);
const choiceParts = exercises.flatMap(({ id, parts }) =>
  parts.filter((part) => part.kind === 'choice').map((part) => ({ id, part })),
);
const wrongNumbers = numberParts.flatMap(({ id, part }) =>
  part.wrong.map((wrong) => ({ id, label: part.label ?? '', part, wrong, value: wrong.value })),
);

describe('the exercises of kernels', () => {
  it('are the seven, numbered in reading order', () => {
    expect(exercises.map(({ id }) => id).toSorted()).toEqual(['K-1', 'K-2', 'K-3', 'K-4', 'K-5', 'K-6', 'K-7']);
    expect(exercises.map(({ number }) => number)).toEqual(['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7']);
  });

  it.each([
    ['K-1', [762]],
    ['K-2', [-29]],
    ['K-3', [0, 77, 77]],
    ['K-6', [-60]],
    ['K-7', [676]],
  ])('%s has the answers %j', (id, answers) => {
    const numbers = partsOf(id).filter((part) => part.kind === 'number');
    expect(numbers.map((part) => part.answer)).toEqual(answers);
  });

  it('K-4 takes bottom and refuses top', () => {
    const [part] = partsOf('K-4');
    expect(part && judge(part, namedKernels.bottom.join('~')).kind).toBe('right');
    expect(part && judge(part, namedKernels.top.join('~')).kind).toBe('wrong');
  });

  it.each(choiceParts)('$id has exactly one right option, and words for each', ({ part }) => {
    expect(part.options.filter((option) => option.isRight === true)).toHaveLength(1);
    for (const option of part.options) expect(option.why.length).toBeGreaterThan(20);
  });

  it.each(wrongNumbers)('$id $label: $value is met by its own words', ({ part, wrong, value }) => {
    const { kind, lead, rest } = judge(part, String(value));
    expect(kind).toBe('wrong');
    expect(`${lead} ${rest}`.trim()).toBe(wrong.why);
  });

  it.each(numberParts.filter(({ id }) => id !== 'K-3'))('$id gives its answer away nowhere', ({ part, hints }) => {
    const answer = String(part.answer).replace('-', '−');
    const isGivenIn = (text: string) => new RegExp(String.raw`(?<![\d.])${answer}(?![\d.])`).test(text);
    expect(isGivenIn(`it is ${answer}.`.replace('.', ' '))).toBe(true);
    for (const text of [part.otherwise, ...hints, ...part.wrong.map((wrong) => wrong.why)])
      expect([text, isGivenIn(text)]).toEqual([text, false]);
  });

  it('state only sums that come out', () => {
    const words = (part: Part): readonly string[] => {
      if (part.kind === 'number') return [part.otherwise, ...part.wrong.map((wrong) => wrong.why)];
      return part.kind === 'choice' ? part.options.map((option) => option.why) : [];
    };
    const sums = exercises
      .flatMap(({ parts, hints, right }) => [right, ...hints, ...parts.flatMap(words)])
      .flatMap(statedSums);
    expect(sums.length).toBeGreaterThan(20);
    for (const { written, value, stated } of sums)
      expect([written, Number(value.toFixed(9))]).toEqual([written, stated]);
  });

  it.each([
    ['K-1 without the kernel', 'K-1', 0, 1305, [1, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['K-1 with the middle row taken away', 'K-1', 0, 219, [0, 0, 0, -1, -1, -1, 1, 1, 1]],
    ['K-1 with the middle row only', 'K-1', 0, 543, [0, 0, 0, 1, 1, 1, 0, 0, 0]],
    ['K-2 without the kernel', 'K-2', 0, 1036, [1, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['K-2 without signs', 'K-2', 0, 629, [1, 1, 1, 0, 0, 0, 1, 1, 1]],
    ['K-2 with the middle row taken away', 'K-2', 0, -436, [-1, -1, -1, -1, -1, -1, 1, 1, 1]],
    ['K-2 with the middle row added', 'K-2', 0, 378, [-1, -1, -1, 1, 1, 1, 1, 1, 1]],
    ['K-2 by columns', 'K-2', 0, -755, namedKernels['left-prewitt']],
    ['K-6 with positive neighbours', 'K-6', 0, 260, [0.2, 0.2, 0.2, 0.2, 1, 0.2, 0.2, 0.2, 0.2]],
    ['K-6 without the centre', 'K-6', 0, -160, [-0.2, -0.2, -0.2, -0.2, 0, -0.2, -0.2, -0.2, -0.2]],
  ])('%s is a foreseen mistake', (_case, id, place, value, kernel) => {
    const part = partsOf(id)[place];
    if (part?.kind !== 'number') throw new TypeError(`${id} must begin with a number`);
    const at = id === 'K-2' ? ([8, 18] as const) : ([5, 7] as const);
    const image = id === 'K-6' ? { flat: 100 } : ('session' as const);
    const made: NumberPart = { kind: 'number', answer: { response: { kernel, at, image } }, wrong: [], otherwise: '' };
    expect(resolvePart(made)).toMatchObject({ answer: value });
    expect(part.wrong.map((wrong) => wrong.value)).toContain(value);
  });
});
