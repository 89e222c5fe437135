// How the feature maps look and what their states are called where only a link is seen. A card is drawn with the session's network before its first
// step, for a trained one is only on the reader's page.
import { widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption, inkPlate, signedPlate, windowFrame } from '@lib/card/parts.ts';
import { shortestPicture } from '@lib/state/picture-fields.ts';
import { featureMapsLink, type FeatureMapsLink } from './feature-maps.link.ts';
import { FeatureMapsState } from './feature-maps.svelte.ts';

const opened = (link: FeatureMapsLink): FeatureMapsState => {
  const figure = new FeatureMapsState();
  figure.open(featureMapsLink.print(link));
  return figure;
};

function pictureName({ d, i, at }: FeatureMapsLink): string {
  if (at !== undefined) return `${at.set === 'valid' ? 'held-out' : 'training'} picture ${at.place}`;
  if (d === 'pad') return 'a drawn digit';
  return `a handwritten ${d}${i === 0 ? '' : `, number ${i} of MNIST`}`;
}

function describe(link: FeatureMapsLink): StateWords {
  const { layer, m, r, c, p, pr, pc, show } = link;
  const patch = p === 0 ? '' : `, a patch of ${p} × ${p} at (${pr}, ${pc})`;
  const view = { post: '', pre: ', before ReLU', ink: ', in ink' }[show];
  return {
    title: `Layer ${layer}, map ${m} of ${pictureName(link)}, at (${r}, ${c})${patch}${view}`,
    line: `What the network of lesson 8 makes of ${pictureName(link)}: layer ${layer}, map ${m}, the number at row ${r}, column ${c} taken apart${patch}${view}. Train the network on the page, and watch its maps change.`,
  };
}

function draw(link: FeatureMapsLink): CardFigure {
  const figure = opened(link);
  const top = 34;
  const left = 480;
  const rows = figure.stages.slice(0, 4).flatMap((stage, at): CardPart[] => {
    const [, channels, side] = stage.shape;
    const values = figure.valuesOf(stage);
    const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const height = [124, 108, 70, 46][at] ?? 46;
    const y = top + [0, 138, 260, 344].slice(at, at + 1).reduce((sum, part) => sum + part, 0);
    const count = Math.min(channels, Math.floor(640 / (height + 8)));
    return Array.from({ length: count }, (_, channel) => {
      const x = left + channel * (height + 8);
      const map = values.subarray(channel * side * side, (channel + 1) * side * side);
      const isOpen = figure.stageAt === at && figure.cell.channel === channel;
      return [signedPlate(map, { x, y, size: height / side, greatest }), ...(isOpen ? windowFrame(x, y, height) : [])];
    }).flat();
  });
  return {
    width: left + 640,
    height: 34 + 392 + 4,
    parts: [
      caption(pictureName(link), { x: 0, y: 20 }),
      caption('what four layers make of it, before training', { x: left, y: 20 }),
      ...(figure.hasPicture ? [inkPlate(figure.shown, { x: 0, y: top, size: 14 }), ...rows] : []),
    ],
  };
}

/** The feature maps for those who only see a link. */
export const card = widgetCard(featureMapsLink, {
  title: 'Feature maps: every map of every layer, down to one product',
  line: 'See what each layer of the network makes of a digit, your own drawing included. Open any number into the window and weights it came from, or cover the picture and watch the scores.',
  heightPx: 1500,
  shortest: shortestPicture,
  describe,
  draw,
});
