// How the stepper looks and what its states are called where only a link is seen.
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption } from '@lib/card/parts.ts';
import type { AxisWindows } from '@lib/conv/axis-windows.ts';
import { counted } from '@lib/text/numbers.ts';
import { presets } from './presets.ts';
import { printWindowSettings } from '@lib/state/window-fields.ts';
import { slideStepperLink, type SlideStepperLink } from './slide-stepper.link.ts';
import { SlideStepperState } from './slide-stepper.svelte.ts';

const side = 420;
const top = 34;
const gap = 90;
const windowTint = '#a8c0b5';

const opened = (link: SlideStepperLink): SlideStepperState => {
  const figure = new SlideStepperState();
  figure.open(slideStepperLink.print(link));
  return figure;
};

const pair = (rows: number, cols: number): string => `${rows} × ${cols}`;

const settingWords = ({ s, p, d }: SlideStepperLink): string =>
  [
    s.some((step) => step > 1) && `stride ${s[0] === s[1] ? s[0] : pair(...s)}`,
    p.some((ring) => ring > 0) && `padding ${p[0] === p[1] ? p[0] : pair(...p)}`,
    d.some((step) => step > 1) && `dilation ${d[0] === d[1] ? d[0] : pair(...d)}`,
  ]
    .filter((words) => words !== false)
    .join(', ');

const modeWords: Readonly<Record<SlideStepperLink['mode'], string>> = {
  step: '',
  predict: '',
  solve: ' All settings that give a wanted size are listed, too.',
  same: ' What “same” would do in TensorFlow and PyTorch stands beside it.',
};
const showWords: Readonly<Record<SlideStepperLink['show'], string>> = {
  plain: '',
  uses: ', each cell’s uses counted',
  values: ', with numbers',
};

function describe(link: SlideStepperLink): StateWords {
  const { rows, cols, isPossible, isHidden, count, step } = opened(link);
  const setting = settingWords(link);
  const what = `${pair(...link.k)} over ${pair(...link.i)}${setting === '' ? '' : `, ${setting}`}`;
  if (isHidden)
    return {
      title: `Predict the size: ${what}`,
      line: `A window of ${what}. How large is the output? The figure hides it until you have said so, and explains a wrong answer.`,
    };
  const size = isPossible ? pair(rows.count, cols.count) : 'no position';
  const dropped = [
    rows.leftover > 0 && counted(rows.leftover, 'row'),
    cols.leftover > 0 && counted(cols.leftover, 'column'),
  ].filter((words) => words !== false);
  const lost = dropped.length === 0 ? '' : ` The floor drops ${dropped.join(' and ')}.`;
  return {
    title: `${what} → ${size}${step > 0 ? `, window ${step + 1}` : ''}${showWords[link.show]}`,
    line: `A window of ${what}: ${isPossible ? `${counted(count, 'place')}, an output of ${size}` : 'it fits nowhere'}${showWords[link.show]}.${lost}${modeWords[link.mode]}`,
  };
}

/** A long axis as a bar with the first window on it. */
function bar(axis: AxisWindows, y: number): CardPart[] {
  const cell = (side * 2) / axis.padded;
  return [
    { kind: 'path', d: box(0, y, axis.padded * cell, 36), fill: cardInks.paper, stroke: cardInks.rule2 },
    {
      kind: 'path',
      d: box(axis.padding * cell, y, axis.size * cell, 36),
      fill: cardInks.sheet,
      stroke: cardInks.rule2,
    },
    ...axis.starts.map((start): CardPart => {
      const x = (start + axis.padding) * cell;
      return { kind: 'path', d: box(x + 1, y + 46, Math.max(2, axis.span * cell - 2), 8), fill: windowTint };
    }),
  ];
}

function draw(link: SlideStepperLink): CardFigure {
  const figure = opened(link);
  const { rows, cols, corner, isPossible, isHidden, place } = figure;
  if (figure.isLong) {
    const words = isHidden ? '?' : isPossible ? pair(rows.count, cols.count) : 'no position';
    return {
      width: side * 2,
      height: 300,
      parts: [
        caption(`${pair(rows.size, cols.size)} → ${words}`, { x: 0, y: 20 }),
        ...bar(rows, top),
        ...bar(cols, top + 120),
      ],
    };
  }
  const cell = side / Math.max(rows.padded, cols.padded, rows.count, cols.count, 4);
  const square = (at: number, across: number, x: number): string =>
    box(x + (at % across) * cell, top + Math.floor(at / across) * cell, cell);
  const cells = (places: readonly number[], across: number, x = 0): string =>
    places.map((at) => square(at, across, x)).join('');
  const outX = cols.padded * cell + gap;
  const places = Array.from({ length: figure.count }, (_, at) => at);
  const now = place[0] * cols.count + place[1];
  const output: CardPart[] =
    isHidden || !isPossible
      ? [
          {
            kind: 'text',
            x: outX,
            y: top + 80,
            size: 64,
            text: isHidden ? '?' : 'no position',
            face: 'title',
            fill: cardInks.accent,
          },
        ]
      : [
          { kind: 'path', d: cells(places, cols.count, outX), fill: cardInks.paper, stroke: cardInks.rule2 },
          { kind: 'path', d: square(now, cols.count, outX), fill: cardInks.accent },
        ];
  return {
    width: outX + Math.max(cols.count * cell, 200),
    height: top + Math.max(rows.padded, isHidden ? 0 : rows.count) * cell + 4,
    parts: [
      caption(`picture ${pair(rows.size, cols.size)}`, { x: 0, y: 20 }),
      caption(`output ${isHidden ? '? × ?' : isPossible ? pair(rows.count, cols.count) : 'none'}`, { x: outX, y: 20 }),
      { kind: 'path', d: cells(figure.cells.padding, cols.padded), stroke: cardInks.rule2, dash: '3 4' },
      { kind: 'path', d: cells(figure.cells.picture, cols.padded), fill: cardInks.sheet, stroke: cardInks.rule2 },
      { kind: 'path', d: isHidden ? '' : cells(figure.cells.dropped, cols.padded), fill: cardInks.rule },
      { kind: 'path', d: isPossible ? cells(figure.taps, cols.padded) : '', fill: windowTint, stroke: cardInks.accent },
      {
        kind: 'path',
        d: box(
          (corner[1] + cols.padding) * cell,
          top + (corner[0] + rows.padding) * cell,
          cols.span * cell,
          rows.span * cell,
        ),
        stroke: cardInks.accent,
        width: 4,
      },
      ...output,
    ],
  };
}

/** The stepper for those who only see a link. */
export const card = widgetCard(slideStepperLink, {
  title: 'The stepper: every place a window can stand, and the size formula',
  line: 'Slide a window over a grid with any kernel, stride, padding and dilation. Each place is shown, what the floor drops is hatched, and the formula stands there with your numbers in it.',
  heightPx: 900,
  states: presets.map(({ setting }) => printWindowSettings(setting)),
  describe,
  draw,
});
