// The kernels that have names: the four of the session and the book, their mirror images, and the classics they are compared with.
// Weights are row-major, three rows of three.

/** The kernels by name, in the order in which the laboratory offers them. */
export const namedKernels = {
  top: [-1, -1, -1, 0, 0, 0, 1, 1, 1],
  bottom: [1, 1, 1, 0, 0, 0, -1, -1, -1],
  left: [-1, 1, 0, -1, 1, 0, -1, 1, 0],
  right: [0, 1, -1, 0, 1, -1, 0, 1, -1],
  'left-prewitt': [-1, 0, 1, -1, 0, 1, -1, 0, 1],
  'right-prewitt': [1, 0, -1, 1, 0, -1, 1, 0, -1],
  diag1: [0, -1, 1, -1, 1, 0, 1, 0, 0],
  diag2: [1, -1, 0, 0, 1, -1, 0, 0, 1],
  box: [1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
  gauss: [1 / 16, 2 / 16, 1 / 16, 2 / 16, 4 / 16, 2 / 16, 1 / 16, 2 / 16, 1 / 16],
  sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0],
  'session-blur': [-0.2, -0.2, -0.2, -0.2, 1, -0.2, -0.2, -0.2, -0.2],
  laplace: [0, 1, 0, 1, -4, 1, 0, 1, 0],
  identity: [0, 0, 0, 0, 1, 0, 0, 0, 0],
} as const satisfies Record<string, readonly number[]>;

/** The name of a kernel, as it stands in links. */
export type KernelName = keyof typeof namedKernels;

/** The kernels of the session's stack, in its order: a tensor of shape `[4, 1, 3, 3]`. */
export const sessionStack = ['left', 'top', 'diag1', 'diag2'] as const satisfies readonly KernelName[];

/** Whether a word names a kernel. */
export function isKernelName(word: string): word is KernelName {
  return Object.hasOwn(namedKernels, word);
}

/** The name of the kernel with exactly these nine weights, if it has one. */
export function kernelNameOf(weights: readonly number[]): KernelName | undefined {
  for (const name of Object.keys(namedKernels)) {
    if (isKernelName(name) && namedKernels[name].every((weight, at) => weight === weights[at])) return name;
  }
  return undefined;
}

/** The name of the kernel that has these weights but for a positive factor, if there is one: doubled, `top` still finds the same edge. */
export function kernelNameUpToScale(weights: readonly number[]): KernelName | undefined {
  const size = Math.hypot(...weights);
  const isSame = (known: readonly number[]) =>
    known.every((weight, at) => Math.abs(weight / Math.hypot(...known) - (weights[at] ?? 0) / size) < 1e-3);
  if (size === 0) return undefined;
  return Object.keys(namedKernels)
    .filter(isKernelName)
    .find((name) => isSame(namedKernels[name]));
}
