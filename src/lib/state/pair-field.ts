// Two whole numbers in a link, rows before columns: `3`, where both are the same, or `3~5`.
import { shorten, type LinkField, type ParsedField } from './link-codec.ts';
import { integerField, printNumber } from './link-fields.ts';

/** `[rows, cols]`. */
export type PairSetting = readonly [rows: number, cols: number];

/** A field that holds such a pair, each number between two bounds. */
export function pairField(
  initial: PairSetting,
  bounds: readonly [least: number, greatest: number],
): LinkField<PairSetting> {
  const rowField = integerField(initial[0], bounds);
  const colField = integerField(initial[1], bounds);
  return {
    initial,
    parse(text): ParsedField<PairSetting> {
      const [first = '', second = first, ...others] = text.split('~');
      if (others.length > 0)
        return {
          value: initial,
          note: `“${shorten(text)}” is more than two numbers; ${initial.join(' and ')} are used.`,
        };
      const [rows, cols] = [rowField.parse(first), colField.parse(second)];
      const note = rows.note ?? cols.note;
      return { value: [rows.value, cols.value], ...(note === undefined ? {} : { note }) };
    },
    print: ([rows, cols]) => (rows === cols ? printNumber(rows) : `${printNumber(rows)}~${printNumber(cols)}`),
  };
}
