import { describe, expect, it } from 'vitest';
import { cardLimits, fitTitle } from '@lib/site/card-words.ts';

const words = 'nine weights and a window ';

describe('fitTitle', () => {
  it('leaves what fits', () => expect(fitTitle('The kernel “top” at (5, 7)')).toBe('The kernel “top” at (5, 7)'));

  it('cuts at a word, without the small words that led to the next', () =>
    expect(fitTitle(`${words.repeat(2)}on the picture of a distinguishable seven`)).toBe(
      'nine weights and a window nine weights and a window on the picture …',
    ));

  it('does not begin a bracket that it would have to cut', () =>
    expect(fitTitle('The kernel [−1 −1 −1 0 3 0 1 1 1] on a handwritten 7, number 27 of MNIST, at (5, 7)')).toBe(
      'The kernel [−1 −1 −1 0 3 0 1 1 1] on a handwritten 7, number 27 of MNIST …',
    ));

  it('closes a bracket that has said something', () => {
    const title = fitTitle(`The kernel [${'−0.25 '.repeat(20)}] on a handwritten 7`);
    expect(title).toMatch(/^The kernel \[(?:−0\.25 )+…\]$/);
    expect(title.length).toBeLessThanOrEqual(cardLimits.title);
  });
});
