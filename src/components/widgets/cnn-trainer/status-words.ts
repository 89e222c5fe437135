// Where a run stands, in a few words and a sentence: what a reader meets while it trains, and whatever can go wrong.
import { trainerTitles } from '@lib/engine/training/trainer.ts';
import { onlyAnswer } from '@lib/nn/judged.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import type { LiveRun, RunPhase } from '@lib/state/live-run.svelte.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { counted } from '@lib/text/numbers.ts';
import { percent, rateWords, timeWords } from '@lib/text/run-words.ts';
import type { CnnTrainerState } from './cnn-trainer.svelte.ts';

/** A few words, and the rest of it. */
export interface StatusWords {
  readonly title: string;
  readonly words: string;
}

/** Where a run stands. */
export function statusWords(run: LiveRun, lab: CnnTrainerState): StatusWords {
  const steps = wholeNumber((run.history?.run ?? lab.run).steps);
  const step = wholeNumber(run.step);
  const { rate } = run.history?.run ?? lab.run;
  const said: Readonly<Record<RunPhase, () => StatusWords>> = {
    idle: () => ({
      title: 'Not trained yet.',
      words: lab.isWanted
        ? `The link tells of a run of ${steps} steps. Start it, and it is trained here in a moment; the kernels below are those of seed ${lab.run.initialSeed}, before its first step.`
        : lab.isQuick
          ? `The kernels below are those of seed ${lab.run.initialSeed}, before the first of ${steps} steps.`
          : `This run has ${steps} steps and may take a while here, so it waits for a press.`,
    }),
    starting: () => ({ title: 'Starting.', words: 'The engine is being made ready.' }),
    training: () => ({ title: `Training, step ${step} of ${steps}.`, words: '' }),
    waiting: () => waitingWords(run),
    paused: () => ({ title: `Paused at step ${step} of ${steps}.`, words: 'It goes on exactly where it stands.' }),
    finished: () => ({
      title: `Finished at step ${step}.`,
      words: finishedWords(run, lab),
    }),
    stopped: () =>
      lab.isFromFile
        ? {
            title: `From a file, step ${step}.`,
            words:
              'Its history is not in the file, so there is no curve; and a link has room for the run, not for its numbers.',
          }
        : {
            title: `Stopped at step ${step} of ${steps}.`,
            words: `${unjudgedWords(run)}What was trained so far is kept.`,
          },
    diverged: () => ({
      title: `Diverged at step ${step}.`,
      words: `The loss is no number any more: each step overshot, and the next one was larger still. The numbers before that are kept. Try a tenth of the rate, ${rateWords(rate / 10)}.`,
    }),
    failed: () => ({ title: 'Could not go on.', words: run.fault }),
    refused: () => ({ title: 'Cannot be trained.', words: lab.refusal ?? run.fault }),
  };
  return said[run.phase]();
}

function finishedWords(run: LiveRun, lab: CnnTrainerState): string {
  const one = oneAnswerWords(run);
  if (one !== '') return run.own === 0 ? one : `${one} ${ownWords(run, lab)}`;
  return `${unjudgedWords(run)}${ownWords(run, lab)} Take the handle under the curves and go back.`;
}

function waitingWords({ awaited }: LiveRun): StatusWords {
  if (awaited === undefined) return { title: 'Waiting for digits.', words: 'They are on their way.' };
  const places = `${wholeNumber(awaited.first)} to ${wholeNumber(awaited.last)} are on their way`;
  return awaited.set === 'train'
    ? { title: 'Waiting for digits.', words: `Training pictures ${places}; the run goes on when they are here.` }
    : {
        title: 'Waiting for held-out digits.',
        words: `Held-out pictures ${places}; the network is asked about them when they are here.`,
      };
}

/** Whether the held-out pictures could not be looked at when the run ended, and were not since. */
export function isUnjudged(run: LiveRun): boolean {
  return run.isOver && run.unjudged !== '' && run.judgementAt(run.step) === undefined;
}

function unjudgedWords(run: LiveRun): string {
  if (!isUnjudged(run)) return '';
  return run.isLooking
    ? 'The held-out digits are asked for once more and are on their way; nothing else has to wait for them. '
    : `The held-out digits could not be looked at. ${run.unjudged} `;
}

/** What a run ends in that says one and the same to every digit, why, and whether it has been better. Empty where it does not. */
export function oneAnswerWords({ history, step }: LiveRun): string {
  const last = history?.judgements.findLast((judgement) => judgement.step === step);
  if (history === undefined || last === undefined || step === 0) return '';
  const { digits, layers, rate } = history.run;
  const answer = onlyAnswer(last.logits, digits.length);
  if (answer === undefined) return '';
  const said = `It says ${String(digits[answer.said])} to every digit`;
  if (!answer.isBlind || !layers.some(({ kind }) => kind === 'relu')) return `${said}, whatever is on it.`;
  const why = `${said}: a layer is below 0 for all of them, ReLU makes that 0, and no gradient comes back.`;
  const best = history.judgements.reduce((most, next) => (next.right > most.right ? next : most), last);
  if (best.right > learnedShare(digits.length) * best.count) {
    return `${why} Its best was ${percent(best.right, best.count)} % right, at step ${wholeNumber(best.step)}; a later step was too long.`;
  }
  return `${why} ${rate > sessionRun.rate ? 'A lower rate may not throw it there.' : 'Another seed may begin better.'}`;
}

/** The share of right answers from which on something was learned: a good part above that of a guess. */
function learnedShare(classes: number): number {
  return 1.2 / classes;
}

function ownWords({ own, step }: LiveRun, { epochSteps }: CnnTrainerState): string {
  if (own === 0) return 'The same link gives the same run, number for number.';
  const [them, digits] = own === 1 ? ['it', 'digit comes'] : ['them', `${own} digits come`];
  const met =
    step > epochSteps
      ? `It learned from ${counted(own, 'digit')} of your own, too`
      : `Your own ${digits} last in the first epoch, so this run hardly met ${them}`;
  return `${met}; the link gives the run without ${them}.`;
}

/** What is said of the engine: a chip of a few words, and a sentence behind it. */
export function engineWords(run: LiveRun): { chip: string; reason: string; isWarning: boolean } {
  const { engine, history, phase } = run;
  if (phase === 'refused') {
    return { chip: 'Not trained', reason: 'This run is refused before its first step.', isWarning: false };
  }
  if (history === undefined || engine === undefined) {
    return {
      chip: run.phase === 'starting' ? 'Starting the engine …' : 'Printed: not trained yet',
      reason: 'These numbers were drawn from the seed in plain code. Nothing was trained so far.',
      isWarning: false,
    };
  }
  const name = trainerTitles[engine];
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const steps = history.losses.length;
  const taken = `${wholeNumber(steps)} ${steps === 1 ? 'step' : 'steps'} in ${timeWords(history.milliseconds)}`;
  const rate =
    history.milliseconds === 0
      ? ''
      : ` That is ${wholeNumber(Math.round((1000 * steps * history.run.batch) / history.milliseconds))} examples a second; looking at the held-out digits comes on top.`;
  return { chip: `${title} · ${taken}`, reason: `${run.reason}${rate}`, isWarning: run.hasMoved };
}
