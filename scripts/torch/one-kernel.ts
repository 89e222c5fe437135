// The code that counts what one kernel tells right, executed by PyTorch on MNIST's own files: on the held-out pictures and on those of the training
// set it has to count what the page counts, to the last one.
import { findInk, pictureNumbers, statisticOf } from '@lib/conv/picture-numbers.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { allCommitted } from '@lib/data/committed-digits.ts';
import { oneKernelCode, type OneKernelCodeState } from '@lib/export/one-kernel-code.ts';
import { bestSplit, countRight } from '@lib/nn/one-number.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach, mnistFolder } from './exported.ts';

/** A state whose threshold and side are the best ones where it gives none. */
interface KernelState extends Omit<OneKernelCodeState, 'threshold' | 'above'> {
  readonly name: string;
  readonly threshold?: number;
  readonly above?: 3 | 7;
}

const states: readonly KernelState[] = [
  { name: 'the first state', k: namedKernels.top, stat: 'mean', pic: 0 },
  { name: 'the maximum', k: namedKernels.diag2, stat: 'max', pic: 7 },
  { name: 'the difference', k: namedKernels.top, stat: 'diff', pic: 2037 },
  { name: 'ninths', k: namedKernels.box, stat: 'max', pic: 12 },
  {
    name: 'a threshold of one’s own, sevens above',
    k: namedKernels.laplace,
    stat: 'mean',
    pic: 3,
    threshold: 20.5,
    above: 7,
  },
  {
    name: 'four decimals',
    k: [-1.0372, -0.7761, 1.7619, 0.1532, 1.4401, -1.2906, -1.4553, -3.1117, -0.7724],
    stat: 'mean',
    pic: 99,
  },
  { name: 'all weights 0', k: [0, 0, 0, 0, 0, 0, 0, 0, 0], stat: 'diff', pic: 1 },
];

/** The number of a picture is printed to four decimals. */
const tolerance = 1e-4;

function numbersFor(set: 'valid' | 'train') {
  const { labels, pixels } = allCommitted(set);
  const ink = findInk(pixels);
  const classes = labels.map((digit) => (digit === 7 ? 1 : 0));
  return ({ k, stat }: KernelState) => ({ numbers: statisticOf(pictureNumbers(ink, k), stat), classes });
}

/** Counts on both sets, and the number of one picture. */
export const oneKernels: TorchCheck = {
  title: 'the code of one kernel counts the same pictures right, held out and in the training set',
  async run(tools) {
    const [heldOut, training] = [numbersFor('valid'), numbersFor('train')];
    const splits = states.map((state) => {
      const best = bestSplit(heldOut(state));
      const { threshold = best.threshold, above = best.above === 1 ? 7 : 3 } = state;
      return { threshold, above } as const;
    });
    const answers = await askAll(
      tools,
      states.map(({ k, stat, pic }, at) => ({
        code: oneKernelCode({ k, stat, pic, ...(splits[at] ?? { threshold: 0, above: 3 }) }),
        argv: [mnistFolder],
      })),
    );
    let largest = 0;
    await forEach(states, (state, at) => {
      const { output = '', error } = answers[at] ?? {};
      if (error !== undefined) throw new Error(error);
      const { threshold = 0, above = 3 } = splits[at] ?? {};
      const split = { threshold, above: above === 7 ? 1 : 0 } as const;
      const counts = [heldOut(state), training(state)].map((pictures) => {
        const { right, of } = countRight(pictures, split);
        return `${right[0] + right[1]} of ${of[0] + of[1]} right`;
      });
      const [first = '', second = '', third = ''] = output.trim().split('\n');
      const said = [first, third].map((line) => /\d+ of \d+ right/.exec(line)?.[0]);
      if (said.join() !== counts.join())
        throw new Error(`it must say ${counts.join(' and ')}, got ${said.join(' and ')}`);
      const number = heldOut(state).numbers[state.pic] ?? NaN;
      largest = Math.max(largest, compare(state.name, [number], [Number(second.split(': ')[1])], tolerance));
    });
    return `${states.length} states, every count the same, numbers at most ${largest.toExponential(1)} apart`;
  },
};
