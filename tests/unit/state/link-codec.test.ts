import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { linkCodec, longestState } from '@lib/state/link-codec.ts';
import { flagField, integerField, printNumber, readNumber, wordField } from '@lib/state/link-fields.ts';
import { channelSumLink } from '@components/widgets/channel-sum/channel-sum.link.ts';
import { cnnBuilderLink } from '@components/widgets/cnn-builder/cnn-builder.link.ts';
import { kernelLabLink, openedNumbers } from '@components/widgets/kernel-lab/kernel-lab.link.ts';
import { responseCompareLink } from '@components/widgets/response-compare/response-compare.link.ts';
import { canonicalKernel, greatestWeight } from '@lib/state/kernel-field.ts';
import { pictureKinds } from '@lib/data/pictures.ts';

const codec = linkCodec<{ k: 'top' | 'left'; r: number; on: boolean }>({
  k: wordField('top', ['top', 'left']),
  r: integerField(5, [1, 26]),
  on: flagField(false),
});

describe('linkCodec', () => {
  it('writes nothing for the default state', () => expect(codec.print(codec.initial)).toBe(''));
  it('leaves defaults out: { k: left, r: 5 } -> k:left', () =>
    expect(codec.print({ k: 'left', r: 5, on: false })).toBe('k:left'));
  it('reads fields in any order', () =>
    expect(codec.parse('r:8,k:left')).toEqual({ state: { k: 'left', r: 8, on: false }, notes: [] }));
  it('takes a missing text as the default', () =>
    expect(codec.parse(undefined)).toEqual({ state: codec.initial, notes: [] }));

  const cases: readonly (readonly [string, number, RegExp])[] = [
    ['r:99', 26, /r: 99 is not a whole number from 1 to 26; 26 is used/],
    ['r:-4', 1, /r: -4/],
    ['r:2.6', 3, /3 is used/],
    ['r:six', 5, /“six” is not a number; 5 is used/],
    ['colour:red', 5, /“colour” is not a setting of this figure/],
    ['r', 5, /“r” is not a setting/],
    ['r:7,r:9', 7, /“r” stands twice/],
    ['r:1e9', 5, /“1e9” is not a number/],
    ['__proto__:1', 5, /“__proto__” is not a setting/],
    ['constructor:1', 5, /“constructor” is not a setting/],
  ];
  it.each(cases)('%s -> r %i and a note', (text, r, note) => {
    const parsed = codec.parse(text);
    expect(parsed.state.r).toBe(r);
    expect(parsed.notes).toHaveLength(1);
    expect(parsed.notes[0]).toMatch(note);
  });

  it('cuts a text that is too long, and says so', () => {
    const { state, notes } = codec.parse(`r:9,${'x'.repeat(longestState)}`);
    expect(state.r).toBe(9);
    expect(notes[0]).toMatch(/longer than any state/);
  });
  it('says at most four things', () => expect(codec.parse('a,b,c,d,e,f,g').notes).toHaveLength(4));
  it('never throws, and any text prints as a state that reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        roundTrip(kernelLabLink, text);
        roundTrip(responseCompareLink, text);
        roundTrip(cnnBuilderLink, text);
        roundTrip(channelSumLink, text);
      }),
      { numRuns: 2000 },
    );
  });
});

function roundTrip<State>(
  widget: { parse: (text: string) => { state: State }; print: (state: State) => string },
  text: string,
): void {
  const { state } = widget.parse(text);
  const printed = widget.print(state);
  expect(widget.parse(printed)).toEqual({ state, notes: [] });
  expect(printed).toMatch(/^([A-Za-z0-9._~\-,:]*[A-Za-z0-9])?$/);
}

const weight = fc
  .integer({ min: -greatestWeight * 10_000, max: greatestWeight * 10_000 })
  .map((tenThousandths) => tenThousandths / 10_000);
const kernelLabState = fc.record({
  d: fc.constantFrom(...pictureKinds),
  i: fc.integer({ min: 0, max: 59_999 }),
  k: fc.oneof(
    fc.array(weight, { minLength: 9, maxLength: 9 }).map((weights) => canonicalKernel(weights)),
    fc.constantFrom(...Object.values(namedKernels)),
  ),
  r: fc.integer({ min: 1, max: 26 }),
  c: fc.integer({ min: 1, max: 26 }),
  relu: fc.boolean(),
  scale: fc.constantFrom('byte' as const, 'unit' as const),
  s: fc.constantFrom(...openedNumbers),
  pad: fc.uint8Array({ minLength: 784, maxLength: 784 }).map((bytes) => bytes.map((byte) => (byte % 16) * 17)),
});

describe('kernel-lab links', () => {
  it('every state survives print and parse without a note, short enough for a forum', () => {
    fc.assert(
      fc.property(kernelLabState, (state) => {
        const printed = kernelLabLink.print(state);
        expect(kernelLabLink.parse(printed)).toEqual({ state, notes: [] });
        expect(printed.length).toBeLessThanOrEqual(longestState);
        expect(printed).toMatch(/^([A-Za-z0-9._~\-,:]*[A-Za-z0-9])?$/);
      }),
      { numRuns: 1000 },
    );
  });
  it('nine weights of a known kernel are that kernel: -1~-1~-1~0~0~0~1~1~1 -> default', () =>
    expect(kernelLabLink.print(kernelLabLink.parse('k:-1~-1~-1~0~0~0~1~1~1,r:5,c:7').state)).toBe(''));
  it('eight weights are no kernel', () =>
    expect(kernelLabLink.parse('k:1~2~3~4~5~6~7~8').notes[0]).toMatch(/neither a known kernel nor nine weights/));
  it('a weight that is no number becomes 0, with a note', () => {
    const { state, notes } = kernelLabLink.parse('k:1~2~x~4~5~6~7~8~9');
    expect(state.k).toEqual([1, 2, 0, 4, 5, 6, 7, 8, 9]);
    expect(notes[0]).toMatch(/0 stands in its place/);
  });
  it('weights beyond the bounds are cut, with a note', () => {
    const { state, notes } = kernelLabLink.parse('k:1~2~3~4~5000~6~7~8~9');
    expect(state.k[4]).toBe(greatestWeight);
    expect(notes[0]).toMatch(/were cut/);
  });
  it('a drawing larger than the sheet is cut, with a note', () =>
    expect(kernelLabLink.parse('pad:p999').notes[0]).toMatch(/larger than the sheet/));
  it('a drawing in other letters is an empty sheet, with a note', () =>
    expect(kernelLabLink.parse('pad:zz').notes[0]).toMatch(/can’t be read/));
});

describe('canonicalKernel', () => {
  it('rounds to four decimals', () => expect(canonicalKernel([1 / 3, 0, 0, 0, 0, 0, 0, 0, 0])[0]).toBe(0.3333));
  it('recognises box by its rounded weights', () =>
    expect(canonicalKernel(Array.from({ length: 9 }, () => 0.1111))).toBe(namedKernels.box));
  it('keeps a wanted sum of 0 in spite of rounding', () => {
    const zeroSum = canonicalKernel(
      namedKernels.diag1.map((value) => value - 1 / 9),
      0,
    );
    expect(Math.abs(zeroSum.reduce((total, value) => total + value, 0))).toBeLessThan(1e-12);
  });
});

describe('readNumber and printNumber', () => {
  it.each([
    ['-1', -1],
    ['−2.5', -2.5],
    ['+.5', 0.5],
    ['0.00004', 0.00004],
  ])('%s -> %d', (text, value) => expect(readNumber(text)).toBe(value));
  it.each(['', '-', '1e5', '0x10', 'NaN', 'Infinity', '1 2', '1,2'])('%j is no number', (text) =>
    expect(readNumber(text)).toBeUndefined(),
  );
  it('prints no exponent, no trailing zeros, no negative zero', () =>
    expect([printNumber(0.00001), printNumber(-0.00001), printNumber(1.5)]).toEqual(['0', '0', '1.5']));
});
