// Where a run stands, in a few words and a sentence: what a reader meets while it trains, and whatever can go wrong.
import { trainerTitles } from '@lib/engine/training/trainer.ts';
import type { LiveRun, RunPhase } from '@lib/state/live-run.svelte.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { rateWords, timeWords } from '@lib/text/run-words.ts';
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
      words: lab.isQuick
        ? `The kernels below are those of seed ${lab.run.initialSeed}, before the first of ${steps} steps.`
        : `This run has ${steps} steps and may take a while here, so it waits for a press.`,
    }),
    starting: () => ({ title: 'Starting.', words: 'The engine is being made ready.' }),
    training: () => ({ title: `Training, step ${step} of ${steps}.`, words: '' }),
    waiting: () => ({
      title: 'Waiting for digits.',
      words:
        run.awaited === undefined
          ? 'They are on their way.'
          : `Training images ${wholeNumber(run.awaited.first)} to ${wholeNumber(run.awaited.last)} are on their way; the run goes on when they are here.`,
    }),
    paused: () => ({ title: `Paused at step ${step} of ${steps}.`, words: 'It goes on exactly where it stands.' }),
    finished: () => ({
      title: `Finished at step ${step}.`,
      words: 'The same link gives the same run, number for number. Take the handle under the curves and go back.',
    }),
    stopped: () =>
      lab.isFromFile
        ? {
            title: `From a file, step ${step}.`,
            words:
              'Its history is not in the file, so there is no curve; and a link has room for the run, not for its numbers.',
          }
        : { title: `Stopped at step ${step} of ${steps}.`, words: 'What was trained so far is kept.' },
    diverged: () => ({
      title: `Diverged at step ${step}.`,
      words: `The loss is no number any more: each step overshot, and the next one was larger still. The numbers before that are kept. Try a tenth of the rate, ${rateWords(rate / 10)}.`,
    }),
    failed: () => ({ title: 'Could not go on.', words: run.fault }),
    refused: () => ({ title: 'Cannot be trained.', words: lab.refusal ?? run.fault }),
  };
  return said[run.phase]();
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
