// Which rows of numbers say something that the rows before them do not say together already, by Gaussian elimination.

const nothing = 1e-9; // what is left of a whole number that cancels

/**
 * For each row of equal length, whether it is independent of the rows before it; how many are is the rank.
 *
 * @throws RangeError when the rows differ in length
 */
export function independentRows(rows: readonly (readonly number[])[]): readonly boolean[] {
  const length = rows[0]?.length ?? 0;
  /** Rows that are independent so far, reduced, with the place of their first number. */
  const reduced: { readonly pivot: number; readonly values: readonly number[] }[] = [];
  return rows.map((row) => {
    if (row.length !== length)
      throw new RangeError(`independentRows: rows must have ${length} numbers each, got ${row.length}`);
    let left = row;
    for (const { pivot, values } of reduced) {
      const factor = (left[pivot] ?? 0) / (values[pivot] ?? 1);
      left = left.map((value, at) => (at === pivot ? 0 : value - factor * (values[at] ?? 0)));
    }
    const pivot = left.findIndex((value) => Math.abs(value) > nothing);
    if (pivot < 0) return false;
    reduced.push({ pivot, values: left });
    return true;
  });
}
