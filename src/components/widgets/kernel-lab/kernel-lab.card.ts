// How the kernel laboratory looks and what its states are called where only a link is seen.
import { answerWords, kernelWords } from '@lib/text/kernel-words.ts';
import { counted, plainNumber, signedNumber } from '@lib/text/numbers.ts';
import { widgetCard, type CardFigure, type StateWords } from '@lib/card/figure.ts';
import { caption, flag, inkPlate, kernelGrid, signedPlate, windowFrame } from '@lib/card/parts.ts';
import { shortestPicture } from '@lib/state/picture-fields.ts';
import { kernelLabLink, type KernelLabLink } from './kernel-lab.link.ts';
import { KernelLabState } from './kernel-lab.svelte.ts';

const cell = 14;
const side = 28 * cell;
const mapX = side + 300;
const top = 34;

const pictureNames: Readonly<Record<KernelLabLink['d'], string>> = {
  3: 'a handwritten 3',
  7: 'a handwritten 7',
  pad: 'a drawing',
  horizontal: 'a horizontal edge',
  vertical: 'a vertical edge',
  diagonal: 'a slanted edge',
  flat: 'even ink',
  checker: 'a chequerboard',
};

const opened = (link: KernelLabLink): KernelLabState => {
  const lab = new KernelLabState();
  lab.open(kernelLabLink.print(link));
  return lab;
};

const pictureName = ({ d, i }: KernelLabLink): string => pictureNames[d] + (i === 0 ? '' : `, number ${i} of MNIST`);
const hasDigit = ({ i }: KernelLabLink): boolean => i === 0;

function describe(link: KernelLabLink): StateWords {
  const lab = opened(link);
  const { r, c, relu, scale } = link;
  const kernel =
    lab.kernelName === undefined
      ? `[${link.k.map((weight) => plainNumber(weight, 2)).join(' ')}]`
      : `“${kernelWords[lab.kernelName].title.replaceAll(/[“”]/g, '')}”`;
  const answer = signedNumber(lab.sum, scale === 'unit' ? 3 : 2);
  const setting = [
    relu ? 'with ReLU' : '',
    scale === 'unit' ? 'pixels 0 to 1' : '',
    link.s === 'sum' ? '' : `${link.s} open`,
  ]
    .filter((word) => word !== '')
    .join(', ');
  const tail = setting === '' ? '' : ` (${setting})`;
  if (!hasDigit(link))
    return {
      title: `The kernel ${kernel} on ${pictureName(link)}, at (${r}, ${c})${tail}`,
      line: `Nine weights laid on ${pictureName(link)} at row ${r}, column ${c}${tail}: open the link to see the nine products, their sum and the whole response map.`,
    };
  const name = lab.kernelName === undefined ? 'A kernel of its own' : `The kernel ${kernel}`;
  return {
    title: `${name} at (${r}, ${c}) of ${pictureName(link)}: ${answer}${tail}`,
    line: `The kernel ${kernel} on ${pictureName(link)}${tail}: nine pixels around row ${r}, column ${c}, nine products, and their sum is ${answer}. ${answerWords(lab.kernelName, lab.sum)}. On the whole map ${counted(lab.facts.above, 'answer')} above 0 and ${lab.facts.below} below.`,
  };
}

function draw(link: KernelLabLink): CardFigure {
  const lab = opened(link);
  const { r, c } = link;
  const isLeft = c < 14;
  const answerX = mapX + c * cell + (isLeft ? 26 : -12);
  const picture = lab.pixels.map((pixel) => (link.scale === 'unit' ? pixel * 255 : pixel));
  const shown = hasDigit(link);
  const map = new Float32Array(28 * 28);
  lab.map.forEach((value, at) => (map[(Math.floor(at / 26) + 1) * 28 + (at % 26) + 1] = value));
  return {
    width: mapX + side,
    height: side + top + 4,
    parts: [
      caption(pictureName(link), { x: 0, y: 20 }),
      caption('its response', { x: mapX, y: 20 }),
      inkPlate(picture, { x: 0, y: top, size: cell }),
      ...windowFrame((c - 1) * cell, top + (r - 1) * cell, 3 * cell),
      { kind: 'text', x: side + 24, y: top + side / 2 + 16, size: 46, text: '∗', face: 'serif' },
      ...kernelGrid(link.k, { x: side + 62, y: top + side / 2 - 84, cell: 56 }),
      { kind: 'text', x: side + 246, y: top + side / 2 + 16, size: 46, text: '=', face: 'serif' },
      ...(shown
        ? [
            signedPlate(map, { x: mapX, y: top, size: cell, greatest: lab.greatestAnswer }),
            ...windowFrame(mapX + c * cell, top + r * cell, cell),
            ...flag(
              lab.sum,
              { x: answerX, y: top + (r + 0.5) * cell + (r < 4 ? 34 : -34), anchor: isLeft ? 'start' : 'end' },
              link.scale === 'unit' ? 3 : 2,
            ),
          ]
        : [caption('opens with the link', { x: mapX + side / 2, y: top + side / 2 }, { anchor: 'middle' })]),
    ],
  };
}

/** The laboratory for those who only see a link. */
export const card = widgetCard(kernelLabLink, {
  title: 'The kernel laboratory: nine weights, one window, the whole map',
  line: 'Lay nine weights on any nine pixels of a handwritten digit. The products and their sum are written out, and the whole response map is computed as you change a weight.',
  heightPx: 1480,
  shortest: shortestPicture,
  describe,
  draw,
});
