// The session map: stretches of the recording, each with what was taught in it and where the book has it. Which stretch a time falls in is decided here,
// for the notes in the lessons, for links and for what a reader types.
import { parseTime } from '@lib/text/times.ts';

/** A figure in a state, as pages to look things up in name it. */
export interface SeenState {
  /** Its widget’s id. */
  readonly widget: string;
  /** As it stands in the address; empty for its first state. */
  readonly state: string;
}

/** A stretch of the recording. */
export interface SessionRow {
  /** Permanent: `t-00-22-40`, from the time at which it begins. */
  readonly id: string;
  /** When it begins and ends, `00:22:40`. */
  readonly from: string;
  readonly to: string;
  readonly title: string;
  /** What was taught, in the book’s words. */
  readonly taught: string;
  /** Where the book has it: `strides-padding#why-it-shrinks`, or a whole lesson by its id. */
  readonly places: readonly string[];
  /** What was left open there. */
  readonly open?: string | undefined;
  /** What its card shows. Default: what the first of the sections shows. */
  readonly see?: SeenState | undefined;
}

/** Seconds at which something begins and ends. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The seconds of a row.
 * @throws RangeError if it has no times
 */
export function stretchOf({ id, from, to }: Pick<SessionRow, 'id' | 'from' | 'to'>): Stretch {
  const [start, end] = [parseTime(from), parseTime(to)];
  if (start === undefined || end === undefined)
    throw new RangeError(`stretchOf: ${id} must have times such as 00:22:40, got ${from} and ${to}`);
  return { from: start, to: end };
}

/**
 * Which of some stretches a second falls in: the last that has begun; none after the end of all of them. The stretches may have gaps, and any order.
 */
export function stretchAt<Row extends Stretch>(stretches: readonly Row[], second: number): Row | undefined {
  const end = Math.max(...stretches.map(({ to }) => to));
  if (second > end) return undefined;
  const begun = stretches.filter(({ from }) => from <= second);
  return begun.reduce<Row | undefined>(
    (last, row) => (last === undefined || row.from > last.from ? row : last),
    undefined,
  );
}

/** A correction that has a time in the recording. */
export interface TimedCorrection {
  /** As in links: `e-04`. */
  readonly id: string;
  /** When its fault was said. */
  readonly second: number;
}

/** What is said of a stretch that has none. */
export const nothingToCorrect = 'Nothing to correct here.';

/** Things with a time, those nearest a second first. */
export function nearestFirst<Timed extends { readonly second: number }>(
  timed: readonly Timed[],
  second: number,
): readonly Timed[] {
  return timed.toSorted((a, b) => Math.abs(a.second - second) - Math.abs(b.second - second));
}

/** A correction as readers call it: `E-04`, `E-20b`. */
export function correctionName(id: string): string {
  return id.toUpperCase().replace(/B$/, 'b');
}

/** The second of a time as lessons give it: `00:13:05`, or `00:13` for a minute, which counts by its middle. Nothing for any other text. */
export function secondOf(time: string): number | undefined {
  return parseTime(/^\d\d:\d\d$/.test(time) ? `${time}:30` : time);
}

/**
 * The row of a time as lessons give it: `00:13:05`, or `00:13` for a minute, which counts by its middle.
 * @throws RangeError if there is none
 */
export function rowOfTime(rows: readonly SessionRow[], time: string): SessionRow {
  const second = secondOf(time);
  const stretches = rows.map((row) => ({ row, ...stretchOf(row) }));
  const found = second === undefined ? undefined : stretchAt(stretches, second);
  if (found === undefined)
    throw new RangeError(`rowOfTime: time must lie in the session, such as 00:13:05, got ${time}`);
  return found.row;
}
