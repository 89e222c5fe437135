import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digitsField,
  linkOfRun,
  noSecond,
  rateField,
  runFields,
  runOf,
  secondOf,
} from '@lib/state/training-run-field.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { sessionRun } from '@lib/nn/training-run.ts';

const codec = linkCodec(runFields);

describe('a run in a link', () => {
  it('the empty link is the session’s run', () => expect(runOf(codec.initial)).toEqual(sessionRun));

  it('epochs become steps: 14 epochs of threes and sevens -> 2702', () =>
    expect(runOf({ ...codec.initial, ep: 14 }).steps).toBe(14 * 193));
  it('all ten digits have fewer pictures: 2 epochs -> 312 steps', () =>
    expect(runOf({ ...codec.initial, d: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }).steps).toBe(312));
  it('the short last batch is a step of its own', () =>
    expect(runOf({ ...codec.initial, last: true }).steps).toBe(2 * 194));
  it('steps overrule epochs', () => expect(runOf({ ...codec.initial, ep: 5, n: 40 }).steps).toBe(40));
  it('batches of one picture stay within 20,000 steps', () =>
    expect(runOf({ ...codec.initial, bs: 1, ep: 40 }).steps).toBe(20_000));

  it('comes back from a run: epochs where they are whole, steps where not', () => {
    const { net } = codec.initial;
    expect(linkOfRun(sessionRun, net)).toEqual(codec.initial);
    expect(linkOfRun({ ...sessionRun, steps: 100 }, net)).toEqual({ ...codec.initial, n: 100 });
  });
});

describe('digits in a link', () => {
  it.each([
    ['37', [3, 7]],
    ['73', [3, 7]],
    ['0~9', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['3~5', [3, 4, 5]],
    ['09', [0, 9]],
    ['358', [3, 5, 8]],
  ])('%s -> %j', (text, digits) => expect(digitsField.parse(text)).toEqual({ value: digits }));
  it.each(['', '3', '33', '9~0', '3~3', 'ab', '3.7', '37x', '-3', '00000000000'])(
    '“%s” is threes and sevens, with a note',
    (text) => {
      const { value, note } = digitsField.parse(text);
      expect(value).toEqual([3, 7]);
      expect(note).toMatch(/threes and sevens are used/);
    },
  );
  it('every set of two digits or more survives print and parse', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 2 }), (digits) => {
        const sorted = digits.toSorted((a, b) => a - b);
        expect(digitsField.parse(digitsField.print(sorted))).toEqual({ value: sorted });
      }),
    );
  });
});

describe('a rate in a link', () => {
  it.each([
    ['0.003', 0.003, undefined],
    ['0', 0.0001, /goes from 0.0001 to 100/],
    ['1000', 100, /100 is used/],
    ['-1', 0.0001, /0.0001 is used/],
    ['NaN', 0.01, /is not a number/],
    ['0.00012', 0.0001, /four decimals/],
  ])('%s -> %d', (text, value, words) => {
    const parsed = rateField.parse(text);
    expect(parsed.value).toBe(value);
    if (words === undefined) expect(parsed.note).toBeUndefined();
    else expect(parsed.note).toMatch(words);
  });
});

describe('a second run', () => {
  it('is none as long as it differs in nothing', () =>
    expect(secondOf({ ...codec.initial, ...noSecond })).toBeUndefined());
  it('has everything of the first but what it says', () => {
    const second = secondOf({ ...codec.initial, ...noSecond, lr: 0.05, 'b.opt': 'sgd' });
    expect(second).toMatchObject({ lr: 0.05, opt: 'sgd', seed: 1 });
  });
  it('may say what the first has, too', () =>
    expect(secondOf({ ...codec.initial, ...noSecond, 'b.seed': 1 })).toMatchObject({ seed: 1 }));
});
