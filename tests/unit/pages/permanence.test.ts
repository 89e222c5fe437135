// What the book has promised: addresses, and the states of its figures with what they mean. The list is docs/addresses.json; `npm run addresses` adds what is
// new to it, and takes nothing out.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { widgetCodecs } from '../../fixtures/widget-codecs.ts';
import { aliases, formerIds } from '@lib/site/aliases.ts';
import type { LinkCodec } from '@lib/state/link-codec.ts';
import { readBook } from '../../../src/pages/_book.ts';

const file = 'docs/addresses.json';

interface PromisedWidget {
  readonly version: number;
  /** What a link without settings means. */
  readonly initial: unknown;
  /** States that were linked to, and what each of them means. */
  readonly states: Readonly<Record<string, unknown>>;
}

interface Promised {
  readonly paths: readonly string[];
  readonly widgets: Readonly<Record<string, PromisedWidget>>;
}

const longestList = 40;

/** A state as it can be kept: long lists by their hash. */
function kept(value: unknown): unknown {
  if (ArrayBuffer.isView(value))
    return kept(Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
  if (Array.isArray(value)) {
    if (value.length <= longestList) return value.map(kept);
    return `${value.length} numbers, ${createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)}`;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, kept(part)]));
}

/** The settings in which a state differs from the first. */
function changed(codec: LinkCodec<object>, state: string): unknown {
  const first = new Map(Object.entries(codec.initial));
  const parsed = Object.entries(codec.parse(state).state);
  return kept(Object.fromEntries(parsed.filter(([name, value]) => !isDeepStrictEqual(value, first.get(name)))));
}

const book = await readBook();

/** What there is today. */
const today: Promised = {
  paths: book.addresses.map(({ path }) => path).sort(),
  widgets: Object.fromEntries(
    [...widgetCodecs].map(([id, codec]) => {
      const states = book.statesOf(id).map((state) => [state, changed(codec, state)] as const);
      return [id, { version: codec.version, initial: kept(codec.initial), states: Object.fromEntries(states) }];
    }),
  ),
};

/** What was promised. */
function readPromised(): Promised {
  if (!existsSync(file)) return { paths: [], widgets: {} };
  const promised: Promised = JSON.parse(readFileSync(file, 'utf8'));
  return promised;
}

/** Adds what is new, and keeps everything that was there. */
function withNew(promised: Promised): Promised {
  const widgets = Object.entries(today.widgets).map(([id, widget]) => {
    const old = promised.widgets[id];
    return [
      id,
      old === undefined
        ? widget
        : {
            ...old,
            version: widget.version,
            initial: { ...Object(widget.initial), ...Object(old.initial) },
            states: { ...widget.states, ...old.states },
          },
    ] as const;
  });
  return {
    paths: [...new Set([...promised.paths, ...today.paths])].sort(),
    widgets: { ...promised.widgets, ...Object.fromEntries(widgets) },
  };
}

if (process.env['ADDRESSES'] === 'write') writeFileSync(file, `${JSON.stringify(withNew(readPromised()), null, 1)}\n`);

const promised = readPromised();

describe('every address that was given', () => {
  it('is there, or has an alias that is', () => {
    const there = new Set(today.paths);
    const gone = promised.paths.filter((path) => !there.has(path) && !there.has(aliases[path] ?? ''));
    expect(gone, 'Addresses are in other people’s posts: give each an alias in src/lib/site/aliases.ts').toEqual([]);
  });

  it('is on the list', () => {
    const listed = new Set(promised.paths);
    expect(
      today.paths.filter((path) => !listed.has(path)),
      'New addresses: run `npm run addresses`, look at the change, commit it',
    ).toEqual([]);
  });

  it('no alias hides an address that is there', () => {
    expect(Object.keys(aliases).filter((path) => today.paths.includes(path))).toEqual([]);
  });
});

describe('every state that was linked to', () => {
  it('is of a widget that is there and on the list', () => {
    expect(Object.keys(today.widgets).sort()).toEqual(Object.keys(promised.widgets).sort());
  });

  it.each(Object.entries(promised.widgets))('of %s means what it meant', (id, { initial, states, version }) => {
    const codec = widgetCodecs.get(id);
    if (codec === undefined) throw new RangeError(`${id} must have a codec`);
    expect(codec.version, 'run `npm run addresses` after a migration').toBe(version);
    expect(kept(codec.initial)).toEqual(initial);
    for (const [state, meaning] of Object.entries(states)) {
      expect(codec.parse(state).notes, state).toEqual([]);
      expect(changed(codec, state), state).toEqual(meaning);
    }
    expect(
      Object.keys(today.widgets[id]?.states ?? {}).filter((state) => !Object.hasOwn(states, state)),
      'New states: run `npm run addresses`',
    ).toEqual([]);
  });
});

describe('an alias', () => {
  it('gives a section the ids it had before', () => {
    const renamed = { 's/kernels/old/': 's/kernels/sign/', 's/start/old/': 's/kernels/sign/' };
    expect(formerIds('kernels', 'sign', renamed)).toEqual(['old']);
    expect(formerIds('kernels', 'flip', renamed)).toEqual([]);
  });
});
