// The sum over channels: a digit under 30 kernels, and one kernel of 30 slices over the maps they make. Its state, and what follows from it.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { seededRandom } from '@lib/array/random.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { sum, type Place } from '@lib/conv/response.ts';
import { traceOutput } from '@lib/conv/trace.ts';
import { edgeKernel } from '@lib/conv/turned-kernels.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { relu } from '@lib/nn/relu.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';
import { differenceFrom, EngineQuestion } from '@lib/state/engine-question.svelte.ts';
import { PictureFigure } from '@lib/state/picture-figure.svelte.ts';
import { channelCount, channelSumLink, type ChannelSumLink, type KernelSource } from './channel-sum.link.ts';

/** The side of picture and maps: padding 1 keeps it. */
export const side = 28;

/** How far engine and plain code may differ: float32 sums of 270 products of about a tenth. */
const agreement = 1e-4;

interface Layer {
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/** What is asked of the engine: both layers on one picture. */
interface Question {
  readonly picture: Tensor;
  readonly first: Layer;
  readonly second: Layer;
}

/** The numbers of both layers: as PyTorch begins, or with turned edges in the first. */
function layersFrom(source: KernelSource, seed: number): Pick<Question, 'first' | 'second'> {
  const layers = layersOf(architectureOf(`1-${channelCount}s1-1s1-maps`));
  const numbers = initialParameters(layers, [1, 1, side, side], seededRandom(seed));
  const [first, second] = numbers.flatMap(({ weight, bias }) =>
    weight === undefined || bias === undefined ? [] : [{ weight, bias }],
  );
  if (first === undefined || second === undefined) throw new RangeError('layersFrom: both layers must learn');
  if (source === 'random') return { first, second };
  const kernels = Array.from({ length: channelCount }, (_, at) => edgeKernel((360 / channelCount) * at));
  const turned = {
    weight: tensor(first.weight.shape, kernels.flat()), // [30, 1, 3, 3]
    bias: tensor(first.bias.shape, new Float32Array(channelCount)),
  };
  return { first: turned, second };
}

const padded = { padding: 1 } as const;

export class ChannelSumState extends PictureFigure<ChannelSumLink> {
  constructor() {
    super(channelSumLink, false);
  }

  readonly place = $derived<Place>([this.link.r, this.link.c]);
  readonly channel = $derived(this.link.ch);

  /** Apart from the rest of the link, so that a move asks nothing new of the engine. */
  readonly #source = $derived(this.link.k);
  readonly #seed = $derived(this.link.seed);
  readonly #bytes = $derived(this.picture.bytes);
  readonly #question = $derived<Question>({
    ...layersFrom(this.#source, this.#seed),
    picture: tensor(
      [1, 1, side, side],
      Array.from(this.#bytes, (byte) => byte / 255),
    ),
  });
  /** The 30 maps, what is below 0 cut off: `[1, 30, 28, 28]`. */
  readonly maps = $derived.by(() => {
    const { picture, first } = this.#question;
    return relu(conv2d(picture, first.weight, { ...padded, bias: first.bias }));
  });
  readonly #reference = $derived.by(() => {
    const { second } = this.#question;
    return conv2d(this.maps, second.weight, { ...padded, bias: second.bias }); // [1, 1, 28, 28]
  });

  readonly engine = new EngineQuestion<Question, Tensor>({
    question: () => this.#question,
    ask: async (engine, { picture, first, second }) => {
      const one = await engine.conv2d(picture, first.weight, { ...padded, bias: first.bias });
      const two = await engine.conv2d(relu(one.value), second.weight, { ...padded, bias: second.bias });
      return { ...two, milliseconds: one.milliseconds + two.milliseconds };
    },
  });
  readonly computation = $derived.by(() => {
    const { answer, current, fault, isWaiting } = this.engine;
    return {
      answer,
      fault,
      isWaiting,
      agreement,
      disagreement: current && differenceFrom(this.#reference, current.value),
      placeWords: (index: number) => `(${Math.floor(index / side)}, ${index % side})`,
    };
  });
  /** The map that comes out, 784 numbers: the engine's once it has answered, until then plain code's. */
  readonly output = $derived(this.engine.current?.value.data ?? this.#reference.data);

  /** The answer at the place taken apart, channel by channel. */
  readonly #trace = $derived.by(() => {
    const { second } = this.#question;
    const cell = { channel: 0, row: this.link.r, col: this.link.c };
    return traceOutput(this.maps, second.weight, cell, { ...padded, bias: second.bias });
  });
  readonly bias = $derived(this.#trace.bias);
  /** What each channel adds, with the total so far; the bias comes last. */
  readonly steps = $derived.by(() => {
    let total = 0;
    return this.#trace.channels.map(({ partialSum, taps }) => ({ partialSum, taps, total: (total += partialSum) }));
  });
  readonly channelTotal = $derived(sum(this.steps.map(({ partialSum }) => partialSum)));
  readonly total = $derived(this.channelTotal + this.bias);
  readonly opened = $derived(this.steps[this.channel]);

  readonly greatestActivation = $derived(this.maps.data.reduce((most, value) => Math.max(most, value), 0));
  readonly greatestAnswer = $derived(this.output.reduce((most, value) => Math.max(most, Math.abs(value)), 0));

  /** One of the 30 maps, 784 numbers. */
  mapOf(channel: number): Float32Array {
    return this.maps.data.subarray(channel * side * side, (channel + 1) * side * side);
  }
}
