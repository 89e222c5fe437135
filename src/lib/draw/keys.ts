// What keys do in figures: along a line (a handle on an axis), and from cell to cell (a grid of buttons that takes one stop of the tab key).

/** The ends of a slider, and how far the page keys go. */
export interface SliderRange {
  readonly least: number;
  readonly greatest: number;
  readonly page: number;
}

/** Where a key moves a slider that stands at `at`; nothing for keys that sliders do not know. */
export function slideBy(key: string, at: number, { least, greatest, page }: SliderRange): number | undefined {
  const to = {
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    PageUp: at + page,
    PageDown: at - page,
    Home: least,
    End: greatest,
  }[key];
  return to === undefined ? undefined : Math.min(greatest, Math.max(least, to));
}

/** Where a key moves the focus in a grid of `count` cells, `columns` in a row; nothing for keys that grids do not know. */
export function roveBy(
  key: string,
  at: number,
  { count, columns }: { readonly count: number; readonly columns: number },
): number | undefined {
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: 0,
    End: count - 1,
  }[key];
  if (to === undefined) return undefined;
  return to < 0 || to >= count ? at : to;
}

/**
 * Where a key moves the focus in a square table of `size` rows whose diagonal is skipped: along the row or the column, Home and End to the ends of
 * the row; nothing for keys that tables do not know.
 */
export function roveOffDiagonal(
  key: string,
  [row, col]: readonly [row: number, col: number],
  size: number,
): readonly [row: number, col: number] | undefined {
  const move = {
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    Home: [0, 1],
    End: [0, -1],
  }[key];
  if (move === undefined) return undefined;
  const [down = 0, right = 0] = move;
  const from = key === 'Home' ? -1 : key === 'End' ? size : col;
  const isInside = (place: readonly [number, number]): boolean => place.every((index) => index >= 0 && index < size);
  const next = [row + down, from + right] as const;
  const found = next[0] === next[1] ? ([next[0] + down, next[1] + right] as const) : next;
  return isInside(found) ? found : [row, col];
}
