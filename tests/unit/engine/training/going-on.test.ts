// Where a run ends, and how it goes on elsewhere: divergence, and networks that are judged later than they were there.
import { describe, expect, it } from 'vitest';
import { gated, listener, orderFor, shortRun, simdSession, tinyRun, trained } from './runs.ts';
import type { LearnerState } from '@lib/engine/training/learner.ts';

const areNumbers = ({ learned, remembered }: LearnerState): boolean =>
  learned.every(Number.isFinite) && remembered.every(Number.isFinite);

describe('a run that diverges', () => {
  const wild = { ...shortRun, rate: 1e12, schedule: 'fixed', optimiser: 'sgd' } as const;

  it('stops, keeps its history, and ends with the last numbers that were numbers', async () => {
    const { record, end } = await trained(orderFor(wild));
    expect(end.ended).toBe('diverged');
    expect(record.losses.at(-1)).toBeNaN();
    expect(record.losses.length).toBeGreaterThan(1);
    expect(areNumbers(end.state)).toBe(true);
  });

  it.each([1e12, 1e40])(
    'does so in single steps, too, with no snapshot of anything but numbers: rate %d',
    async (rate) => {
      const session = await simdSession();
      const { record, report } = listener((event) => {
        if (event.kind === 'paused') session.step();
      });
      const { ended, state } = await session.train(orderFor({ ...wild, rate }, { isPaused: true }), report);
      expect(ended).toBe('diverged');
      expect(record.step).toBeGreaterThan(0);
      expect(record.step).toBeLessThan(wild.steps);
      expect(record.snapshotAt(0)?.step).toBe(0);
      expect([state, ...record.snapshots].every(areNumbers)).toBe(true);
    },
  );

  it('does so with a snapshot at every step', async () => {
    const { record, end } = await trained(orderFor(wild, { snapshotEvery: 1, judgeEvery: 1 }));
    expect(end.ended).toBe('diverged');
    expect([end.state, ...record.snapshots].every(areNumbers)).toBe(true);
  });

  it.each([
    { optimiser: 'sgd', looks: 'with looks', rhythm: { judgeEvery: 1, snapshotEvery: 1 } },
    { optimiser: 'momentum', looks: 'with looks', rhythm: { judgeEvery: 1, snapshotEvery: 1 } },
    { optimiser: 'sgd', looks: 'and nobody looks', rhythm: { judgeEvery: 0, snapshotEvery: 0 } },
  ] as const)('has diverged where its last step overflows: $optimiser, $looks', async ({ optimiser, rhythm }) => {
    const { record, end } = await trained(orderFor({ ...wild, optimiser, rate: 1e40, steps: 1 }, rhythm));
    expect(record.losses).toHaveLength(1);
    expect(record.losses[0]).toBeCloseTo(Math.LN2, 1); // what it said before it moved
    expect(end.ended).toBe('diverged');
    expect(end.state.step).toBe(0);
    expect([end.state, ...record.snapshots].every(areNumbers)).toBe(true);
    expect(record.judgements.map(({ step }) => step)).toEqual(rhythm.judgeEvery > 0 ? [0] : []);
  });

  it('has its earlier networks judged once the pictures held out have come', async () => {
    const { open, letThrough } = gated();
    const session = await simdSession(open);
    letThrough(1);
    const { events, record, report } = listener((event) => {
      if (event.kind === 'waiting' && event.set === 'valid') letThrough(6);
    });
    const { ended } = await session.train(orderFor(wild), report);
    expect(ended).toBe('diverged');
    expect(events.some((event) => event.kind === 'waiting' && event.set === 'valid')).toBe(true);
    expect(record.judgements).toEqual((await trained(orderFor(wild))).record.judgements);
    expect(record.judgements[0]?.step).toBe(0);
  });
});

describe('a run that goes on', () => {
  it('from its last step has it judged', async () => {
    const { record, end } = await trained(orderFor(tinyRun));
    const again = await trained(orderFor(tinyRun, { from: record.snapshotAt(30) }));
    expect(again.end).toEqual(end);
    expect(again.record.judgements).toEqual(record.judgements.slice(-1));
    expect(again.record.judgements[0]?.step).toBe(30);
  });

  it('from a step that is not due has it judged no sooner than it would be', async () => {
    const { record } = await trained(orderFor(tinyRun));
    const again = await trained(orderFor(tinyRun, { from: record.snapshotAt(10) }));
    expect(again.record.judgements).toEqual(record.judgements.slice(1));
  });

  it('has networks judged that were not judged elsewhere, and loses no step over it', async () => {
    const { record, end } = await trained(orderFor(tinyRun, { snapshotEvery: 5 }));
    const unjudged = [0, 15].flatMap((step) => record.snapshotAt(step) ?? []);
    const again = await trained(orderFor(tinyRun, { from: record.snapshotAt(20), unjudged }));
    expect(again.record.judgements).toEqual(record.judgements);
    expect(again.end).toEqual(end);
  });
});
