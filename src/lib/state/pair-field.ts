// Two whole numbers in a link, rows before columns: `3`, where both are the same, or `3~5`.
import { shorten, type LinkField, type ParsedField } from './link-codec.ts';
import { integerField } from './link-fields.ts';

/** `[rows, cols]`. */
export type PairSetting = readonly [rows: number, cols: number];

/** A field that holds such a pair, each number between two bounds. */
export function pairField(initial: number, bounds: readonly [least: number, greatest: number]): LinkField<PairSetting> {
  const one = integerField(initial, bounds);
  return {
    initial: [initial, initial],
    parse(text): ParsedField<PairSetting> {
      const [first = '', second = first, ...others] = text.split('~');
      if (others.length > 0)
        return {
          value: [initial, initial],
          note: `“${shorten(text)}” is more than rows and columns; ${initial} is used for both.`,
        };
      const [rows, cols] = [one.parse(first), one.parse(second)];
      const note = rows.note ?? cols.note;
      return { value: [rows.value, cols.value], ...(note === undefined ? {} : { note }) };
    },
    print: ([rows, cols]) => (rows === cols ? one.print(rows) : `${one.print(rows)}~${one.print(cols)}`),
  };
}
