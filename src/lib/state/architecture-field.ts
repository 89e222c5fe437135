// A network in a link: `1-4-8-16-32-2`. The first number is the channels of the picture, and each word after it, joined by `-`, is a block:
//
//   8              a convolution to 8 channels: 3 × 3, stride 2, padding half the kernel, ReLU behind all but the last
//   8k5s1p0        the same with kernel 5 (1 to 7), stride 1 (1 to 3), padding 0 (0 to 6)
//   8bn            with batch normalisation between the convolution and its ReLU
//   8r0, 2r1       without ReLU, or with one where it would go without saying that there is none
//   mp2, ap3s2p1   max or average pooling: kernel, stride (the kernel's if left out), padding (0)
//   gap            global average pooling
//   d30, d30r0     a dense layer of 30 outputs; what comes before is put in a row
//   maps           as the last word: the grids stay grids; without it they are put in a row at the end
//
// At most eight blocks. The grammar is permanent: links to it are in other people's posts.
import {
  architectureLimits,
  plainest,
  type Architecture,
  type Block,
  type ConvBlock,
  type DenseBlock,
  type PoolBlock,
} from '@lib/nn/architecture.ts';
import { shorten, type LinkField, type ParsedField } from './link-codec.ts';

const usual = { kernel: 3, stride: 2, channels: 1 } as const;
const limits = architectureLimits;

/** The session's network in a link. */
export const sessionNet = '1-4-8-16-32-2';

/** Writes an architecture for a link, in its only form. */
export function printArchitecture(architecture: Architecture): string {
  const { blocks, isFlat } = plainest(architecture);
  return [usual.channels, ...blocks.map(printBlock), ...(isFlat ? [] : ['maps'])].join('-');
}

function printBlock(block: Block): string {
  const setting = (letter: string, value: number | undefined, unsaid?: number): string =>
    value === undefined || value === unsaid ? '' : `${letter}${value}`;
  const relu = (value: boolean | undefined): string => (value === undefined ? '' : value ? 'r1' : 'r0');
  switch (block.kind) {
    case 'conv': {
      const { outChannels, kernel, stride, padding, hasNorm, hasRelu } = block;
      const window = setting('k', kernel, usual.kernel) + setting('s', stride, usual.stride) + setting('p', padding);
      return `${outChannels}${window}${hasNorm ? 'bn' : ''}${relu(hasRelu)}`;
    }
    case 'dense':
      return `d${block.outputs}${relu(block.hasRelu)}`;
    case 'max-pool':
    case 'average-pool': {
      const name = block.kind === 'max-pool' ? 'mp' : 'ap';
      return `${name}${block.kernel}${setting('s', block.stride)}${setting('p', block.padding, 0)}`;
    }
    case 'global-average-pool':
      return 'gap';
  }
}

/**
 * Reads an architecture from any text: never throws, brings numbers into their bounds, leaves out what it cannot read, and says so. Text
 * without a single block gives none.
 */
export function parseArchitecture(text: string): { architecture: Architecture | undefined; notes: readonly string[] } {
  const notes: string[] = [];
  const words = text.toLowerCase().split('-');
  const isGrid = words.at(-1) === 'maps';
  const [channels = '', ...rest] = isGrid ? words.slice(0, -1) : words;
  if (channels !== String(usual.channels)) notes.push('the pictures have one channel; it must begin with 1.');
  const blocks: Block[] = [];
  for (const word of rest) {
    const block = readBlock(word, notes);
    if (block === undefined) notes.push(`“${shorten(word)}” is not a layer; it was left out.`);
    else blocks.push(block);
  }
  if (blocks.length > limits.blocks)
    notes.push(`a network has at most ${limits.blocks} layers here; the rest was cut.`);
  const kept = blocks.slice(0, limits.blocks);
  return { architecture: kept.length === 0 ? undefined : plainest({ blocks: kept, isFlat: !isGrid }), notes };
}

const conv =
  /^(?<channels>\d{1,6})(?:k(?<k>\d{1,6}))?(?:s(?<s>\d{1,6}))?(?:p(?<p>\d{1,6}))?(?<bn>bn)?(?:r(?<r>[01]))?$/;
const pool = /^(?<kind>[ma])p(?<k>\d{1,6})(?:s(?<s>\d{1,6}))?(?:p(?<p>\d{1,6}))?$/;
const dense = /^d(?<outputs>\d{1,6})(?:r(?<r>[01]))?$/;

function readBlock(word: string, notes: string[]): Block | undefined {
  if (word === 'gap') return { kind: 'global-average-pool' };
  const within = (digits: string, [least, most]: readonly [number, number], what: string): number => {
    const number = Math.min(most, Math.max(least, Number(digits)));
    if (number !== Number(digits))
      notes.push(`“${shorten(word)}”: ${what} goes from ${least} to ${most}; ${number} is used.`);
    return number;
  };
  const optional = (digits: string | undefined, bounds: readonly [number, number], what: string): number | undefined =>
    digits === undefined ? undefined : within(digits, bounds, what);
  const relu = (digit: string | undefined): boolean | undefined => (digit === undefined ? undefined : digit === '1');

  const asConv = conv.exec(word)?.groups;
  if (asConv !== undefined) {
    const { channels = '', k, s, p, bn, r } = asConv;
    return {
      kind: 'conv',
      outChannels: within(channels, [1, limits.channels], 'the number of channels'),
      kernel: optional(k, [1, limits.kernel], 'a kernel') ?? usual.kernel,
      stride: optional(s, [1, limits.stride], 'a stride') ?? usual.stride,
      padding: optional(p, [0, limits.padding], 'padding'),
      hasNorm: bn !== undefined,
      hasRelu: relu(r),
    } satisfies ConvBlock;
  }
  const asPool = pool.exec(word)?.groups;
  if (asPool !== undefined) {
    const { kind, k = '', s, p } = asPool;
    return {
      kind: kind === 'm' ? 'max-pool' : 'average-pool',
      kernel: within(k, [1, limits.kernel], 'a window'),
      stride: optional(s, [1, limits.kernel], 'a stride'),
      padding: optional(p, [0, limits.poolPadding], 'padding') ?? 0,
    } satisfies PoolBlock;
  }
  const asDense = dense.exec(word)?.groups;
  if (asDense === undefined) return undefined;
  const { outputs = '', r } = asDense;
  return {
    kind: 'dense',
    outputs: within(outputs, [1, limits.outputs], 'the number of outputs'),
    hasRelu: relu(r),
  } satisfies DenseBlock;
}

/**
 * The architecture of a text that the book itself wrote.
 * @throws RangeError if it cannot be taken as it stands
 */
export function architectureOf(text: string): Architecture {
  const { architecture, notes } = parseArchitecture(text);
  if (architecture !== undefined && notes.length === 0) return architecture;
  throw new RangeError(
    `architectureOf: text must be an architecture such as ${sessionNet}, got “${text}”: ${notes.join(' ')}`,
  );
}

/**
 * A field that holds a network; `initial` is an architecture in its written form.
 * @throws RangeError if that cannot be taken as it stands
 */
export function architectureField(initial: string = sessionNet): LinkField<Architecture> {
  const fallback = architectureOf(initial);
  return {
    initial: fallback,
    parse(text): ParsedField<Architecture> {
      const { architecture, notes } = parseArchitecture(text);
      if (architecture === undefined)
        return { value: fallback, note: `“${shorten(text)}” has no layer of a network; ${initial} is used.` };
      const [note, ...more] = notes;
      if (note === undefined) return { value: architecture };
      return { value: architecture, note: more.length === 0 ? note : `${note} And ${more.length} more.` };
    },
    print: printArchitecture,
  };
}
