import { describe, expect, it } from 'vitest';
import { readPlace } from '@lib/text/places.ts';

describe('readPlace', () => {
  it.each([
    ['5,7', [5, 7]],
    ['0,0', [0, 0]],
    ['27,27', [27, 27]],
    [' 17, 20', [17, 20]],
  ])('%s -> %j', (text, place) => expect(readPlace(text)).toEqual(place));
  it.each(['', '5', '5,', ',7', '5,7,9', '28,0', '-1,3', '1.5,2', 'a,b'])('refuses “%s”', (text) =>
    expect(() => readPlace(text)).toThrow(RangeError),
  );
});
