// How PyTorch names a network's numbers: in the plain `nn.Sequential` of a list of layers each number is called by the place of its layer, `0.weight`,
// `0.bias`, `2.weight`, counting those that learn nothing, too. In a `nn.Sequential` of small ones, as the session's helper makes it, names
// have a place in a place, `1.0.weight`; such numbers are matched by their order among convolutions, batch normalisations and dense layers.
import { sizeOf, tensor } from '@lib/array/tensor.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { rowsOf, type LayerRow } from '@lib/nn/network-table.ts';
import { hasParameters, numbersFor, type LayerParameters, type Model } from '@lib/nn/parameters.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import { quoted, type NamedTensor } from './safetensors.ts';
import { WeightsError } from './weights-error.ts';

/** The numbers of a layer by their names in PyTorch, in the order of its `state_dict`. */
const torchNames = {
  weight: 'weight',
  bias: 'bias',
  runningMean: 'running_mean',
  runningVariance: 'running_var',
} as const satisfies Readonly<Record<keyof LayerParameters, string>>;

/** How many batches a batch normalisation has seen: PyTorch keeps it beside the averages, and it changes nothing. */
const countName = 'num_batches_tracked';

/**
 * A network's numbers under their names in PyTorch.
 * @param batches how many batches it has seen
 * @throws WeightsError if a number is infinite or NaN; RangeError if numbers and layers do not fit
 */
export function namedTensors(
  { layers, parameters }: Model,
  { batches = 0, inputShape = batchShape(1) }: { batches?: number; inputShape?: readonly number[] } = {},
): NamedTensor[] {
  return rowsOf(layers, inputShape, 'namedTensors').flatMap((row, at) => {
    const numbers = { numbers: parameters[at], caller: 'namedTensors', argument: `parameters[${at}]` };
    const read = numbersFor(row, numbers);
    const found = wantedOf(row).map((name) => ({ name: `${at}.${torchNames[name]}`, ...read(name) }));
    for (const { data } of found) {
      if (data.every(Number.isFinite)) continue;
      throw new WeightsError('This network has numbers that are infinite or none at all; they are not worth keeping.');
    }
    const count = { name: `${at}.${countName}`, shape: [], data: Float32Array.of(batches), isCount: true };
    return row.layer.kind === 'batch-norm' ? [...found, count] : found;
  });
}

/**
 * Puts the numbers of a file beside the layers they belong to.
 * @throws WeightsError if any are missing, left over, of another shape, infinite or NaN; RangeError if the layers do not fit together
 */
export function parametersFrom(
  tensors: readonly NamedTensor[],
  layers: readonly Layer[],
  inputShape: readonly number[] = batchShape(1),
): LayerParameters[] {
  const rows = rowsOf(layers, inputShape, 'parametersFrom');
  const modules = modulesOf(tensors);
  const learning = rows.flatMap((row, at) => (hasParameters(row.layer) ? [{ row, at }] : []));
  const isPlain =
    modules.length === learning.length && learning.every(({ at }, n) => modules[n]?.places.join('.') === String(at));
  const moduleOf = isPlain ? modules : inOrder(modules, rows);
  const taken = learning.map(({ row, at }, n) => [at, takeNumbers(row, moduleOf[n])] as const);
  const byLayer = new Map(taken);
  return layers.map((_, at) => byLayer.get(at) ?? {});
}

/** The tensors of one layer in a file. */
interface Module {
  /** Where it stands: `[1, 0]` for `1.0.weight`. */
  readonly places: readonly number[];
  /** Its tensors by the last part of their names. */
  readonly tensors: ReadonlyMap<string, NamedTensor>;
}

/** A file's tensors, layer by layer in the order of the network. Words that all names begin with, such as `model.`, do not matter. */
function modulesOf(tensors: readonly NamedTensor[]): Module[] {
  const grouped = new Map<string, Map<string, NamedTensor>>();
  let beginning: string | undefined;
  for (const one of tensors) {
    const [, words = '', places, last = ''] = /^((?:[A-Za-z_]\w*\.)*)(\d+(?:\.\d+)*)\.(\w+)$/.exec(one.name) ?? [];
    if (places === undefined || (beginning !== undefined && words !== beginning)) {
      throw new WeightsError(
        `This file holds ${quoted(one.name)}; only the numbers of an nn.Sequential can be read, with names such as “0.weight”.`,
      );
    }
    beginning = words;
    const group = grouped.get(places) ?? new Map<string, NamedTensor>();
    grouped.set(places, group.set(last, one));
  }
  return [...grouped]
    .map(([places, group]) => ({ places: places.split('.').map(Number), tensors: group }))
    .toSorted((a, b) => comparePlaces(a.places, b.places));
}

function comparePlaces(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((place, depth) => place !== other[depth]);
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}

const learningKinds = ['conv', 'batch-norm', 'dense'] as const;

type LearningKind = (typeof learningKinds)[number];

const kindWords: Readonly<Record<LearningKind, readonly [one: string, many: string]>> = {
  conv: ['convolution', 'convolutions'],
  'batch-norm': ['batch normalisation', 'batch normalisations'],
  dense: ['dense layer', 'dense layers'],
};

/** What a module must be, by the axes of its weight. */
function kindOf({ tensors }: Module): LearningKind {
  const weight = tensors.get('weight');
  const axes = weight?.shape.length;
  if (axes === 4) return 'conv';
  if (axes === 2) return 'dense';
  if (axes === 1) return 'batch-norm';
  const [name = ''] = [...tensors.values()].map((one) => one.name);
  throw new WeightsError(
    weight === undefined
      ? `This file lacks ${quoted(name.replace(/\w+$/, 'weight'))}, without which ${quoted(name)} is of no use.`
      : `This file holds ${quoted(weight.name)} of ${sizes(weight.shape)}, which no layer of this book has.`,
  );
}

/** For each layer that learns, the module of its kind whose turn it is. */
function inOrder(modules: readonly Module[], rows: readonly LayerRow[]): Module[] {
  const kinds = modules.map(kindOf);
  const wanted = rows.flatMap(({ layer: { kind } }) =>
    kind === 'conv' || kind === 'dense' || kind === 'batch-norm' ? [kind] : [],
  );
  for (const kind of learningKinds) {
    const [held, needed] = [kinds, wanted].map((list) => list.filter((one) => one === kind).length);
    if (held !== needed) {
      throw new WeightsError(`This file holds ${count(held, kind)} where the network has ${count(needed, kind)}.`);
    }
  }
  const waiting = learningKinds.map((kind) => [kind, modules.filter((_, at) => kinds[at] === kind)] as const);
  const queues = new Map(waiting);
  return wanted.flatMap((kind) => queues.get(kind)?.shift() ?? []);
}

function count(number: number | undefined, kind: LearningKind): string {
  return `${number || 'no'} ${kindWords[kind][number === 1 ? 0 : 1]}`;
}

/** The numbers of a layer out of its module. */
function takeNumbers(row: LayerRow, module: Module | undefined): LayerParameters {
  const rest = new Map(module?.tensors);
  rest.delete(countName);
  const taken = wantedOf(row).map((name) => {
    const found = rest.get(torchNames[name]);
    rest.delete(torchNames[name]);
    const shape = (name === 'bias' ? row.biasShape : row.weightShape) ?? [];
    if (found === undefined) {
      const [holder = ''] = [...(module?.tensors.values() ?? [])].map((one) => one.name.replace(/\.\w+$/, ''));
      throw new WeightsError(
        `This file lacks ${quoted(`${holder}.${torchNames[name]}`)}, ${sizes(shape)} that the network needs.`,
      );
    }
    return [name, tensor(shape, checkedData(found, shape, name))] as const;
  });
  for (const { name } of rest.values()) {
    throw new WeightsError(`This file holds ${quoted(name)}, for which the network has no place.`);
  }
  return Object.fromEntries(taken);
}

const nouns: Readonly<Record<keyof LayerParameters, string>> = {
  weight: 'a weight',
  bias: 'a bias',
  runningMean: 'an average of means',
  runningVariance: 'an average of variances',
};

function checkedData(
  { name, shape, data, isCount }: NamedTensor,
  wanted: readonly number[],
  kind: keyof LayerParameters,
) {
  if (shape.length !== wanted.length || shape.some((size, axis) => size !== wanted[axis])) {
    throw new WeightsError(
      `This file holds ${nouns[kind]} of ${sizes(shape)} where the network needs ${sizes(wanted)}.`,
    );
  }
  if (isCount) throw new WeightsError(`This file holds ${quoted(name)} in whole numbers, which cannot be weights.`);
  if (data.length !== sizeOf(shape)) {
    throw new WeightsError(
      `This file holds ${data.length} numbers for ${quoted(name)} where its shape needs ${sizeOf(shape)}.`,
    );
  }
  if (!data.every(Number.isFinite)) {
    throw new WeightsError(`This file holds numbers in ${quoted(name)} that are infinite or none at all.`);
  }
  return data;
}

/** A shape in words: `16 × 8 × 3 × 3`. */
function sizes(shape: readonly number[]): string {
  if (shape.length === 0) return 'a single number';
  return shape.length === 1 ? `${shape.join()} ${shape[0] === 1 ? 'number' : 'numbers'}` : shape.join(' × ');
}

/** The names of a layer's numbers, in PyTorch's order. */
function wantedOf({ layer, weightShape, biasShape }: LayerRow): (keyof LayerParameters)[] {
  const learned = [weightShape && ('weight' as const), biasShape && ('bias' as const)].filter(
    (name) => name !== undefined,
  );
  return layer.kind === 'batch-norm' ? [...learned, 'runningMean', 'runningVariance'] : learned;
}
