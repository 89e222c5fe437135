import { describe, expect, it } from 'vitest';
import {
  firstClasses,
  listener,
  orderFor,
  sessionOn,
  shortRun,
  simdSession,
  tinyRun,
  trained,
  watchedMachine,
} from './runs.ts';
import type { TrainingMachine } from '@lib/engine/training/learner.ts';
import { RunRefusal } from '@lib/engine/training/refusal.ts';
import { convNet } from '@lib/nn/layers.ts';
import type { TrainingOrder } from '@lib/engine/training/order.ts';
import type { TrainingSession } from '@lib/engine/training/session.ts';
import { initialState } from '@lib/engine/training/start.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';

/** Decimals to which a mean over pictures agrees, whether they were learned from or asked about. */
const losslessDigits = 6;

describe('a run', () => {
  it('is the same, to the last bit, each time', async () => {
    const once = await trained(orderFor(shortRun));
    expect(once.record.losses).toHaveLength(30);
    const { record, end } = await trained(orderFor(shortRun));
    expect(record.losses).toEqual(once.record.losses);
    expect(record.judgements).toEqual(once.record.judgements);
    expect(end).toEqual(once.end);
  });

  it.each<Partial<TrainingRun>>([{ initialSeed: 2 }, { orderSeed: 2 }, { rate: 0.005 }, { optimiser: 'momentum' }])(
    'differs with %o',
    async (change) => {
      const other = await trained(orderFor({ ...shortRun, ...change }));
      expect(other.record.losses).not.toEqual((await trained(orderFor(shortRun))).record.losses);
    },
  );

  it('goes on from each of its snapshots as if it had never stopped', async () => {
    const session = await simdSession();
    const { record, report } = listener();
    const whole = await session.train(orderFor(shortRun), report);
    expect(record.snapshots.map(({ step }) => step)).toEqual([0, 10, 20, 30]);
    for (const from of record.snapshots.slice(0, -1)) {
      const rest = await trained(orderFor(shortRun, { from }));
      expect(rest.record.losses.slice(from.step)).toEqual(record.losses.slice(from.step));
      expect(rest.end).toEqual(whole);
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
    const { end } = await trained(orderFor(flat, { from: record.snapshotAt(20) }));
    expect(end).toEqual(whole);
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

  it('is asked about pictures it learns from on request, which changes none of its numbers', async () => {
    const once = await trained(orderFor(shortRun));
    expect(once.record.judgements.map(({ sample }) => sample)).toEqual([undefined, undefined, undefined]);
    const { record, end } = await trained(orderFor(shortRun, { sampled: 500 }));
    expect(record.losses).toEqual(once.record.losses);
    expect(end).toEqual(once.end);
    expect(record.judgements.map((judgement) => ({ ...judgement, sample: undefined }))).toEqual(
      once.record.judgements.map((judgement) => ({ ...judgement, sample: undefined })),
    );
    expect(record.judgements.map(({ sample }) => sample?.count)).toEqual([500, 500, 500]);
    expect(record.judgements[0]?.sample?.loss).toBeCloseTo(Math.LN2, 1);
    expect(record.judgements.at(-1)?.sample?.right).toBeGreaterThan(440);
  });

  it('is asked about the first pictures of its training set, by the labels it is told', async () => {
    const session = await simdSession();
    const { record, report } = listener();
    const { state } = await session.train(orderFor(shortRun, { sampled: 64, snapshotEvery: 0 }), report);
    // in the order of the file, the first batch is the first 64 pictures
    const asked = { ...shortRun, orderSeed: 'sequential' } as const;
    const { loss, logits } = await session.gradient(asked, state);
    const told = await firstClasses(64);
    expect(record.judgements.at(-1)?.sample).toEqual({
      loss: expect.closeTo(loss, losslessDigits),
      right: told.filter((label, at) => ((logits[2 * at + 1] ?? 0) > (logits[2 * at] ?? 0) ? 1 : 0) === label).length,
      count: 64,
    });
  });

  it('knows a fifth of its labels to be wrong only from what it is told', async () => {
    const { record } = await trained(
      orderFor({ ...shortRun, steps: 193, tampering: 'wrong-labels' }, { sampled: 1024, judgeEvery: 193 }),
    );
    const { right = NaN, count = NaN, sample } = record.judgements.at(-1) ?? {};
    expect(right / count).toBeGreaterThan(0.94);
    expect((sample?.right ?? NaN) / (sample?.count ?? NaN)).toBeLessThan(0.85);
  });
});

describe('a run that cannot be trained is refused before anything happens', () => {
  const rest = { step: 0, remembered: new Float32Array(0) };
  const numbers = (count: number): Float32Array => new Float32Array(count);
  // 784 weights for each of two scores, and two biases
  const right = { ...rest, learned: numbers(1570), moments: [numbers(1570), numbers(1570)] };

  it.each<{ title: string; run?: Partial<TrainingRun>; more?: Partial<TrainingOrder>; words: string }>([
    { title: 'a batch of twenty thousand', run: { batch: 20_000 }, words: 'batch must be at most 4096' },
    {
      title: 'a normalisation of features, where one picture of 12 396 is left over and kept',
      run: {
        layers: [{ kind: 'flatten' }, { kind: 'dense', outputs: 2 }, { kind: 'batch-norm' }],
        batch: 67,
        keepsLastBatch: true,
      },
      words: 'places must be at least 2 for this network, got 1',
    },
    {
      title: 'weights of another network',
      more: { from: { ...right, learned: numbers(1569) } },
      words: 'from.learned must hold 1570 for this run, got 1569',
    },
    {
      title: 'averages of a network with normalisation',
      more: { from: { ...right, remembered: numbers(4) } },
      words: 'from.remembered must hold 0 for this run, got 4',
    },
    {
      title: 'the moments of another rule',
      more: { from: { ...right, moments: [numbers(1570)] } },
      words: 'from.moments must hold 2 for this run, got 1',
    },
    {
      title: 'moments of another network',
      more: { from: { ...right, moments: [numbers(1570), numbers(3)] } },
      words: 'from.moments[1] must hold 1570 for this run, got 3',
    },
  ])('$title', async ({ run, more, words }) => {
    const session = await simdSession();
    const { events, report } = listener();
    const refused = session.train(orderFor({ ...tinyRun, ...run }, more), report);
    await expect(refused).rejects.toThrow(RunRefusal);
    await expect(refused).rejects.toThrow(words);
    expect(events).toEqual([]);
  });
});

describe('a lack of memory is taken for the machine’s fault, not for the run’s', () => {
  const full = (): never => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  };

  it.each<{ what: string; broken: (machine: TrainingMachine) => Partial<TrainingMachine> }>([
    { what: 'the network', broken: () => ({ learner: full }) },
    { what: 'the pictures', broken: () => ({ add: full }) },
    {
      what: 'the pictures held out',
      broken: (machine) => ({ add: (...some) => (some[0] === 'valid' ? full() : machine.add(...some)) }),
    },
  ])('there is no room for $what', async ({ broken }) => {
    const machine = await watchedMachine({});
    const session = sessionOn({ ...machine, ...broken(machine) });
    const failed = session.train(orderFor(tinyRun), listener().report);
    await expect(failed).rejects.toThrow('Unable to grow');
    await expect(failed).rejects.not.toThrow(RunRefusal);
  });
});

describe('what is asked while a run is under way, about other digits', () => {
  const other: TrainingRun = { ...tinyRun, digits: [0, 1] };

  it.each([
    { title: 'a gradient', ask: (session: TrainingSession) => session.gradient(other, initialState(other)) },
    { title: 'a measurement', ask: (session: TrainingSession) => session.measure(other) },
  ])('$title waits for its turn, and changes no loss', async ({ ask }) => {
    const session = await simdSession();
    const done: string[] = [];
    const answers: Promise<unknown>[] = [];
    const { record, report } = listener((event) => {
      if (event.kind === 'steps' && answers.length === 0) answers.push(ask(session).then(() => done.push('asked')));
    });
    const order = orderFor({ ...shortRun, steps: 60 });
    await session.train(order, report).then(() => done.push('run'));
    expect(answers).toHaveLength(1);
    await Promise.all(answers);
    expect(done).toEqual(['run', 'asked']);
    const alone = await trained(order);
    expect(record.losses).toEqual(alone.record.losses);
    expect(record.judgements).toEqual(alone.record.judgements);
  });
});

describe('the machine holds nothing more', { timeout: 30_000 }, () => {
  it('after one hundred starts and stops', async () => {
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

  it('after a long run with many looks', async () => {
    const session = await simdSession();
    await session.train(orderFor(shortRun), listener().report);
    const before = session.held();
    const { record, report } = listener();
    await session.train(orderFor({ ...shortRun, steps: 500 }, { judgeEvery: 50 }), report);
    expect([record.step, record.judgements.length]).toEqual([500, 11]);
    expect(session.held()).toEqual(before);
  });
});
