// PyTorch code that prints the numbers of the shape calculator: a layer and an input on the device `meta`, which knows shapes and holds no
// numbers, so that a call of any size costs nothing.
import type { ConvCall } from '@lib/conv/conv-call.ts';
import type { Layout } from '@lib/text/network-words.ts';

const pair = ([rows, cols]: readonly [number, number]): string => (rows === cols ? String(rows) : `(${rows}, ${cols})`);

/** Runnable Python for a call. It prints the shapes of kernels and answers, the weights, the parameters, the products and the bytes;
 * channels last, also the shapes that TensorFlow has for the same call. */
export function shapeCalculatorCode(call: ConvCall, layout: Layout = 'nchw'): string {
  const { batch, channels, height, width, outChannels, kernel } = call;
  const settings = (['stride', 'padding', 'dilation', 'groups'] as const)
    .filter((name) => call[name] !== (name === 'padding' ? 0 : 1))
    .map((name) => `, ${name}=${call[name]}`)
    .join('');
  const last =
    layout === 'nchw'
      ? ''
      : `
# TensorFlow's order: the axes are moved, and every number with them
print('pictures', list(x.permute(0, 2, 3, 1).shape))  # N, H, W, C
print('kernels', list(layer.weight.permute(2, 3, 1, 0).shape))  # kH, kW, C_in / groups, C_out
print('answers', list(y.permute(0, 2, 3, 1).shape))  # N, H, W, C
`;
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
${last}`;
}
