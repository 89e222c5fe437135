// How the stepper looks and what its states are called where only a link is seen.
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption, windowFrame } from '@lib/card/parts.ts';
import { slideStepperLink, type SlideStepperLink } from './slide-stepper.link.ts';
import { SlideStepperState } from './slide-stepper.svelte.ts';

const opened = (link: SlideStepperLink): SlideStepperState => {
  const figure = new SlideStepperState();
  figure.open(slideStepperLink.print(link));
  return figure;
};

const along = ([rows, cols]: readonly [number, number]): string =>
  rows === cols ? String(rows) : `${rows} and ${cols}`;

const modeWords: Readonly<Record<SlideStepperLink['mode'], string>> = {
  step: 'Slide a window',
  predict: 'Foretell the size',
  solve: 'Find the settings',
  same: 'What “same” means',
};

function describe(link: SlideStepperLink): StateWords {
  const figure = opened(link);
  const { rows, cols } = figure;
  const settings = `input ${along(link.i)}, kernel ${along(link.k)}, stride ${along(link.s)}, padding ${along(link.p)}${Math.max(...link.d) > 1 ? `, dilation ${along(link.d)}` : ''}`;
  const step = link.step === 0 ? '' : `, window ${figure.step + 1}`;
  const tail = [link.show === 'plain' ? '' : link.show, link.seed === 0 ? '' : `question ${link.seed}`].filter(
    (word) => word !== '',
  );
  const rest = tail.length === 0 ? '' : ` (${tail.join(', ')})`;
  const hasSecret = link.mode === 'predict' || link.mode === 'solve';
  const size = hasSecret
    ? 'How large is the output? The figure asks before it tells.'
    : figure.isPossible
      ? `The window has ${rows.count} × ${cols.count} places, and so has the output.`
      : 'The window fits nowhere, and the figure says why.';
  return {
    title: `${modeWords[link.mode]}: ${settings}${step}${rest}`.replace(/^(.{79}).{2,}$/, '$1…'),
    line: `A window slides over a padded grid: ${settings}${step}${rest}. ${size}`,
  };
}

const most = 400;

function draw(link: SlideStepperLink): CardFigure {
  const figure = opened(link);
  const { rows, cols } = figure;
  const cell = Math.min(56, most / Math.max(rows.padded, cols.padded));
  const top = 34;
  const at = (place: number): readonly [number, number] => [
    (place % cols.padded) * cell,
    top + Math.floor(place / cols.padded) * cell,
  ];
  const squares = (places: readonly number[], fill: string, dash?: string): CardPart[] =>
    places.map((place) => ({
      kind: 'path',
      d: box(...at(place), cell),
      fill,
      stroke: cardInks.rule2,
      width: 1,
      ...(dash !== undefined && { dash }),
    }));
  const outX = cols.padded * cell + 150;
  const isTold = link.mode !== 'predict' && link.mode !== 'solve' && figure.isPossible;
  const outCell = Math.min(cell, most / Math.max(rows.count, cols.count, 1));
  const outputs = isTold ? Array.from({ length: figure.count }, (_, place) => place) : [];
  return {
    width: outX + Math.max(isTold ? cols.count * outCell : 200, 200),
    height: top + Math.max(rows.padded * cell, rows.count * outCell) + 6,
    parts: [
      caption(`input ${link.i.join(' × ')}, padding ${along(link.p)}`, { x: 0, y: 20 }),
      ...squares(figure.cells.padding, cardInks.paper, '4 4'),
      ...squares(figure.cells.picture, cardInks.plate),
      ...squares(figure.isPossible ? figure.taps : [], '#cfe3d8'),
      ...(figure.isPossible
        ? windowFrame(
            (figure.corner[1] + cols.padding) * cell,
            top + (figure.corner[0] + rows.padding) * cell,
            ((link.k[0] - 1) * link.d[0] + 1) * cell,
          )
        : []),
      { kind: 'text', x: outX - 94, y: top + (rows.padded * cell) / 2 + 16, size: 46, text: '→', face: 'serif' },
      caption(isTold ? `output ${rows.count} × ${cols.count}` : 'output: how large?', { x: outX, y: 20 }),
      ...outputs.map((place): CardPart => {
        const isHere = place === figure.step;
        const d = box(outX + (place % cols.count) * outCell, top + Math.floor(place / cols.count) * outCell, outCell);
        return { kind: 'path', d, fill: isHere ? cardInks.accent : cardInks.plate, stroke: cardInks.rule2, width: 1 };
      }),
      ...(isTold
        ? []
        : [
            {
              kind: 'text',
              x: outX + 60,
              y: top + 190,
              size: 150,
              text: '?',
              face: 'title',
              fill: cardInks.accent,
            } as const,
          ]),
    ],
  };
}

/** The stepper for those who only see a link. */
export const card = widgetCard(slideStepperLink, {
  title: 'The window stepper: count the places where a window fits',
  line: 'Slide a window over a padded grid, one legal place at a time. Input, kernel, stride, padding and dilation are yours to set, and the size formula is filled in with your numbers.',
  heightPx: 1100,
  describe,
  draw,
});
