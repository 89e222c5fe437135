// A call of a convolution in words: how each of its numbers comes about, and why a call is not possible. Numbers that belong to an axis name it,
// so that a figure can give them its colour.
import { sizeOf } from '@lib/array/tensor.ts';
import type { ConvAccount, ConvCall } from '@lib/conv/conv-call.ts';
import { kernelSpan, leftover } from '@lib/conv/output-length.ts';
import { sideWords, wholeNumber, type Layout } from './network-words.ts';
import { counted } from './numbers.ts';

/** The axes that take part in a convolution: of pictures, kernels and answers together. */
export const axisNames = ['n', 'co', 'ci', 'h', 'w'] as const;

/** One of these axes. */
export type AxisName = (typeof axisNames)[number];

/** What a reader can open. */
export const openings = ['n', 'co', 'h', 'w', 'weights', 'parameters', 'picture', 'batch', 'bytes'] as const;

/** One number that can be opened. */
export type Opening = (typeof openings)[number];

/** What each is called. */
export const openingNames: Readonly<Record<Opening, string>> = {
  n: 'Pictures',
  co: 'Channels out',
  h: 'Rows',
  w: 'Columns',
  weights: 'Weights',
  parameters: 'Parameters, with biases',
  picture: 'Products, one picture',
  batch: 'Products, the batch',
  bytes: 'Bytes in memory',
};

/** A piece of an equation, and the axis its number belongs to, if it belongs to one. */
export interface EquationPart {
  readonly text: string;
  readonly axis?: AxisName;
}

/** A number opened: what it is, how it comes about, and what there is to see in it. */
export interface Opened {
  readonly name: string;
  readonly value: string;
  readonly equation: readonly EquationPart[];
  readonly note: string;
}

/** The order in which the axes stand, those of pictures, kernels and answers together; each of the three is in order in it. */
export const axisOrder: Readonly<Record<Layout, readonly AxisName[]>> = {
  nchw: ['n', 'co', 'ci', 'h', 'w'],
  nhwc: ['n', 'h', 'w', 'ci', 'co'],
};

/** The axes of a tensor that takes part, in the order of a layout. */
export function axesOf(tensor: 'input' | 'weight' | 'output', layout: Layout): readonly AxisName[] {
  const missing = { input: 'co', weight: 'n', output: 'ci' }[tensor];
  return axisOrder[layout].filter((axis) => axis !== missing);
}

/** The lengths of a tensor's axes in the order of a layout, each with the axis it belongs to. */
export function orderedShape(
  tensor: 'input' | 'weight' | 'output',
  shape: readonly number[],
  layout: Layout,
): { readonly axis: AxisName; readonly length: number }[] {
  const stored = axesOf(tensor, 'nchw');
  return axesOf(tensor, layout).map((axis) => ({ axis, length: shape[stored.indexOf(axis)] ?? NaN }));
}

/** Writes a count; one that is too large to be exact is rounded, and says so. */
export function countWords(value: number): string {
  if (Number.isSafeInteger(value)) return wholeNumber(value);
  const power = Math.floor(Math.log10(value));
  const superscript = [...String(power)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '').join('');
  return `about ${(value / 10 ** power).toFixed(1)} · 10${superscript}`;
}

/** Why a call is not possible, in a sentence for a reader; nothing where it is. */
export function callProblem({ channels, outChannels, groups, ...call }: ConvCall): string | undefined {
  if (channels % groups !== 0)
    return `${counted(channels, 'input channel')} cannot be split into ${groups} groups of equal size.`;
  if (outChannels % groups !== 0)
    return `${counted(outChannels, 'kernel')} cannot be shared out among ${groups} groups evenly.`;
  for (const [what, size, kernel] of [
    ['row', call.height, call.kernel[0]],
    ['column', call.width, call.kernel[1]],
  ] as const) {
    const span = kernelSpan(kernel, call.dilation);
    const padded = size + 2 * call.padding;
    if (span <= padded) continue;
    const reach =
      call.dilation === 1
        ? `A kernel ${counted(kernel, what)} ${what === 'row' ? 'high' : 'wide'}`
        : `A kernel whose ${kernel} ${what}s stand ${call.dilation} apart reaches over ${span} ${what}s. It`;
    const room = call.padding === 0 ? `the picture has ${padded}` : `even padded, the picture has ${padded}`;
    return `${reach} fits nowhere: ${room}.`;
  }
  return undefined;
}

/** One number of a call, opened. */
export function openedWords(opening: Opening, call: ConvCall, account: ConvAccount): Opened {
  return { name: openingNames[opening], ...explained(opening, call, account) };
}

type Explained = Omit<Opened, 'name'>;

function explained(opening: Opening, call: ConvCall, account: ConvAccount): Explained {
  const [batch, outChannels, outHeight, outWidth] = account.outputShape;
  const bias = account.weights + account.biases;
  const perAnswer: readonly EquationPart[] = times(
    [account.weightShape[1], 'ci'],
    [call.kernel[0], 'h'],
    [call.kernel[1], 'w'],
  );
  switch (opening) {
    case 'n':
      return {
        value: countWords(batch),
        equation: [
          { text: wholeNumber(batch), axis: 'n' },
          { text: ' in, ' },
          { text: wholeNumber(batch), axis: 'n' },
          { text: ' out' },
        ],
        note: 'No picture ever meets another. The batch goes through untouched.',
      };
    case 'co':
      return {
        value: countWords(outChannels),
        equation: [
          { text: counted(outChannels, 'kernel'), axis: 'co' },
          { text: ', one map each: ' },
          { text: countWords(outChannels), axis: 'co' },
        ],
        note: `The number of kernels and nothing else. ${channelsWords(call, account.weightShape[1])}`,
      };
    case 'h':
    case 'w':
      return openedSide(opening, call, opening === 'h' ? outHeight : outWidth);
    case 'weights':
      return {
        value: countWords(account.weights),
        equation: [...times([outChannels, 'co']), { text: ' · ' }, ...perAnswer, equals(account.weights)],
        note: 'Kernels times their thickness times their rows and columns. The picture’s size is not in it, and neither is the batch.',
      };
    case 'parameters':
      return {
        value: countWords(bias),
        equation: [
          { text: countWords(account.weights) },
          { text: ' + ' },
          { text: countWords(account.biases), axis: 'co' },
          equals(bias),
        ],
        note: 'One bias for each kernel, added to its whole map.',
      };
    case 'picture':
      return {
        value: countWords(account.perPicture),
        equation: [
          ...times([outHeight, 'h'], [outWidth, 'w'], [outChannels, 'co']),
          { text: ' · ' },
          ...perAnswer,
          equals(account.perPicture),
        ],
        note: `${countWords(outHeight * outWidth * outChannels)} numbers come out, and each is a sum of ${counted(account.perAnswer, 'product')}.${call.padding === 0 ? '' : ' Those with the zeros of the padding are counted, too.'}`,
      };
    case 'batch':
      return {
        value: countWords(account.perBatch),
        equation: [
          ...times([batch, 'n']),
          { text: ' · ' },
          { text: countWords(account.perPicture) },
          equals(account.perBatch),
        ],
        note: 'The batch multiplies the work. It adds no parameter.',
      };
    case 'bytes':
      return openedBytes(account);
  }
}

/** What becomes of the channels that come in. */
function channelsWords({ channels, groups }: ConvCall, thickness: number): string {
  if (channels === 1) return 'More channels in would make the kernels thicker, not more.';
  if (groups === 1)
    return 'The channels that come in are added up inside each kernel: they make it thicker, and leave no trace here.';
  return thickness === 1
    ? `In ${groups} groups, each kernel is laid on 1 of the ${channels} channels that come in, and there is nothing to add up across channels.`
    : `In ${groups} groups, each kernel is laid on ${thickness} of the ${channels} channels that come in, and adds up only those.`;
}

function openedSide(axis: 'h' | 'w', call: ConvCall, side: number): Explained {
  const [what, size, kernel] =
    axis === 'h' ? (['row', call.height, call.kernel[0]] as const) : (['column', call.width, call.kernel[1]] as const);
  const { stride, padding, dilation } = call;
  const span = kernelSpan(kernel, dilation);
  const over = leftover(size, kernel, { stride, padding, dilation });
  const spread =
    dilation === 1
      ? ''
      : `${counted(kernel, what)} of weights, ${dilation} apart, reach over ${dilation} · (${kernel} − 1) + 1 = ${span}. `;
  const unseen =
    over === 0
      ? ''
      : ` The floor drops something: no window reaches the last ${over === 1 ? what : counted(over, what)}${padding === 0 ? '' : ', padding counted'}.`;
  return {
    value: countWords(side),
    equation: [{ text: sideWords({ size, kernel: span, stride, padding, side }), axis }],
    note: `${spread}As many ${what}s as there are places for the window from ${axis === 'h' ? 'top to bottom' : 'left to right'}. No number of channels is in it.${unseen}`,
  };
}

/** What a float32 takes. */
const bytesEach = 4;

function openedBytes({ inputShape, weightShape, biases, outputShape }: ConvAccount): Explained {
  const [pictures, learned, answers] = [sizeOf(inputShape), sizeOf(weightShape) + biases, sizeOf(outputShape)];
  const all = bytesEach * (pictures + learned + answers);
  return {
    value: bytesWords(all),
    equation: [
      {
        text: `${bytesEach} · (${countWords(pictures)} + ${countWords(learned)} + ${countWords(answers)}) = ${countWords(all)}`,
      },
    ],
    note: `Pictures, kernels with biases, answers; ${bytesEach} bytes for each number. The answers take ${share(answers, pictures + learned + answers)} of it.`,
  };
}

/** Writes bytes in the unit that suits them: `24.3 kB`. */
export function bytesWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  const decimals = step === 0 || value >= 99.95 ? 0 : 1;
  return `${Number(value.toFixed(decimals)).toLocaleString('en')} ${units[step] ?? ''}`;
}

const share = (part: number, all: number): string => `${Math.round((100 * part) / all)} %`;

const equals = (value: number): EquationPart => ({ text: ` = ${countWords(value)}` });

function times(...factors: readonly (readonly [number, AxisName])[]): EquationPart[] {
  return factors.flatMap(([factor, axis], at) => [
    ...(at === 0 ? [] : [{ text: ' · ' }]),
    { text: wholeNumber(factor), axis },
  ]);
}
