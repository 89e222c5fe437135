// How the figure that tells threes from sevens by one kernel looks and what its states are called where only a link is seen.
import { kernelNameOf } from '@lib/conv/named-kernels.ts';
import { findInk, pictureNumbers, type InkedPictures } from '@lib/conv/picture-numbers.ts';
import { allCommitted } from '@lib/data/committed-digits.ts';
import type { HeldOutPictures } from '@lib/data/held-out-pictures.ts';
import { standingOf } from '@lib/exercise/one-kernel-tiers.ts';
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { knownHeldOut } from '@lib/card/known-held-out.ts';
import { caption, inkPlate, kernelGrid } from '@lib/card/parts.ts';
import type { OneKernelLink } from '@lib/state/one-kernel-fields.ts';
import { kernelWords } from '@lib/text/kernel-words.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import { digitWords, percentWords, statisticWords } from '@lib/text/one-kernel-words.ts';
import { oneKernelLink, shortestState } from './one-kernel.link.ts';
import { rightIn, viewOf, type OneKernelView } from './view.ts';

let shared: { readonly pictures: HeldOutPictures; readonly ink: InkedPictures } | undefined;

/** The held-out pictures, read once for all cards; in the page there are none before the figure has them. */
function heldOut() {
  if (shared !== undefined) return shared;
  const pictures = knownHeldOut() ?? (typeof document === 'undefined' ? committed() : undefined);
  if (pictures !== undefined) shared = { pictures, ink: findInk(pictures.pixels) };
  return shared;
}

function committed(): HeldOutPictures {
  const { labels, pixels } = allCommitted('valid');
  return { labels: labels.map((digit) => (digit === 7 ? 1 : 0)), pixels };
}

function opened(link: OneKernelLink): OneKernelView | undefined {
  const set = heldOut();
  return set && viewOf(link, set.pictures, pictureNumbers(set.ink, link.k));
}

function describe(link: OneKernelLink): StateWords {
  const view = opened(link);
  const name = kernelNameOf(link.k);
  const kernel = name === undefined ? 'one kernel' : `the kernel ${kernelWords[name].title}`;
  if (view === undefined)
    return {
      title: `Threes from sevens by ${kernel}`,
      line: `Threes from sevens by ${kernel}, the ${statisticWords[link.stat]} of its map and a threshold: the link counts how many held-out pictures are told right.`,
    };
  const [right, count] = [rightIn(view), view.of[0] + view.of[1]];
  const { reached } = standingOf(right, count);
  const { threshold, above } = view.split;
  const { place, digit, said } = view.opened;
  const won = reached === undefined ? '' : ` That is ${reached}.`;
  return {
    title: `${wholeNumber(right)} of ${wholeNumber(count)} by ${kernel}, ${statisticWords[link.stat]}`,
    line: `Threes from sevens by ${kernel}, the ${statisticWords[link.stat]} of its map and a threshold: more than ${plainNumber(threshold)} is ${digitWords[above === 1 ? 7 : 3]}. ${percentWords(right, count)} right.${won} Open: picture ${place}, ${digitWords[digit]}, taken for ${digitWords[said]}.`,
  };
}

const chart = { x: 330, width: 620, middle: 205, height: 180 } as const;

function bars(view: OneKernelView): CardPart[] {
  const { histograms, split } = view;
  const width = chart.width / histograms.bars[0].length;
  const scale = chart.height / histograms.tallest;
  const drawn = histograms.bars.flatMap((ofClass, at) =>
    ofClass.flatMap(({ right, wrong }, bar): CardPart[] => {
      const x = chart.x + bar * width;
      const from = (count: number, first: number) =>
        at === 0 ? chart.middle - (first + count) * scale : chart.middle + first * scale;
      const part = (count: number, first: number, fill: string): CardPart[] =>
        count === 0 ? [] : [{ kind: 'path', d: box(x, from(count, first), width, count * scale), fill }];
      return [...part(wrong, 0, cardInks.ink), ...part(right, wrong, cardInks.rule)];
    }),
  );
  const share = (split.threshold - histograms.low) / (histograms.high - histograms.low);
  const at = chart.x + chart.width * Math.min(1, Math.max(0, share));
  return [
    ...drawn,
    { kind: 'path', d: `M${chart.x} ${chart.middle}h${chart.width}`, stroke: cardInks.ink, width: 2 },
    { kind: 'path', d: `M${at} ${chart.middle - chart.height}v${2 * chart.height}`, stroke: cardInks.accent, width: 4 },
    caption('threes', { x: chart.x, y: chart.middle - chart.height + 18 }),
    caption('sevens', { x: chart.x, y: chart.middle + chart.height }),
  ];
}

function draw(link: OneKernelLink): CardFigure {
  const view = opened(link);
  if (view === undefined) return { width: 228, height: 228, parts: kernelGrid(link.k, { x: 0, y: 0, cell: 76 }) };
  return {
    width: chart.x + chart.width,
    height: chart.middle + chart.height + 10,
    parts: [
      ...kernelGrid(link.k, { x: 0, y: 25, cell: 76 }),
      inkPlate(view.opened.pixels, { x: 60, y: 272, size: 4 }),
      ...bars(view),
    ],
  };
}

/** The figure for those who only see a link. */
export const card = widgetCard(oneKernelLink, {
  title: 'Threes from sevens by one kernel, one number and a threshold',
  line: 'Nine weights, one number a picture, one threshold: how many of all held-out threes and sevens are told right? Every change of a weight is counted on all of them at once.',
  heightPx: 1560,
  states: ['k:laplace', 'k:diag2,stat:max'],
  shortest: shortestState,
  describe,
  draw,
});
