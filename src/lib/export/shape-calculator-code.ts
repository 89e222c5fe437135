// PyTorch code that prints the numbers of the shape calculator: a layer and an input on the device `meta`, which knows shapes and holds no
// numbers, so that a call of any size costs nothing.
import type { ConvCall } from '@lib/conv/conv-call.ts';

const pair = ([rows, cols]: readonly [number, number]): string => (rows === cols ? String(rows) : `(${rows}, ${cols})`);

/** Runnable Python for a call. It prints the shapes of kernels and answers, the weights, the parameters, the products and the bytes. */
export function shapeCalculatorCode(call: ConvCall): string {
  const { batch, channels, height, width, outChannels, kernel } = call;
  const settings = (['stride', 'padding', 'dilation', 'groups'] as const)
    .filter((name) => call[name] !== (name === 'padding' ? 0 : 1))
    .map((name) => `, ${name}=${call[name]}`)
    .join('');
  return `import torch
from torch import nn

# The device 'meta' works out shapes and computes nothing. Leave it out, and the numbers are really there.
x = torch.ones(${batch}, ${channels}, ${height}, ${width}, device='meta')  # N, C, H, W
layer = nn.Conv2d(${channels}, ${outChannels}, kernel_size=${pair(kernel)}${settings}, device='meta')
y = layer(x)

weights = layer.weight.numel()
biases = layer.bias.numel()
products = weights * y.shape[2] * y.shape[3]
print('kernels', list(layer.weight.shape))  # C_out, C_in / groups, kH, kW
print('answers', list(y.shape))  # N, C_out, H_out, W_out
print('weights', weights, 'with biases', weights + biases)
print('products for one picture', products, 'for the batch', len(x) * products)
print('bytes', 4 * (x.numel() + weights + biases + y.numel()))
`;
}
