// A network that leaves the book and comes back: its numbers in a file that PyTorch can read, or in JSON, with the run that made them beside
// them, so that opening the file restores the run. A file from elsewhere has only numbers; then the network at hand says where they belong.
import { checkWhole } from '@lib/array/check.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import type { Model } from '@lib/nn/parameters.ts';
import { readLayers, readRun } from '@lib/nn/read-run.ts';
import { batchShape, type TrainingRun } from '@lib/nn/training-run.ts';
import { isRecord, readSafetensors, writeSafetensors, type NamedTensor } from './safetensors.ts';
import { namedTensors, parametersFrom } from './weight-names.ts';
import { newerEdition, WeightsError } from './weights-error.ts';
import { readWeightsJson, writeWeightsJson } from './weights-json.ts';

/** A network for pictures of one channel, 28 × 28, with its numbers and where they come from. */
export interface SavedNetwork extends Model {
  /** The run that is making the numbers; its layers are the network's. Unknown for numbers from elsewhere. */
  readonly run?: TrainingRun | undefined;
  /** How many of the run's steps were taken; 0 without a run. */
  readonly step: number;
}

/** The name under which a safetensors file keeps what this book wants to know. */
export const metadataKey = 'threes-and-sevens';

/**
 * Writes a network for PyTorch: `model.load_state_dict(safetensors.torch.load_file(…))` for the plain `nn.Sequential` of its layers.
 * @throws WeightsError if a number is infinite or NaN; RangeError if numbers and layers do not fit
 */
export function toSafetensors(network: SavedNetwork): Uint8Array<ArrayBuffer> {
  return writeSafetensors({
    tensors: namedTensors(network, { batches: network.step }),
    metadata: { format: 'pt', [metadataKey]: JSON.stringify({ version: 1, ...aboutOf(network) }) },
  });
}

/**
 * Writes a network as JSON.
 * @throws WeightsError if a number is infinite or NaN; RangeError if numbers and layers do not fit
 */
export function toWeightsJson(network: SavedNetwork): string {
  return writeWeightsJson({ tensors: namedTensors(network), about: aboutOf(network) });
}

/** What stands in a file beside the numbers. */
function aboutOf({ layers, run, step }: SavedNetwork): Readonly<Record<string, unknown>> {
  if (run === undefined) return { layers };
  const { layers: _, ...rest } = run;
  return { layers, run: rest, step };
}

/**
 * Reads a file of either form. A file from this book restores its own network; `layersAtHand` are for those that say nothing of theirs.
 * @throws WeightsError saying, for a reader, what is wrong with the file
 */
export function readWeights(bytes: Uint8Array, layersAtHand?: readonly Layer[]): SavedNetwork {
  const { tensors, about } = contentOf(bytes);
  const { layers = layersAtHand, run, step } = about === undefined ? {} : networkOf(about);
  if (layers === undefined) throw new WeightsError('This file does not say which network its numbers are for.');
  return { layers, parameters: parametersFrom(tensors, layers), run, step: step ?? 0 };
}

interface Content {
  readonly tensors: readonly NamedTensor[];
  readonly about?: unknown;
}

function contentOf(bytes: Uint8Array): Content {
  const beginning = bytes.subarray(0, 8);
  // The length at the beginning of a safetensors file has zeros in it, and text has none.
  const isText = !beginning.includes(0) && /^\s*[{[]/.test(new TextDecoder().decode(beginning));
  if (isText) return readWeightsJson(new TextDecoder().decode(bytes));
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b; // "PK"
  const isPickle = bytes[0] === 0x80;
  if (bytes[8] !== 0x7b && (isZip || isPickle)) {
    throw new WeightsError(
      'This file was written by torch.save, and reading such a file can run what is hidden in it. Save the weights as safetensors instead.',
    );
  }
  const { tensors, metadata } = readSafetensors(bytes);
  const words = Object.hasOwn(metadata, metadataKey) ? metadata[metadataKey] : undefined;
  return words === undefined ? { tensors } : { tensors, about: parsed(words) };
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch (cause) {
    throw nonsense(cause);
  }
}

function networkOf(about: unknown): { layers?: readonly Layer[]; run?: TrainingRun; step?: number } {
  const { version = 1, layers: stored, run, step = 0 } = isRecord(about) ? about : {};
  if (version !== 1) throw new WeightsError(newerEdition);
  if (stored === undefined) return {};
  try {
    const layers = readLayers(stored);
    const { problem } = tableOf(layers, batchShape(1));
    if (problem !== undefined) throw new RangeError(problem.message);
    if (run === undefined) return { layers };
    if (!isRecord(run)) throw new TypeError('readWeights: run must be an object');
    const steps = checkWhole(step, 0, { caller: 'readWeights', argument: 'step' });
    return { layers, run: readRun({ ...run, layers }), step: steps };
  } catch (cause) {
    throw nonsense(cause);
  }
}

function nonsense(cause: unknown): WeightsError {
  return new WeightsError(
    'This file says that it is from this book, but what it says of its network makes no sense here.',
    cause,
  );
}
