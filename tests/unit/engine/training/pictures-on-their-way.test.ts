// Pictures come file by file: what is reported while they are awaited, what is heard meanwhile, and what becomes of those nobody wants any more.
import { describe, expect, it } from 'vitest';
import { gated, listener, orderFor, shortRun, simdSession, trained } from './runs.ts';
import type { TrainingOrder } from '@lib/engine/training/order.ts';

/** Files of threes and sevens that are learned from, and of all. */
const [trainingFiles, allFiles] = [6, 7];

describe('pictures that are on their way', () => {
  it('are waited for in the middle of a run, which reports which', async () => {
    const { open, letThrough } = gated();
    const session = await simdSession(open);
    letThrough(1);
    const { events, record, report } = listener((event) => {
      if (event.kind === 'waiting' && event.first > 0) letThrough(allFiles);
    });
    const run = { ...shortRun, steps: 60 };
    await session.train(orderFor(run), report);
    const waited = events.filter((event) => event.kind === 'waiting');
    expect(waited.slice(0, 2)).toEqual([
      { kind: 'waiting', set: 'train', first: 0, last: 2065 },
      { kind: 'waiting', set: 'train', first: 2066, last: 4131 },
    ]);
    expect(record.losses).toEqual((await trained(orderFor(run))).record.losses);
    expect(record.judgements.map(({ step }) => step)).toEqual([0, 15, 30, 45, 60]);
  });

  it('do not keep a run from being stopped', async () => {
    const session = await simdSession(gated().open);
    const { report } = listener((event) => {
      if (event.kind === 'waiting') session.stop();
    });
    expect((await session.train(orderFor(shortRun), report)).ended).toBe('stopped');
  });

  it('are judged by as soon as they come, while a run stands still', async () => {
    const { open, letThrough } = gated();
    const session = await simdSession(open);
    letThrough(trainingFiles);
    const { record, report } = listener((event) => {
      if (event.kind === 'paused' && event.step === 0) session.step();
      if (event.kind === 'paused' && event.step === 1) letThrough(1);
      if (event.kind === 'judged' && event.judgement.step === 1) session.stop();
    });
    await session.train(orderFor(shortRun, { isPaused: true }), report);
    expect(record.judgements.map(({ step }) => step)).toEqual([0, 1]);
  });

  it('do not keep a pause from being reported at once', async () => {
    const session = await simdSession(gated().open);
    const { events, report } = listener((event) => {
      if (event.kind === 'waiting') session.pause();
      if (event.kind === 'paused') session.stop();
    });
    await session.train(orderFor(shortRun), report);
    expect(events.at(-1)).toEqual({ kind: 'paused', step: 0 });
  });

  it('that cannot be had end the run in words; asking again works', async () => {
    const broken = gated();
    const session = await simdSession(broken.open);
    broken.fail(new Error('the digits could not be reached'));
    await expect(session.train(orderFor(shortRun), listener().report)).rejects.toThrow('could not be reached');
    broken.mend();
    broken.letThrough(allFiles);
    const { record, report } = listener();
    expect((await session.train(orderFor(shortRun), report)).ended).toBe('finished');
    expect(record.losses).toEqual((await trained(orderFor(shortRun))).record.losses);
  });
});

describe('pictures held out that have not come when all steps were taken', () => {
  it('are waited for, which is reported', async () => {
    const { open, letThrough } = gated();
    const session = await simdSession(open);
    letThrough(trainingFiles);
    const { events, record, report } = listener((event) => {
      if (event.kind === 'waiting' && event.set === 'valid') letThrough(1);
    });
    await session.train(orderFor(shortRun), report);
    expect(events.filter((event) => event.kind === 'waiting' && event.set === 'valid')).toEqual([
      { kind: 'waiting', set: 'valid', first: 0, last: 2037 },
    ]);
    expect(record.judgements.map(({ step }) => step)).toEqual([0, 15, 30]);
  });

  it('do not keep the run from ending when it is stopped, or paused and stopped', async () => {
    const { open, letThrough } = gated();
    const session = await simdSession(open);
    letThrough(trainingFiles);
    const { record, report } = listener((event) => {
      if (event.kind !== 'waiting' || event.set !== 'valid') return;
      session.pause();
      session.stop();
    });
    const { ended, state, unjudged } = await session.train(orderFor(shortRun), report);
    expect([ended, state.step, unjudged]).toEqual(['finished', 30, undefined]);
    expect(record.judgements).toEqual([]);
  });

  it('and cannot be had leave the run finished, and say why it was not judged', async () => {
    const { open, letThrough, fail } = gated();
    const session = await simdSession(open);
    letThrough(trainingFiles);
    const { record, report } = listener((event) => {
      if (event.kind === 'waiting' && event.set === 'valid') fail(new Error('the digits could not be reached'));
    });
    const { ended, state, unjudged } = await session.train(orderFor(shortRun), report);
    expect([ended, state.step, unjudged]).toEqual(['finished', 30, 'the digits could not be reached']);
    expect(record.judgements).toEqual([]);
  });
});

describe('pictures that nobody wants any more', () => {
  const extra = { pixels: new Uint8Array(784).fill(255), classes: Uint8Array.of(1) };
  it.each<{ what: string; order: TrainingOrder }>([
    { what: 'the digits', order: orderFor({ ...shortRun, digits: [0, 1] }) },
    { what: 'the reader’s own pictures', order: orderFor(shortRun, { extra }) },
  ])('do not get among those of the next run, where $what changed', async ({ order }) => {
    const [first, second] = [gated(), gated()];
    let gate = first;
    const session = await simdSession((...asked) => gate.open(...asked));
    first.letThrough(1);
    const stopped = listener((event) => {
      if (event.kind === 'steps') session.stop();
    });
    await session.train(orderFor(shortRun), stopped.report);
    gate = second;
    let late: Promise<void> | undefined;
    const { record, report } = listener((event) => {
      if (event.kind !== 'waiting' || late !== undefined) return;
      first.letThrough(1); // it was asked for first, and comes first
      late = first.arrived().then(() => second.letThrough(allFiles + 3));
    });
    await session.train(order, report);
    expect(late).toBeDefined();
    const alone = await trained(order);
    expect(record.losses).toEqual(alone.record.losses);
    expect(record.judgements).toEqual(alone.record.judgements);
  });
});
