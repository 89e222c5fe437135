// Judges the state of a figure: is it one that reaches the goal? Every one that does is right, whatever else it is set to.
import { slidesTo } from '@lib/conv/output-length.ts';
import {
  settingBounds,
  windowSettingsIn,
  windowsOf,
  type SettingName,
  type WindowSettings,
} from '@lib/state/window-fields.ts';
import { judgeRiddle } from './judge-riddle.ts';
import { judgeStreak } from './judge-streak.ts';
import type { SizeGoal, StatePart, Verdict } from './parts.ts';

const letters: Readonly<Record<SettingName, string>> = {
  i: 'input',
  k: 'kernel',
  s: 'stride',
  p: 'padding',
  d: 'dilation',
};

const sizeWords = ([rows, cols]: readonly [number, number]): string =>
  rows === cols ? String(rows) : `${rows} × ${cols}`;

/**
 * Judges the state of the figure, as its link has it.
 * @throws RangeError for a part that takes a while, which `judgeSlowly` judges
 */
export function judgeState(part: StatePart, state: string): Verdict {
  switch (part.widget) {
    case 'slide-stepper':
      return judgeSlide(part.goal, state);
    case 'kernel-riddle':
      return judgeRiddle(state);
    case 'size-streak':
      return judgeStreak(state);
    case 'feature-maps':
    case 'fool-the-net':
    case 'one-kernel':
      throw new RangeError(`judgeState: part must be judged at once, got one about ${part.widget}`);
  }
}

function judgeSlide(goal: SizeGoal, state: string): Verdict {
  const settings = windowSettingsIn(state);
  const { i, k } = settings;
  if (i.some((size) => size !== goal.from))
    return {
      kind: 'notice',
      lead: `Your figure has an input of ${sizeWords(i)}.`,
      rest: `Set it to ${goal.from} first: “Show the figure”, or the large picture below its sliders. This was not counted as a try.`,
    };
  if (goal.kernel !== undefined && k.some((size) => size !== goal.kernel))
    return {
      kind: 'wrong',
      lead: `The input is right.`,
      rest: `But the kernel is ${sizeWords(k)}, and ${goal.kernel} is asked for.`,
    };
  const [rows, cols] = [windowsOf(settings, 0), windowsOf(settings, 1)];
  if (rows.count === 0 || cols.count === 0)
    return { kind: 'wrong', lead: 'Input and kernel are right.', rest: 'But as it is set, the window fits nowhere.' };
  if (rows.count === goal.to && cols.count === goal.to)
    return { kind: 'right', lead: `Right: ${goal.from} → ${goal.to} with ${settingWords(settings)}.`, rest: '' };
  const found = sizeWords([rows.count, cols.count]);
  const advice = canStay(goal, settings)
    ? 'Kernel and stride can stay: the padding moves the size in small steps.'
    : 'The stride changes the size most.';
  const rest = `Your setting gives ${found}, and ${goal.to} is wanted. ${advice}`;
  return { kind: 'wrong', lead: 'Input and kernel are right.', rest };
}

/** Whether some padding reaches the goal with kernel, stride and dilation as they are set. */
function canStay({ from, to }: SizeGoal, { k, s, d }: WindowSettings): boolean {
  return [0, 1].every((axis) =>
    slidesTo(from, to, { kernel: k[axis], stride: s[axis], padding: settingBounds.p[1], dilation: d[axis] }).some(
      ({ kernel, stride, dilation }) => kernel === k[axis] && stride === s[axis] && dilation === d[axis],
    ),
  );
}

/** One way to reach the goal, in words. */
export function stateGoalInWords(part: StatePart): string {
  if (part.widget !== 'slide-stepper') return 'What is asked for stands at the figure.';
  const { goal } = part;
  const { k, s, p } = settingBounds;
  const found = slidesTo(goal.from, goal.to, { kernel: k[1], stride: s[1], padding: p[1] });
  const one = found.find(({ kernel }) => goal.kernel === undefined || kernel === goal.kernel);
  if (one === undefined)
    throw new RangeError(`stateGoalInWords: goal must be reachable, got ${goal.from} → ${goal.to}`);
  return `One way: kernel ${one.kernel}, stride ${one.stride}, padding ${one.padding}.`;
}

function settingWords(settings: WindowSettings): string {
  const names: readonly SettingName[] = settings.d.some((gap) => gap > 1) ? ['k', 's', 'p', 'd'] : ['k', 's', 'p'];
  return names.map((name) => `${letters[name]} ${sizeWords(settings[name])}`).join(', ');
}
