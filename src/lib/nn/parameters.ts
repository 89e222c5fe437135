// The numbers of a network: what it learns, and what it remembers of the batches it saw. They stand in a list beside the layers, one entry
// for each; a layer that has none has an empty one. Fresh numbers are drawn as PyTorch draws them.
import { checkSameShape, sizeOf, tensor, type Tensor } from '@lib/array/tensor.ts';
import type { Layer } from './layers.ts';
import { rowsOf, type LayerRow } from './network-table.ts';

/** The numbers of one layer. */
export interface LayerParameters {
  /** Convolution `[out, in / groups, kernelH, kernelW]`, dense `[outputs, inputs]`, batch normalisation `[channels]`, its scale γ. */
  readonly weight?: Tensor;
  /** `[out]`; for batch normalisation its shift β. */
  readonly bias?: Tensor;
  /** Batch normalisation only: the average of the means it saw, `[channels]`; remembered, not learned. */
  readonly runningMean?: Tensor;
  /** Batch normalisation only: the average of the variances it saw, `[channels]`; remembered, not learned. */
  readonly runningVariance?: Tensor;
}

/** A network with its numbers: `parameters[n]` belongs to `layers[n]`. */
export interface Model {
  readonly layers: readonly Layer[];
  readonly parameters: readonly LayerParameters[];
}

/** Whether a layer has numbers to learn. */
export function hasParameters({ kind }: Layer): boolean {
  return kind === 'conv' || kind === 'dense' || kind === 'batch-norm';
}

/**
 * Puts numbers that are listed without gaps, as files have them, beside the layers they belong to.
 * @throws RangeError if there are more or fewer than layers that learn
 */
export function besideLayers(layers: readonly Layer[], listed: readonly LayerParameters[]): LayerParameters[] {
  const wanted = layers.filter(hasParameters).length;
  if (listed.length !== wanted) {
    throw new RangeError(`besideLayers: listed must hold numbers for ${wanted} layers, got ${listed.length}`);
  }
  const rest = [...listed];
  return layers.map((layer) => (hasParameters(layer) ? (rest.shift() ?? {}) : {}));
}

/**
 * Fresh numbers for a network with inputs of a shape `[batch, channels, height, width]`: weights and biases even in ±1/√(inputs of one
 * output), batch normalisation as if it were not there.
 * @throws RangeError if the layers do not fit together
 */
export function initialParameters(
  layers: readonly Layer[],
  inputShape: readonly number[],
  rng: () => number,
): LayerParameters[] {
  const rows = rowsOf(layers, inputShape, 'initialParameters');
  return rows.map(({ layer, weightShape, biasShape }) => {
    if (weightShape === undefined) return {};
    const filled = (value: number): Tensor => tensor(weightShape, new Float32Array(sizeOf(weightShape)).fill(value));
    if (layer.kind === 'batch-norm') {
      return { weight: filled(1), bias: filled(0), runningMean: filled(0), runningVariance: filled(1) };
    }
    const bound = 1 / Math.sqrt(sizeOf(weightShape.slice(1)));
    const drawn = (shape: readonly number[]): Tensor =>
      tensor(
        shape,
        Float32Array.from({ length: sizeOf(shape) }, () => (2 * rng() - 1) * bound),
      );
    const weight = drawn(weightShape);
    return biasShape === undefined ? { weight } : { weight, bias: drawn(biasShape) };
  });
}

/** One layer's numbers, and where they stand in a list, for instance `{ caller: 'forward', argument: 'parameters[2]' }`. */
export interface NumbersAt {
  readonly numbers: LayerParameters | undefined;
  readonly caller: string;
  readonly argument: string;
}

/**
 * Starts reading the numbers of a layer by name.
 * @throws RangeError, when read, if they are missing or have not the shape the layer needs
 */
export function numbersFor(
  { weightShape, biasShape }: LayerRow,
  { numbers, caller, argument }: NumbersAt,
): (name: keyof LayerParameters) => Tensor {
  return (name) => {
    const wanted = (name === 'bias' ? biasShape : weightShape) ?? [];
    const found = numbers?.[name];
    const place = `${argument}.${name}`;
    if (found === undefined) {
      throw new RangeError(`${caller}: ${place} must have the shape [${wanted.join(', ')}], got none`);
    }
    checkSameShape(found, wanted, { caller, argument: place });
    return found;
  };
}
