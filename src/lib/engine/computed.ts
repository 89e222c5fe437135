// An answer that says where it comes from.
import type { ComputedBy } from './backend-names.ts';

/** A computed value and how it came about. */
export interface Computed<T> {
  readonly value: T;
  readonly backend: ComputedBy;
  /** Computing and reading back, without the way to the worker and back. */
  readonly milliseconds: number;
  /** Why this backend, in words for a reader. */
  readonly reason: string;
}
