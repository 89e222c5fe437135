// How the network builder looks and what its states are called where only a link is seen.
import { printArchitecture } from '@lib/state/architecture-field.ts';
import { shapeWords, wholeNumber } from '@lib/text/network-words.ts';
import { widgetCard, type CardFigure, type StateWords } from '@lib/card/figure.ts';
import { networkDrawing } from '@lib/card/parts.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import { cnnBuilderLink, type CnnBuilderLink } from './cnn-builder.link.ts';
import { presets } from './presets.ts';

const inputShape = [1, 1, 28, 28] as const;
const longestNet = 40;

const shorten = (text: string): string => (text.length <= longestNet ? text : `${text.slice(0, longestNet - 1)}…`);

function describe(link: CnnBuilderLink): StateWords {
  const table = stageTable(link.net, inputShape);
  const net = printArchitecture(link.net);
  const layer = link.l === 0 ? '' : `, layer ${link.l + 1}`;
  const order = link.layout === 'nhwc' ? ', channels last' : '';
  const end =
    table.problem === undefined
      ? `a 28 × 28 picture leaves as ${shapeWords(table.outputShape.slice(1))}`
      : 'one of its layers does not fit, and the figure says why';
  return {
    title: `The network ${shorten(net)}${layer}${order}: ${wholeNumber(table.parameters)} parameters`,
    line: `Layer by layer, ${shorten(net)} has ${wholeNumber(table.parameters)} numbers to learn and needs ${wholeNumber(table.multiplyAccumulates)} products for one picture; ${end}${layer}${order}.`,
  };
}

function draw(link: CnnBuilderLink): CardFigure {
  return networkDrawing(stageTable(link.net, inputShape).rows, link.l);
}

/** The builder for those who only see a link. */
export const card = widgetCard(cnnBuilderLink, {
  title: 'The network builder: shapes, parameters and products as you build',
  line: 'Build a convolutional network of up to eight layers. Shapes, parameters, multiplications and what one number sees are counted at every change, and a real batch goes through to prove it.',
  heightPx: 1320,
  states: presets.map(({ net }) => `net:${net}`),
  describe,
  draw,
});
