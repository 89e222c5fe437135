// Weights that leave the book must be what PyTorch loads, strictly and under its own names, and answer alike there; and the other way round.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstPictures } from '../../tests/fixtures/first-digits.ts';
import { seededRandom } from '@lib/array/random.ts';
import { readWeights, toSafetensors } from '@lib/export/weights-file.ts';
import { forward } from '@lib/nn/forward.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { readLayers } from '@lib/nn/read-run.ts';
import { batchOf, startTraining, trainStep, type Training } from '@lib/nn/training.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import { compare, type CheckTools, type TorchCheck } from './check.ts';

const tolerance = 1e-5;
const script = fileURLToPath(new URL('weights.py', import.meta.url));
const networksFile = new URL('../../tests/fixtures/training.json', import.meta.url);

const ten = { ...firstPictures(10), fileCounts: [10] };
const pictures = batchOf(
  ten,
  Uint32Array.from({ length: 10 }, (_, place) => place),
);

/** Runs the Python script on a file of weights and the ten pictures, and gives the answers, `[10, 2]`. */
async function answers({ torch, folder }: CheckTools, [command, ...rest]: readonly string[]): Promise<number[]> {
  const images = join(folder, 'images.f32');
  writeFileSync(images, pictures.images.data);
  const rows: unknown = JSON.parse(
    await torch.run(folder, [script, command ?? '', weightsIn(folder), images, ...rest]),
  );
  return Array.isArray(rows) ? rows.flat().map(Number) : [];
}

const weightsIn = (folder: string): string => join(folder, 'model.safetensors');

/** A network that has trained for three steps, so that no number in it is one that PyTorch would have by itself. */
function trained(layers: readonly Layer[]): Training {
  const parameters = initialParameters(layers, batchShape(1), seededRandom(1));
  let training = startTraining({ layers, parameters }, 'momentum');
  for (let step = 0; step < 3; step++) ({ training } = trainStep(training, pictures, 0.1));
  return training;
}

/** The networks of the training fixtures, by their names. */
function networks(): { name: string; layers: Layer[] }[] {
  const stored: { networks: { name: string; layers: unknown }[] } = JSON.parse(readFileSync(networksFile, 'utf8'));
  return stored.networks.map(({ name, layers }) => ({ name, layers: readLayers(layers) }));
}

/** From here to PyTorch. */
export const weightsIntoTorch: TorchCheck = {
  title: 'load_state_dict(strict=True) takes our safetensors, and the network answers alike',
  async run(tools) {
    let largest = 0;
    const list = networks();
    for (const { name, layers } of list) {
      const training = trained(layers);
      writeFileSync(weightsIn(tools.folder), toSafetensors(training));
      const ours = forward(training, pictures.images).data;
      largest = Math.max(largest, compare(name, ours, await answers(tools, ['load']), tolerance));
    }
    return `${list.length} networks, ${largest.toExponential(1)} apart at most`;
  },
};

const normalised = (outChannels: number): Layer[] => [
  { kind: 'conv', outChannels, kernel: 3, stride: 2, padding: 1, hasBias: false },
  { kind: 'batch-norm' },
  { kind: 'relu' },
];

const sessionsWithNorm: readonly Layer[] = [
  ...[4, 8, 16, 32].flatMap(normalised),
  { kind: 'conv', outChannels: 2, kernel: 3, stride: 2, padding: 1 },
  { kind: 'flatten' },
];

/** From PyTorch to here. */
export const weightsFromTorch: TorchCheck = {
  title: 'we read what PyTorch writes of a network made by the session’s helper, in every precision',
  async run(tools) {
    const dtypes = ['F32', 'F64', 'F16', 'BF16'];
    let largest = 0;
    for (const dtype of dtypes) {
      const theirs = await answers(tools, ['save', dtype]);
      const network = readWeights(readFileSync(weightsIn(tools.folder)), sessionsWithNorm);
      largest = Math.max(largest, compare(dtype, forward(network, pictures.images).data, theirs, tolerance));
    }
    return `${dtypes.join(', ')}; ${largest.toExponential(1)} apart at most`;
  },
};
