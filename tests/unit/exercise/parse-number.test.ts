import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readings } from '@lib/exercise/parse-number.ts';

describe('readings', () => {
  it.each([
    ['762', 762],
    ['+762', 762],
    ['−29', -29],
    ['-29', -29],
    ['–29', -29],
    ['- 29', -29],
    ['minus 29', -29],
    ['zero', 0],
    ['-0', 0],
    ['.5', 0.5],
    ['0,5', 0.5],
    ['2.988', 2.988],
    ['1/9', 1 / 9],
    ['-762 / 255', -762 / 255],
    ['  762  ', 762],
    ['= 762', 762],
    ['≈2.99', 2.99],
    ['1 305', 1305],
    ['1\u202f305', 1305],
    ["1'305", 1305],
    ['676 positions', 676],
    ['676 places.', 676],
    ['0.049 %', 0.049],
    ['0.049%', 0.049],
    ['100/2038 %', 100 / 2038],
    ['12.', 12],
    ['p = 3', 3],
    ['p=3', 3],
    ['Padding: 3', 3],
    ['(7-1)/2', 3],
    ['p = (7 − 1) ÷ 2', 3],
    ['28 - 3 + 1', 26],
    ['254+254+254', 762],
    ['2 · (3 + 4)', 14],
    ['-(4 - 7) * 2', 6],
    ['8 - 3 - 2', 3],
    ['8 / 2 / 2', 2],
  ])('%j means %d first', (text, number) => {
    expect(readings(text)[0]).toBeCloseTo(number, 12);
  });

  it.each([
    ['2,988', [2988, 2.988]],
    ['2.988', [2.988, 2988]],
    ['1,305', [1305, 1.305]],
    ['1,234,567', [1234567]],
  ])('%j can mean %j', (text, numbers) => {
    expect(readings(text)).toEqual(numbers);
  });

  it.each([
    '',
    'edge',
    '1/0',
    '--3',
    '6 × 6',
    '6 x 6',
    '6*6',
    '3+',
    '(3',
    '3)(4)',
    '12 34 + 1',
    '1,5 + 2',
    'p = q',
    '()',
    '3..4',
    '1,2,3',
    '12 34',
    '/9',
  ])('%j means no number', (text) => {
    expect(readings(text)).toEqual([]);
  });

  it('reads back every whole number, with either minus', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), (number) => {
        expect(readings(String(number))).toContain(number);
        expect(readings(String(number).replace('-', '\u2212'))).toContain(number);
      }),
    );
  });

  it('never throws and never gives anything but finite numbers', () => {
    fc.assert(fc.property(fc.string(), (text) => readings(text).every(Number.isFinite)));
  });
});
