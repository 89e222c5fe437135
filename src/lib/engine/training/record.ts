// What a page keeps of a run: the loss of every step, what the network said about the pictures held out, and snapshots to go back to. Memory is
// bounded: of snapshots and judgements at most so many stay; for one more, the one goes that leaves the smallest gap behind.
import type { LearnerState } from './learner.ts';
import type { Judgement, TrainingEvent } from './order.ts';

/** Snapshots that are kept at most: for the session's network with Adam 81 kB each, 5 MB in all. */
const mostSnapshots = 64;

/** Judgements that are kept at most: for two classes 16 kB each, 1 MB in all. */
const mostJudgements = 64;

/** The history of one run. */
export class TrainingRecord {
  /** The loss of each step before it moved; the place is the step. */
  readonly losses: number[] = [];
  /** By step, ascending. */
  snapshots: readonly LearnerState[] = [];
  /** By step, ascending. */
  judgements: readonly Judgement[] = [];
  /** Time that the steps took to compute, in milliseconds. */
  milliseconds = 0;

  /** How many steps were taken. */
  get step(): number {
    return this.losses.length;
  }

  /** Takes note of what happened. A run that goes on from a snapshot overwrites what came after it. */
  add(event: TrainingEvent): void {
    switch (event.kind) {
      case 'steps':
        while (this.losses.length < event.first) this.losses.push(NaN); // it began at a snapshot
        if (event.first < this.losses.length) this.#cut(event.first);
        this.losses.splice(event.first, Infinity, ...event.losses);
        this.milliseconds += event.milliseconds;
        break;
      case 'snapshot':
        this.snapshots = bounded(placed(this.snapshots, event.state), mostSnapshots);
        break;
      case 'judged':
        this.judgements = bounded(placed(this.judgements, event.judgement), mostJudgements);
        break;
      case 'waiting':
      case 'paused':
        break;
    }
  }

  /** Forgets what came after a step. */
  #cut(step: number): void {
    this.snapshots = this.snapshots.filter((state) => state.step <= step);
    this.judgements = this.judgements.filter((judgement) => judgement.step <= step);
  }

  /** The last snapshot at or before a step. */
  snapshotAt(step: number): LearnerState | undefined {
    return this.snapshots.findLast((state) => state.step <= step);
  }

  /** The last judgement at or before a step. */
  judgementAt(step: number): Judgement | undefined {
    return this.judgements.findLast((judgement) => judgement.step <= step);
  }
}

interface Stepped {
  readonly step: number;
}

/** Puts an entry in its place; one of the same step gives way. */
function placed<Entry extends Stepped>(entries: readonly Entry[], entry: Entry): Entry[] {
  const at = entries.findLastIndex(({ step }) => step < entry.step) + 1;
  return entries.toSpliced(at, entries[at]?.step === entry.step ? 1 : 0, entry);
}

/** Leaves out the entry between the two closest, if there are too many; the first and the last stay. */
function bounded<Entry extends Stepped>(entries: readonly Entry[], most: number): readonly Entry[] {
  if (entries.length <= most) return entries;
  let [dropped, smallest] = [1, Infinity];
  for (let at = 1; at < entries.length - 1; at++) {
    const gap = (entries[at + 1]?.step ?? Infinity) - (entries[at - 1]?.step ?? 0);
    if (gap < smallest) [dropped, smallest] = [at, gap];
  }
  return entries.toSpliced(dropped, 1);
}
