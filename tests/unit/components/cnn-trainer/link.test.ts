import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cnnTrainerLink,
  shortest,
  shownParts,
  sides,
  type CnnTrainerLink,
} from '@components/widgets/cnn-trainer/cnn-trainer.link.ts';
import { breakages } from '@components/widgets/cnn-trainer/breakages.ts';
import { optimiserNames, scheduleNames, tamperings } from '@lib/nn/training-run.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';
import { longestState } from '@lib/state/link-codec.ts';
import { runOf, secondOf } from '@lib/state/training-run-field.ts';
import { refusalWords } from '@lib/text/run-words.ts';

const { print, parse, initial } = cnnTrainerLink;

function expectReadable(state: CnnTrainerLink) {
  const printed = print(state);
  expect(parse(printed)).toEqual({ state, notes: [] });
  expect(printed).toMatch(/^([A-Za-z0-9._~\-,:]*[A-Za-z0-9])?$/);
  expect(printed.length).toBeLessThanOrEqual(longestState);
}

const net = fc.constantFrom('1-4-8-16-32-2', '1-d30-d2', '1-8k5bn-mp2-gap-d2', '1-30s1-1s1-maps').map(architectureOf);
const rate = fc.integer({ min: 1, max: 1_000_000 }).map((tenThousandths) => tenThousandths / 10_000);
const seed = fc.integer({ min: 0, max: 9999 });
const order = fc.oneof(seed, fc.constant('sequential' as const));
const either = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const run = {
  net,
  tamper: fc.constantFrom(...tamperings),
  bs: fc.integer({ min: 1, max: 1024 }),
  lr: rate,
  sched: fc.constantFrom(...scheduleNames),
  opt: fc.constantFrom(...optimiserNames),
  seed,
  order,
};
const state: fc.Arbitrary<CnnTrainerLink> = fc.record({
  ...run,
  d: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 2 }).map((digits) => digits.toSorted((a, b) => a - b)),
  ep: fc.integer({ min: 1, max: 40 }),
  n: fc.integer({ min: 0, max: 20_000 }),
  last: fc.boolean(),
  'b.net': either(run.net),
  'b.tamper': either(run.tamper),
  'b.bs': either(run.bs),
  'b.lr': either(run.lr),
  'b.sched': either(run.sched),
  'b.opt': either(run.opt),
  'b.seed': either(run.seed),
  'b.order': either(run.order),
  show: fc.constantFrom(...shownParts),
  step: either(fc.oneof(fc.constant('end' as const), fc.integer({ min: 0, max: 999_999 }))),
  t: fc.integer({ min: 0, max: 10_000 }).map((tenThousandths) => tenThousandths / 10_000),
  pic: fc.integer({ min: -1, max: 60_000 }),
  in: fc.constantFrom(...sides),
});

describe('links of the training laboratory', () => {
  it('every state survives print and parse without a note, and can be put in a forum', () => {
    fc.assert(fc.property(state, expectReadable), { numRuns: 1000 });
  });
  it('any text at all is read, clamped, and reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => expectReadable(parse(text).state)),
      { numRuns: 1000 },
    );
  });
  it('any values under the right names are read, clamped, and read back the same', () => {
    const names = Object.keys(initial);
    const pairs = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 20 })), { maxLength: 8 });
    fc.assert(
      fc.property(pairs, (given) => {
        const { state: read } = parse(given.map((pair) => pair.join(':')).join(','));
        expectReadable(read);
        expect(() => runOf(read)).not.toThrow();
        expect(() => secondOf(read)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['lr:0.03,seed:2', { lr: 0.03, seed: 2 }],
    ['net:1-2-2-2-2-2,step:120', { net: architectureOf('1-2-2-2-2-2'), step: 120 }],
    ['d:0~9,tamper:shuffled-pixels', { d: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], tamper: 'shuffled-pixels' as const }],
    ['b.opt:sgd,b.lr:0.3', { 'b.opt': 'sgd' as const, 'b.lr': 0.3 }],
    ['order:seq,last:1,n:40', { order: 'sequential' as const, last: true, n: 40 }],
  ])('%s is permanent', (text, change) => {
    expect(parse(text)).toEqual({ state: { ...initial, ...change }, notes: [] });
    expect(parse(print({ ...initial, ...change })).state).toEqual({ ...initial, ...change });
  });

  it('the end of a run is left unsaid where the link describes a run, and said where it says nothing else', () => {
    expect(print(shortest({ ...initial, step: 'end' }))).toBe('step:end');
    expect(print(shortest({ ...initial, lr: 0.1, step: 'end' }))).toBe('lr:0.1');
    expect(print(shortest({ ...initial, lr: 0.1, step: 40 }))).toBe('lr:0.1,step:40');
  });

  it.each([
    ['step:soon', /no step; the end is shown/],
    ['t:2', /from 0 to 1; 1 is used/],
    ['t:half', /“half” is not a number/],
    ['ep:900', /from 1 to 40; 40 is used/],
    ['opt:lion', /not one of sgd, momentum, adam; adam is used/],
    ['net:nothing', /no layer of a network/],
    ['b.lr:fast', /“fast” is not a number/],
  ])('%s is noted', (text, words) => expect(parse(text).notes[0]).toMatch(words));
});

describe('ways to break it', () => {
  it.each(breakages.map((breakage) => [breakage.id, breakage] as const))(
    '%s is a state of the laboratory',
    (_, { state: text }) => {
      const { state: read, notes } = parse(text);
      expect(notes).toEqual([]);
      expect(print(read)).toBe(text);
      expect(text).not.toBe('');
    },
  );
  it('only the head of 28 × 28 answers is refused outright', () => {
    const refused = breakages.filter(({ state: text }) => {
      const { state: read } = parse(text);
      return refusalWords(runOf(read), read.net) !== undefined;
    });
    expect(refused.map(({ id }) => id)).toEqual(['broken-head']);
  });
});
