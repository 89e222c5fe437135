// Pause, resume, step and stop: heard between slices, and in the middle of a look at the pictures held out.
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  listener,
  mockClock,
  orderFor,
  sessionOn,
  shortRun,
  simdSession,
  tinyRun,
  trained,
  watchedMachine,
} from './runs.ts';
import type { TrainingSession } from '@lib/engine/training/session.ts';
import { turn } from '@lib/engine/training/turn.ts';

/** How long a session waits between two slices while nobody looks. */
const hiddenWaitMs = 250;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('handles', () => {
  it('pause, take single steps, and resume without changing a loss', async () => {
    const session = await simdSession();
    const seen: number[] = [];
    const { record, report } = listener((event) => {
      if (event.kind !== 'paused') return;
      seen.push(event.step);
      if (seen.length < 4) session.step();
      else session.resume();
    });
    await session.train(orderFor(shortRun, { isPaused: true }), report);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(record.losses).toEqual((await trained(orderFor(shortRun))).record.losses);
  });

  it('stop a run where it is, with its numbers', async () => {
    const session = await simdSession();
    const { record, report } = listener((event) => {
      if (event.kind === 'snapshot' && event.state.step === 10) session.stop();
    });
    const { ended, state } = await session.train(orderFor({ ...shortRun, steps: 100_000 }), report);
    expect(ended).toBe('stopped');
    expect(state.step).toBe(record.step);
    expect(state.step).toBe(10);
  });

  it('are heard before another slice begins: pause', async () => {
    let slices = 0;
    const session: TrainingSession = sessionOn(
      await watchedMachine({
        onTrain() {
          if (++slices === 5) session.pause();
        },
      }),
    );
    const { record, report } = listener((event) => {
      if (event.kind !== 'paused') return;
      expect(event.step).toBe(record.step);
      session.stop();
    });
    await session.train(orderFor({ ...tinyRun, steps: 10_000 }, { judgeEvery: 0, snapshotEvery: 0 }), report);
    expect(slices).toBe(5);
    expect(record.step).toBeLessThan(10_000);
  });

  it('resume takes back five single steps: no pauses, and no slices of one step, are left', async () => {
    mockClock();
    const session = await simdSession();
    const { events, record, report } = listener((event) => {
      if (event.kind !== 'paused') return;
      for (let step = 0; step < 5; step++) session.step();
      session.resume();
    });
    await session.train(orderFor(shortRun, { isPaused: true }), report);
    expect(events.filter(({ kind }) => kind === 'paused')).toHaveLength(1);
    const slices = events.flatMap((event) => (event.kind === 'steps' ? [event.losses.length] : []));
    expect(slices.slice(0, 3)).toEqual([1, 2, 4]);
    expect(record.step).toBe(30);
  });
});

describe('in the middle of a look at the pictures held out', () => {
  const order = orderFor(tinyRun, { judgeEvery: 15, snapshotEvery: 0 });

  /** Pauses in the third part of the first look, which comes at step 15; does something else in the third part of the next look. */
  async function interrupted({
    again,
    hear,
  }: Readonly<Record<'again' | 'hear', (session: TrainingSession, said?: string) => void>>) {
    const clock = mockClock();
    let isWatched = false;
    let [pictures, parts, pauses] = [0, 0, 0];
    let picturesAtPaused = NaN;
    const session: TrainingSession = sessionOn(
      await watchedMachine({
        onEvaluate(count) {
          clock.go(count); // a millisecond each
          pictures += count;
          if (!isWatched || ++parts !== 3 || pauses > 1) return;
          if (pauses === 0) session.pause();
          else again(session);
        },
      }),
    );
    await session.train(orderFor({ ...tinyRun, steps: 1 }), listener().report); // until all pictures are there
    isWatched = true;
    pictures = 0;
    const said: string[] = [];
    const { record, report } = listener((event) => {
      if (event.kind === 'judged') said.push(`judged ${event.judgement.step} at ${record.step}`);
      else if (event.kind === 'paused') said.push(`paused at ${event.step}`);
      else return;
      if (event.kind === 'paused' && pauses++ === 0) [picturesAtPaused, parts] = [pictures, 0];
      hear(session, said.at(-1));
    });
    const { ended } = await session.train(order, report);
    return { ended, record, said, picturesAtPaused };
  }

  const resumeAt = (word: string) => (session: TrainingSession, said?: string) => {
    if (said === word) session.resume();
  };

  it('a pause is reported before the look is over; the network is judged while the run stands still', async () => {
    const { said, record, picturesAtPaused } = await interrupted({
      again: () => undefined,
      hear: resumeAt('judged 15 at 15'),
    });
    expect(picturesAtPaused).toBe(4 + 8 + 14); // the third part fills a slice of 14 ms
    expect(said).toEqual(['paused at 15', 'judged 0 at 15', 'judged 15 at 15', 'judged 30 at 30']);
    expect(record.judgements).toEqual((await trained(order)).record.judgements);
  });

  it('resume is heard', async () => {
    const { said, record } = await interrupted({ again: (session) => session.resume(), hear: () => undefined });
    expect(said).toEqual(['paused at 15', 'judged 0 at 30', 'judged 15 at 30', 'judged 30 at 30']);
    const whole = await trained(order);
    expect(record.judgements).toEqual(whole.record.judgements);
    expect(record.losses).toEqual(whole.record.losses);
  });

  it('a single step is heard', async () => {
    const { said, record } = await interrupted({
      again: (session) => session.step(),
      hear: resumeAt('judged 16 at 16'),
    });
    const waited = ['judged 0 at 16', 'judged 15 at 16', 'judged 16 at 16'];
    expect(said).toEqual(['paused at 15', 'paused at 16', ...waited, 'judged 30 at 30']);
    expect(record.losses).toEqual((await trained(order)).record.losses);
  });

  it('stop is heard', async () => {
    const { said, ended } = await interrupted({ again: (session) => session.stop(), hear: () => undefined });
    expect(said).toEqual(['paused at 15']);
    expect(ended).toBe('stopped');
  });
});

it('takes one slice in each quarter of a second while nobody looks', async () => {
  const session = await simdSession();
  await session.train(orderFor(tinyRun), listener().report); // until all pictures are there
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { events, report } = listener();
  session.setHidden(true);
  const end = session.train(orderFor({ ...tinyRun, steps: 100_000 }, { judgeEvery: 0, snapshotEvery: 0 }), report);
  for (let waits = 0; waits < 6; waits++) {
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(events.filter(({ kind }) => kind === 'steps')).toHaveLength(waits + 1);
    vi.advanceTimersByTime(hiddenWaitMs - 1);
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(events.filter(({ kind }) => kind === 'steps')).toHaveLength(waits + 1);
    vi.advanceTimersByTime(1);
  }
  session.stop();
  await vi.advanceTimersByTimeAsync(hiddenWaitMs);
  expect((await end).ended).toBe('stopped');
});
