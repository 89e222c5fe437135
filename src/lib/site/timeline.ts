// The session drawn to scale: neighbouring stretches of one lesson joined, every place on the line a share from 0 to 1.
import { stretchOf, type SessionRow } from './session-map.ts';

/** A row as the line needs it. */
export type TimelineRow = Pick<SessionRow, 'id' | 'from' | 'to' | 'places'>;

/** A part of the line that one lesson has. */
export interface TimelineGroup {
  readonly lesson: string;
  readonly from: number;
  readonly to: number;
}

/** The line. */
export interface Timeline {
  /** How long the session is, in seconds. */
  readonly length: number;
  readonly groups: readonly TimelineGroup[];
  /** Where a new stretch begins. */
  readonly cuts: readonly number[];
  readonly minutes: readonly { readonly minute: number; readonly share: number }[];
}

const tickMinutes = 15;
const minuteSeconds = 60;

/** The rows on a line. */
export function timeline(rows: readonly TimelineRow[]): Timeline {
  const timed = rows.map((row) => ({ lesson: (row.places[0] ?? '').split('#')[0] ?? '', ...stretchOf(row) }));
  const length = Math.max(...timed.map(({ to }) => to));
  const groups: TimelineGroup[] = [];
  for (const { lesson, from, to } of timed) {
    const last = groups.at(-1);
    if (last?.lesson === lesson) groups.splice(-1, 1, { ...last, to: to / length });
    else groups.push({ lesson, from: from / length, to: to / length });
  }
  const ticks = Math.floor(length / minuteSeconds / tickMinutes) + 1;
  return {
    length,
    groups,
    cuts: timed.slice(1).map(({ from }) => from / length),
    minutes: Array.from({ length: ticks }, (_, at) => {
      const minute = at * tickMinutes;
      return { minute, share: (minute * minuteSeconds) / length };
    }),
  };
}
