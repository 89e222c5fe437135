// What goes wrong, by accident and on purpose, in words for the reader.
import { page } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { breakages } from '@components/widgets/cnn-trainer/breakages.ts';
import { CnnTrainerState } from '@components/widgets/cnn-trainer/cnn-trainer.svelte.ts';
import { statusWords } from '@components/widgets/cnn-trainer/status-words.ts';
import { initialState } from '@lib/engine/training/start.ts';
import type { TrainCall, Trainer } from '@lib/engine/training/trainer.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import { LiveRun } from '@lib/state/live-run.svelte.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';
import { patience, openAt, now, expectWords, expectState, press } from './lab.ts';

describe('faults, in words', () => {
  it('a network that cannot be trained', async () => {
    openAt('net:1-30s1-1s1-maps');
    await expectWords(/Cannot be trained\. This network leaves a grid of 1 × 28 × 28 numbers/);
    expect(trainedNetwork.current).toBeUndefined();
  });

  it('a run that diverges, with a tenth of the rate one press away', async () => {
    openAt('net:1-4r0-8r0-16r0-32r0-2,lr:1,sched:fixed,opt:sgd');
    await expectWords(/Diverged at step \d+\..*Try a tenth of the rate, 0\.1/);
    await press('A tenth of the rate');
    await expectWords(/Finished at step 386/);
    await expectState('net:1-4r0-8r0-16r0-32r0-2,lr:0.1,sched:fixed,opt:sgd');
  });

  it('a link that asks for what there is not', async () => {
    openAt('lr:9999,opt:lion,n:4,bs:8');
    await expect.element(page.getByText(/lr: a rate here goes from 0.0001 to 100/)).toBeVisible();
    await expect.element(page.getByText(/“lion” is not one of/)).toBeVisible();
    await expectWords(/Finished/);
  });
});

describe('ways to break it', () => {
  it('are one press each, with the reason', async () => {
    openAt('');
    await press('a net that is born dead');
    await expectState('net:1-2-2-2-2-2,seed:2');
    await expect.element(page.getByText(/no gradient comes through/)).toBeVisible();
    await expectWords(/Finished/);
    await expect.poll(now, patience).toMatch(/1,028 of 2,038 right/);
    history.back();
    await expectState('');
    await expectWords(/Not trained yet/);
  });

  it.each(breakages)(
    '$title: its knobs, its reason, and a run or a refusal',
    async ({ title, state, words: reason }) => {
      openAt('');
      await press(title);
      await expectState(state);
      await expect.element(page.getByText(reason)).toBeVisible();
      const isRefused = state.includes('maps');
      await expectWords(
        isRefused ? /^Cannot be trained/ : /^(Starting|Training|Waiting|Finished|Diverged|Not trained yet)/,
      );
    },
  );
});

describe('what is said of pictures that are not there', () => {
  const state = initialState(sessionRun);
  const none = () => Promise.reject(new Error('only runs are asked for here'));

  /** A trainer that does with a run what a test says. */
  const trainer = (train: (call: TrainCall) => Awaited<ReturnType<Trainer['train']>>): Trainer => ({
    train: (_, call = {}) => Promise.resolve(train(call)),
    gradient: none,
    measure: none,
    obstacle: none,
    held: none,
    dispose: () => undefined,
  });
  const outcome = { ended: 'finished', state, engine: 'simd', reason: '' } as const;

  it.each([
    ['train', 'Waiting for digits.', /^Training pictures 2,048 to 4,095 are on their way; the run goes on/],
    [
      'valid',
      'Waiting for held-out digits.',
      /^Held-out pictures 2,048 to 4,095 are on their way; the network is asked/,
    ],
  ] as const)('%s pictures', async (set, title, pattern) => {
    const lab = new CnnTrainerState();
    let end = (): void => undefined;
    const live = new LiveRun(() => ({
      ...trainer(() => outcome),
      train: (_, { onProgress } = {}) => {
        onProgress?.({ kind: 'waiting', set, first: 2048, last: 4095 });
        return new Promise((resolve) => (end = () => resolve(outcome)));
      },
    }));
    const going = live.start(sessionRun);
    await expect.poll(() => live.phase).toBe('waiting');
    expect(statusWords(live, lab)).toEqual({ title, words: expect.stringMatching(pattern) });
    end();
    await going;
    expect(live.phase).toBe('finished');
    live.dispose();
    lab.dispose();
  });

  it('held-out pictures that could not be had, until they were looked at after all', async () => {
    const lab = new CnnTrainerState();
    const live = new LiveRun(() =>
      trainer(({ onProgress }) => {
        onProgress?.({ kind: 'snapshot', state: { ...state, step: 386 } });
        return { ...outcome, unjudged: 'The digits could not be fetched.' };
      }),
    );
    await live.start(sessionRun);
    expect(statusWords(live, lab)).toEqual({
      title: 'Finished at step 386.',
      words: expect.stringMatching(
        /^The held-out digits could not be looked at\. The digits could not be fetched\. The/,
      ),
    });
    await live.lookAgain();
    expect(statusWords(live, lab).words).toMatch(/could not be looked at/);
    live.dispose();
    lab.dispose();
  });
});
