// What an operation of the engine is, so that choosing a backend, moving on when it fails, stopping and timing are written once for all.
// Each is composed of what a machine can do; where no machine is left, the book's own code stands in for one (reference-machine.ts).
import type { Machine } from '../backends/machine.ts';
import type { Answers, Asked, OperationName } from './asked.ts';

/** Computes on a machine; stops between two pieces of work when the signal is aborted. */
export type Operation<Name extends OperationName> = (
  machine: Machine,
  asked: Asked[Name],
  signal?: AbortSignal,
) => Promise<Answers[Name]>;
