import { describe, expect, it } from 'vitest';
import { backendWords } from '@lib/text/backend-words.ts';
import { answerWords, cosineWords, kernelWords, sumWords } from '@lib/text/kernel-words.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';

describe('words on kernels', () => {
  it.each([
    [1, 'nearly the same'],
    [0.85, 'much alike'],
    [0.7, 'somewhat alike'],
    [0.48, 'a little alike'],
    [0, 'unrelated'],
    [-1, 'opposed'],
  ])('a cosine of %d: %s', (cosine, words) => expect(cosineWords(cosine)).toBe(words));
  it('every named kernel has a title', () =>
    expect(Object.keys(kernelWords).sort()).toEqual(Object.keys(namedKernels).sort()));
  it('say what an answer means', () =>
    expect([
      answerWords('top', 762),
      answerWords('top', -762),
      answerWords('top', 0),
      answerWords(undefined, 3),
    ]).toEqual(['Paper above, ink below', 'Ink above, paper below', 'Both sides alike', 'More for than against']));
  it('say what the sum of the weights means', () => {
    expect(sumWords(0)).toMatch(/answer 0/);
    expect(sumWords(0.1 + 0.2 + 0.7)).toMatch(/keep their ink/);
    expect(sumWords(-0.6)).toMatch(/negative/);
  });
});

describe('words on the engine', () => {
  const agreement = 1e-3;
  const answer = { backend: 'wasm', milliseconds: 1.23, reason: 'Because.' } as const;
  it('before the first answer: the first frame is being drawn', () =>
    expect(backendWords({ agreement }).chip).toBe('Drawing the first frame …'));
  it('without an answer: why', () =>
    expect(backendWords({ fault: 'No.', agreement })).toEqual({
      chip: 'Not computed: plain code shown',
      reason: 'No.',
      isWarning: true,
    }));
  it('where there are no windows, the place is said in the figure’s own words', () => {
    const disagreement = { index: 0, engine: 2, reference: 1 };
    expect(backendWords({ agreement, answer, disagreement, placeWords: () => 'layer 3' }).chip).toBe(
      'WASM · 1.2 ms · differs by 1 at layer 3',
    );
  });
  it('what plain code does not check is not said to agree', () => {
    const { chip, reason, isWarning } = backendWords({ agreement, answer, isChecked: false, hasSpotCheck: true });
    expect([chip, isWarning]).toEqual(['WASM · 1.2 ms · spot check agrees', false]);
    expect(reason).toMatch(/only the number taken apart is checked/);
    expect(backendWords({ agreement, answer, isChecked: false }).chip).toBe('WASM · 1.2 ms');
    expect(backendWords({ agreement, answer, isChecked: false, isWaiting: true }).chip).toBe('Computing …');
  });
  it('agreement within 1e-3', () =>
    expect(backendWords({ agreement, answer, disagreement: { index: 0, engine: 1, reference: 1.0009 } }).chip).toBe(
      'WASM · 1.2 ms · agrees',
    ));
  it.each([1.004, NaN])('%d is no agreement, and says where', (engine) => {
    const words = backendWords({ agreement, answer, disagreement: { index: 27, engine, reference: 1 } });
    expect(words.isWarning).toBe(true);
    expect(words.chip).toMatch(/differs by .* at \(2, 2\)/);
  });
  it('an engine that keeps the reader waiting is said to', () =>
    expect(backendWords({ agreement, answer, isWaiting: true }).chip).toBe('Computing: plain code shown'));
  it('plain code has nothing to agree with', () =>
    expect(backendWords({ agreement, answer: { ...answer, backend: 'reference' } }).chip).toBe('plain code · 1.2 ms'));
});
