// A layer in PyTorch's words, as a person would write it: what is PyTorch's default is left out, a rectangle is a tuple. One kind of padding
// has no name there; it becomes a class of three lines that stands before the network.
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import type { BatchNormLayer, ConvLayer, PoolLayer } from '@lib/nn/layers.ts';
import type { LayerRow } from '@lib/nn/network-table.ts';

/** Arguments of a call in Python: those without a name first, then the named ones that are not left out. */
type Named = Readonly<Record<string, string | undefined>>;

/**
 * A layer as an expression that makes a `torch.nn` module.
 * @throws RangeError if PyTorch has no module for a layer on such an input
 */
export function torchLayer(row: LayerRow): string {
  const { layer, inputShape } = row;
  switch (layer.kind) {
    case 'conv':
      return convCall(layer, inputShape[1] ?? 0);
    case 'dense':
      return call('nn.Linear', [inputShape[1] ?? 0, layer.outputs], {
        bias: layer.hasBias === false ? 'False' : undefined,
      });
    case 'batch-norm':
      return batchNormCall(layer, inputShape);
    case 'relu':
      return 'nn.ReLU()';
    case 'max-pool':
      return poolCall('nn.MaxPool2d', layer);
    case 'average-pool':
      return poolCall('nn.AvgPool2d', layer);
    case 'global-average-pool':
      return 'nn.AdaptiveAvgPool2d(1)';
    case 'flatten':
      return 'nn.Flatten()';
  }
}

/** What has to stand before a network with these layers; for most it is nothing. */
export function torchHelpers(rows: readonly LayerRow[]): string {
  const needsMirror = rows.some(({ layer }) => layer.kind === 'conv' && torchPaddingMode(layer) === 'symmetric');
  return needsMirror ? mirrorWithEdge : '';
}

/** A stack of layers in Python, a line each, under a name; `wrap` is what makes a stack of layers. */
export function stackLines(name: string, layers: readonly StackedLayer[], wrap = 'nn.Sequential'): string {
  const codes = layers.map(({ code }) => `    ${code},`);
  const longest = Math.max(0, ...codes.map((code) => code.length));
  const lines = layers.map(({ comment }, at) => {
    const code = codes[at] ?? '';
    return comment === undefined ? code : `${code.padEnd(longest)}  # ${comment}`;
  });
  return [`${name} = ${wrap}(`, ...lines, ')'].join('\n');
}

/** A layer's expression, and what is said behind it. */
export interface StackedLayer {
  readonly code: string;
  readonly comment?: string | undefined;
}

/** The layers of a network for `stackLines`. */
export function stackedLayers(rows: readonly LayerRow[]): StackedLayer[] {
  return rows.map((row) => ({ code: torchLayer(row), comment: shapeComment(row) }));
}

/** The shape of a layer's output, where it is another than that of its input: `64 × 4 × 14 × 14`. */
export function shapeComment({ inputShape, outputShape }: LayerRow): string | undefined {
  return inputShape.join() === outputShape.join() ? undefined : outputShape.join(' × ');
}

/** A number or a tuple; a square is one number. */
export function pythonPair(pair: Pair): string {
  const [rows, cols] = typeof pair === 'number' ? [pair, pair] : pair;
  return rows === cols ? String(rows) : `(${rows}, ${cols})`;
}

/** A named argument, unless it is the default. */
function unless(value: Pair | undefined, standard: Pair): string | undefined {
  const written = pythonPair(value ?? standard);
  return written === pythonPair(standard) ? undefined : written;
}

function call(name: string, places: readonly (number | string)[], named: Named = {}): string {
  const rest = Object.entries(named).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return `${name}(${[...places, ...rest].join(', ')})`;
}

/** The rule for what is outside; without padding there is no outside, and no rule. */
function torchPaddingMode({ padding, paddingMode = 'zeros' }: ConvLayer) {
  return pythonPair(padding ?? 0) === '0' ? 'zeros' : paddingMode;
}

function convCall(layer: ConvLayer, channels: number): string {
  const mode = torchPaddingMode(layer);
  return call(mode === 'symmetric' ? 'MirrorConv2d' : 'nn.Conv2d', [channels, layer.outChannels], {
    kernel_size: pythonPair(layer.kernel),
    stride: unless(layer.stride, 1),
    padding: unless(layer.padding, 0),
    dilation: unless(layer.dilation, 1),
    groups: unless(layer.groups, 1),
    bias: layer.hasBias === false ? 'False' : undefined,
    padding_mode: mode === 'zeros' || mode === 'symmetric' ? undefined : `'${mode}'`,
  });
}

function poolCall(name: string, layer: PoolLayer): string {
  return call(name, [pythonPair(layer.kernel)], {
    stride: unless(layer.stride, layer.kernel),
    padding: unless(layer.padding, 0),
  });
}

function batchNormCall({ epsilon, momentum }: BatchNormLayer, inputShape: readonly number[]): string {
  const module = { 2: 'nn.BatchNorm1d', 3: 'nn.BatchNorm1d', 4: 'nn.BatchNorm2d' }[inputShape.length];
  if (module === undefined) {
    throw new RangeError(`torchLayer: batch-norm must have an input of 2 to 4 axes, got ${inputShape.length}`);
  }
  return call(module, [inputShape[1] ?? 0], { eps: unless(epsilon, 1e-5), momentum: unless(momentum, 0.1) });
}

const mirrorWithEdge = `
# A mirror image with its edge is no padding mode of PyTorch: rows and columns are looked up first.
class MirrorConv2d(nn.Conv2d):
    def forward(self, x):
        rows, cols = (self.mirrored(size, pad) for size, pad in zip(x.shape[2:], self.padding))
        x = x[:, :, rows][:, :, :, cols]
        return nn.functional.conv2d(x, self.weight, self.bias, self.stride, 0, self.dilation, self.groups)

    @staticmethod
    def mirrored(size, pad):  # 2 1 | 1 2 3 | 3 2
        return [-1 - at if at < 0 else min(at, 2 * size - 1 - at) for at in range(-pad, size + pad)]


`;
