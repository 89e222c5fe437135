// What a reader is told while pictures are missing: what is awaited, and how to go on. Nothing waits for them without end.
import { page } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { CnnTrainerState } from '@components/widgets/cnn-trainer/cnn-trainer.svelte.ts';
import { statusWords } from '@components/widgets/cnn-trainer/status-words.ts';
import { FeatureMapsState } from '@components/widgets/feature-maps/feature-maps.svelte.ts';
import { SessionTraining } from '@components/widgets/feature-maps/session-training.svelte.ts';
import TrainNow from '@components/widgets/feature-maps/TrainNow.svelte';
import { initialState } from '@lib/engine/training/start.ts';
import type { Trainer } from '@lib/engine/training/trainer.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { LiveRun } from '@lib/state/live-run.svelte.ts';

const missing = 'The digits could not be fetched.';

/** A trainer that never has the held-out pictures; a run that is held before its first step does not end. */
class WithoutHeldOut implements Trainer {
  readonly asked: TrainingRun[] = [];
  /** Lets the run end that is under way. */
  let = (): void => undefined;

  train: Trainer['train'] = (run, { control, onProgress } = {}) => {
    this.asked.push(run);
    const state = { ...initialState(sessionRun), step: this.asked.length === 1 ? 0 : run.steps };
    onProgress?.({ kind: 'snapshot', state });
    return new Promise((resolve) => {
      this.let = () => {
        if (control?.isPaused !== true)
          resolve({ ended: 'stopped', state, engine: 'simd', reason: '', unjudged: missing });
      };
      if (this.asked.length === 1) this.let();
    });
  };
  gradient = () => Promise.reject(new Error('only runs are asked for here'));
  measure = this.gradient;
  obstacle = this.gradient;
  held = this.gradient;
  dispose = () => undefined;
}

describe('a look at held-out pictures that are missing', () => {
  it('at step 0 says that it is under way, ends by itself, and can be tried again', async () => {
    const trainer = new WithoutHeldOut();
    const [live, lab] = [new LiveRun(() => trainer), new CnnTrainerState()];
    await live.start(sessionRun);
    expect(statusWords(live, lab).words).toContain(`could not be looked at. ${missing}`);
    for (const tries of [2, 3]) {
      const look = live.lookAgain();
      await expect.poll(() => trainer.asked.length).toBe(tries);
      expect(statusWords(live, lab).words).toMatch(/are on their way; nothing else has to wait for them/);
      await live.lookAgain(); // a second press asks nothing new
      expect(trainer.asked).toHaveLength(tries);
      trainer.let();
      await look;
      expect(statusWords(live, lab).words).toContain(`could not be looked at. ${missing}`);
    }
    live.dispose();
    lab.dispose();
  });

  it('does not follow a reader into the next run', async () => {
    const trainer = new WithoutHeldOut();
    const live = new LiveRun(() => trainer);
    await live.start(sessionRun);
    const look = live.lookAgain();
    await expect.poll(() => live.isLooking).toBe(true);
    const finish = trainer.let;
    const next = live.start({ ...sessionRun, initialSeed: 2 });
    expect(live.isLooking).toBe(false);
    finish();
    await look;
    expect(live.isLooking).toBe(false);
    trainer.let();
    await next;
    live.dispose();
  });
});

describe('the training inside the feature maps', () => {
  it.each([
    ['train', 'digits to learn from'],
    ['valid', 'the held-out digits'],
  ] as const)('says that it waits for pictures of the set %s', async (set, words) => {
    const training = new SessionTraining();
    [training.isRunning, training.awaited] = [true, set];
    render(TrainNow, { figure: new FeatureMapsState(), training });
    const sentence = `It waits for ${words}, which are on their way. “Stop” ends it here, and keeps what it has learned.`;
    await expect.poll(() => document.body.innerText).toContain(sentence);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => document.body.innerText).not.toContain(sentence);
  });
});
