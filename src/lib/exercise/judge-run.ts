// Judges a training run: is its net small enough, are its pictures the book's own, and how many of those held out do three starts of it tell right?
// What can be said without training is said first.
import { pictureCounts } from '@lib/data/picture-counts.ts';
import type { Architecture } from '@lib/nn/architecture.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import { batchShape, type TrainingRun } from '@lib/nn/training-run.ts';
import { printArchitecture } from '@lib/state/architecture-field.ts';
import { pastedRun, type PastedRun } from '@lib/state/pasted-run.ts';
import { runLimits, runOf } from '@lib/state/training-run-field.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { counted } from '@lib/text/numbers.ts';
import { digitsWords, percent, refusalWords, tamperingWords } from '@lib/text/run-words.ts';
import type { RunGoal, RunLevel, RunPart, Verdict } from './parts.ts';
import { notice, wrong } from './verdicts.ts';

/** How many starts a run is judged by. */
export const startCount = 3;

/** The held-out threes and sevens. */
const heldOut = pictureCounts([3, 7]).valid;

/** A run that may be trained, from each of its starts. */
export interface AskedRun {
  readonly state: string;
  readonly net: string;
  readonly parameters: number;
  readonly runs: readonly TrainingRun[];
}

/** What came of one start: the held-out pictures told right at its end, and whether its numbers ran away. */
export interface RunOutcome {
  readonly right: number;
  readonly hasDiverged?: boolean;
}

/** What a reader handed in, as runs to be trained, or what is wrong with it before any training. */
export function askedRun({ goal }: RunPart, entry: string): AskedRun | Verdict {
  if (entry.trim() === '')
    return notice('Paste the link of a run first.', '“Copy link to this state” under the laboratory gives it.');
  const pasted = pastedRun(entry);
  if (pasted === undefined)
    return notice(
      'There is no run in that.',
      'A run is a link with `cnn-trainer` in it, or the line that stands at the foot of the laboratory. This was not counted as a try.',
    );
  return refusal(goal, pasted) ?? allowed(pasted);
}

function allowed({ link, state }: PastedRun): AskedRun {
  const first = runOf(link);
  return {
    state,
    net: printArchitecture(link.net),
    parameters: parametersOf(link.net),
    runs: Array.from({ length: startCount }, (_, at) => ({
      ...first,
      initialSeed: (first.initialSeed + at) % (runLimits.seed + 1),
    })),
  };
}

/** Why a run does not count, if it does not. */
function refusal(goal: RunGoal, { link, notes }: PastedRun): Verdict | undefined {
  const [note] = notes;
  if (note !== undefined) return notice('A part of this link cannot be read.', `Of the run it says ${note}`);
  if (link.d.join() !== '3,7')
    return notice(
      `This run tells ${digitsWords(link.d)} apart.`,
      'Only runs on threes and sevens count here. This was not counted as a try.',
    );
  if (link.tamper !== 'none')
    return notice(
      `Its pictures are not as they are: ${tamperingWords[link.tamper]}.`,
      'Only runs on the pictures as MNIST has them count here. This was not counted as a try.',
    );
  const run = runOf(link);
  const words = refusalWords(run, link.net);
  if (words !== undefined) return wrong('This run cannot be trained.', words);
  const wanted = goal.seed;
  if (wanted !== undefined && link.seed !== wanted)
    return wrong(
      `It begins at seed ${link.seed}.`,
      `Here every run has to begin at seed ${wanted}: a lucky start is no cure.`,
    );
  if (goal.channels !== undefined && !hasChannels(link.net, goal.channels))
    return wrong(
      `${printArchitecture(link.net)} is another net.`,
      `It must keep its ${goal.channels.length} convolutions of 3 × 3, with ${goal.channels.join(', ')} channels, and no other layer that learns or pools. What comes between two convolutions is yours, and so is everything else in the laboratory.`,
    );
  const most = Math.max(...goal.levels.map(({ parameters }) => parameters));
  const parameters = parametersOf(link.net);
  if (parameters <= most) return undefined;
  return wrong(
    `${printArchitecture(link.net)} has ${wholeNumber(parameters)} numbers to learn.`,
    `That is ${wholeNumber(parameters - most)} too many: at most ${wholeNumber(most)} are allowed. Nothing was trained.`,
  );
}

function hasChannels({ blocks }: Architecture, channels: readonly number[]): boolean {
  return (
    blocks.length === channels.length &&
    blocks.every((block, at) => block.kind === 'conv' && block.kernel === 3 && block.outChannels === channels[at])
  );
}

function parametersOf(net: Architecture): number {
  return stageTable(net, batchShape(1)).parameters;
}

/** Judges what came of all starts, in their order. */
export function judgeRun({ goal }: RunPart, asked: AskedRun, outcomes: readonly RunOutcome[]): Verdict {
  const sorted = outcomes.map(({ right }) => right).toSorted((one, other) => one - other);
  const counting = sorted[goal.counts === 'worst' ? 0 : (sorted.length - 1) / 2] ?? 0;
  const name = goal.counts === 'worst' ? 'The worst of the three' : 'The median';
  const all = startWords(asked, outcomes);
  const reached = goal.levels.filter((level) => asked.parameters <= level.parameters && counting >= level.right);
  const last = reached.at(-1);
  const next = goal.levels[reached.length];
  if (last === undefined)
    return wrong(
      `The net is small enough, with ${wholeNumber(asked.parameters)} numbers to learn.`,
      `${all} ${name}, ${shareWords(counting)}, is ${missingWords(goal.levels[0], { counting, asked })}`,
    );
  return {
    kind: 'right',
    ...(last.tier === undefined ? {} : { tier: last.tier }),
    lead: `${name} is ${shareWords(counting)}, with ${wholeNumber(asked.parameters)} numbers to learn.`,
    rest:
      next === undefined ? all : `${all} For ${next.tier ?? 'more'} it is ${missingWords(next, { counting, asked })}`,
  };
}

/** All results, and what happened to those that gave up. */
function startWords({ runs }: AskedRun, outcomes: readonly RunOutcome[]): string {
  const seeds = runs.map(({ initialSeed }) => initialSeed);
  const counts = outcomes.map(({ right }) => wholeNumber(right)).join(' · ');
  const words = `Starts ${seeds.slice(0, -1).join(', ')} and ${seeds.at(-1) ?? ''}: ${counts} of ${wholeNumber(heldOut)} right.`;
  const diverged = seeds.filter((_, at) => outcomes[at]?.hasDiverged === true);
  const silent = seeds.filter((_, at) => isOneAnswer(outcomes[at]));
  return [
    words,
    ...(diverged.length === 0
      ? []
      : [`${plural(diverged)} ran away to numbers that are none, and tells nothing right.`]),
    ...(silent.length === 0 ? [] : [`${plural(silent)} gave one answer to every picture.`]),
  ].join(' ');
}

const plural = (seeds: readonly number[]): string => `Start${seeds.length === 1 ? '' : 's'} ${seeds.join(' and ')}`;

/** So many are right where one answer is given to all: the held-out threes, or the held-out sevens. */
export const oneAnswer = [1010, 1028] as const;

function isOneAnswer(outcome: RunOutcome | undefined): boolean {
  return outcome?.hasDiverged !== true && oneAnswer.some((count) => count === outcome?.right);
}

function shareWords(right: number): string {
  return `${wholeNumber(right)} (${percent(right, heldOut)} %)`;
}

function missingWords(
  level: RunLevel | undefined,
  { counting, asked }: { readonly counting: number; readonly asked: AskedRun },
): string {
  if (level === undefined) return '';
  const [pictures, numbers] = [level.right - counting, asked.parameters - level.parameters];
  const words = [
    ...(pictures > 0 ? [`${counted(pictures, 'picture')} short of ${shareWords(level.right)}`] : []),
    ...(numbers > 0 ? [`${wholeNumber(numbers)} numbers above ${wholeNumber(level.parameters)}`] : []),
  ];
  return `${words.join(', and ')}.`;
}
