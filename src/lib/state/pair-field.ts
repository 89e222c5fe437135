// A setting in a link that is one number, or one for rows and one for columns: `3`, or `3~5`.
import type { LinkField } from './link-codec.ts';
import { integerField } from './link-fields.ts';

/** Rows before columns. */
export type RowsAndCols = readonly [rows: number, cols: number];

/** A whole number between two bounds for each of the two axes; written once where both are the same. */
export function pairField(initial: number, bounds: readonly [least: number, greatest: number]): LinkField<RowsAndCols> {
  const one = integerField(initial, bounds);
  return {
    initial: [initial, initial],
    parse(text) {
      const [first = '', second, ...others] = text.split('~');
      const rows = one.parse(first);
      if (second === undefined) return { ...rows, value: [rows.value, rows.value] };
      const cols = one.parse(second);
      const note =
        rows.note ??
        cols.note ??
        (others.length > 0 ? 'there are two axes, rows and columns; further numbers were ignored.' : undefined);
      return { value: [rows.value, cols.value], ...(note === undefined ? {} : { note }) };
    },
    print: ([rows, cols]) => (rows === cols ? one.print(rows) : `${one.print(rows)}~${one.print(cols)}`),
  };
}
