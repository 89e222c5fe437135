// A network's way forwards and backwards on tfjs, stage by stage. All learned numbers lie in one row on the device; a stage takes its part
// of it, and the gradient comes back as one such row, so that an optimiser has one thing to move.
import { concat, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { VectorPart } from '@lib/nn/parameter-vector.ts';
import { run, shaped, type Arithmetic, type ConvNumbers } from './tfjs-arithmetic.ts';
import type { ConvStage, NormStage, Stage, StagePlan } from './stages.ts';
import {
  normalise,
  normGradients,
  scaleOfAverages,
  scaleOfBatch,
  type Averages,
  type NormNumbers,
  type NormScale,
} from './tfjs-norm.ts';

/** A network on tfjs. */
export interface TfjsNetwork {
  readonly plan: StagePlan;
  readonly arithmetic: Arithmetic;
  /** All learned numbers, `[learnedCount]`. */
  readonly learned: Tensor1D;
  /** One entry for each stage; only normalisations have any. */
  readonly averages: readonly (Averages | undefined)[];
}

type Numbers = ConvNumbers | NormNumbers | undefined;

/** A stage that was passed, for the way back. */
interface PassedStage {
  readonly stage: Stage;
  readonly numbers: Numbers;
  readonly input: Tensor4D;
  readonly output: Tensor4D;
  readonly scale?: NormScale;
}

/** A way forwards. */
export interface TfjsPass {
  readonly network: TfjsNetwork;
  readonly passed: readonly PassedStage[];
  /** `[batch, classes]` */
  readonly logits: Tensor;
  readonly averages: TfjsNetwork['averages'];
}

/** Sends pictures `[batch, height, width, 1]` through; in training, normalisations go by the batch and their averages move on. */
export function passForward(network: TfjsNetwork, pictures: Tensor4D, isTraining: boolean): TfjsPass {
  const { plan, arithmetic } = network;
  const [batch] = pictures.shape;
  const passed: PassedStage[] = [];
  const averages = [...network.averages];
  let input = pictures;
  plan.stages.forEach((stage, at) => {
    const { from } = stage;
    input = shaped(input, [batch, from.height, from.width, from.channels]); // what flattens, flattens here
    if (stage.kind === 'conv') {
      const numbers = convNumbers(network.learned, stage);
      const output = arithmetic.convolve(input, numbers, stage);
      passed.push({ stage, numbers, input, output });
    } else if (stage.kind === 'norm') {
      const before = averages[at];
      if (before === undefined) throw new TypeError(`passForward: averages[${at}] must be there, got none`);
      const numbers = normNumbers(network.learned, stage);
      const known = isTraining
        ? scaleOfBatch(input, before, { stage, columnSums: arithmetic.columnSums })
        : { scale: scaleOfAverages(before, stage), averages: before };
      averages[at] = known.averages;
      const output = normalise(input, numbers, known.scale, stage.hasRelu);
      passed.push({ stage, numbers, input, output, scale: known.scale });
    } else {
      passed.push({ stage, numbers: undefined, input, output: arithmetic.pool(input, stage) });
    }
    input = passed.at(-1)?.output ?? input;
  });
  return { network, passed, logits: shaped(input, [batch, plan.classes]), averages };
}

/** Takes the gradient of the scores back; gives that of all learned numbers, in one row. */
export function passBackward({ network, passed }: TfjsPass, scores: Tensor): Tensor1D {
  const { plan, arithmetic } = network;
  const found: Tensor1D[] = [];
  let gradient = scores;
  for (let at = passed.length - 1; at >= plan.firstLearning; at--) {
    const here = passed[at];
    if (here === undefined) break;
    const { stage, numbers, input, output, scale } = here;
    const shapedGradient = shaped(gradient, output.shape);
    const arriving = stage.hasRelu ? arithmetic.throughRelu(shapedGradient, output) : shapedGradient;
    const through = { input, output, arriving };
    const isAsked = at > plan.firstLearning;
    if (stage.kind === 'conv' && numbers !== undefined && 'filter' in numbers) {
      const { filter, bias } = arithmetic.convolutionGradients(through, stage);
      found.unshift(...[filter, ...(bias === undefined ? [] : [bias])].map(flat));
      if (isAsked) gradient = arithmetic.convolutionInputGradient(through, numbers.filter, stage);
    } else if (stage.kind === 'norm' && numbers !== undefined && 'weight' in numbers && scale !== undefined) {
      const back = normGradients(through, numbers.weight, { scale, columnSums: arithmetic.columnSums });
      found.unshift(flat(back.weight), flat(back.bias));
      if (isAsked) gradient = back.input();
    } else if (stage.kind === 'max' || stage.kind === 'mean') {
      gradient = arithmetic.poolGradient(through, stage);
    }
  }
  return concat(found);
}

const flat = (x: Tensor): Tensor1D => shaped(x, [x.size]);

function part<Answer extends Tensor>(
  learned: Tensor1D,
  { first, count }: VectorPart,
  shape: readonly number[],
): Answer {
  return shaped<Answer>(run('Slice', { x: learned }, { begin: [first], size: [count] }), shape);
}

function convNumbers(learned: Tensor1D, { window, from, to, weight, bias }: ConvStage): ConvNumbers {
  return {
    filter: part(learned, weight, [...window.kernel, from.channels, to.channels]),
    bias: bias === undefined ? undefined : part(learned, bias, [to.channels]),
  };
}

function normNumbers(learned: Tensor1D, { weight, bias }: NormStage): NormNumbers {
  return { weight: part(learned, weight, [weight.count]), bias: part(learned, bias, [bias.count]) };
}
