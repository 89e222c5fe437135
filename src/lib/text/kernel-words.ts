// What the named kernels are called on the page, and what their answers mean.
import type { KernelName } from '@lib/conv/named-kernels.ts';

interface KernelWords {
  /** The name under its glyph. */
  readonly title: string;
  /** What an answer above 0 and one below 0 means, where that can be said in words. */
  readonly above?: string;
  readonly below?: string;
}

const edges = 'Both sides alike';

/** Names and meanings of the named kernels. */
export const kernelWords: Readonly<Record<KernelName, KernelWords>> = {
  top: { title: 'top', above: 'Paper above, ink below', below: 'Ink above, paper below' },
  bottom: { title: 'bottom', above: 'Ink above, paper below', below: 'Paper above, ink below' },
  left: { title: 'left', above: 'Paper left, ink in the middle', below: 'Ink left, paper in the middle' },
  right: { title: 'right', above: 'Ink in the middle, paper right', below: 'Paper in the middle, ink right' },
  'left-prewitt': { title: 'left, wide', above: 'Paper left, ink right', below: 'Ink left, paper right' },
  'right-prewitt': { title: 'right, wide', above: 'Ink left, paper right', below: 'Paper left, ink right' },
  diag1: { title: 'slash /' },
  diag2: { title: 'backslash \\' },
  box: { title: 'box' },
  gauss: { title: 'gauss' },
  sharpen: { title: 'sharpen' },
  'session-blur': { title: 'session’s “blur”' },
  laplace: { title: 'Laplace' },
  identity: { title: 'identity' },
};

/** A few words on what an answer of this kernel says about the window. */
export function answerWords(kernel: KernelName | undefined, answer: number): string {
  const words = kernel === undefined ? undefined : kernelWords[kernel];
  if (words?.above === undefined)
    return answer === 0 ? 'The products cancel' : answer > 0 ? 'More for than against' : 'More against than for';
  return answer === 0 ? edges : ((answer > 0 ? words.above : words.below) ?? edges);
}

/** What the sum of the weights means for a flat area. */
export function sumWords(sum: number): string {
  if (Math.abs(sum) < 1e-9) return 'so flat areas answer 0, whatever their ink';
  if (Math.abs(sum - 1) < 1e-9) return 'so flat areas keep their ink';
  return sum > 0 ? 'so flat areas answer more than nothing' : 'so flat areas turn negative';
}

/** What a cosine between two kernels says. */
export function cosineWords(cosine: number): string {
  if (cosine >= 0.95) return 'nearly the same';
  if (cosine >= 0.8) return 'much alike';
  if (cosine >= 0.6) return 'somewhat alike';
  if (cosine >= 0.3) return 'a little alike';
  return cosine >= -0.3 ? 'unrelated' : 'opposed';
}
