// PyTorch code that prints the numbers of a convolution written out as a matrix: as the product of the view, and by the function that it disguises.

/** The part of the figure's state that the code depends on. */
export interface MatmulCodeState {
  readonly view: 'toeplitz' | 'im2col' | 'transpose';
  readonly height: number;
  readonly width: number;
  readonly outHeight: number;
  readonly outWidth: number;
  /** Side of the kernel. */
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly weights: readonly number[];
  /** The numbers that go in; nothing where they are the digit of MNIST's training set, or in the transposed view its answers. */
  readonly input: readonly number[] | undefined;
  readonly mnistIndex: number;
  readonly bias: number;
  /** Cells of the matrix with numbers of their own; nothing where all weights are shared. */
  readonly own: readonly { readonly place: number; readonly pixel: number; readonly value: number }[] | undefined;
}

/** The file of `src/lib/conv` that has the reference of a view. */
export function matmulSource(view: MatmulCodeState['view']): 'matrix.ts' | 'unfold.ts' | 'conv-transpose2d.ts' {
  return ({ toeplitz: 'matrix.ts', im2col: 'unfold.ts', transpose: 'conv-transpose2d.ts' } as const)[view];
}

const pythonNumber = (value: number): string => String(Number(value.toPrecision(9)));

/** A tensor of two axes, row by row. */
function pythonMatrix(values: readonly number[], cols: number): string {
  const rows = Array.from({ length: values.length / cols }, (_, row) => values.slice(row * cols, (row + 1) * cols));
  return `torch.tensor([${rows.map((row) => `[${row.map(pythonNumber).join(', ')}]`).join(', ')}], dtype=torch.float)`;
}

/** Runnable Python for a state. Prints what comes out, and the largest difference of the two ways to it. */
export function matmulCode(state: MatmulCodeState): string {
  return [
    'import torch',
    'import torch.nn.functional as F',
    ...(state.input === undefined ? ['from torchvision.datasets import MNIST'] : []),
    '',
    ...given(state),
    ...(state.view === 'im2col' ? patches(state) : state.view === 'transpose' ? transposed(state) : matrix(state)),
    '',
  ].join('\n');
}

/** The picture, or the answers of the transposed view, the kernel and the bias. */
function given({
  view,
  input,
  mnistIndex,
  width,
  outWidth,
  weights,
  kernel,
  stride,
  padding,
  bias,
}: MatmulCodeState): string[] {
  const isTransposed = view === 'transpose';
  const picture =
    input === undefined
      ? [`x = MNIST('.', train=True, download=True).data[${mnistIndex}].float()  # 28 x 28, 0 paper .. 255 ink`]
      : isTransposed
        ? []
        : [`x = ${pythonMatrix(input, width)}`];
  const answers = !isTransposed
    ? []
    : [
        input === undefined
          ? `y = F.conv2d(x[None, None], w, stride=${stride}, padding=${padding})[0, 0]`
          : `y = ${pythonMatrix(input, outWidth)}`,
      ];
  return [
    ...picture,
    `w = ${pythonMatrix(weights, kernel)}[None, None]  # 1 x 1 x ${kernel} x ${kernel}`,
    ...answers,
    `b = ${pythonNumber(bias)}`,
    '',
  ];
}

/** The matrix, column by column: what each pixel gives when it is 1 and all others are 0. */
function written({ height, width, stride, padding, own = [] }: MatmulCodeState): string[] {
  const pixels = height * width;
  return [
    '# column by column: what comes out when one pixel is 1 and all others are 0',
    `W = F.conv2d(torch.eye(${pixels}).reshape(${pixels}, 1, ${height}, ${width}), w, stride=${stride}, padding=${padding}).flatten(1).T`,
    ...own.map(({ place, pixel, value }) => `W[${place}, ${pixel}] = ${pythonNumber(value)}  # a number of its own`),
    'print(W.shape)',
  ];
}

function matrix(state: MatmulCodeState): string[] {
  const { stride, padding, own } = state;
  const product = [...written(state), 'y = W @ x.flatten() + b', 'print(y.tolist())'];
  if (own !== undefined) return product;
  return [
    ...product,
    `same = F.conv2d(x[None, None], w, stride=${stride}, padding=${padding}) + b`,
    'print((y - same.flatten()).abs().max())',
  ];
}

function patches({ kernel, stride, padding }: MatmulCodeState): string[] {
  return [
    `columns = F.unfold(x[None, None], ${kernel}, stride=${stride}, padding=${padding})[0]  # a row for each weight, a column for each answer`,
    'print(columns.shape)',
    'y = w.reshape(1, -1) @ columns + b',
    'print(y.flatten().tolist())',
    `same = F.conv2d(x[None, None], w, stride=${stride}, padding=${padding}) + b`,
    'print((y.flatten() - same.flatten()).abs().max())',
  ];
}

function transposed(state: MatmulCodeState): string[] {
  const { height, width, kernel, stride, padding, own } = state;
  const over = [height, width].map((size) => (size + 2 * padding - kernel) % stride);
  const product = [...written(state), 'z = W.T @ y.flatten() + b', 'print(z.tolist())'];
  if (own !== undefined) return product;
  return [
    ...product,
    `same = F.conv_transpose2d(y[None, None], w, stride=${stride}, padding=${padding}, output_padding=(${over.join(', ')})) + b`,
    'print((z - same.flatten()).abs().max())',
  ];
}
