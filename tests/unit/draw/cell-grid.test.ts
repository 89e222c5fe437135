import { describe, expect, it } from 'vitest';
import { gridNumbers, gridSquares, hasNumbers, leaderPath, outlinePath } from '@lib/draw/cell-grid.ts';

const cell = (text: string) => ({ fill: '#aaa', on: '#000', text });

describe('gridSquares and gridNumbers', () => {
  const cells = [cell('1'), undefined, cell('2'), cell('3')];
  it('leave a place without a cell blank', () => {
    expect(gridSquares(cells, 2).match(/<rect x="(\d)" y="(\d)"/g)).toEqual([
      '<rect x="0" y="0"',
      '<rect x="0" y="1"',
      '<rect x="1" y="1"',
    ]);
    expect(gridNumbers(cells, 2).match(/>[\d]</g)).toEqual(['>1<', '>2<', '>3<']);
  });
  it('write all numbers in one size, smaller where one is long', () => {
    const size = (text: string) => Number(/font-size:([\d.]+)px/.exec(gridNumbers([cell('1'), cell(text)], 2))?.[1]);
    expect(size('12')).toBe(0.44);
    expect(size('123.4')).toBeCloseTo(0.29, 5);
  });
  it('have no numbers where they could not be read', () =>
    expect([hasNumbers(14, 14), hasNumbers(1, 15), hasNumbers(38, 38)]).toEqual([true, false, false]));
});

describe('leaderPath', () => {
  const numbers = (path: string) => (path.match(/-?[\d.]+/g) ?? []).map(Number);
  it('leaves one cell, ends in the other, and passes beside what lies between', () => {
    const [startX = 0, startY = 0, controlX = 0, , endX = 0, endY = 0] = numbers(
      leaderPath({ x: 2, y: 0 }, { x: 2, y: 4 }).line,
    );
    expect(Math.hypot(startX - 2.5, startY - 0.5)).toBeLessThan(0.5);
    expect(Math.hypot(endX - 2.5, endY - 4.5)).toBeLessThan(0.5);
    expect(Math.abs((startX + 2 * controlX + endX) / 4 - 2.5)).toBeGreaterThan(0.4); // the middle of the curve
  });
  it('has its head where it ends', () => {
    const { line, head } = leaderPath({ x: 0, y: 0 }, { x: 3, y: 1 });
    expect(numbers(head).slice(2, 4)).toEqual(numbers(line).slice(4));
  });
});

describe('outlinePath', () => {
  const at = (x: number, y: number) => ({ x, y });
  it('of one cell has four sides', () => expect(outlinePath([at(2, 1)])).toBe('M2 1h1M2 2h1M2 1v1M3 1v1'));
  it('has no side between two cells', () => {
    const path = outlinePath([at(0, 0), at(1, 0)]);
    expect(path.match(/M/g)).toHaveLength(6);
    expect(path).not.toContain('M1 0v1');
  });
});
