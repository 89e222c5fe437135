import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptStroke, type Stroke } from '@lib/draw/strokes.ts';
import { addStroke, printStrokes, strokesField } from '@lib/state/strokes-field.ts';

const place = fc.integer({ min: 0, max: 255 });
const stroke = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 12 }).map((points) => keptStroke(points));
const drawing = fc
  .array(stroke, { maxLength: 8 })
  .map((strokes) => strokes.reduce<readonly Stroke[]>((drawn, next) => addStroke(drawn, next) ?? drawn, []));

describe('strokesField', () => {
  it('writes a point as four letters and a step as two: (100, 50), 3 right, 2 up -> 1c0oXS', () =>
    expect(
      printStrokes([
        [
          [100, 50],
          [103, 48],
        ],
      ]),
    ).toBe('1c0oXS'));
  it('every drawing survives print and parse, short enough for a link', () => {
    fc.assert(
      fc.property(drawing, (strokes) => {
        const printed = strokesField.print(strokes);
        expect(strokesField.parse(printed)).toEqual({ value: strokes });
        expect(printed.length).toBeLessThanOrEqual(1100);
        expect(printed).toMatch(/^[0-9A-Za-z~]*$/);
      }),
    );
  });
  it('any text of these letters reads as a drawing that reads back the same', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-z~]{0,60}$/), (text) => {
        const { value } = strokesField.parse(text);
        expect(strokesField.parse(strokesField.print(value))).toEqual({ value });
      }),
      { numRuns: 1000 },
    );
  });
  it.each(['1c0', '1c0oX', '1c0o~', 'pad', '1c0o-', '%%'])('%j is no drawing, with a note', (text) =>
    expect(strokesField.parse(text)).toEqual({ value: [], note: 'the drawing can’t be read; the sheet is empty.' }),
  );
  it('cuts a drawing that is too long at a stroke, with a note', () => {
    const { value, note } = strokesField.parse(Array.from({ length: 300 }, () => '1c0o').join('~'));
    expect(value).toHaveLength(220);
    expect(note).toMatch(/last strokes were cut/);
  });
});

describe('addStroke', () => {
  const scribble: Stroke = Array.from({ length: 200 }, (_, at) => [at, at % 2 === 0 ? 0 : 2]);
  it('keeps the shape while there is room', () => expect(addStroke([], scribble)?.[0]).toHaveLength(200));
  it('gives up detail where the room is short', () => {
    const drawn = addStroke([scribble, scribble.slice(0, 160)], scribble);
    expect(drawn?.[2]?.length).toBeLessThan(20);
  });
  it('refuses what has no room at all', () => {
    const full = Array.from({ length: 219 }, (): Stroke => [[1, 1]]);
    expect(addStroke(full, [[2, 2]])).toHaveLength(220);
    expect(addStroke(addStroke(full, [[2, 2]]) ?? [], [[3, 3]])).toBeUndefined();
  });
});
