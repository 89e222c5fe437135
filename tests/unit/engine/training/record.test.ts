import { describe, expect, it } from 'vitest';
import type { LearnerState } from '@lib/engine/training/learner.ts';
import { TrainingRecord } from '@lib/engine/training/record.ts';

/** The largest gap between snapshots, in mean gaps. */
const largestGap = 3;

const state = (step: number): LearnerState => ({
  step,
  learned: new Float32Array(0),
  remembered: new Float32Array(0),
  moments: [],
});

function filled(steps: number, every: number): TrainingRecord {
  const record = new TrainingRecord();
  for (let step = 0; step <= steps; step += every) record.add({ kind: 'snapshot', state: state(step) });
  return record;
}

describe('TrainingRecord', () => {
  it('keeps every loss in its place', () => {
    const record = new TrainingRecord();
    record.add({ kind: 'steps', first: 0, losses: Float32Array.of(3, 2), milliseconds: 5 });
    record.add({ kind: 'steps', first: 2, losses: Float32Array.of(1), milliseconds: 2 });
    expect(record.losses).toEqual([3, 2, 1]);
    expect([record.step, record.milliseconds]).toEqual([3, 7]);
  });

  it('overwrites what came after the snapshot that a run goes on from', () => {
    const record = new TrainingRecord();
    record.add({ kind: 'steps', first: 0, losses: Float32Array.of(4, 3, 2, 1), milliseconds: 1 });
    record.add({ kind: 'steps', first: 2, losses: Float32Array.of(9), milliseconds: 1 });
    expect(record.losses).toEqual([4, 3, 9]);
  });

  it('forgets snapshots and judgements that come after the snapshot that a run goes on from', () => {
    const record = filled(40, 10);
    const some = { logits: new Float32Array(0), loss: 0.5, right: 1, count: 2 };
    for (const step of [0, 10, 20, 40]) record.add({ kind: 'judged', judgement: { step, ...some } });
    record.add({ kind: 'steps', first: 0, losses: new Float32Array(40), milliseconds: 1 });
    record.add({ kind: 'steps', first: 10, losses: new Float32Array(2), milliseconds: 1 });
    expect(record.step).toBe(12);
    expect(record.snapshots.map(({ step }) => step)).toEqual([0, 10]);
    expect(record.judgements.map(({ step }) => step)).toEqual([0, 10]);
  });

  it('finds the last snapshot at or before a step', () => {
    const record = filled(40, 10);
    expect([0, 9, 10, 35, 99].map((step) => record.snapshotAt(step)?.step)).toEqual([0, 0, 10, 30, 40]);
    expect(new TrainingRecord().snapshotAt(5)).toBeUndefined();
  });

  it('puts a late snapshot in its place, and one of the same step in the place of the old', () => {
    const record = filled(40, 20);
    record.add({ kind: 'snapshot', state: state(10) });
    record.add({ kind: 'snapshot', state: state(20) });
    expect(record.snapshots.map(({ step }) => step)).toEqual([0, 10, 20, 40]);
  });

  it('keeps at most 64 snapshots of however long a run, the first and the last among them', () => {
    for (const steps of [64, 65, 1000]) {
      const { snapshots } = filled(steps, 1);
      expect(snapshots.length).toBeLessThanOrEqual(64);
      expect(snapshots.length).toBeGreaterThan(30);
      expect([snapshots[0]?.step, snapshots.at(-1)?.step]).toEqual([0, steps]);
    }
  });

  it('thins snapshots evenly: no gap between those of 1 001 is longer than three times the mean', () => {
    const steps = filled(1000, 1).snapshots.map(({ step }) => step);
    const gaps = steps.slice(1).map((step, at) => step - (steps[at] ?? NaN));
    expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBe(1000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(largestGap * (1000 / gaps.length));
  });
});
