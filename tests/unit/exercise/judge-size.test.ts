import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisWindows } from '@lib/conv/axis-windows.ts';
import { judgeSize } from '@lib/exercise/judge-size.ts';
import { sizeMistakes } from '@lib/exercise/size-mistakes.ts';

const axis = (i: number, k: number, s: number, p: number, d = 1) =>
  axisWindows(i, { kernel: k, stride: s, padding: p, dilation: d });
const nameOf = (of: ReturnType<typeof axis>, value: number) =>
  sizeMistakes(of).find((mistake) => Math.abs(mistake.value - value) < 1e-9)?.name;

describe('sizeMistakes', () => {
  it.each([
    { of: axis(6, 3, 2, 1), value: 3.5, name: 'no floor' },
    { of: axis(6, 3, 2, 1), value: 4, name: 'rounded up' },
    { of: axis(6, 3, 2, 1), value: 2, name: 'no plus one' },
    { of: axis(9, 3, 1, 2), value: 9, name: 'one side' },
    { of: axis(12, 3, 2, 0), value: 4, name: 'no plus one' },
    { of: axis(12, 1, 2, 0), value: 4, name: 'stride as gap' },
    { of: axis(10, 3, 1, 2), value: 8, name: 'no padding' },
    { of: axis(12, 3, 1, 0, 3), value: 10, name: 'no dilation' },
    { of: axis(12, 3, 1, 0, 3), value: 4, name: 'dilation times kernel' },
    { of: axis(12, 3, 2, 1), value: 12, name: 'no stride' },
    { of: axis(5, 3, 1, 2), value: 9, name: 'kernel not taken off' },
  ])(
    '$value for $of.size, k $of.kernel, s $of.stride, p $of.padding, d $of.dilation is: $name',
    ({ of, value, name }) => {
      expect(nameOf(of, value)).toBe(name);
    },
  );

  it('has each number once, never the right one, and a sentence that does not give it away', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(number(1, 12), number(1, 7), number(1, 4), number(0, 6), number(1, 3), (i, k, s, p, d) => {
        const of = axis(i, k, s, p, d);
        fc.pre(of.count > 0);
        const found = sizeMistakes(of);
        expect(new Set(found.map(({ value }) => value)).size).toBe(found.length);
        expect(found.some(({ value }) => value === of.count)).toBe(false);
        for (const { why } of found) expect(why).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });
});

describe('judgeSize', () => {
  const three = axis(6, 3, 2, 1);
  it.each(['3', ' 3 ', '3×3', '3 x 3', '(3, 3)', '3 cells'])('takes %s for 3 × 3', (typed) => {
    expect(judgeSize(three, three, typed).kind).toBe('right');
  });

  it('asks for two numbers where rows and columns differ, rows first', () => {
    const [rows, cols] = [axis(6, 3, 1, 0), axis(9, 3, 1, 0)];
    expect(judgeSize(rows, cols, '4').kind).toBe('notice');
    expect(judgeSize(rows, cols, '4 × 7').kind).toBe('right');
    expect(judgeSize(rows, cols, '7 × 4').lead).toContain('order');
    expect(judgeSize(rows, cols, '4 × 6')).toMatchObject({ kind: 'wrong', lead: 'The rows are right.' });
    expect(judgeSize(rows, cols, '3 × 7')).toMatchObject({ kind: 'wrong', lead: 'The columns are right.' });
    expect(judgeSize(rows, cols, '1 × 1').lead).toBe('Rows first.');
  });

  it('explains what it can name, and says the way for the rest', () => {
    expect(judgeSize(three, three, '3.5').rest).toContain('the floor drops');
    expect(judgeSize(three, three, '4').lead).toContain('rounded it up');
    expect(judgeSize(three, three, '17').lead).toBe('Your 17 is too large.');
    expect(judgeSize(three, three, '0').lead).toBe('It does fit.');
  });

  it('does not count the number of all places as a try, where the side is asked', () => {
    expect(judgeSize(three, three, '9')).toMatchObject({ kind: 'notice', lead: 'That is how many there are in all.' });
    // four is the input itself, which is the likelier slip
    expect(judgeSize(axis(4, 3, 1, 0), axis(4, 3, 1, 0), '4').kind).toBe('wrong');
  });

  it('takes a forgotten first place before padding on one side, where both lead to the same number', () =>
    expect(nameOf(axis(9, 3, 2, 1), 4)).toBe('no plus one'));

  it('does not count what is no number, nor nothing', () => {
    for (const typed of ['', 'many', '3 × 4 × 5']) expect(judgeSize(three, three, typed).kind).toBe('notice');
  });

  it('a window that fits nowhere has 0 places', () => {
    const none = axis(2, 5, 1, 0);
    expect(judgeSize(none, none, 'none').kind).toBe('right');
    expect(judgeSize(none, none, '0').kind).toBe('right');
    expect(judgeSize(none, none, '1')).toMatchObject({ kind: 'wrong', lead: 'Look at the lengths first.' });
  });
});
