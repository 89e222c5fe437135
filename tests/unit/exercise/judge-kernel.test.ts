import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedKernels, type KernelName } from '@lib/conv/named-kernels.ts';
import { edgeAnswers, judgeBottomEdge } from '@lib/exercise/judge-kernel.ts';

describe('edgeAnswers', () => {
  it('of top: 762 at a top edge, −762 at a bottom edge, 0 at upright ones and on grey', () => {
    const { bottom, top, left, right, flat } = edgeAnswers(namedKernels.top);
    expect(top).toEqual({ least: 0, greatest: 762 });
    expect(bottom).toEqual({ least: -762, greatest: 0 });
    for (const silent of [left, right, flat]) expect(silent).toEqual({ least: 0, greatest: 0 });
  });
});

describe('judgeBottomEdge', () => {
  it.each([
    ['bottom', namedKernels.bottom],
    ['three times bottom', namedKernels.bottom.map((weight) => 3 * weight)],
    ['Sobel', [1, 2, 1, 0, 0, 0, -1, -2, -1]],
    ['neighbouring rows', [0, 0, 0, 1, 1, 1, -1, -1, -1]],
    ['one column', [0, 1, 0, 0, 0, 0, 0, -1, 0]],
    ['tenths', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, -0.2, -0.2, -0.2]],
  ])('takes %s', (_name, weights) => {
    expect(judgeBottomEdge(weights).kind).toBe('right');
  });

  it('mentions upright edges where the kernel hears them too', () => {
    expect(judgeBottomEdge([2, 2, 1, 0, 0, 0, -1, -2, -2]).rest).toContain('also hears upright edges');
    expect(judgeBottomEdge(namedKernels.bottom).rest).toContain('Upright edges leave it at 0');
  });

  const named = (name: KernelName): readonly number[] => namedKernels[name];
  it.each([
    ['nine zeros', new Array<number>(9).fill(0), 'silent everywhere'],
    ['top', named('top'), 'finds exactly the other one'],
    ['left', named('left'), '*left* edge'],
    ['left-prewitt', named('left-prewitt'), 'turned it by 90°'],
    ['right-prewitt', named('right-prewitt'), '*right* edge'],
    ['box', named('box'), 'sum to 1,'],
    ['session-blur', named('session-blur'), 'sum to −0.6,'],
    ['diag1', named('diag1'), 'sum to 1,'],
    ['laplace', named('laplace'), 'opposite directions'],
    ['bottom and a little more', [1, 1, 1, 0, 0.5, 0, -1, -1, -1], 'even grey of 100 answers 50'],
    ['rounded thirds', [0.333, 0.333, 0.333, 0, 0, 0, -0.333, -0.333, -0.334], 'Rounded fractions'],
    ['a checkerboard finder', [1, -2, 1, -2, 4, -2, 1, -2, 1], 'every straight edge'],
    ['louder sideways', [1, 0, -0.5, 2, 0, -2, 0.5, 0, -1], 'upright edge answers louder'],
    ['a faint bottom', named('bottom').map((weight) => weight / 1000), 'only faint'],
  ])('refuses %s and says why', (_name, weights, words) => {
    const { kind, lead, rest } = judgeBottomEdge(weights);
    expect(kind).toBe('wrong');
    expect(`${lead} ${rest}`).toContain(words);
  });

  it('never takes a kernel together with its opposite', () => {
    const weight = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 9, maxLength: 9 }), (weights) => {
        const both = [weights, weights.map((value) => -value)].map((each) => judgeBottomEdge(each).kind);
        expect(both).not.toEqual(['right', 'right']);
      }),
      { numRuns: 200 },
    );
  });
});
