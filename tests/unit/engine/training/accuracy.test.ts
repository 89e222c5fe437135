// The session's run, whole: the digits it gives everywhere, and how well twenty of its kind do.
import { expect, it } from 'vitest';
import { sessionRunDigits } from '../../../fixtures/session-run.ts';
import { listener, orderFor, simdSession } from './runs.ts';
import { crc32 } from '@lib/data/checksum.ts';
import { sessionRun } from '@lib/nn/training-run.ts';

const seeds = Array.from({ length: 20 }, (_, at) => at + 1);
const wantedMedian = 0.99;
const patienceMs = 120_000;

it('gives the digits that every browser gives', { timeout: patienceMs }, async () => {
  const session = await simdSession();
  const { record, report } = listener();
  const { state } = await session.train(orderFor(sessionRun, { judgeEvery: sessionRun.steps }), report);
  const last = record.judgements.at(-1);
  expect({
    losses: crc32(new Uint8Array(Float32Array.from(record.losses).buffer)),
    weights: crc32(new Uint8Array(state.learned.slice().buffer)),
    lastLoss: record.losses.at(-1),
    heldOutLoss: last?.loss,
    right: last?.right,
  }).toEqual(sessionRunDigits);
});

it(
  'twenty seeds are right about at least 99 of 100 digits held out, in the median',
  { timeout: patienceMs },
  async () => {
    const session = await simdSession();
    const shares: number[] = [];
    for (const seed of seeds) {
      const { record, report } = listener();
      const run = { ...sessionRun, initialSeed: seed, orderSeed: seed };
      await session.train(orderFor(run, { snapshotEvery: 0, judgeEvery: run.steps }), report);
      const { right = NaN, count = NaN } = record.judgements.at(-1) ?? {};
      shares.push(right / count);
    }
    shares.sort((one, other) => one - other);
    const median = ((shares[9] ?? NaN) + (shares[10] ?? NaN)) / 2;
    expect(median).toBeGreaterThanOrEqual(wantedMedian);
  },
);
