import { describe, expect, it } from 'vitest';
import { judgeRiddle } from '@lib/exercise/judge-riddle.ts';
import {
  askedWindow,
  kernelRiddle,
  patchMapSide,
  tellingPlaces,
  type AskedPlace,
} from '@lib/exercise/kernel-riddle.ts';
import { kernelRiddleLink } from '@lib/state/kernel-riddle-link.ts';

const seed = 42;
const riddle = kernelRiddle(seed);
const all: readonly AskedPlace[] = [0, 1, 2].flatMap((patch) =>
  Array.from({ length: patchMapSide ** 2 }, (_, place) => ({ patch, place })),
);
const telling = all.filter((_, at) => tellingPlaces(riddle, all)[at]);
const stale = all.filter((_, at) => !tellingPlaces(riddle, all)[at]);
const state = (q: readonly AskedPlace[], w: readonly number[] = riddle.weights) =>
  kernelRiddleLink.print({ seed, q, w });
const said = (text: string) => {
  const { lead, rest } = judgeRiddle(text);
  return `${lead} ${rest}`;
};

describe('judgeRiddle', () => {
  it.each([
    [0, 'gold'],
    [1, 'silver'],
    [3, 'silver'],
    [4, 'bronze'],
    [18, 'bronze'],
  ])('gives the hidden numbers with nine telling places and %i others %s', (more, tier) => {
    expect(judgeRiddle(state([...telling, ...stale.slice(0, more)]))).toMatchObject({ kind: 'right', tier });
  });

  it('refuses numbers that do not fit, and says how many equations they fit', () => {
    const [first = 0, ...others] = riddle.weights;
    const off = state(telling, [first + 1, ...others]);
    expect(judgeRiddle(off).kind).toBe('wrong');
    expect(said(off)).toMatch(/fit \d of 9 equations/);
  });

  it('refuses numbers that fit all that was asked, when others do, too', () => {
    const [asked] = telling;
    if (asked === undefined) throw new RangeError('the riddle must have a telling place');
    const paper = askedWindow(riddle, asked).indexOf(0);
    const other = state(
      [asked],
      riddle.weights.map((weight, at) => (at === paper ? weight + 1 : weight)),
    );
    expect(judgeRiddle(other).kind).toBe('wrong');
    expect(said(other)).toContain('So do others');
  });

  it('does not count the hidden numbers when the places do not prove them', () => {
    const guessed = state(telling.slice(0, 5));
    expect(judgeRiddle(guessed).kind).toBe('notice');
    expect(said(guessed)).toContain('five independent equations; four more are needed');
  });

  it('asks a reader who has done nothing to begin', () => {
    expect(judgeRiddle('').kind).toBe('notice');
  });

  it('never throws on any text', () => {
    for (const text of ['q:z9~a0~a0', 'w:1~2', 'seed:-3', '%%%']) expect(judgeRiddle(text).kind).not.toBe('right');
  });
});
