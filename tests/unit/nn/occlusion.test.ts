import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { covered, marginMap, marginOf, meanInk, patchPlaces, picturesTensor, placesAlong } from '@lib/nn/occlusion.ts';

const sessionMultiplications = 58_608;

describe('covered', () => {
  it('a patch of 2 at (1, 26) covers four cells, and no others', () => {
    const picture = covered(new Uint8Array(784).fill(9), { row: 1, col: 26, size: 2, ink: 100 });
    const changed = Array.from(picture.keys()).filter((at) => picture[at] !== 9);
    expect(changed).toEqual([54, 55, 82, 83]);
    expect(picture[54]).toBe(100);
  });
  it('a patch of 0 covers nothing, and the picture stays as it was', () => {
    expect(covered(sessionDigit, { row: 3, col: 3, size: 0, ink: 0 })).toEqual(sessionDigit);
    const before = sessionDigit.slice();
    covered(sessionDigit, { row: 5, col: 5, size: 9, ink: 0 });
    expect(sessionDigit).toEqual(before);
  });
});

describe('places of a patch', () => {
  it.each([
    [1, 28],
    [7, 22],
    [14, 15],
  ])('size %i -> %i along', (size, along) => expect(placesAlong(size)).toBe(along));
  it('the session’s net is asked at every place', () => {
    const { every, tried } = patchPlaces(7, sessionMultiplications);
    expect([every, tried.length]).toEqual([1, 484]);
  });
  it('a large net is asked at fewer, the last line among them', () => {
    const { every, tried, along } = patchPlaces(7, 20e6);
    expect(every).toBe(4);
    expect(tried.at(-1)).toEqual({ row: along - 1, col: along - 1 });
    expect(tried.length * 20e6).toBeLessThanOrEqual(2e9);
  });
  it('each place of a map shows the tried one that is nearest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.constantFrom(1e5, 5e6, 3e7, 1e9), (size, cost) => {
        const places = patchPlaces(size, cost);
        const { along, tried, every } = places;
        const map = marginMap(
          places,
          tried.map((_, at) => at),
        );
        expect(map).toHaveLength(along * along);
        map.forEach((shown, at) => {
          const place = tried[shown] ?? expect.unreachable();
          const away = Math.max(Math.abs(place.row - Math.floor(at / along)), Math.abs(place.col - (at % along)));
          expect(away).toBeLessThanOrEqual(every / 2);
        });
        tried.forEach(({ row, col }, at) => expect(map[row * along + col]).toBe(at));
      }),
    );
  });
  it('what was not tried yet is no number', () =>
    expect(Number.isNaN(marginMap(patchPlaces(14, 1), [5])[1] ?? 0)).toBe(true));
});

describe('marginOf', () => {
  it.each([
    [[0.5, 2], 1, 1.5],
    [[0.5, 2], 0, -1.5],
    [[1, 4, 3, -9], 1, 1],
    [[1, 4, 3, -9], 2, -1],
  ])('%j, class %i -> %d', (logits, wanted, margin) => expect(marginOf(logits, wanted)).toBe(margin));
});

describe('pictures', () => {
  it('the session’s three has a mean ink of 46', () => expect(meanInk(sessionDigit)).toBe(46));
  it('bytes become shares of ink', () => {
    const { shape, data } = picturesTensor([new Uint8Array(784), new Uint8Array(784).fill(51)]);
    expect(shape).toEqual([2, 1, 28, 28]);
    expect([data[0], data[784]]).toEqual([0, Math.fround(0.2)]);
  });
});
