import { describe, expect, it } from 'vitest';
import { gated, listener, orderFor, shortRun, simdSession } from './runs.ts';
import { RunRefusal } from '@lib/engine/training/refusal.ts';
import type { LearnerState } from '@lib/engine/training/learner.ts';
import { convNet } from '@lib/nn/layers.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';

async function losses(run: TrainingRun, from?: LearnerState): Promise<{ losses: number[]; end: LearnerState }> {
  const session = await simdSession();
  const { record, report } = listener();
  const { state } = await session.train(orderFor(run, { from }), report);
  return { losses: record.losses.slice(from?.step ?? 0), end: state };
}

describe('a run', () => {
  it('is the same, to the last bit, each time', async () => {
    const once = await losses(shortRun);
    expect(once.losses).toHaveLength(30);
    expect(await losses(shortRun)).toEqual(once);
  });

  it.each<Partial<TrainingRun>>([{ initialSeed: 2 }, { orderSeed: 2 }, { rate: 0.005 }, { optimiser: 'momentum' }])(
    'differs with %o',
    async (change) => {
      const other = await losses({ ...shortRun, ...change });
      expect(other.losses).not.toEqual((await losses(shortRun)).losses);
    },
  );

  it('goes on from each of its snapshots as if it had never stopped', async () => {
    const session = await simdSession();
    const { record, report } = listener();
    const whole = await session.train(orderFor(shortRun), report);
    expect(record.snapshots.map(({ step }) => step)).toEqual([0, 10, 20, 30]);
    for (const from of record.snapshots.slice(0, -1)) {
      const rest = await losses(shortRun, from);
      expect(rest.losses).toEqual(record.losses.slice(from.step));
      expect(rest.end).toEqual(whole.state);
    }
  });

  it('goes on from a snapshot with batch normalisation and what it remembers', async () => {
    const [first, ...rest] = convNet([1, 4, 2]);
    const layers = first === undefined ? [] : [first, { kind: 'batch-norm' } as const, ...rest];
    const flat: TrainingRun = {
      ...shortRun,
      layers: [...layers.slice(0, -1), { kind: 'global-average-pool' }, { kind: 'flatten' }],
    };
    const session = await simdSession();
    const { record, report } = listener();
    const whole = await session.train(orderFor(flat), report);
    expect(whole.state.remembered).toHaveLength(8);
    const rest2 = await losses(flat, record.snapshotAt(20));
    expect(rest2.end).toEqual(whole.state);
  });

  it('judges the start, the end and every so many steps in between', async () => {
    const session = await simdSession();
    const { record, report } = listener();
    await session.train(orderFor(shortRun), report);
    expect(record.judgements.map(({ step, count }) => [step, count])).toEqual([
      [0, 2038],
      [15, 2038],
      [30, 2038],
    ]);
    expect(record.judgements[0]?.loss).toBeCloseTo(Math.LN2, 1);
    expect(record.judgements.at(-1)?.right).toBeGreaterThan(1800);
  });
});

describe('handles', () => {
  it('pause, take single steps, and resume without changing a loss', async () => {
    const session = await simdSession();
    const seen: number[] = [];
    let pauses = 0;
    const { record, report } = listener((event) => {
      if (event.kind !== 'paused') return;
      seen.push(event.step);
      pauses++;
      if (pauses < 4) session.step();
      else session.resume();
    });
    await session.train(orderFor(shortRun, { isPaused: true }), report);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(record.losses).toEqual((await losses(shortRun)).losses);
  });

  it('stop a run where it is, with its numbers', async () => {
    const session = await simdSession();
    const { record, report } = listener((event) => {
      if (event.kind === 'snapshot' && event.state.step === 10) session.stop();
    });
    const { ended, state } = await session.train(orderFor({ ...shortRun, steps: 100_000 }), report);
    expect(ended).toBe('stopped');
    expect(state.step).toBe(record.step);
    expect(state.step).toBeLessThan(1000);
  });
});

describe('a run that diverges', () => {
  it('stops, keeps its history, and ends with the last numbers that were numbers', async () => {
    const session = await simdSession();
    const { record, report } = listener();
    const run = { ...shortRun, rate: 1e12, schedule: 'fixed', optimiser: 'sgd' } as const;
    const { ended, state } = await session.train(orderFor(run), report);
    expect(ended).toBe('diverged');
    expect(record.losses.at(-1)).toBeNaN();
    expect(record.losses.length).toBeGreaterThan(1);
    expect(state.learned.every(Number.isFinite)).toBe(true);
  });
});

describe('pictures that are on their way', () => {
  it('are waited for in the middle of a run, which reports which', async () => {
    const { open, letThrough } = gated();
    const session = await simdSession(open);
    letThrough(1);
    const { events, record, report } = listener((event) => {
      if (event.kind === 'waiting' && event.first > 0) letThrough(7);
    });
    const run = { ...shortRun, steps: 60 };
    await session.train(orderFor(run), report);
    const waited = events.filter((event) => event.kind === 'waiting');
    expect(waited).toEqual([
      { kind: 'waiting', set: 'train', first: 0, last: 2065 },
      { kind: 'waiting', set: 'train', first: 2066, last: 4131 },
    ]);
    expect(record.losses).toEqual((await losses(run)).losses);
    expect(record.judgements.map(({ step }) => step)).toEqual([0, 15, 30, 45, 60]);
  });

  it('do not keep a run from being stopped', async () => {
    const session = await simdSession(gated().open);
    const { report } = listener((event) => {
      if (event.kind === 'waiting') session.stop();
    });
    expect((await session.train(orderFor(shortRun), report)).ended).toBe('stopped');
  });

  it('that cannot be had end the run in words; asking again works', async () => {
    const broken = gated();
    const session = await simdSession(broken.open);
    broken.fail(new Error('the digits could not be reached'));
    await expect(session.train(orderFor(shortRun), listener().report)).rejects.toThrow('could not be reached');
  });
});

it('refuses what cannot be trained', async () => {
  const session = await simdSession();
  const run = { ...shortRun, batch: 20_000 };
  await expect(session.train(orderFor(run), listener().report)).rejects.toThrow(RunRefusal);
});

it('holds nothing more after one hundred starts and stops, and after a long run', async () => {
  const session = await simdSession();
  await session.train(orderFor(shortRun), listener().report);
  const before = session.held();
  for (let start = 0; start < 100; start++) {
    const { report } = listener((event) => {
      if (event.kind === 'steps') session.stop();
    });
    await session.train(orderFor(shortRun), report);
  }
  expect(session.held()).toEqual(before);
});
