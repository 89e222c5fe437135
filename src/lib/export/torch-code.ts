// A network as plain PyTorch, without the page and without its numbers: the code prints the table of layers that the page shows. The code that
// trains it is in `torch-run-code.ts`.
import type { Layer } from '@lib/nn/layers.ts';
import { rowsOf } from '@lib/nn/network-table.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import { stackedLayers, stackLines, torchHelpers } from './torch-layers.ts';

/** How many pictures the code sends through, unless told otherwise: as many as the session's batches have. */
const usualBatch = 64;

/**
 * Runnable Python for a network on inputs `[batch, channels, height, width]`, `[64, 1, 28, 28]` if left out. It prints the shape of every
 * layer's output, the numbers it learns, its multiplications for one picture, and both totals. The network is called `net`.
 * @throws RangeError naming the layer that does not fit, and why
 */
export function torchNetworkCode(
  layers: readonly Layer[],
  inputShape: readonly number[] = batchShape(usualBatch),
): string {
  const rows = rowsOf(layers, inputShape, 'torchNetworkCode');
  const hasBatchNorm = layers.some(({ kind }) => kind === 'batch-norm');
  const averages = hasBatchNorm ? '\nnet.eval()  # batch normalisation goes by its running averages' : '';
  return `# Prints what each layer makes of a batch, what it learns, and how often it multiplies for one picture.
import torch
from torch import nn

${torchHelpers(rows)}${stackLines('net', stackedLayers(rows))}${averages}


def line(name, shape, *numbers):
    print(name.ljust(18), str(shape).ljust(20), *(str(number).rjust(12) for number in numbers))


x = torch.zeros(${inputShape.join(', ')})
line('', '', 'parameters', 'products')
line('input', list(x.shape))
totals = [0, 0]
for layer in net:
    x = layer(x)
    parameters = sum(p.numel() for p in layer.parameters())
    # A weight of a convolution multiplies once at every place of its map, that of a dense layer once.
    has_weights = isinstance(layer, (nn.Conv2d, nn.Linear))
    products = layer.weight.numel() * x[0, 0].numel() if has_weights else 0
    line(type(layer).__name__, list(x.shape), parameters, products)
    totals = [totals[0] + parameters, totals[1] + products]
line('total', '', *totals)
`;
}
