import { describe, expect, it } from 'vitest';
import { stroke } from '@lib/draw/brush.ts';
import { emptyDrawing } from '@lib/state/drawing-field.ts';

const point = { x: 10.5, y: 5.5 };

describe('stroke', () => {
  it('inks the cell under the pen fully, its neighbours partly, and nothing far away', () => {
    const sheet = stroke(emptyDrawing(), point, point, 'pen');
    expect(sheet[5 * 28 + 10]).toBe(255);
    expect(sheet[5 * 28 + 11]).toBeGreaterThan(0);
    expect(sheet[5 * 28 + 11]).toBeLessThan(255);
    expect(sheet[5 * 28 + 13]).toBe(0);
  });
  it('uses only the 16 inks of a link', () =>
    expect(stroke(emptyDrawing(), { x: 3.2, y: 3.7 }, { x: 20.9, y: 17.1 }, 'pen').every((ink) => ink % 17 === 0)).toBe(
      true,
    ));
  it('leaves no gap on a long stroke', () => {
    const sheet = stroke(emptyDrawing(), { x: 2.5, y: 14.5 }, { x: 25.5, y: 14.5 }, 'pen');
    for (let col = 2; col <= 25; col++) expect(sheet[14 * 28 + col]).toBe(255);
  });
  it('the eraser takes the ink away again', () => {
    const inked = stroke(emptyDrawing(), point, point, 'pen');
    expect(stroke(inked, point, point, 'eraser')[5 * 28 + 10]).toBe(0);
  });
  it('leaves the old sheet as it was, and a stroke outside changes nothing', () => {
    const sheet = emptyDrawing();
    expect(stroke(sheet, { x: -9, y: -9 }, { x: -5, y: -9 }, 'pen')).toEqual(sheet);
  });
});
