// A network on a machine: the layers in which the work is, convolutions, dense layers and poolings, run there; the others take no time and
// are the book's own. Forward and back are those of lib/nn, layer by layer.
import { matMul as referenceMatMul, transposeMatrix } from '@lib/array/mat-mul.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { passLayer, type Passed, type PassedLayer, type Passing } from '@lib/nn/forward.ts';
import { backLayer, type BackLayer } from '@lib/nn/gradients.ts';
import { rowsOf } from '@lib/nn/network-table.ts';
import { numbersFor, type Model } from '@lib/nn/parameters.ts';
import type { Machine } from '../backends/machine.ts';
import { conv2d } from './conv2d.ts';
import { conv2dGradients } from './conv2d-gradients.ts';
import { matMul } from './mat-mul.ts';
import { avgPool2d, maxPool2d } from './pooling.ts';

/** Where a pass runs and whether it is still wanted. */
export interface PassSettings {
  readonly machine: Machine;
  readonly isTraining: boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * Checks that a network fits images, `[batch, channels, height, width]`, and has all its numbers; gives the shape of what comes out.
 * @throws RangeError naming the layer that does not fit, or whose numbers do not
 */
export function planNetwork(model: Model, images: Tensor): readonly number[] {
  const rows = rowsOf(model.layers, images.shape, 'forward');
  rows.forEach((row, at) => {
    const read = numbersFor(row, { numbers: model.parameters[at], caller: 'forward', argument: `parameters[${at}]` });
    if (row.weightShape !== undefined) read('weight');
    if (row.biasShape !== undefined) read('bias');
    if (row.layer.kind === 'batch-norm')
      for (const average of ['runningMean', 'runningVariance'] as const) read(average);
  });
  return rows.at(-1)?.outputShape ?? images.shape;
}

/**
 * Sends images through a network and keeps what each layer made of them.
 * @throws RangeError naming the layer that does not fit, or whose numbers do not
 */
export async function passOn(model: Model, images: Tensor, settings: PassSettings): Promise<PassedLayer[]> {
  const layers: PassedLayer[] = [];
  let input = images;
  for (const [at, row] of rowsOf(model.layers, images.shape, 'forward').entries()) {
    const numbers = { numbers: model.parameters[at], caller: 'forward', argument: `parameters[${at}]` };
    const passing = { row, numbers, input };
    const passed = { ...passing, ...(await passOne(passing, settings)) };
    layers.push(passed);
    input = passed.output;
  }
  return layers;
}

async function passOne(passing: Passing, { machine, isTraining, signal }: PassSettings): Promise<Passed> {
  const { row, input } = passing;
  const { layer } = row;
  const read = numbersFor(row, passing.numbers);
  const bias = row.biasShape === undefined ? undefined : read('bias');
  switch (layer.kind) {
    case 'conv':
      return { output: await conv2d(machine, [input, read('weight'), { ...layer, bias }], signal) };
    case 'dense':
      return { output: withBias(await matMul(machine, [input, transposeMatrix(read('weight'))], signal), bias) };
    case 'max-pool':
      return { output: await maxPool2d(machine, [input, layer.kernel, layer], signal) };
    case 'average-pool':
      return { output: await avgPool2d(machine, [input, layer.kernel, layer], signal) };
    case 'batch-norm':
    case 'relu':
    case 'global-average-pool':
    case 'flatten':
      return passLayer(passing, isTraining);
  }
}

/** Takes the gradient of one layer's output back to its input and its numbers. */
export async function backOne(passed: PassedLayer, gradient: Tensor, settings: PassSettings): Promise<BackLayer> {
  const { machine, isTraining, signal } = settings;
  const { row, input } = passed;
  const { layer } = row;
  const read = numbersFor(row, passed.numbers);
  switch (layer.kind) {
    case 'conv': {
      const asked = { input, weight: read('weight'), gradient, options: layer };
      const { bias, ...rest } = await conv2dGradients(machine, [asked], signal);
      return { ...rest, ...(row.biasShape && { bias }) };
    }
    case 'dense': {
      const [batch = 1, outputs = 1] = gradient.shape;
      const ones = tensor([1, batch], new Float32Array(batch).fill(1));
      const bias = tensor([outputs], referenceMatMul(ones, gradient).data);
      return {
        input: await matMul(machine, [gradient, read('weight')], signal),
        weight: await matMul(machine, [transposeMatrix(gradient), input], signal),
        ...(row.biasShape && { bias }),
      };
    }
    case 'batch-norm':
    case 'relu':
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool':
    case 'flatten':
      return backLayer(passed, gradient, isTraining);
  }
}

function withBias({ shape, data }: Tensor, bias: Tensor | undefined): Tensor {
  const outputs = shape[1] ?? 1;
  return tensor(
    shape,
    data.map((sum, at) => sum + (bias?.data[at % outputs] ?? 0)),
  );
}
