// The code that the builder and the trainer export, executed by PyTorch for many networks: it has to print the book's table of each network, and
// with weights of ours its answers, and on held-out digits the result, have to be those of the book.
import { gzipSync } from 'node:zlib';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@lib/array/random.ts';
import { sizeOf, tensor, type Tensor } from '@lib/array/tensor.ts';
import { fastaiCode } from '@lib/export/fastai-code.ts';
import { torchNetworkCode } from '@lib/export/torch-code.ts';
import { torchRunCode } from '@lib/export/torch-run-code.ts';
import { namedTensors } from '@lib/export/weight-names.ts';
import { toSafetensors } from '@lib/export/weights-file.ts';
import { crossEntropy } from '@lib/nn/cross-entropy.ts';
import { forward } from '@lib/nn/forward.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import { initialParameters, type Model } from '@lib/nn/parameters.ts';
import { batchOf } from '@lib/nn/training.ts';
import { batchShape, sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach, heldOutIn, mnistFolder, picturesOf } from './exported.ts';
import { networkStates } from './states.ts';

const tolerance = 1e-5;
const batch = 64;
const picturesSent = 4;
const heldOutCount = 200;
const logitRows = 10;

/** Tables, and answers to pictures at random. */
export const networkTables: TorchCheck = {
  title: 'the exported code of a network prints its table, and answers alike',
  async run(tools) {
    const cases = networkStates.map(({ name, layers, picture = [1, 28, 28] }, seed) => {
      const model = unusualModel(layers, [1, ...picture], seed);
      const shape = [picturesSent, ...picture];
      return {
        name,
        model,
        inputShape: [batch, ...picture],
        images: tensor(shape, Array.from({ length: sizeOf(shape) }, seededRandom(seed))),
      };
    });
    const answers = await askAll(
      tools,
      cases.map(({ model, inputShape, images }) => ({
        code: torchNetworkCode(model.layers, inputShape),
        state: stateOf(model, images),
        input: asJson(images),
      })),
    );
    let largest = 0;
    await forEach(cases, ({ model, inputShape, images }, at) => {
      const { output = '', values = [], error } = answers[at] ?? {};
      if (error !== undefined) throw new Error(error);
      const { rows, parameters, multiplyAccumulates } = tableOf(model.layers, inputShape);
      const wanted = [
        ...rows.map((row) => `[${row.outputShape.join(', ')}] ${row.parameters} ${row.multiplyAccumulates}`),
        `${parameters} ${multiplyAccumulates}`,
      ].join('\n');
      const found = tableIn(output);
      if (found !== wanted) throw new Error(`the table must be\n${wanted}\ngot\n${found}`);
      largest = Math.max(largest, compare('answers', forward(model, images).data, values, tolerance));
    });
    return `${cases.length} networks, at most ${largest.toExponential(1)} apart`;
  },
};

/** Exported weights on held-out digits, from files as they are, and once from packed ones. */
export const heldOutWithWeights: TorchCheck = {
  title:
    'the exported script of a run judges held-out digits alike with exported weights, and its fastai form is Python',
  async run(tools) {
    const networks = networkStates.flatMap(({ name, layers, digits }) =>
      digits === undefined ? [] : [{ name, run: { ...sessionRun, layers, digits }, folder: mnistFolder }],
    );
    const packed = { name: 'packed files', run: sessionRun, folder: packedFiles(tools.folder) };
    const cases = [...networks, packed].map((one, seed) => {
      const model = unusualModel(one.run.layers, batchShape(1), seed);
      const weights = join(tools.folder, `${seed}.safetensors`);
      writeFileSync(weights, toSafetensors({ ...model, step: 0 }));
      return { ...one, model, weights };
    });
    const scripts = await askAll(
      tools,
      cases.map(({ run, folder, weights }) => ({
        code: torchRunCode(run, { fileCounts: [] }),
        argv: [folder, '--weights', weights, '--held-out', String(heldOutCount)],
      })),
    );
    const fastai = await askAll(
      tools,
      cases.map(({ run }) => ({ parse: fastaiCode(run, { fileCounts: [12_396] }) })),
    );
    let largest = 0;
    await forEach(cases, async ({ run, model }, at) => {
      const { output = '', error = fastai[at]?.error } = scripts[at] ?? {};
      if (error !== undefined) throw new Error(error);
      largest = Math.max(largest, await compareHeldOut(run, model, output));
    });
    return `${cases.length} networks on ${heldOutCount} digits, at most ${largest.toExponential(1)} apart`;
  },
};

async function compareHeldOut(run: TrainingRun, model: Model, output: string): Promise<number> {
  const places = Uint32Array.from({ length: heldOutCount }, (_, place) => place);
  const { images, labels } = batchOf(await picturesOf(run, 'valid'), places);
  const logits = forward(model, images);
  const found = heldOutIn(output);
  const { right, undecided } = judged(logits, labels);
  if (found.count !== heldOutCount || Math.abs(found.right - right) > undecided) {
    throw new Error(`${right} of ${heldOutCount} must be right, got ${found.right} of ${found.count}`);
  }
  const scores = [...output.matchAll(/^logits (.*)$/gm)].flatMap(([, row = '']) => row.split(' ').map(Number));
  return Math.max(
    compare('logits', logits.data.subarray(0, logitRows * run.digits.length), scores, tolerance),
    compare('loss', [crossEntropy(logits, labels)], [found.loss], tolerance),
  );
}

/** How many rows have their largest score at their label, and how many are so close that a last bit decides. */
function judged({ shape, data }: Tensor, labels: ArrayLike<number>): { right: number; undecided: number } {
  const classes = shape[1] ?? 1;
  const rows = Array.from(labels, (label, image) => {
    const scores = data.subarray(image * classes, (image + 1) * classes);
    const [next = NaN, most = NaN] = scores.toSorted().slice(-2);
    return { isRight: scores.indexOf(most) === label, isUndecided: most - next < tolerance };
  });
  return {
    right: rows.filter(({ isRight }) => isRight).length,
    undecided: rows.filter(({ isUndecided }) => isUndecided).length,
  };
}

/** A network with numbers at random, those of batch normalisation too, which would change nothing as they are at the start. */
function unusualModel(layers: readonly Layer[], inputShape: readonly number[], seed: number): Model {
  const rng = seededRandom(seed);
  const above = ({ shape, data }: Tensor): Tensor =>
    tensor(
      shape,
      data.map((value) => value + rng() / 2),
    );
  const parameters = initialParameters(layers, inputShape, rng).map((numbers) => {
    const { weight, bias, runningMean, runningVariance } = numbers;
    if (!weight || !bias || !runningMean || !runningVariance) return numbers;
    return {
      weight: above(weight),
      bias: above(bias),
      runningMean: above(runningMean),
      runningVariance: above(runningVariance),
    };
  });
  return { layers, parameters };
}

/** The rows of a printed table, without heads and names: shape, parameters, products. */
function tableIn(output: string): string {
  const lines = output.trimEnd().split('\n').slice(2);
  return lines.map((line) => line.replace(/^\w+ +/, '').replaceAll(/ +/g, ' ')).join('\n');
}

function packedFiles(folder: string): string {
  const packed = join(folder, 'packed');
  mkdirSync(packed);
  for (const name of ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']) {
    writeFileSync(join(packed, `${name}.gz`), gzipSync(readFileSync(join(mnistFolder, name)), { level: 1 }));
  }
  return packed;
}

function stateOf(model: Model, images: Tensor): object {
  const named = namedTensors(model, { inputShape: images.shape });
  return Object.fromEntries(named.map(({ name, ...values }) => [name, asJson(values)]));
}

function asJson({ shape, data }: Tensor): { shape: readonly number[]; data: number[] } {
  return { shape, data: Array.from(data) };
}
