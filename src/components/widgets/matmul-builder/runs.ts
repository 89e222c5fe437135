// Neighbours in a row: of the columns that the lens shows, or of the pixels of a window.

/** Where they begin, and how many they are. */
export interface Run {
  readonly from: number;
  readonly count: number;
}
