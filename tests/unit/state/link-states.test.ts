// The states of every widget there is, at random: each survives printing and parsing, and no text does harm. What a widget's fields can hold is learned
// from the widget itself: its first state, and the words it offers when it cannot read something.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widgetCodecs } from '../../fixtures/widget-codecs.ts';
import { linkCodec, longestState, type LinkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';

const runs = 10_000;

/** A drawing has 784 cells, and other suites run at the same time. */
const patienceMs = 60_000;

const widgets = [...widgetCodecs].map(([id, codec]) => ({ id, codec }));

const allowed = /^(?:[A-Za-z0-9._~\-,:]*[A-Za-z0-9])?$/;

const blocks = ['4', '8k5', '16s1p0', '32bn', '2r1', 'mp2', 'ap3s2', 'gap', 'd30', 'd2r0', 'maps', '1000', '7k9'];
const number = fc.oneof(
  fc.integer({ min: -20, max: 40 }),
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.integer({ min: -990_000, max: 990_000 }).map((tenThousandths) => tenThousandths / 10_000),
);
const value = (words: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    number.map(String),
    fc.constantFrom('0', '1', ...words),
    fc.array(number, { minLength: 2, maxLength: 9 }).map((list) => list.join('~')),
    fc.array(fc.constantFrom(...blocks), { minLength: 1, maxLength: 9 }).map((list) => `1-${list.join('-')}`),
    fc.string({ unit: fc.constantFrom(...'abcdefpstv0123456789.-~'), maxLength: 30 }),
  );

/** The words that a field offers to whoever writes it wrongly. */
function wordsOf(codec: LinkCodec<object>, name: string): readonly string[] {
  const note = codec.parse(`${name}:??`).notes.join(' ');
  return /is not one of (.*);/.exec(note)?.[1]?.split(', ') ?? [];
}

function text(codec: LinkCodec<object>): fc.Arbitrary<string> {
  const pairs = Object.keys(codec.initial).map((name) =>
    fc.option(value(wordsOf(codec, name)).map((written) => `${name}:${written}`)),
  );
  return fc.tuple(...pairs).map((written) => written.filter((pair) => pair !== null).join(','));
}

/** What is wrong with a state; nothing if all is well. */
function faultOf(codec: LinkCodec<object>, state: object, printed: string): string | undefined {
  const again = codec.parse(printed);
  if (!allowed.test(printed)) return `${printed} has signs that forums cut`;
  if (printed.length > longestState) return `${printed} is too long`;
  if (again.notes.length > 0) return `${printed}: ${again.notes.join(' ')}`;
  return isDeepStrictEqual(again.state, state) ? undefined : `${printed} reads as another state`;
}

/** `expect` takes longer than printing and parsing; a quarter of a million times, that is felt. */
function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new Error(fault);
}

describe.each(widgets)('$id', ({ codec }) => {
  it(
    `keeps each of ${runs} random states through printing and parsing`,
    () => {
      const states = new Set<string>();
      fc.assert(
        fc.property(text(codec), (written) => {
          const { state } = codec.parse(written);
          const printed = codec.print(state);
          states.add(printed);
          refuse(faultOf(codec, state, printed));
        }),
        { numRuns: runs },
      );
      expect(states.size).toBeGreaterThan(20);
    },
    patienceMs,
  );

  it(
    `is not harmed by ${runs} random texts, and says what it could not use`,
    () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (written) => {
          const { state, notes } = codec.parse(written);
          const printed = codec.print(state);
          const isSilent = notes.length === 0 && printed === '' && written.replaceAll(',', '') !== '';
          refuse(isSilent ? `${JSON.stringify(written)} is ignored without a word` : faultOf(codec, state, printed));
        }),
        { numRuns: runs },
      );
    },
    patienceMs,
  );
});

describe('versions', () => {
  const fields = { size: integerField(3, [1, 9]), pad: wordField('none', ['none', 'zero', 'mirror']) };
  const first = linkCodec<{ k: number }>({ k: integerField(3, [1, 9]) });
  // version 2 called `k` `size`; version 3 writes the padding as a word
  const third = linkCodec<{ size: number; pad: 'none' | 'zero' | 'mirror' }>(fields, [
    (pairs) => new Map([...pairs].map(([name, written]) => [name === 'k' ? 'size' : name, written])),
    (pairs) =>
      new Map([...pairs].map(([name, written]) => [name, name === 'pad' && written === '1' ? 'zero' : written])),
  ]);

  it.each([
    ['k:5', { size: 5, pad: 'none' }, 'v:3,size:5'],
    ['v:2,size:5,pad:1', { size: 5, pad: 'zero' }, 'v:3,size:5,pad:zero'],
    ['v:3,size:5,pad:mirror', { size: 5, pad: 'mirror' }, 'v:3,size:5,pad:mirror'],
    ['', { size: 3, pad: 'none' }, ''],
  ])('%s of an older book shows what it showed', (old, state, printed) => {
    expect(third.parse(old)).toEqual({ state, notes: [] });
    expect(third.print(third.parse(old).state)).toBe(printed);
  });

  it('say nothing while there is only one', () => {
    expect(first.print({ k: 5 })).toBe('k:5');
    expect(first.parse('v:1,k:5')).toEqual({ state: { k: 5 }, notes: [] });
    expect(first.version).toBe(1);
  });

  it('that are not known yet are read as far as they go, with a note', () => {
    expect(third.parse('v:9,size:5').state).toEqual({ size: 5, pad: 'none' });
    expect(third.parse('v:9,size:5').notes[0]).toMatch(/version that this book does not know, “9”/);
    expect(first.parse('v:2,k:5').notes[0]).toMatch(/“v” is not a setting/);
  });
});
