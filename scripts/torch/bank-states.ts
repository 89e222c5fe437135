// The code of the filter bank, executed by PyTorch on MNIST's own file for many states: it has to print the figure's answer and extremes.
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { kernelBank } from '@lib/conv/kernel-bank.ts';
import { kernelTensor, mapIndex, mapSize } from '@lib/conv/response.ts';
import { digitPixels } from '@lib/data/digit-chunk.ts';
import { firstCommitted } from '@lib/data/committed-digits.ts';
import { filterBankCode, type FilterBankCodeState } from '@lib/export/filter-bank-code.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach, mnistFolder } from './exported.ts';

interface BankState extends FilterBankCodeState {
  readonly name: string;
  readonly b: number;
}

const states: readonly BankState[] = [
  { name: 'the session', n: 4, b: 1, seed: 1, sel: [0, 1], r: 5, c: 7 },
  { name: 'two kernels', n: 2, b: 1, seed: 1, sel: [0, 0], r: 18, c: 18 },
  { name: 'a batch', n: 4, b: 64, seed: 1, sel: [63, 3], r: 12, c: 15 },
  { name: 'the first random kernel', n: 5, b: 2, seed: 1, sel: [1, 4], r: 10, c: 12 },
  { name: 'another seed', n: 5, b: 2, seed: 7, sel: [1, 4], r: 10, c: 12 },
  { name: 'channels last', n: 5, b: 2, seed: 7, sel: [1, 4], r: 10, c: 12, layout: 'nhwc' },
  { name: 'the largest seed', n: 30, b: 8, seed: 9999, sel: [3, 29], r: 26, c: 1 },
  { name: 'seed 0', n: 16, b: 16, seed: 0, sel: [15, 15], r: 13, c: 13 },
  { name: '128 kernels', n: 128, b: 64, seed: 1, sel: [40, 127], r: 14, c: 14 },
];

/** Answers are printed to three decimals, and are float32 sums of nine products of bytes. */
const tolerance = 2e-3;

/** The book's digits from the session's three on, in the order of the file. */
const digits = [...firstCommitted('train', 3, 80), ...firstCommitted('train', 7, 80)]
  .toSorted((one, other) => one.mnistIndex - other.mnistIndex)
  .filter(({ mnistIndex }) => mnistIndex >= 12);

/** Shapes, answers, extremes, and that one by one gives the same. */
export const filterBanks: TorchCheck = {
  title: 'the code of the filter bank prints its numbers, at once and one by one',
  async run(tools) {
    const answers = await askAll(
      tools,
      states.map((state) => ({
        code: filterBankCode(
          state,
          digits.slice(0, state.b).map(({ mnistIndex }) => mnistIndex),
        ),
        argv: [mnistFolder],
      })),
    );
    let largest = 0;
    await forEach(states, ({ name, n, b, seed, sel, r, c, layout }, at) => {
      const { output = '', error } = answers[at] ?? {};
      if (error !== undefined) throw new Error(error);
      const [picture, kernel] = sel;
      const pixels = digits[picture]?.pixels ?? new Uint8Array(digitPixels);
      const weights = kernelBank(n, seed)[kernel] ?? [];
      const map = conv2d(tensor([1, 1, 28, 28], Array.from(pixels)), kernelTensor(weights)).data;
      const [shape = '', ...lines] = output.trim().split('\n');
      const wantedShape = `[${b}, ${n}, ${mapSize}, ${mapSize}]`;
      if (shape !== wantedShape) throw new Error(`the shape must be ${wantedShape}, got ${shape}`);
      if (layout === 'nhwc') {
        const again = lines.splice(-4).join(' ');
        const wantedLast = `[${b}, 28, 28, 1] [3, 3, 1, ${n}] [${b}, ${mapSize}, ${mapSize}, ${n}] ${lines[0] ?? ''}`;
        if (again !== wantedLast) throw new Error(`channels last it must be ${wantedLast}, got ${again}`);
      }
      const [answer, most, least, apart] = lines.join(' ').match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? [];
      const wanted = [map[mapIndex([r, c])] ?? NaN, Math.max(...map), Math.min(...map), 0];
      largest = Math.max(largest, compare(name, wanted, [answer, most, least, apart].map(Number), tolerance));
    });
    return `${states.length} states, at most ${largest.toExponential(1)} apart`;
  },
};
