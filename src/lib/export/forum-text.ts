// A state of a figure as a post for a forum: a title, what it shows, a picture, and the link, in the title where there is a picture, else on a line by
// itself, where forums make a card of it; of a network also what it is made of, of a run how it
// did, over several seeds if there are any, for a single run says little. And an answer to an exercise, covered, so that nobody reads it by accident.
// A picture that only the reader has cannot be in a text; the post says where to put it.
import { counted } from '@lib/text/numbers.ts';
import type { NetworkTable } from '@lib/nn/network-table.ts';
import type { OptimiserName, Tampering, TrainingRun } from '@lib/nn/training-run.ts';
import { layerNames, layerSettings } from './layer-words.ts';
import { markdownLink, markdownTable, markdownText } from './markdown.ts';
import type { HeldOutResult } from './training-curves.ts';

/** What every post about a figure has. */
export interface StatePost {
  readonly title: string;
  /** The address that shows the same. */
  readonly link: string;
  /** What it shows, in a sentence or two. */
  readonly line?: string | undefined;
  /** The picture that the book has drawn of it, and what it shows; none if left out. */
  readonly card?: { readonly address: string; readonly alt: string } | undefined;
  /** The name of a picture that the reader has saved and may drag into the post; none if left out. */
  readonly picture?: string | undefined;
}

/** What a post about a network has besides. */
export interface Post extends StatePost {
  /** The network on one picture, or on a batch. */
  readonly table: Pick<NetworkTable, 'rows' | 'parameters' | 'multiplyAccumulates'>;
}

/** What a post about a run has besides. */
export interface RunPost extends Post {
  readonly run: TrainingRun;
  readonly result: HeldOutResult;
  /** How many pictures of the writer's own the run learned from besides, which are not in the link. */
  readonly own?: number | undefined;
  /** The same run from several seeds, this one included. */
  readonly seeds?: readonly Pick<HeldOutResult, 'right' | 'count'>[] | undefined;
}

/**
 * A post about any state of a figure, in Markdown.
 * @throws RangeError if the link is not one of http or https
 */
export function statePost(post: StatePost): string {
  return joined([...head(post), ...foot(post)]);
}

/**
 * A post about a network, in Markdown.
 * @throws RangeError if the link is not one of http or https
 */
export function networkPost(post: Post): string {
  return joined([...head(post), layerRows(post), ...foot(post)]);
}

/**
 * A post about a training run, in Markdown.
 * @throws RangeError if the link is not one of http or https
 */
export function runPost(post: RunPost): string {
  const { result, own = 0, seeds = [] } = post;
  return joined([
    ...head(post),
    layerRows(post),
    settings(post.run),
    ...(own === 0
      ? []
      : [`**Besides:** learned from ${counted(own, 'digit')} of my own, which the link does not carry.`]),
    `**Result:** ${grouped(result.right)} of ${grouped(result.count)} held-out digits right, ${percent(result)}; loss ${result.loss.toFixed(4)}.`,
    ...(seeds.length < 2 ? [] : [spread(seeds)]),
    ...foot(post),
  ]);
}

const joined = (paragraphs: readonly string[]): string => `${paragraphs.join('\n\n')}\n`;

function head({ title, link, line = '', card }: StatePost): string[] {
  return [
    card === undefined ? `## ${markdownText(title)}` : `## ${markdownLink(title, link)}`,
    ...(line === '' ? [] : [markdownText(line)]),
    ...(card === undefined ? [] : [`!${markdownLink(card.alt, card.address)}`]),
  ];
}

function layerRows({ table }: Post): string {
  const rows = table.rows.map((row) => [
    layerNames[row.layer.kind],
    layerSettings(row),
    row.outputShape.join(' × '),
    grouped(row.parameters),
    grouped(row.multiplyAccumulates),
  ]);
  const total = ['total', '', '', grouped(table.parameters), grouped(table.multiplyAccumulates)];
  const columns = [
    { name: 'layer' },
    { name: 'settings' },
    { name: 'output' },
    { name: 'parameters', isNumber: true },
    { name: 'products per picture', isNumber: true },
  ];
  return markdownTable(columns, [...rows, total]);
}

const optimiserWords: Readonly<Record<OptimiserName, string>> = {
  sgd: 'gradient descent',
  momentum: 'gradient descent with momentum',
  adam: 'Adam',
};

const tamperingWords: Readonly<Record<Tampering, readonly string[]>> = {
  none: [],
  'shuffled-pixels': ['pixels shuffled'],
  'off-centre': ['digits moved off the centre'],
  'wrong-labels': ['some labels wrong'],
};

/** What one part of an exercise was answered with. */
export interface PostedAnswer {
  /** What was asked for; empty where the exercise asks one thing only. */
  readonly label: string;
  /** The answer as it was given; a state of a figure is its address. */
  readonly given: string;
  readonly isAddress?: boolean;
  /** An address that shows what the answer does, where there is one. */
  readonly shownAt?: string | undefined;
  readonly outcome: 'right' | 'wrong' | 'shown' | 'open';
  /** Of a right answer to a challenge with tiers. */
  readonly tier?: string | undefined;
}

/** An answered exercise. */
export interface AnswerPost {
  readonly title: string;
  /** The address of the exercise. */
  readonly link: string;
  readonly answers: readonly PostedAnswer[];
}

const outcomeWords: Readonly<Record<PostedAnswer['outcome'], string>> = {
  right: 'right',
  wrong: 'not right yet',
  shown: 'the book told me',
  open: 'not judged yet',
};

/**
 * An answered exercise as a post: the title, the link on a line by itself, where forums make a card of it, and the answers under a spoiler as Discourse
 * writes it.
 * @throws RangeError if the link is not one of http or https
 */
export function answerPost({ title, link, answers }: AnswerPost): string {
  markdownLink(title, link); // refuses what is no address
  const lines = answers.map(({ label, given, isAddress = false, outcome, tier, shownAt }) => {
    const words = given.trim() === '' ? 'nothing' : isAddress ? markdownLink('my figure', given) : markdownText(given);
    return `- ${label === '' ? '' : `${markdownText(label.replace(/[:.]$/, ''))}${/\?$/.test(label) ? '' : ':'} `}**${words}** (${tier ?? outcomeWords[outcome]})${shownAt === undefined ? '' : `, ${markdownLink('see it', shownAt)}`}`;
  });
  return joined([`**${markdownText(title)}**`, link, 'My answer:', `[spoiler]\n\n${lines.join('\n')}\n\n[/spoiler]`]);
}

function settings(run: TrainingRun): string {
  const { digits, optimiser, schedule, rate, steps, batch, initialSeed, orderSeed } = run;
  const words = [
    `digits ${digits.slice(0, -1).join(', ')} and ${digits.at(-1) ?? ''}`,
    ...tamperingWords[run.tampering],
    optimiserWords[optimiser],
    schedule === 'one-cycle' ? `one cycle up to a rate of ${rate}` : `a fixed rate of ${rate}`,
    `${counted(steps, 'step')} of ${batch}`,
    `start from seed ${initialSeed}`,
    orderSeed === 'sequential' ? 'pictures in the order of the file' : `order from seed ${orderSeed}`,
  ];
  return `**Settings:** ${markdownText(words.join('; '))}.`;
}

/** The median and the range of several results; the median of an even number is the mean of the two in the middle. */
function spread(seeds: readonly Pick<HeldOutResult, 'right' | 'count'>[]): string {
  const shares = seeds.map(({ right, count }) => right / count).toSorted((one, other) => one - other);
  const at = (place: number): number => shares[place] ?? NaN;
  const half = (shares.length - 1) / 2;
  const median = (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
  const asResult = (share: number): string => percent({ right: share, count: 1 });
  return `**Over ${shares.length} seeds:** median ${asResult(median)}, from ${asResult(at(0))} to ${asResult(at(shares.length - 1))}.`;
}

function foot({ title, link, card, picture }: StatePost): string[] {
  markdownLink(title, link); // refuses what is no address
  return [
    ...(picture === undefined ? [] : [`*Drag ${markdownText(picture)} in here, and delete this line.*`]),
    ...(card === undefined ? [link] : []),
  ];
}

function percent({ right, count }: Pick<HeldOutResult, 'right' | 'count'>): string {
  return `${((100 * right) / count).toFixed(2)} %`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}
