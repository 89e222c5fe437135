// The code that the convolution as a matrix shows, executed by PyTorch for states of every view: what it prints has to be what the figure shows.
import { matMul, transposeMatrix } from '@lib/array/mat-mul.ts';
import { tensor } from '@lib/array/tensor.ts';
import { convMatrix, denseMatrix } from '@lib/conv/matrix.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { unroll } from '@lib/conv/unrolled.ts';
import { sessionDigit, sessionDigitIndex } from '@lib/data/session-digit.ts';
import { matmulCode, type MatmulCodeState } from '@lib/export/matmul-code.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach } from './exported.ts';

const tolerance = 1e-3;

const counted = (count: number, from = 1): number[] => Array.from({ length: count }, (_, at) => at + from);

/** A state by its sizes; weights and what goes in are counted where nothing is said. */
function state(
  name: string,
  view: MatmulCodeState['view'],
  sizes: { readonly n: readonly [number, number]; readonly k: number; readonly s?: number; readonly p?: number },
  more: Partial<Pick<MatmulCodeState, 'weights' | 'input' | 'bias' | 'own'>> & { readonly isDigit?: boolean } = {},
): MatmulCodeState & { readonly name: string } {
  const { n, k, s = 1, p = 0 } = sizes;
  const all = unroll({ height: n[0], width: n[1], kernel: k, stride: s, padding: p });
  const { isDigit = false, ...given } = more;
  const input = isDigit ? undefined : counted(view === 'transpose' ? all.places : all.pixels);
  return {
    ...all,
    name,
    view,
    weights: counted(all.taps),
    mnistIndex: sessionDigitIndex,
    bias: 0,
    own: undefined,
    input,
    ...given,
  };
}

const small = { n: [3, 3], k: 2 } as const;
const digit = { n: [28, 28], k: 3 } as const;
const top = { weights: [...namedKernels.top], isDigit: true };
const own = [
  { place: 1, pixel: 2, value: 5 },
  { place: 3, pixel: 8, value: -0.5 },
];

const states = [
  state('1 … 9 under 1 2 3 4', 'toeplitz', small),
  state('a bias and a fraction', 'toeplitz', small, { bias: -2.5, weights: [0.25, -1, 0, 3] }),
  state('4 × 4 under 3 × 3', 'toeplitz', { n: [4, 4], k: 3 }),
  state('3 × 5, stride 2, padding 1', 'toeplitz', { n: [3, 5], k: 3, s: 2, p: 1 }),
  state('kernel 1, stride 3, padding 2', 'toeplitz', { n: [6, 4], k: 1, s: 3, p: 2 }),
  state('sharing broken', 'toeplitz', small, { own }),
  state('zeros filled', 'toeplitz', small, { own: [...own, { place: 0, pixel: 8, value: 9 }], bias: 1 }),
  state('patches', 'im2col', small),
  state('patches with padding', 'im2col', { n: [4, 5], k: 3, s: 2, p: 1 }, { bias: 4 }),
  state('patches of the digit', 'im2col', digit, top),
  state('the digit', 'toeplitz', digit, top),
  state('the digit, stride 2, padding 1', 'toeplitz', { ...digit, s: 2, p: 1 }, top),
  state('transposed, all ones', 'transpose', small, { input: [1, 1, 1, 1] }),
  state('transposed, stride 2', 'transpose', { n: [5, 6], k: 3, s: 2 }, { bias: 0.5 }),
  state('transposed, stride 2, padding 1, cells dropped', 'transpose', { n: [4, 6], k: 3, s: 2, p: 1 }),
  state('transposed, sharing broken', 'transpose', small, { own }),
  state('transposed, the digit', 'transpose', digit, top),
] as const;

/** What the figure shows in a state. */
function shown(one: MatmulCodeState): Float32Array {
  const { view, height, width, kernel, stride, padding, weights, bias, own: cells = [] } = one;
  const slide = { stride, padding };
  const weight = tensor([1, 1, kernel, kernel], weights);
  const shape = [1, 1, height, width];
  const matrix = denseMatrix(convMatrix({ shape }, weight, slide), weight);
  for (const { place, pixel, value } of cells) matrix.data[place * height * width + pixel] = value;
  const picture = one.input ?? sessionDigit;
  const answers = one.input ?? conv2d(tensor(shape, sessionDigit), weight, slide).data;
  const input = view === 'transpose' ? answers : picture;
  const left = view === 'transpose' ? transposeMatrix(matrix) : matrix;
  return matMul(left, tensor([input.length, 1], input)).data.map((sum) => sum + bias);
}

/** Stands in for the data set, which would be downloaded. */
const digitInPlace = [
  'import sys, types, torch as _torch',
  "_sets = types.ModuleType('torchvision.datasets')",
  'class _Mnist:',
  '    def __init__(self, *_, **__):',
  `        self.data = {${sessionDigitIndex}: _torch.tensor(${JSON.stringify([...sessionDigit])}).reshape(28, 28)}`,
  '_sets.MNIST = _Mnist',
  "sys.modules['torchvision'] = types.ModuleType('torchvision')",
  "sys.modules['torchvision.datasets'] = _sets",
  '',
].join('\n');

/** The last list that was printed, and the difference after it, where there is one. */
function printed(output: string): { readonly values: number[]; readonly difference: number } {
  const [, list = ''] = /^\[(.*)\]$/m.exec(output) ?? [];
  const [, difference = '0'] = /^tensor\((\S+?)\)$/m.exec(output) ?? [];
  return { values: list.split(', ').map(Number), difference: Number(difference) };
}

/** The figure's states. */
export const matrixCode: TorchCheck = {
  title: 'the code of a convolution as a matrix prints what the figure shows, by both ways',
  async run(tools) {
    const answers = await askAll(
      tools,
      states.map((one) => ({ code: digitInPlace + matmulCode(one) })),
    );
    let largest = 0;
    await forEach(states, (one, at) => {
      const { output = '', error } = answers[at] ?? {};
      if (error !== undefined) throw new Error(error);
      const { values, difference } = printed(output);
      if (!(difference <= tolerance)) throw new Error(`both ways must agree, got a difference of ${difference}`);
      largest = Math.max(largest, compare(one.name, shown(one), values, tolerance));
    });
    return `${states.length} states, at most ${largest.toExponential(1)} apart`;
  },
};
