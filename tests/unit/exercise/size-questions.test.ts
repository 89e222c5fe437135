import { describe, expect, it } from 'vitest';
import { axisWindows } from '@lib/conv/axis-windows.ts';
import { sizeQuestion } from '@lib/exercise/size-questions.ts';

const questions = Array.from({ length: 300 }, (_, seed) => sizeQuestion(seed));
const share = (isOne: (question: (typeof questions)[number]) => boolean) => questions.filter(isOne).length / 300;

describe('sizeQuestion', () => {
  it('is the same for the same number', () => expect(sizeQuestion(7)).toEqual(sizeQuestion(7)));

  it('fits always', () => {
    for (const { i, k, s, p, d } of questions)
      for (const at of [0, 1] as const)
        expect(
          axisWindows(i[at], { kernel: k[at], stride: s[at], padding: p[at], dilation: d[at] }).count,
        ).toBeGreaterThan(0);
  });

  it('has no ring wider than half the picture, and no window that lies in it altogether', () => {
    for (const { i, k, p, d } of questions)
      for (const at of [0, 1] as const) {
        expect(2 * p[at]).toBeLessThanOrEqual(i[at]);
        expect(p[at]).toBeLessThan(d[at] * (k[at] - 1) + 1);
      }
  });

  it('is mixed: some are oblong, some dilated, many have a stride, in many the floor matters', () => {
    expect(share(({ i, k, s }) => `${i[0]}${k[0]}${s[0]}` !== `${i[1]}${k[1]}${s[1]}`)).toBeGreaterThan(0.1);
    expect(share(({ d }) => d[0] > 1)).toBeGreaterThan(0.15);
    expect(share(({ s }) => s[0] > 1)).toBeGreaterThan(0.5);
    expect(
      share(
        ({ i, k, s, p, d }) =>
          axisWindows(i[0], { kernel: k[0], stride: s[0], padding: p[0], dilation: d[0] }).leftover > 0,
      ),
    ).toBeGreaterThan(0.2);
  });
});
