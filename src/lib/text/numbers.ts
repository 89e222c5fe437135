// How the book writes numbers: a true minus, at most four decimals, no trailing zeros; signed numbers carry their sign.

/** Writes a number with a true minus and at most `decimals` decimals. */
export function plainNumber(value: number, decimals = 4): string {
  const text = String(Number(Math.abs(value).toFixed(decimals)));
  return value < 0 && text !== '0' ? `\u2212${text}` : text;
}

/** Writes a number with its sign, `+762` or `−29`; zero has none. */
export function signedNumber(value: number, decimals = 4): string {
  const text = plainNumber(value, decimals);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/** The class that colours a number by its sign, as it is written: `pos`, `neg` or `zer`. */
export function signClass(value: number, decimals = 4): 'pos' | 'neg' | 'zer' {
  const written = Number(value.toFixed(decimals));
  return written > 0 ? 'pos' : written < 0 ? 'neg' : 'zer';
}

/** Writes a sum of addends: `254 + 254 − 75 = 433`, the total left to the caller. */
export function addends(values: readonly number[], decimals = 4): string {
  return values
    .map((value, at) =>
      at === 0
        ? plainNumber(value, decimals)
        : `${value < 0 ? '\u2212' : '+'} ${plainNumber(Math.abs(value), decimals)}`,
    )
    .join(' ');
}

/** Writes a number that stands behind a sign, such as `·` or `+`: one below 0 in brackets, `(−0.26)`. */
export function bracketed(value: number, decimals = 4): string {
  const text = plainNumber(value, decimals);
  return text.startsWith('\u2212') ? `(${text})` : text;
}

/** Writes `1 place`, `2 places`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Writes a number as shortly as a small cell needs it: `−.39`, `1.2`, `−13`; what rounds to nothing is `0`, what is none a dash. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const text = size < 0.995 ? size.toFixed(2).slice(1) : size.toFixed(size < 9.95 ? 1 : 0);
  if (Number(text) === 0) return '0';
  return value < 0 ? `\u2212${text}` : text;
}

/** Writes a number with a true minus and always so many decimals, so that numbers that change keep their width. */
export function steadyNumber(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}
