// How the shape calculator looks and what its states are called where only a link is seen.
import { cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { shapeWords, wholeNumber } from '@lib/text/network-words.ts';
import { shapeCalculatorLink, type ShapeCalculatorLink } from './shape-calculator.link.ts';
import { ShapeCalculatorState } from './shape-calculator.svelte.ts';

const opened = (link: ShapeCalculatorLink): ShapeCalculatorState => {
  const figure = new ShapeCalculatorState();
  figure.open(shapeCalculatorLink.print(link));
  return figure;
};

const inputOf = ({ n, ci, h, w, layout }: ShapeCalculatorLink): string => shapeWords([n, ci, h, w], layout);

function settingsOf({ co, k, s, p, d, g }: ShapeCalculatorLink): string {
  const rest = [
    s === 1 ? '' : `stride ${s}`,
    p === 0 ? '' : `padding ${p}`,
    d === 1 ? '' : `dilation ${d}`,
    g === 1 ? '' : `${g} groups`,
  ];
  return [`${co} kernels of ${k.join(' × ')}`, ...rest.filter((word) => word !== '')].join(', ');
}

function describe(link: ShapeCalculatorLink): StateWords {
  const { account, problem } = opened(link);
  const output = account === undefined ? undefined : shapeWords(account.outputShape, link.layout);
  const open = link.o === 'h' ? '' : `, ${link.o} open`;
  return {
    title: `${inputOf(link)} → ${output ?? 'does not fit'}: ${settingsOf(link)}${open}`.replace(
      /^(.{79}).{2,}$/,
      '$1…',
    ),
    line: `A batch of ${inputOf(link)} under ${settingsOf(link)}: ${output === undefined ? (problem ?? 'it does not fit') : `${output} comes out`}. Every number of the shape opens into the arithmetic it came from${open}.`.slice(
      0,
      250,
    ),
  };
}

function draw(link: ShapeCalculatorLink): CardFigure {
  const { account } = opened(link);
  const line = (text: string, y: number, options: { size: number; fill?: string }): CardPart => ({
    kind: 'text',
    x: 0,
    y,
    text,
    face: 'serif',
    ...options,
  });
  const output = account === undefined ? 'does not fit' : shapeWords(account.outputShape, link.layout);
  return {
    width: 1040,
    height: 400,
    parts: [
      { kind: 'text', x: 0, y: 30, size: 24, text: 'in', fill: cardInks.ink2 },
      line(inputOf(link), 110, { size: 82 }),
      { kind: 'text', x: 0, y: 178, size: 30, text: `↓ ${settingsOf(link)}`, fill: cardInks.ink2 },
      { kind: 'text', x: 0, y: 244, size: 24, text: 'out', fill: cardInks.ink2 },
      line(output, 326, { size: 82, fill: cardInks.accent }),
      {
        kind: 'text',
        x: 0,
        y: 388,
        size: 26,
        text: `layout ${link.layout.toUpperCase()}, batches of ${wholeNumber(link.n)}`,
        fill: cardInks.ink3,
      },
    ],
  };
}

/** The calculator for those who only see a link. */
export const card = widgetCard(shapeCalculatorLink, {
  title: 'The shape calculator: what each number of a shape counts',
  line: 'Set a batch of pictures and a convolution, and read the shape that comes out. Every number of it opens into the arithmetic it came from, and a real tensor proves it.',
  heightPx: 1000,
  describe,
  draw,
});
