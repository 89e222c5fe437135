// How the sum over channels looks and what its states are called where only a link is seen.
import { signedNumber } from '@lib/text/numbers.ts';
import { signInk, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption, inkPlate, signedPlate, windowFrame } from '@lib/card/parts.ts';
import { shortestPicture } from '@lib/state/picture-fields.ts';
import { channelCount, channelSumLink, type ChannelSumLink } from './channel-sum.link.ts';
import { ChannelSumState, side } from './channel-sum.svelte.ts';

const opened = (link: ChannelSumLink): ChannelSumState => {
  const figure = new ChannelSumState();
  figure.open(channelSumLink.print(link));
  return figure;
};

const kernelsOf = ({ k, seed }: ChannelSumLink): string =>
  k === 'random' ? `random kernels, seed ${seed}` : `one edge turned by twelve degrees a channel, seed ${seed}`;

function describe(link: ChannelSumLink): StateWords {
  const { r, c, ch } = link;
  const figure = opened(link);
  const part = figure.opened?.partialSum ?? 0;
  const digit = link.d === '3' || link.d === '7' ? `a handwritten ${link.d}` : `the picture “${link.d}”`;
  const numbers =
    link.i === 0
      ? ` Channel ${ch} adds ${signedNumber(part, 3)}; with the bias the sum is ${signedNumber(figure.total, 3)}.`
      : ` It is number ${link.i} of MNIST, and channel ${ch} stands open.`;
  return {
    title: `Thirty channels become one number at (${r}, ${c}): channel ${ch} open, ${link.k}`,
    line: `Thirty maps of ${digit} (${kernelsOf(link)}), one 3 × 3 slice for each, and thirty partial sums stacked into one number at row ${r}, column ${c}.${numbers}`,
  };
}

const cols = 6;
const mapCell = 2.3;
const pitch = 28 * mapCell + 6;

function draw(link: ChannelSumLink): CardFigure {
  const figure = opened(link);
  const top = 34;
  const maps = Array.from({ length: channelCount }, (_, channel): CardPart[] => {
    const x = 400 + (channel % cols) * pitch;
    const y = top + Math.floor(channel / cols) * pitch;
    const frame = channel === link.ch ? windowFrame(x, y, 28 * mapCell) : [];
    return [signedPlate(figure.mapOf(channel), { x, y, size: mapCell, greatest: figure.greatestActivation }), ...frame];
  });
  const outX = 400 + cols * pitch + 60;
  const size = 12;
  return {
    width: outX + side * size,
    height: top + side * size + 4,
    parts: [
      caption('the picture', { x: 0, y: 20 }),
      caption(`${channelCount} maps of it`, { x: 400, y: 20 }),
      caption('their sum, channel by channel', { x: outX, y: 20 }),
      inkPlate(figure.picture.bytes, { x: 0, y: top, size }),
      ...(figure.picture.isLoaded ? maps.flat() : []),
      ...(figure.picture.isLoaded
        ? [
            signedPlate(figure.output, { x: outX, y: top, size, greatest: figure.greatestAnswer }),
            ...windowFrame(outX + link.c * size, top + link.r * size, size),
            {
              kind: 'text',
              x: outX + side * size - 12,
              y: top + side * size - 16,
              size: 34,
              text: signedNumber(figure.total, 3),
              face: 'bold',
              anchor: 'end',
              fill: signInk(figure.total),
            } as const,
          ]
        : []),
    ],
  };
}

/** The figure for those who only see a link. */
export const card = widgetCard(channelSumLink, {
  title: 'How thirty channels become one number',
  line: 'A digit under thirty kernels gives thirty maps. One more kernel of thirty slices turns them into a single map: thirty partial sums, stacked, each open to its nine products.',
  heightPx: 1260,
  states: ['k:turned'],
  shortest: (link) => shortestPicture(link),
  describe,
  draw,
});
