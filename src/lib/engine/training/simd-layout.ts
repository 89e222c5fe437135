// Where everything of a network in training stands in the memory of the book's own module (assembly/train.ts): activations and their
// gradients for the pictures that go through together, parameters, gradients and moments in rows of their own, and a description of each layer.
// Channels are padded to fours, so that vectors are full; what is padded stays 0. The one channel of the pictures is not padded where a
// convolution meets them first: they get a border of zeros instead.
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import type { BatchNormLayer } from '@lib/nn/layers.ts';
import type { LayerRow } from '@lib/nn/network-table.ts';
import type { VectorPlan } from '@lib/nn/parameter-vector.ts';
import { momentRows } from '@lib/nn/optimiser.ts';
import type { LearnerPlan } from './learner.ts';
import { description, descriptionSize, kinds, type Activations, type Said } from './simd-description.ts';

/** Pictures that go through together: so few that their activations stay in the processor's nearest cache. */
const picturesTogether = 16;

const numberBytes = 4;

const paddedToFour = (size: number): number => Math.ceil(size / 4) * 4;

/** A network's place in memory; all positions are in bytes. */
export interface SimdLayout {
  readonly descriptions: readonly (readonly number[])[];
  /** Doubles of each description: epsilon and momentum. */
  readonly doubles: readonly (readonly [number, number])[];
  readonly descriptionsAt: number;
  readonly together: number;
  readonly picture: {
    readonly at: number;
    readonly strideBytes: number;
    readonly border: number;
    readonly channels: number;
  };
  readonly scores: {
    readonly at: number;
    readonly gradient: number;
    readonly strideBytes: number;
    readonly classes: number;
  };
  readonly parameters: number;
  readonly gradients: number;
  readonly moments: readonly number[];
  /** Of parameters, gradients and each row of moments. */
  readonly rowBytes: number;
  /** For each learned number its place in a row, counted in numbers. */
  readonly placeOfLearned: Int32Array;
  /** For each remembered number its place in memory, counted in numbers. */
  readonly placeOfRemembered: Int32Array;
  readonly sizeBytes: number;
}

/** Lays a network out from an address on. */
export function layOut(plan: LearnerPlan, start: number): SimdLayout {
  const trial = new Planner(plan, { start, rowBytes: 0 }); // tells how long a row of parameters is
  trial.plan();
  return new Planner(plan, { start, rowBytes: trial.rowNumbers * numberBytes }).plan();
}

class Planner {
  readonly #plan: LearnerPlan;
  readonly #start: number;
  readonly #together: number;
  readonly #descriptions: number[][] = [];
  readonly #doubles: (readonly [number, number])[] = [];
  readonly #rows: readonly LayerRow[];
  readonly #placeOfLearned: Int32Array;
  readonly #placeOfRemembered: Int32Array;
  #end: number;
  /** Numbers of a row of parameters, as far as it is laid out. */
  rowNumbers = 0;
  readonly #parameters: number;
  readonly #gradients: number;
  readonly #rowBytes: number;

  constructor(plan: LearnerPlan, { start, rowBytes }: { readonly start: number; readonly rowBytes: number }) {
    this.#plan = plan;
    this.#start = start;
    this.#end = start;
    this.#rows = plan.rows;
    // Batch normalisation looks at the whole batch at once.
    const isWhole = plan.rows.some(({ layer }) => layer.kind === 'batch-norm');
    this.#together = isWhole ? paddedToFour(plan.batch) : picturesTogether;
    this.#placeOfLearned = new Int32Array(plan.vectors.learnedCount);
    this.#placeOfRemembered = new Int32Array(plan.vectors.rememberedCount);
    this.#rowBytes = rowBytes;
    this.#parameters = this.#take(this.#rowBytes);
    this.#gradients = this.#take(this.#rowBytes);
  }

  plan(): SimdLayout {
    const moments = Array.from({ length: momentRows[this.#plan.optimiser] }, () => this.#take(this.#rowBytes));
    const picture = this.#picture();
    let at = picture;
    for (let index = 0; index < this.#rows.length; index++) {
      const row = this.#rows[index];
      if (row === undefined) continue;
      const isRectified = this.#rows[index + 1]?.layer.kind === 'relu';
      at = this.#layer(row, index, { at, isRectified });
      if (row.layer.kind === 'conv' || row.layer.kind === 'dense') index += isRectified ? 1 : 0; // done in the same go
    }
    if (at.isRectified) {
      // A convolution's own ReLU is undone by the layer behind it; at the end there must be one that does nothing else.
      const out = this.#activations({ ...at, channels: at.realChannels });
      this.#describe(kinds.rectifier, { at, out });
      at = out;
    }
    const descriptionsAt = this.#take(this.#descriptions.length * descriptionSize * numberBytes);
    return {
      descriptions: this.#descriptions,
      doubles: this.#doubles,
      descriptionsAt,
      together: this.#together,
      picture: {
        at: picture.data,
        strideBytes: picture.strideBytes,
        border: picture.border,
        channels: picture.channels,
      },
      scores: { at: at.data, gradient: at.gradient, strideBytes: at.strideBytes, classes: at.realChannels },
      parameters: this.#parameters,
      gradients: this.#gradients,
      moments,
      rowBytes: this.#rowBytes,
      placeOfLearned: this.#placeOfLearned,
      placeOfRemembered: this.#placeOfRemembered,
      sizeBytes: this.#end - this.#start,
    };
  }

  #layer(
    row: LayerRow,
    index: number,
    { at, isRectified }: { readonly at: Activations; readonly isRectified: boolean },
  ): Activations {
    const { layer } = row;
    switch (layer.kind) {
      case 'conv': {
        const [, , outHeight = 1, outWidth = 1] = row.outputShape;
        const [, , kernelHeight = 1, kernelWidth = 1] = row.weightShape ?? [];
        const shape = {
          kernel: [kernelHeight, kernelWidth],
          stride: pairOf(layer.stride ?? 1),
          padding: pairOf(layer.padding ?? 0),
        };
        return this.#convolution({ row, index, at, isRectified }, { ...shape, out: [outHeight, outWidth] });
      }
      case 'dense': {
        // A dense layer is a convolution whose kernel is as large as the map: PyTorch's flatten has the same order.
        const kernel = [at.height - 2 * at.border, at.width - 2 * at.border];
        return this.#convolution(
          { row, index, at, isRectified },
          { kernel, stride: [1, 1], padding: [0, 0], out: [1, 1] },
        );
      }
      case 'max-pool':
      case 'average-pool':
      case 'global-average-pool': {
        const [, , outHeight = 1, outWidth = 1] = row.outputShape;
        const isGlobal = layer.kind === 'global-average-pool';
        const kernel = isGlobal ? [at.height, at.width] : pairOf(layer.kernel);
        const stride = isGlobal ? [1, 1] : pairOf(layer.stride ?? layer.kernel);
        const padding = isGlobal ? [0, 0] : pairOf(layer.padding ?? 0);
        const out = this.#activations({
          height: outHeight,
          width: outWidth,
          channels: at.realChannels,
          isLearned: at.isLearned,
        });
        const isMax = layer.kind === 'max-pool';
        this.#describe(isMax ? kinds.maxPool : kinds.averagePool, {
          ...{ at, out, kernel, stride, padding },
          extra: isMax ? this.#take(out.strideBytes * this.#together) : 0,
        });
        return out;
      }
      case 'batch-norm':
        return this.#batchNorm(layer, index, at);
      case 'relu': {
        const out = this.#activations({ ...at, channels: at.realChannels });
        this.#describe(kinds.rectifier, { at, out });
        return out;
      }
      case 'flatten':
        return this.#flatten(index, at);
    }
  }

  #convolution(
    {
      row,
      index,
      at,
      isRectified,
    }: { readonly row: LayerRow; readonly index: number; readonly at: Activations; readonly isRectified: boolean },
    shape: {
      readonly kernel: readonly number[];
      readonly stride: readonly number[];
      readonly padding: readonly number[];
      readonly out: readonly number[];
    },
  ): Activations {
    const [outputs = 1] = row.weightShape ?? [];
    const [kernelHeight = 1, kernelWidth = 1] = shape.kernel;
    const [height = 1, width = 1] = shape.out;
    const out = this.#activations({ height, width, channels: outputs, isLearned: true, isRectified });
    const taps = kernelHeight * kernelWidth * at.channels;
    const weights = this.#takeInRow(taps * out.channels);
    const blockOf = (output: number): { readonly first: number; readonly wide: number } => {
      const first = output - (output % 8);
      return { first, wide: first + 8 <= out.channels ? 8 : 4 };
    };
    this.#place(
      index,
      'weight',
      ([output, input, tapRow, tapCol]) => {
        const { first, wide } = blockOf(output);
        return (
          weights + first * taps + ((tapRow * kernelWidth + tapCol) * at.channels + input) * wide + (output - first)
        );
      },
      [outputs, at.realChannels, kernelHeight, kernelWidth],
    );
    const { biases, biasGradients } = this.#biases(row, index, out);
    this.#describe(kinds.convolution, {
      at,
      out,
      kernel: shape.kernel,
      stride: shape.stride,
      padding: shape.padding.map((cells) => cells - at.border),
      weights: this.#parameters + numberBytes * weights,
      turned: at.isLearned ? this.#take(numberBytes * taps * out.channels) : 0,
      weightGradients: this.#gradients + numberBytes * weights,
      biases,
      biasGradients,
      isRectified,
    });
    return out;
  }

  /** A convolution without biases has zeros in their place, outside the rows, where no optimiser moves them. */
  #biases(row: LayerRow, index: number, out: Activations): { readonly biases: number; readonly biasGradients: number } {
    const sizeBytes = out.channels * numberBytes;
    if (row.biasShape === undefined) return { biases: this.#take(sizeBytes), biasGradients: this.#take(sizeBytes) };
    const place = this.#takeInRow(out.channels);
    this.#place(index, 'bias', ([, , , output]) => place + output, [1, 1, 1, out.realChannels]);
    return { biases: this.#parameters + numberBytes * place, biasGradients: this.#gradients + numberBytes * place };
  }

  #batchNorm(layer: BatchNormLayer, index: number, at: Activations): Activations {
    const out = this.#activations({ ...at, channels: at.realChannels, isLearned: true, isRectified: false });
    const scales = this.#takeInRow(at.channels);
    const shifts = this.#takeInRow(at.channels);
    const shape = [1, 1, 1, at.realChannels] as const;
    this.#place(index, 'weight', ([, , , channel]) => scales + channel, shape);
    this.#place(index, 'bias', ([, , , channel]) => shifts + channel, shape);
    const extra = this.#take(4 * at.channels * numberBytes);
    this.#place(index, 'runningMean', ([, , , channel]) => extra / numberBytes + 2 * at.channels + channel, shape);
    this.#place(index, 'runningVariance', ([, , , channel]) => extra / numberBytes + 3 * at.channels + channel, shape);
    const inRow = (row: number, place: number): number => row + numberBytes * place;
    this.#describe(kinds.batchNorm, {
      ...{ at, out, extra },
      weights: inRow(this.#parameters, scales),
      biases: inRow(this.#parameters, shifts),
      weightGradients: inRow(this.#gradients, scales),
      biasGradients: inRow(this.#gradients, shifts),
      doubles: [layer.epsilon ?? 1e-5, layer.momentum ?? 0.1],
    });
    return out;
  }

  /** Flattening moves nothing if there is one place, or if a dense layer follows. */
  #flatten(index: number, at: Activations): Activations {
    const places = (at.height - 2 * at.border) * (at.width - 2 * at.border);
    if (places === 1 || this.#rows[index + 1]?.layer.kind === 'dense') return at;
    const { isLearned, isRectified, realChannels } = at;
    const out = this.#activations({ height: 1, width: 1, channels: realChannels * places, isLearned, isRectified });
    this.#describe(kinds.reorder, { at, out, kernel: [realChannels, 1] });
    return out;
  }

  #picture(): Activations {
    const [first, second] = this.#rows.map(({ layer }) => layer);
    const isDense = first?.kind === 'flatten' && second?.kind === 'dense';
    const isConvolved = first?.kind === 'conv' || isDense;
    const border = first?.kind === 'conv' ? Math.max(...pairOf(first.padding ?? 0)) : 0;
    const [, , rows = 1, cols = 1] = this.#rows[0]?.inputShape ?? [];
    const height = rows + 2 * border;
    const width = cols + 2 * border;
    const channels = isConvolved ? 1 : 4;
    const strideBytes = strideOf(height * width * channels);
    const size = strideBytes * this.#together + 16; // vectors may reach beyond the last row
    return {
      ...{ data: this.#take(size), gradient: isConvolved ? 0 : this.#take(size), strideBytes },
      ...{ height, width, channels, realChannels: 1, border, isRectified: false, isLearned: false },
    };
  }

  #activations(wanted: {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
    readonly isLearned: boolean;
    readonly isRectified?: boolean;
  }): Activations {
    const { height, width, isLearned, isRectified = false } = wanted;
    const channels = paddedToFour(wanted.channels);
    const strideBytes = strideOf(height * width * channels);
    const [data, gradient] = [this.#take(strideBytes * this.#together), this.#take(strideBytes * this.#together)];
    return {
      data,
      gradient,
      strideBytes,
      height,
      width,
      channels,
      realChannels: wanted.channels,
      border: 0,
      isRectified,
      isLearned,
    };
  }

  #describe(kind: number, said: Said): void {
    this.#descriptions.push(description(kind, said));
    this.#doubles.push(said.doubles ?? [0, 0]);
  }

  /** Notes where the numbers of a tensor, seen as `[out, in, rows, cols]`, stand. */
  #place(
    layer: number,
    name: VectorPlan['learned'][number]['name'],
    placeOf: (index: readonly [number, number, number, number]) => number,
    [outputs, inputs, rows, cols]: readonly [number, number, number, number],
  ): void {
    const isHere = (part: VectorPlan['learned'][number]): boolean => part.layer === layer && part.name === name;
    const { learned, remembered } = this.#plan.vectors;
    const inLearned = learned.find(isHere);
    const part = inLearned ?? remembered.find(isHere);
    const places = inLearned === undefined ? this.#placeOfRemembered : this.#placeOfLearned;
    let at = part?.first ?? 0;
    for (let output = 0; output < outputs; output++) {
      for (let input = 0; input < inputs; input++) {
        for (let row = 0; row < rows; row++) {
          for (let col = 0; col < cols; col++) places[at++] = placeOf([output, input, row, col]);
        }
      }
    }
  }

  #takeInRow(numbers: number): number {
    const place = this.rowNumbers;
    this.rowNumbers += numbers;
    return place;
  }

  #take(sizeBytes: number): number {
    const at = this.#end;
    this.#end += Math.ceil(sizeBytes / 64) * 64;
    return at;
  }
}

/** Bytes from one picture to the next: not a power of two, or the pictures would push each other out of the cache. */
function strideOf(numbers: number): number {
  return Math.ceil(numbers / 16) * 64 + 64;
}

function pairOf(value: Pair): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}
