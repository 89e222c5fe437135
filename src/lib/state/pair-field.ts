// A setting in a link that is one number, or one for rows and one for columns: `3`, or `3~5`.
import type { LinkField, ParsedField } from './link-codec.ts';
import { integerField, printNumber } from './link-fields.ts';

/** Rows before columns. */
export type RowsAndCols = readonly [rows: number, cols: number];

/**
 * A whole number between two bounds for each of the two axes; written once where both are the same. What stands when the link says nothing is
 * one number for both, or a pair.
 */
export function pairField(
  initial: number | RowsAndCols,
  bounds: readonly [least: number, greatest: number],
): LinkField<RowsAndCols> {
  const pair: RowsAndCols = typeof initial === 'number' ? [initial, initial] : initial;
  const [rowField, colField] = [integerField(pair[0], bounds), integerField(pair[1], bounds)];
  return {
    initial: pair,
    parse(text): ParsedField<RowsAndCols> {
      const [first = '', second, ...others] = text.split('~');
      const rows = rowField.parse(first);
      if (second === undefined) return { ...rows, value: [rows.value, rows.value] };
      const cols = colField.parse(second);
      const note =
        rows.note ??
        cols.note ??
        (others.length > 0 ? 'there are two axes, rows and columns; further numbers were ignored.' : undefined);
      return { value: [rows.value, cols.value], ...(note === undefined ? {} : { note }) };
    },
    print: ([rows, cols]) => (rows === cols ? printNumber(rows) : `${printNumber(rows)}~${printNumber(cols)}`),
  };
}
