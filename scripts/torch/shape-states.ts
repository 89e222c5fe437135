// The code of the shape calculator, executed by PyTorch for many calls: it has to print the figure's shapes and counts.
import { sizeOf } from '@lib/array/tensor.ts';
import { accountOf, sessionCall, type ConvCall } from '@lib/conv/conv-call.ts';
import { shapeCalculatorCode } from '@lib/export/shape-calculator-code.ts';
import { orderedShape } from '@lib/text/call-words.ts';
import type { TorchCheck } from './check.ts';
import { askAll, forEach } from './exported.ts';

const calls: readonly (ConvCall & { readonly name: string; readonly layout?: 'nhwc' })[] = [
  { ...sessionCall, name: 'the session' },
  { ...sessionCall, name: '128 kernels', outChannels: 128 },
  { ...sessionCall, name: 'one picture, padded', batch: 1, padding: 1 },
  { ...sessionCall, name: 'stride 2, a row left over', stride: 2, padding: 1, channels: 4, outChannels: 8 },
  {
    ...sessionCall,
    name: 'the stem of a ResNet',
    channels: 3,
    height: 224,
    width: 224,
    outChannels: 64,
    kernel: [7, 7],
    stride: 2,
    padding: 3,
  },
  { ...sessionCall, name: 'a rectangle under a rectangle', height: 20, width: 31, kernel: [2, 5] },
  { ...sessionCall, name: 'stride with dilation', dilation: 2, stride: 3, padding: 2 },
  { ...sessionCall, name: 'depthwise', channels: 32, outChannels: 32, groups: 32, padding: 1 },
  { ...sessionCall, name: 'two groups', channels: 6, outChannels: 4, groups: 2, kernel: [1, 1] },
  {
    ...sessionCall,
    name: 'channels last',
    channels: 6,
    height: 30,
    outChannels: 4,
    groups: 2,
    kernel: [2, 5],
    layout: 'nhwc',
  },
  {
    ...sessionCall,
    name: 'too large for any machine',
    batch: 1024,
    channels: 2048,
    height: 1024,
    width: 1024,
    outChannels: 2048,
    kernel: [31, 31],
  },
];

const lengths = (tensor: 'input' | 'weight' | 'output', shape: readonly number[]) =>
  orderedShape(tensor, shape, 'nhwc')
    .map(({ length }) => length)
    .join(', ');

/** Shapes, parameters, products and bytes. */
export const shapeCalculators: TorchCheck = {
  title: 'the code of the shape calculator prints its numbers',
  async run(tools) {
    const answers = await askAll(
      tools,
      calls.map((call) => ({ code: shapeCalculatorCode(call, call.layout) })),
    );
    await forEach(calls, (call, at) => {
      const { output = '', error } = answers[at] ?? {};
      if (error !== undefined) throw new Error(error);
      const { inputShape, weightShape, outputShape, weights, biases, perPicture, perBatch } = accountOf(call);
      const wanted = [
        `kernels [${weightShape.join(', ')}]`,
        `answers [${outputShape.join(', ')}]`,
        `weights ${weights} with biases ${weights + biases}`,
        `products for one picture ${perPicture} for the batch ${exact(perBatch, output)}`,
        `bytes ${4 * (sizeOf(inputShape) + weights + biases + sizeOf(outputShape))}`,
        ...(call.layout === undefined
          ? []
          : [
              `pictures [${lengths('input', inputShape)}]`,
              `kernels [${lengths('weight', weightShape)}]`,
              `answers [${lengths('output', outputShape)}]`,
            ]),
        '',
      ].join('\n');
      if (output !== wanted) throw new Error(`it must print\n${wanted}\ngot\n${output}`);
    });
    return `${calls.length} calls`;
  },
};

/** A count in full; where it is too large for that here, what PyTorch printed, if it rounds to the same. */
function exact(count: number, output: string): string {
  if (Number.isSafeInteger(count)) return String(count);
  const [, printed = ''] = /for the batch (\d+)/.exec(output) ?? [];
  return Number(printed) === count ? printed : String(count);
}
