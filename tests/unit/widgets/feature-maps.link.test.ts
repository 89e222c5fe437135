import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  featureMapsLink,
  largestPatch,
  marginClasses,
  marginViews,
} from '@components/widgets/feature-maps/feature-maps.link.ts';
import { mapViews } from '@lib/state/feature-maps-fields.ts';
import { pictureKinds } from '@lib/data/pictures.ts';
import { keptStroke, type Stroke } from '@lib/draw/strokes.ts';
import { longestState } from '@lib/state/link-codec.ts';
import { addStroke } from '@lib/state/strokes-field.ts';

const along = fc.integer({ min: 0, max: 255 });
const stroke = fc.array(fc.tuple(along, along), { minLength: 1, maxLength: 30 }).map((points) => keptStroke(points));
const drawing = fc
  .array(stroke, { maxLength: 12 })
  .map((strokes) => strokes.reduce<readonly Stroke[]>((drawn, next) => addStroke(drawn, next) ?? drawn, []));
const cell = fc.integer({ min: 0, max: 27 });
const state = fc.record({
  d: fc.constantFrom(...pictureKinds),
  i: fc.integer({ min: 0, max: 59_999 }),
  at: fc.option(
    fc.record({ set: fc.constantFrom('train' as const, 'valid' as const), place: fc.integer({ min: 0, max: 99_999 }) }),
    { nil: undefined },
  ),
  pad: drawing,
  layer: fc.integer({ min: 1, max: 16 }),
  m: fc.integer({ min: 0, max: 127 }),
  ...{ r: cell, c: cell, pr: cell, pc: cell },
  ch: fc.integer({ min: 0, max: 127 }),
  show: fc.constantFrom(...mapViews),
  p: fc.integer({ min: 0, max: largestPatch }),
  fill: fc.constantFrom('mean' as const, 'paper' as const),
  map: fc.constantFrom(...marginViews),
  of: fc.constantFrom(...marginClasses),
});
const written = /^([A-Za-z0-9._~\-,:]*[A-Za-z0-9])?$/;

describe('feature-maps links', () => {
  it('every state survives print and parse without a note, short enough for a forum', () => {
    fc.assert(
      fc.property(state, (link) => {
        const printed = featureMapsLink.print(link);
        expect(featureMapsLink.parse(printed)).toEqual({ state: link, notes: [] });
        expect(printed.length).toBeLessThanOrEqual(longestState);
        expect(printed).toMatch(written);
      }),
      { numRuns: 500 },
    );
  });
  it('never throws, and any text prints as a state that reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { state: read } = featureMapsLink.parse(text);
        const printed = featureMapsLink.print(read);
        expect(featureMapsLink.parse(printed)).toEqual({ state: read, notes: [] });
        expect(printed).toMatch(written);
      }),
      { numRuns: 1000 },
    );
  });
  it('the default is the empty text', () => expect(featureMapsLink.print(featureMapsLink.initial)).toBe(''));
  it('a usual state is short', () =>
    expect(featureMapsLink.print({ ...featureMapsLink.initial, d: '7', layer: 3, m: 5, p: 7, pr: 4 })).toBe(
      'd:7,layer:3,m:5,p:7,pr:4',
    ));
  it('a place is a letter and a number: held-out picture 12 -> at:v12', () =>
    expect(featureMapsLink.print({ ...featureMapsLink.initial, at: { set: 'valid', place: 12 } })).toBe('at:v12'));
  it.each([
    ['layer:99', /layer: 99 is not a whole number from 1 to 16; 16 is used/],
    ['p:15', /p: 15 is not a whole number from 0 to 14; 14 is used/],
    ['at:x12', /at: “x12” is no place of a picture/],
    ['pad:??', /pad: the drawing can’t be read/],
    ['of:11', /of: “11” is not one of auto, 0, 1/],
    ['fill:green', /fill: “green” is not one of mean, paper; mean is used/],
    ['weights:1', /“weights” is not a setting of this figure/],
  ])('%s is said', (text, note) => expect(featureMapsLink.parse(text).notes.join()).toMatch(note));
});
