// Times in the recorded session: read as people quote them, written as the book does.

/** Seconds in a minute and in an hour. */
const minute = 60;
const hour = 3600;

/**
 * The seconds of a time as people write it: `24:40`, `24.40`, `0:24:40`, `1480`, `1480 s`, `24m40s`, the end of a link to the session map, `t-00-24-40`, or the
 * address of a recording that holds one of these as its `t`. Nothing for any other text.
 */
export function parseTime(text: string): number | undefined {
  const quoted = text.trim().toLowerCase();
  const inAddress = /[?&#]t=([^&#]*)/.exec(quoted)?.[1] ?? /#(t-[\d-]+)$/.exec(quoted)?.[1];
  const written = inAddress ?? quoted;
  return fromClock(written) ?? fromFragment(written) ?? fromUnits(written);
}

function fromClock(text: string): number | undefined {
  const [, hours, minutes = '', seconds = ''] = /^(?:(\d{1,2})[:.])?(\d{1,3})[:.](\d{2})$/.exec(text) ?? [];
  return minutes === '' ? undefined : total(Number(hours ?? 0), Number(minutes), Number(seconds), hours !== undefined);
}

function fromFragment(text: string): number | undefined {
  const [, hours, minutes, seconds] = /^t-(\d{2})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? undefined : total(Number(hours), Number(minutes), Number(seconds), true);
}

function fromUnits(text: string): number | undefined {
  const units = /^(?:(\d{1,2})\s*h)?\s*(?:(\d{1,3})\s*m(?:in)?)?\s*(?:(\d{1,5})\s*(?:s|sec|seconds)?)?$/.exec(text);
  if (units === null || text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = units;
  return Number(hours) * hour + Number(minutes) * minute + Number(seconds);
}

/** A clock has no 60th second; where it shows hours, no 60th minute. */
function total(hours: number, minutes: number, seconds: number, hasHours: boolean): number | undefined {
  if (seconds >= minute || (hasHours && minutes >= minute)) return undefined;
  return hours * hour + minutes * minute + seconds;
}

/** A time as the book writes it: `00:24:40` for 1480 seconds. */
export function clock(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / hour)}:${two((seconds % hour) / minute)}:${two(seconds % minute)}`;
}
