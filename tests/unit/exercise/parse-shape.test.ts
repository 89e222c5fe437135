import { describe, expect, it } from 'vitest';
import { readShape } from '@lib/exercise/parse-shape.ts';

describe('readShape', () => {
  it.each([
    '64 × 4 × 14 × 14',
    '64×4×14×14',
    '64x4x14x14',
    '64 X 4 X 14 X 14',
    '64*4*14*14',
    '64·4·14·14',
    '64, 4, 14, 14',
    '64,4,14,14',
    '64 4 14 14',
    ' (64, 4, 14, 14) ',
    '[64, 4, 14, 14]',
    'torch.Size([64, 4, 14, 14])',
    '= 64 x 4 x 14 x 14.',
  ])('%s', (text) => expect(readShape(text)).toEqual([64, 4, 14, 14]));

  it.each([
    ['64', [64]],
    ['(64,)', [64]],
    ['64 × 2', [64, 2]],
  ])('%s has the axes %j', (text, shape) => expect(readShape(text)).toEqual(shape));

  it.each(['', 'a lot', '64 by 4', '6.5 × 2', '-4 × 2', '64 × × 4', 'x', '64 x 4 x'])('%j is no shape', (text) =>
    expect(readShape(text)).toBeUndefined(),
  );
});
