// The session on a card: its stretches on a line of minutes, with the numbers of the lessons that have them.
import { lessonById } from '@lib/site/lessons.ts';
import { timeline, type TimelineRow } from '@lib/site/timeline.ts';
import { box, cardInks, type CardFigure, type CardPart } from './figure.ts';
import { caption } from './parts.ts';

const width = 1088;
const barTop = 60;
const barHeight = 96;

/** The session’s stretches to scale. */
export function timelineFigure(rows: readonly TimelineRow[]): CardFigure {
  const { groups, cuts, minutes } = timeline(rows);
  const at = (share: number): number => Math.round(share * width * 10) / 10;
  const parts: CardPart[] = [
    ...groups.flatMap(({ lesson, from, to }): CardPart[] => {
      const area = box(at(from), barTop, at(to) - at(from), barHeight);
      const fill = lessonById(lesson).isCore ? cardInks.accent : cardInks.rule2;
      const number: CardPart[] =
        to - from < narrowest
          ? []
          : [
              caption(
                String(lessonById(lesson).number),
                { x: at((from + to) / 2), y: 42 },
                { anchor: 'middle', size: 28 },
              ),
            ];
      return [{ kind: 'path', d: area, fill, stroke: cardInks.paper, width: 3 }, ...number];
    }),
    ...cuts.map((share): CardPart => ({
      kind: 'path',
      d: `M${at(share)} ${barTop}v${barHeight}`,
      stroke: cardInks.paper,
      width: 1.5,
    })),
    ...minutes.flatMap(({ share, minute }): CardPart[] => [
      { kind: 'path', d: `M${at(share)} ${barTop + barHeight + 6}v14`, stroke: cardInks.ink2, width: 2 },
      caption(
        `${minute} min`,
        { x: at(share), y: barTop + barHeight + 50 },
        { anchor: minute === 0 ? 'start' : 'middle', size: 24 },
      ),
    ]),
    caption('lesson', { x: 0, y: 12 }, { size: 20 }),
  ];
  return { width, height: barTop + barHeight + 60, parts };
}

/** A stretch shorter than this share of the session has no room for a number. */
const narrowest = 0.017;
