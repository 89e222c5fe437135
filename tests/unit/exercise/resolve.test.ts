import { describe, expect, it } from 'vitest';
import { resolveNumber, resolvePart } from '@lib/exercise/resolve.ts';

describe('resolveNumber', () => {
  it.each([
    ['a number stays', 12.5, 12.5],
    ['top at (5, 7)', { response: { kernel: 'top', at: [5, 7] } }, 762],
    ['top at (8, 18)', { response: { kernel: 'top', at: [8, 18] } }, -29],
    ['box at (5, 7)', { response: { kernel: 'box', at: [5, 7] } }, 145],
    ['session-blur on an even 100', { response: { kernel: 'session-blur', at: [5, 7], image: { flat: 100 } } }, -60],
    ['session-blur on flat', { response: { kernel: 'session-blur', at: [5, 7], image: 'flat' } }, -60],
    ['nine weights', { response: { kernel: [0, 0, 0, 0, 2, 0, 0, 0, 0], at: [7, 3] } }, 440],
    ['28 by 3', { positions: { size: 28, kernel: 3 } }, 676],
  ] as const)('%s', (_case, source, number) => {
    expect(resolveNumber(source)).toBe(number);
  });

  it.each([
    ['softmax of the first of 2 and −1', { softmax: { scores: [2, -1], of: 0 } }, 1 / (1 + Math.exp(-3))],
    ['its loss if it is right', { crossEntropy: { scores: [2, -1], of: 0 } }, Math.log(1 + Math.exp(-3))],
    ['its loss if it is wrong', { crossEntropy: { scores: [2, -1], of: 1 } }, 3 + Math.log(1 + Math.exp(-3))],
    ['parameters of the session’s net', { net: { of: '1-4-8-16-32-2', fact: 'parameters' } }, 6722],
  ] as const)('%s', (_case, source, number) => {
    expect(resolveNumber(source)).toBeCloseTo(number, 6);
  });

  it('divides by 255 on the unit scale', () => {
    expect(resolveNumber({ response: { kernel: 'top', at: [5, 7], scale: 'unit' } })).toBeCloseTo(762 / 255, 6);
  });

  it.each([
    [0, 5],
    [5, 27],
  ] as const)('refuses the centre (%d, %d), which has no whole window', (row, col) => {
    expect(() => resolveNumber({ response: { kernel: 'top', at: [row, col] } })).toThrow(RangeError);
  });
});

describe('resolvePart', () => {
  it('leaves no source in a number part', () => {
    const part = resolvePart({
      kind: 'number',
      answer: { positions: { size: 28, kernel: 3 } },
      wrong: [{ value: { positions: { size: 28, kernel: 1 } }, why: 'No.' }],
      otherwise: '',
    });
    expect(part).toMatchObject({ answer: 676, wrong: [{ value: 784 }] });
  });
});
