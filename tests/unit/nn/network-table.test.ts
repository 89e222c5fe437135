import { describe, expect, it } from 'vitest';
import { convNet, type ConvLayer, type Layer } from '@lib/nn/layers.ts';
import { rowsOf, tableOf } from '@lib/nn/network-table.ts';

const conv = (outChannels: number, options: Partial<ConvLayer> = {}): ConvLayer => ({
  kind: 'conv',
  outChannels,
  kernel: 3,
  ...options,
});
const relu: Layer = { kind: 'relu' };
const flatten: Layer = { kind: 'flatten' };
const dense = (outputs: number, hasBias?: boolean): Layer => ({ kind: 'dense', outputs, hasBias });

const sums = (layers: readonly Layer[], ...inputShape: number[]) => {
  const { outputShape, parameters, multiplyAccumulates, problem } = tableOf(layers, inputShape);
  expect(problem).toBeUndefined();
  return { shape: outputShape.join('×'), parameters, multiplyAccumulates };
};

describe('the session’s net', () => {
  const table = tableOf(convNet(), [64, 1, 28, 28]);
  const convolutions = table.rows.filter(({ layer }) => layer.kind === 'conv');

  it('has the shapes 4×14×14, 8×7×7, 16×4×4, 32×2×2, 2×1×1, and ends in two scores', () => {
    expect(convolutions.map(({ outputShape }) => outputShape.join('×'))).toEqual([
      '64×4×14×14',
      '64×8×7×7',
      '64×16×4×4',
      '64×32×2×2',
      '64×2×1×1',
    ]);
    expect(table.outputShape).toEqual([64, 2]);
  });

  it('has 40, 296, 1168, 4640 and 578 parameters, 6,722 together', () => {
    expect(convolutions.map(({ parameters }) => parameters)).toEqual([40, 296, 1168, 4640, 578]);
    expect(table.parameters).toBe(6722);
  });

  it('costs 7056, 14112, 18432, 18432 and 576 multiplications, 58,608 an image', () => {
    expect(convolutions.map(({ multiplyAccumulates }) => multiplyAccumulates)).toEqual([
      7056, 14112, 18432, 18432, 576,
    ]);
    expect(table.multiplyAccumulates).toBe(58_608);
  });

  it('has ReLU between the convolutions, none behind the last', () => {
    expect(convNet().map(({ kind }) => kind)).toEqual([
      ...['conv', 'relu', 'conv', 'relu', 'conv', 'relu', 'conv', 'relu'],
      ...['conv', 'flatten'],
    ]);
  });

  it('on 56×56 ends in 8 numbers instead of 2', () => {
    expect(tableOf(convNet(), [1, 1, 56, 56]).outputShape).toEqual([1, 8]);
  });
});

describe('other networks of the book', () => {
  const same = { padding: 1 };

  it.each([
    {
      name: '784→30→1, dense',
      layers: [flatten, dense(30), relu, dense(1)],
      input: [64, 1, 28, 28],
      sums: { shape: '64×1', parameters: 23_581, multiplyAccumulates: 23_550 },
    },
    {
      name: 'the broken one, 1→30→1',
      layers: [conv(30, same), relu, conv(1, same)],
      input: [64, 1, 28, 28],
      sums: { shape: '64×1×28×28', parameters: 571, multiplyAccumulates: 423_360 },
    },
    {
      name: 'the four kernels',
      layers: [conv(4, { hasBias: false })],
      input: [64, 1, 28, 28],
      sums: { shape: '64×4×26×26', parameters: 36, multiplyAccumulates: 24_336 },
    },
    {
      name: '1→128',
      layers: [conv(128)],
      input: [64, 1, 28, 28],
      sums: { shape: '64×128×26×26', parameters: 1280, multiplyAccumulates: 128 * 26 * 26 * 9 },
    },
    {
      name: 'three colours to four maps',
      layers: [conv(4)],
      input: [64, 3, 28, 28],
      sums: { shape: '64×4×26×26', parameters: 112, multiplyAccumulates: 26 * 26 * 4 * 27 },
    },
    {
      name: 'ResNet’s first convolution',
      layers: [conv(64, { kernel: 7, stride: 2, padding: 3, hasBias: false })],
      input: [1, 3, 224, 224],
      sums: { shape: '1×64×112×112', parameters: 9408, multiplyAccumulates: 118_013_952 },
    },
    {
      name: 'a depthwise 3×3 on 32 channels',
      layers: [conv(32, { groups: 32, hasBias: false })],
      input: [1, 32, 8, 8],
      sums: { shape: '1×32×6×6', parameters: 288, multiplyAccumulates: 36 * 288 },
    },
    {
      name: 'a dense 3×3 on 32 channels',
      layers: [conv(32, { hasBias: false })],
      input: [1, 32, 8, 8],
      sums: { shape: '1×32×6×6', parameters: 9216, multiplyAccumulates: 36 * 9216 },
    },
    {
      name: '1×1 from 64 to 16',
      layers: [conv(16, { kernel: 1 })],
      input: [1, 64, 5, 5],
      sums: { shape: '1×16×5×5', parameters: 1040, multiplyAccumulates: 25 * 1024 },
    },
    {
      name: 'three 3×3 on 64 channels',
      layers: [1, 2, 3].map(() => conv(64, { hasBias: false })),
      input: [1, 64, 7, 7],
      sums: { shape: '1×64×1×1', parameters: 110_592, multiplyAccumulates: (25 + 9 + 1) * 36_864 },
    },
    {
      name: 'one 7×7 on 64 channels',
      layers: [conv(64, { kernel: 7, hasBias: false })],
      input: [1, 64, 7, 7],
      sums: { shape: '1×64×1×1', parameters: 200_704, multiplyAccumulates: 200_704 },
    },
    {
      name: 'ResNet’s stem on a film frame',
      layers: [
        conv(64, { kernel: 7, stride: 2, padding: 3, hasBias: false }),
        { kind: 'max-pool', kernel: 3, stride: 2, padding: 1 },
      ],
      input: [1, 3, 2160, 2160],
      sums: { shape: '1×64×540×540', parameters: 9408, multiplyAccumulates: 1080 * 1080 * 9408 },
    },
    {
      name: 'batch normalisation, poolings and a head',
      layers: [
        conv(16, same),
        { kind: 'batch-norm' },
        { kind: 'max-pool', kernel: 2 },
        { kind: 'average-pool', kernel: 3, stride: 2, padding: 1 },
        { kind: 'global-average-pool' },
        flatten,
        dense(10, false),
      ],
      input: [2, 1, 28, 28],
      sums: { shape: '2×10', parameters: 160 + 32 + 160, multiplyAccumulates: 28 * 28 * 144 + 160 },
    },
  ] satisfies { name: string; layers: Layer[]; input: number[]; sums: object }[])(
    '$name: $sums.shape, $sums.parameters parameters, $sums.multiplyAccumulates multiplications',
    ({ layers, input, sums: wanted }) => {
      expect(sums(layers, ...input)).toEqual(wanted);
    },
  );

  it('ten classes: 30,282 parameters, 248,864 multiplications, 260 more parameters with batch normalisation', () => {
    const halving = { stride: 2, padding: 1 };
    const tail = [16, 32, 64, 10].map((outChannels) => conv(outChannels, halving));
    const layers: Layer[] = [conv(8, { kernel: 5, stride: 2, padding: 2 }), ...tail];
    const table = tableOf(layers, [64, 1, 28, 28]);
    expect(table.rows.map(({ outputShape }) => outputShape[2])).toEqual([14, 7, 4, 2, 1]);
    expect(table.rows.map(({ parameters }) => parameters)).toEqual([208, 1168, 4640, 18_496, 5770]);
    expect(table.rows.map((row) => row.multiplyAccumulates)).toEqual([39_200, 56_448, 73_728, 73_728, 5760]);
    expect([table.parameters, table.multiplyAccumulates]).toEqual([30_282, 248_864]);
    const normalised = layers.flatMap((layer): Layer[] => [layer, { kind: 'batch-norm' }]);
    expect(tableOf(normalised, [64, 1, 28, 28]).parameters).toBe(30_282 + 260);
  });

  it('thirteen 3×3 without padding bring 28 down to 2, and a fourteenth does not fit', () => {
    const table = tableOf(Array<Layer>(14).fill(conv(1)), [1, 1, 28, 28]);
    expect(table.outputShape).toEqual([1, 1, 2, 2]);
    expect(table.problem?.layer).toBe(13);
  });
});

describe('a layer that does not fit', () => {
  it.each([
    {
      layers: [conv(4, { stride: 2 }), relu, conv(1, { kernel: 5 })],
      problem: {
        layer: 2,
        message: 'conv2d: weight must span at most the 3 cells of the padded height (axis 2), got a span of 5',
      },
    },
    {
      layers: [conv(3), conv(4, { groups: 2 })],
      problem: { layer: 1, message: 'conv2d: input must have channels (axis 1) that split into 2 groups, got 3' },
    },
    {
      layers: [conv(4, { groups: 0 })],
      problem: { layer: 0, message: 'conv2d: groups must be a whole number of at least 1, got 0' },
    },
    {
      layers: [conv(0)],
      problem: { layer: 0, message: 'conv2d: outChannels must be a whole number of at least 1, got 0' },
    },
    {
      layers: [conv(1, { kernel: [3, 0] })],
      problem: { layer: 0, message: 'conv2d: kernel[cols] must be a whole number of at least 1, got 0' },
    },
    { layers: [dense(2)], problem: { layer: 0, message: 'dense: input must have 2 axes, got 4: [1, 1, 8, 8]' } },
    {
      layers: [flatten, dense(2), conv(1)],
      problem: { layer: 2, message: 'conv2d: input must have 4 axes, got 2: [1, 2]' },
    },
    {
      layers: [flatten, { kind: 'global-average-pool' }],
      problem: { layer: 1, message: 'globalAvgPool2d: input must have 4 axes, got 2: [1, 64]' },
    },
    {
      layers: [{ kind: 'average-pool', kernel: 9 }],
      problem: {
        layer: 0,
        message: 'avgPool2d: kernel must span at most the 8 cells of the padded height (axis 2), got a span of 9',
      },
    },
    {
      layers: [flatten, dense(1.5)],
      problem: { layer: 1, message: 'dense: outputs must be a whole number of at least 1, got 1.5' },
    },
  ] satisfies { layers: Layer[]; problem: object }[])('$problem.layer: $problem.message', ({ layers, problem }) => {
    const table = tableOf(layers, [1, 1, 8, 8]);
    expect(table.problem).toEqual(problem);
    expect(table.rows).toHaveLength(problem.layer);
  });

  it('of no known kind is refused in words too', () => {
    const table = Reflect.apply(tableOf, undefined, [[{ kind: 'attention' }], [1, 1, 8, 8]]);
    expect(table.problem).toEqual({
      layer: 0,
      message:
        'layer: kind must be one of conv, relu, batch-norm, max-pool, average-pool, global-average-pool, flatten, dense, got attention',
    });
  });

  it('stops whoever needs all rows', () => {
    expect(() => rowsOf([flatten, relu, conv(1)], [1, 1, 8, 8], 'forward')).toThrow(
      new RangeError('forward: layers[2] (conv) must fit, got conv2d: input must have 4 axes, got 2: [1, 64]'),
    );
  });

  it('is not looked for in an input that is none', () => {
    expect(() => tableOf([], [1, 0, 8, 8])).toThrow(
      new RangeError('tableOf: inputShape[1] must be a whole number of at least 1, got 0'),
    );
  });
});
