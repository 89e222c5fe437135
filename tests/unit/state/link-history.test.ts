// Links of every version that was ever written, with the values they must still mean: tests/fixtures/link-states/v1.json for the first. A link that means
// something else without a migration fails here, and so does a default that moved. `npm run addresses` adds what is new and never changes what is there:
// where a migration gives a field another name, what its old links mean is written anew by hand.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { widgetCodecs } from '../../fixtures/widget-codecs.ts';
import type { LinkCodec } from '@lib/state/link-codec.ts';
import addresses from '../../../docs/addresses.json' with { type: 'json' };

const folder = 'tests/fixtures/link-states';

/** What links mean, by widget and by the text of the state. */
type Meanings = Record<string, Record<string, unknown>>;

/** Other ways in which people write the states of the first version: by hand, from memory, with what is the default anyway. */
const alsoWritten: Readonly<Record<string, readonly string[]>> = {
  'channel-sum': ['r:5,c:9,ch:0,k:turned', 'd:7,i:15,k:random,seed:3'],
  'cnn-builder': ['net:1-4-8-16-32-2', 'l:2,net:1-8k5-mp2-16-gap-d2'],
  'cnn-trainer': [
    'lr:0.02,n:120,step:77',
    'd:0~9,net:1-8-16-32-64-10,ep:1',
    'b.lr:0.1,b.seed:2,in:b',
    'seed:7,order:seq,opt:sgd',
  ],
  'feature-maps': ['d:7,i:15,layer:2,m:3', 'p:4,pr:2,pc:3,fill:mean', 'at:v12,show:pre'],
  'filter-bank': ['layout:nhwc,n:16', 'b:64,n:128,seed:5,sel:63~127'],
  'kernel-lab': ['k:-1~-1~-1~0~0~0~1~1~1,r:5,c:7', 'k:top,r:5,c:7', 'c:7,r:5', 'd:7,i:15,k:box,relu:1,scale:unit'],
  'matmul-builder': ['n:3,k:2', 'n:28,k:3,s:2,p:1,row:46,col:none'],
  'padding-playground': ['mode:zeros,p:2', 'img:row,mode:circular,r:0,c:-2'],
  'response-compare': ['win:0,r:10,c:14', 'd:7,i:15'],
  'shape-calculator': ['n:64,ci:1,h:28,w:28,co:4,k:3', 'k:5,s:2,p:2,o:weights'],
  'slide-stepper': ['i:5~9,s:1~2', 'i:28,k:3,s:2,p:1,mode:predict'],
};

/** A state as JSON: bytes by their hash, what is left unsaid as null. */
function written(state: object): unknown {
  const text = JSON.stringify(state, (_, value: unknown) => {
    if (value === undefined) return null;
    if (!ArrayBuffer.isView(value)) return value;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return `${bytes.length} bytes, ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
  });
  return JSON.parse(text);
}

const fileOf = (version: number): string => join(folder, `v${version}.json`);

function readMeanings(version: number): Meanings {
  if (!existsSync(fileOf(version))) return {};
  const meanings: Meanings = JSON.parse(readFileSync(fileOf(version), 'utf8'));
  return meanings;
}

const named = new Map(Object.entries(addresses.widgets).map(([id, { states }]) => [id, Object.keys(states)] as const));

/** The states of a widget that must be among those of its newest version. */
function wanted(id: string, { version }: LinkCodec<object>): readonly string[] {
  const all = ['', ...(named.get(id) ?? []), ...(version === 1 ? (alsoWritten[id] ?? []) : [])];
  return all.filter((state) => version === 1 || state.startsWith(`v:${version},`));
}

if (process.env['ADDRESSES'] === 'write') {
  for (const version of new Set([...widgetCodecs.values()].map((codec) => codec.version))) {
    const meanings = readMeanings(version);
    for (const [id, codec] of widgetCodecs) {
      if (codec.version !== version) continue;
      const now = wanted(id, codec).map((state) => [state, written(codec.parse(state).state)] as const);
      meanings[id] = { ...Object.fromEntries(now), ...meanings[id] };
    }
    writeFileSync(fileOf(version), `${JSON.stringify(meanings, null, 1)}\n`);
  }
}

const versions = readdirSync(folder).map((file) => Number(/^v(\d+)\.json$/.exec(file)?.[1]));

describe.each(versions)('links of version %i', (version) => {
  it.each(Object.entries(readMeanings(version)))('to %s mean what they meant', (id, meanings) => {
    const codec = widgetCodecs.get(id);
    if (codec === undefined) throw new RangeError(`${id} must have a codec`);
    expect(Object.keys(meanings).length).toBeGreaterThan(0);
    for (const [state, meaning] of Object.entries(meanings)) {
      const { state: read, notes } = codec.parse(state);
      expect(written(read), state).toEqual(meaning);
      expect(notes, state).toEqual([]);
      // printed by the book of today, they are links of today with the same meaning
      expect(written(codec.parse(codec.print(read)).state), state).toEqual(meaning);
    }
  });
});

describe('every widget', () => {
  it.each([...widgetCodecs])('%s has links of its version on file', (id, codec) => {
    const meanings = readMeanings(codec.version)[id] ?? {};
    const missing = wanted(id, codec).filter((state) => !Object.hasOwn(meanings, state));
    expect(missing, 'run `npm run addresses`').toEqual([]);
  });

  it.each([...widgetCodecs])(
    '%s reads a version that is said like one that is not, and remarks on one to come',
    (id, codec) => {
      for (const state of named.get(id) ?? []) {
        if (codec.version === 1) expect(codec.parse(`v:1,${state}`)).toEqual(codec.parse(state));
        expect(codec.parse(`v:${codec.version + 1},${state}`).notes).toHaveLength(1);
      }
      expect(codec.parse(`v:${codec.version + 1}`).notes).toHaveLength(1);
    },
  );
});
