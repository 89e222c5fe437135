// The exercises of the lesson `strides-padding`: the answers are those of the arithmetic, each wrong option is met by its own words.
import { describe, expect, it } from 'vitest';
import { slideStepperLink } from '@components/widgets/slide-stepper/slide-stepper.link.ts';
import { judge } from '@lib/exercise/judge.ts';
import { blanksOf } from '@lib/exercise/judge-table.ts';
import type { AuthoredPart, Part } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';
import { slidesTo } from '@lib/conv/output-length.ts';
import { windowSettingsIn, windowsOf } from '@lib/state/window-fields.ts';
import { statedSums } from './arithmetic.ts';
import { listOf, named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('strides-padding');
const isPart = (part: unknown): part is AuthoredPart => typeof part === 'object' && part !== null && 'kind' in part; // the build checks the rest
const exercises = named(lesson, 'Exercise').map((node) => ({
  id: textOf(node, 'id'),
  number: textOf(node, 'number'),
  widget: textOf(node, 'widget'),
  right: textOf(node, 'right'),
  scene: textOf(node, 'scene'),
  tryScene: node.props['tryScene'] === undefined ? '' : textOf(node, 'tryScene'),
  hints: listOf(node, 'hints', (hint) => typeof hint === 'string'),
  parts: listOf(node, 'parts', isPart).map(resolvePart),
}));
const partsOf = (id: string): readonly Part[] => exercises.find((exercise) => exercise.id === id)?.parts ?? [];
const tableParts = exercises.flatMap(({ id, parts }) =>
  parts.filter((part) => part.kind === 'table').map((part) => ({ id, part })),
);
const wrongNumbers = exercises.flatMap(({ id, parts }) =>
  parts
    .filter((part) => part.kind === 'number')
    .flatMap((part) => part.wrong.map((wrong) => ({ id, part, wrong, value: wrong.value }))),
);
const wrongCells = tableParts.flatMap(({ id, part }) =>
  blanksOf(part).flatMap(({ name, cell }, blank) =>
    (cell.wrong ?? []).map((wrong) => ({
      id,
      name,
      part,
      entry: blanksOf(part)
        .map((_, at) => (at === blank ? String(wrong.value) : ''))
        .join('\n'),
      why: wrong.why,
    })),
  ),
);
const answerOf = (part: Part | undefined): readonly unknown[] =>
  part?.kind === 'table' ? blanksOf(part).map(({ cell }) => cell.answer) : part?.kind === 'number' ? [part.answer] : [];

describe('the exercises of strides-padding', () => {
  it('are the nine, numbered in reading order, about the stepper', () => {
    expect(exercises.map(({ id }) => id).toSorted()).toEqual(Array.from({ length: 9 }, (_, at) => `SP-${at + 1}`));
    expect(exercises.map(({ number }) => number)).toEqual(exercises.map((_, at) => `4.${at + 1}`));
    expect(new Set(exercises.map(({ widget }) => widget))).toEqual(new Set(['slide-stepper']));
  });

  it.each([
    ['SP-1', [4, 2, 6, 4, 8, 6]],
    ['SP-2', [2, 3]],
    ['SP-3', [1]],
    ['SP-5', [13, 2]],
    ['SP-6', [3]],
    ['SP-7', [112, 56]],
    ['SP-8', [3, 0, 3, 1]],
  ])('%s has the answers %j', (id, answers) => {
    expect(partsOf(id).flatMap(answerOf)).toEqual(answers);
  });

  it('SP-4 has the corners and centres of the four windows, as the figure has them', () => {
    const { starts } = windowsOf(windowSettingsIn('i:5,s:2'), 0);
    const corners = starts.flatMap((row) => starts.map((col) => [row, col] as const));
    const wanted = corners.flatMap(([row, col]) => [
      [row, col],
      [row + 1, col + 1],
    ]);
    expect(partsOf('SP-4').flatMap(answerOf)).toEqual(wanted);
  });

  it.each(['(0,2)', '0, 2', '0 2', '[0, 2]', '[0][2]', 'row 0, column 2', 'row 0 col 2', '(0; 2)'])(
    'SP-4 takes the place in the form %s',
    (form) => {
      const [part] = partsOf('SP-4');
      const entry = ['0 0', '1 1', form, '1,3', '2,0', '(3, 1)', '2 2', '3,3'].join('\n');
      expect(part && judge(part, entry).kind).toBe('right');
    },
  );

  it('sides of squares may be written as squares', () => {
    const [first] = partsOf('SP-1');
    expect(first && judge(first, ['4×4', '2 x 2', '6', '4', '8×8', '6 × 6'].join('\n')).kind).toBe('right');
    const [number] = partsOf('SP-3');
    expect(number && judge(number, '1 × 1').kind).toBe('right');
    expect(number && judge(number, '1 × 2').kind).not.toBe('right');
  });

  it.each([
    ['i:28,k:5,s:2,p:2', 'right'],
    ['i:28,k:5,s:2,p:2,step:9,mode:solve', 'right'],
    ['i:28,k:5,p:1,d:3~4', 'wrong'],
    ['i:28,k:5,s:1,p:0,d:3', 'wrong'],
    ['i:28,k:5,s:2', 'wrong'],
    ['i:28,k:3,s:2,p:1', 'wrong'],
    ['', 'notice'],
  ])('SP-9 finds the state %s %s', (state, kind) => {
    const [part] = partsOf('SP-9');
    expect(part && judge(part, state).kind).toBe(kind);
  });

  it('SP-9 takes every state that the figure offers for it', () => {
    const [part] = partsOf('SP-9');
    let found = 0;
    for (const s of [1, 2, 3, 4])
      for (const p of [0, 1, 2, 3, 4, 5, 6])
        for (const d of [1, 2, 3]) {
          const state = `i:28,k:5,s:${s},p:${p},d:${d}`;
          const isThere = windowsOf(windowSettingsIn(state), 0).count === 14;
          if (isThere) found++;
          expect([state, part && judge(part, state).kind]).toEqual([state, isThere ? 'right' : 'wrong']);
        }
    expect(found).toBeGreaterThan(1);
  });

  it.each(wrongNumbers)('$id: $value is met by its own words', ({ part, wrong, value }) => {
    const { kind, lead, rest } = judge(part, String(value));
    expect(kind).toBe('wrong');
    expect(`${lead} ${rest}`.trim()).toBe(wrong.why);
  });

  it.each(wrongCells)('$id $name: $entry is met by its own words', ({ part, entry, why }) => {
    const { kind, more = [] } = judge(part, entry);
    expect(kind).toBe('wrong');
    expect(more.map(({ words }) => words)).toEqual([why]);
  });

  it('each choice has one right option, and words for each', () => {
    const choices = exercises.flatMap(({ parts }) => parts.filter((part) => part.kind === 'choice'));
    expect(choices).toHaveLength(1);
    for (const { options } of choices) {
      expect(options.filter((option) => option.isRight === true)).toHaveLength(1);
      for (const option of options) expect(option.why.length).toBeGreaterThan(20);
    }
  });

  it.each(exercises)('$id shows a state that its figure has', ({ scene, tryScene }) => {
    expect(slideStepperLink.parse(scene).notes).toEqual([]);
    expect(slideStepperLink.parse(tryScene).notes).toEqual([]);
  });

  it('an exercise whose state would give its answer away shows another, or hides the size, while it is unsolved', () => {
    const open = exercises.filter(({ tryScene }) => tryScene === '').map(({ id }) => id);
    // a larger picture than the one asked about; and one that is answered in the figure itself
    expect(open.toSorted()).toEqual(['SP-7', 'SP-9']);
    for (const { tryScene, scene } of exercises.filter(({ tryScene: text }) => text !== '')) {
      expect(tryScene).not.toBe(scene);
      expect(slideStepperLink.parse(tryScene).state.mode === 'predict' || tryScene === 'i:9,k:7').toBe(true);
    }
  });

  it('SP-9 has two more ways with dilation', () => {
    expect(exercises.find(({ id }) => id === 'SP-9')?.right).toContain('2 with padding 4, and 3 with padding 6');
    const found = slidesTo(28, 14, { kernel: 5, stride: 4, padding: 6, dilation: 3 }).filter(
      ({ kernel, stride, dilation, padding }) => kernel === 5 && (stride > 1 || dilation > 1 || padding > 0),
    );
    expect(found.map(({ stride, padding, dilation }) => [stride, padding, dilation])).toEqual([
      [2, 2, 1],
      [2, 4, 2],
      [2, 6, 3],
    ]);
  });

  it('state only sums that come out', () => {
    const words = (part: Part): readonly string[] => {
      if (part.kind === 'number') return [part.otherwise, ...part.wrong.map(({ why }) => why)];
      if (part.kind === 'table')
        return [part.otherwise, ...blanksOf(part).flatMap(({ cell }) => (cell.wrong ?? []).map(({ why }) => why))];
      return part.kind === 'choice' ? part.options.map(({ why }) => why) : [];
    };
    // (a − b) ÷ c = d, as in the formula
    const quotient = /\((\d+)((?: [+−] \d+)+)\) ÷ (\d+) = ([\d.]+)/g;
    const texts = exercises
      .flatMap(({ parts, hints, right }) => [right, ...hints, ...parts.flatMap(words)])
      .map((text) => text.replaceAll('\u00a0', ' '));
    const quotients = texts.flatMap((text) => [...text.matchAll(quotient)]);
    expect(quotients.length).toBeGreaterThan(4);
    for (const [written, first, others = '', by, stated] of quotients) {
      const top = others
        .split(/(?= [+−] )/)
        .reduce((sum, term) => sum + (term.includes('−') ? -1 : 1) * Number(term.slice(3)), Number(first));
      expect([written, top / Number(by)]).toEqual([written, Number(stated)]);
    }
    const sums = texts.flatMap((text) => statedSums(text.replace(quotient, '')));
    expect(sums.length).toBeGreaterThan(5);
    for (const { written, value, stated } of sums) expect([written, value]).toEqual([written, stated]);
  });
});
