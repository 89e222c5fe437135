// Tables of measurements as text, and the two figures that sum up many samples.

/** A figure with the budget it should keep, both in the same unit. */
export interface Measured {
  readonly value: number;
  readonly budget?: number | undefined;
  /** Decimals to print. Default 0. */
  readonly decimals?: number;
}

/** Writes a figure, and beside it whether it is over its budget. */
export function written({ value, budget, decimals = 0 }: Measured): string {
  const text = Number.isFinite(value) ? value.toFixed(decimals) : '–';
  return budget !== undefined && value > budget ? `${text} OVER ${budget}` : text;
}

/** Lays rows out in columns: the first to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, col) => Math.max(...[head, ...rows].map((row) => row[col]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, col) => (col === 0 ? cell.padEnd(widths[col] ?? 0) : cell.padStart(widths[col] ?? 0))).join('   ');
  return [line(head), widths.map((width) => '─'.repeat(width)).join('   '), ...rows.map(line)].join('\n');
}

/**
 * The value below which a share of the samples lies (nearest rank); NaN without samples.
 * `share` is from 0 to 1.
 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
