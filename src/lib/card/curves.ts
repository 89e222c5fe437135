// Charts of a run on a card: lines over the steps, with the ticks of the book's own charts.
import {
  chartFrame,
  sheetSize,
  tickText,
  type BandPoint,
  type ChartLine,
  type ChartPoint,
  type ScaleName,
} from '@lib/draw/chart.ts';
import { cardInks, type CardPart } from './figure.ts';
import { caption } from './parts.ts';

/** A chart. */
export interface CardChart {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly band?: readonly BandPoint[];
  readonly steps: number;
  readonly scale: ScaleName;
  readonly range: readonly [low: number, high: number];
  readonly format: (value: number) => string;
}

const inks: Readonly<
  Record<ChartLine['kind'], { readonly stroke: string; readonly width: number; readonly dash?: string }>
> = {
  thin: { stroke: cardInks.rule2, width: 1.2 },
  pale: { stroke: cardInks.pos, width: 3 },
  dashed: { stroke: cardInks.ink2, width: 2.2, dash: '7 6' },
  main: { stroke: cardInks.accent, width: 4 },
};

/** A chart as parts of a card, its frame `width` by `height` from the place where its axes meet the upper left. */
export function chartParts(chart: CardChart, at: { x: number; y: number; width: number; height: number }): CardPart[] {
  const { title, lines, band = [], steps, format } = chart;
  const frame = chartFrame({ ...chart, band });
  const x = (step: number) => at.x + (frame.x(step) / sheetSize) * at.width;
  const y = (value: number) => at.y + (Math.min(sheetSize, Math.max(0, frame.y(value))) / sheetSize) * at.height;
  const place = ([step, value]: ChartPoint): readonly [number, number] => [x(step), y(value)];
  return [
    caption(title, { x: at.x, y: at.y - 18 }),
    ...frame.ticks.flatMap(({ value }): CardPart[] => [
      { kind: 'path', d: `M${at.x} ${y(value)}h${at.width}`, stroke: cardInks.rule, width: 1 },
      caption(tickText(value, format), { x: at.x - 10, y: y(value) + 6 }, { anchor: 'end', size: 18 }),
    ]),
    ...(band.length < 2
      ? []
      : [
          {
            kind: 'path',
            d: `${pathOf([
              ...band.map(({ step, high }) => place([step, high])),
              ...band.toReversed().map(({ step, low }) => place([step, low])),
            ])}z`,
            fill: cardInks.rule,
          } as const,
        ]),
    { kind: 'path', d: `M${at.x} ${at.y}v${at.height}h${at.width}`, stroke: cardInks.rule2, width: 2 },
    ...lines.flatMap(({ points, kind }): CardPart[] => {
      const drawn = points.filter(([, value]) => Number.isFinite(value));
      return drawn.length < 2 ? [] : [{ kind: 'path', d: pathOf(drawn.map(place)), ...inks[kind] }];
    }),
    caption('0', { x: at.x, y: at.y + at.height + 24 }, { size: 18, anchor: 'middle' }),
    caption(
      `step ${steps.toLocaleString('en')}`,
      { x: at.x + at.width, y: at.y + at.height + 24 },
      { size: 18, anchor: 'end' },
    ),
  ];
}

/** One stroke: an absolute beginning, then relative lines, as cards want it. */
function pathOf(points: readonly (readonly [number, number])[]): string {
  let [lastX, lastY] = [0, 0];
  return points
    .map(([x, y], at) => {
      const [toX, toY] = [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
      const move =
        at === 0 ? `M${toX} ${toY}` : `l${Math.round((toX - lastX) * 10) / 10} ${Math.round((toY - lastY) * 10) / 10}`;
      [lastX, lastY] = [toX, toY];
      return move;
    })
    .join('');
}
