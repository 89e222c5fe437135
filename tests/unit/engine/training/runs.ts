// What the tests of training share: the book's own machine with real digits in Node, eyes on its work, and what a run reported.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digitLibrary } from '@lib/data/digit-library.ts';
import { openTrainingPictures, type TrainingPictures } from '@lib/data/training-pictures.ts';
import type { Pictures, TrainingMachine } from '@lib/engine/training/learner.ts';
import { open } from '@lib/engine/training/machines/simd.ts';
import type { RunEnd, TrainingEvent, TrainingOrder } from '@lib/engine/training/order.ts';
import { TrainingRecord } from '@lib/engine/training/record.ts';
import { TrainingSession } from '@lib/engine/training/session.ts';
import { turn } from '@lib/engine/training/turn.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { vi } from 'vitest';

const folder = join(import.meta.dirname, '../../../../public/data');

const readFile = (url: string | URL | Request): Promise<Response> =>
  Promise.resolve(new Response(readFileSync(join(folder, new URL(String(url)).pathname))));

/** The book's digits, read from the folder. */
const library = digitLibrary('http://localhost/', readFile);

/** A short run of the session's network. */
export const shortRun: TrainingRun = { ...sessionRun, steps: 30 };

/** An order for a run, with few looks. */
export function orderFor(run: TrainingRun, more: Partial<TrainingOrder> = {}): TrainingOrder {
  return { run, snapshotEvery: 10, judgeEvery: 15, ...more };
}

/** The classes of the first so many threes and sevens of the training set. */
export async function firstClasses(count: number): Promise<number[]> {
  const pictures = await openTrainingPictures(sessionRun, library);
  return [...(await pictures.file('train', 0)).classes.subarray(0, count)];
}

/** A short run of the smallest network, for counting much. */
export const tinyRun: TrainingRun = { ...shortRun, layers: [{ kind: 'flatten' }, { kind: 'dense', outputs: 2 }] };

/** A session on a machine. */
export function sessionOn(machine: TrainingMachine, open_ = openTrainingPictures): TrainingSession {
  return new TrainingSession(machine, (of) => open_(of, library));
}

/** A session on the book's own machine. */
export async function simdSession(open_ = openTrainingPictures): Promise<TrainingSession> {
  return sessionOn(await open(), open_);
}

/** What a test does whenever a machine begins to compute with so many pictures. */
export interface Eyes {
  readonly onTrain?: (pictures: number) => void;
  readonly onEvaluate?: (pictures: number) => void;
}

/** The book's own machine, with eyes on its work. */
export async function watchedMachine({ onTrain, onEvaluate }: Eyes): Promise<TrainingMachine> {
  const machine = await open();
  return {
    name: machine.name,
    clear: () => machine.clear(),
    add: (set, pictures) => machine.add(set, pictures),
    held: () => machine.held(),
    close: () => machine.close(),
    learner(plan) {
      const learner = machine.learner(plan);
      return {
        restore: (state) => learner.restore(state),
        state: () => learner.state(),
        gradient: (places) => learner.gradient(places),
        close: () => learner.close(),
        train(steps) {
          onTrain?.(steps.reduce((sum, { places }) => sum + places.length, 0));
          return learner.train(steps);
        },
        evaluate(set, first, count) {
          onEvaluate?.(count);
          return learner.evaluate(set, first, count);
        },
      };
    },
  };
}

/** A clock that goes only when it is told to, and shows whole grains; it stays until all mocks are restored. */
export function mockClock(grainMs = 0): { go(milliseconds: number): void } {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (grainMs > 0 ? Math.floor(nowMs / grainMs) * grainMs : nowMs));
  return { go: (milliseconds) => void (nowMs += milliseconds) };
}

/** What a run comes to in a session of its own. */
export async function trained(order: TrainingOrder): Promise<{ record: TrainingRecord; end: RunEnd }> {
  const session = await simdSession();
  const { record, report } = listener();
  const end = await session.train(order, report);
  return { record, end };
}

/** Keeps what a run reports: all of it, and as a page keeps it. */
export function listener(hear: (event: TrainingEvent) => void = () => undefined) {
  const events: TrainingEvent[] = [];
  const record = new TrainingRecord();
  const report = (event: TrainingEvent): void => {
    events.push(event);
    record.add(event);
    hear(event);
  };
  return { events, record, report };
}

/** Pictures whose files come only when they are let through. */
export interface Gate {
  readonly open: typeof openTrainingPictures;
  readonly letThrough: (count: number) => void;
  /** Breaks the connection, and mends it. */
  readonly fail: (error: Error) => void;
  readonly mend: () => void;
  /** Settles when files that were let through have come, and whoever waited for them has done with them. */
  readonly arrived: () => Promise<void>;
}

/** Pictures whose files come only when they are let through. */
export function gated(): Gate {
  const waiting: { go: () => void; fail: (error: Error) => void }[] = [];
  const coming = new Set<Promise<Pictures>>();
  let free = 0;
  let failure: Error | undefined;
  const gate = (): Promise<void> =>
    new Promise((go, fail) => {
      if (failure !== undefined) fail(failure);
      else if (free-- > 0) go();
      else waiting.push({ go, fail });
    });
  return {
    async open(...asked): Promise<TrainingPictures> {
      const pictures = await openTrainingPictures(...asked);
      return {
        digits: pictures.digits,
        fileCounts: pictures.fileCounts,
        pictureAt: (set, place) => pictures.pictureAt(set, place),
        async file(set, n) {
          await gate();
          const file = pictures.file(set, n);
          coming.add(file);
          return file;
        },
      };
    },
    letThrough(count) {
      free = Math.max(free, 0) + count;
      for (; free > 0 && waiting.length > 0; free--) waiting.shift()?.go();
    },
    fail(error) {
      failure = error;
      waiting.splice(0).forEach(({ fail }) => fail(error));
    },
    mend() {
      failure = undefined;
    },
    async arrived() {
      await turn(); // those let through just now are under way
      await Promise.all(coming);
      for (let turns = 0; turns < 3; turns++) await turn();
    },
  };
}

/** The held-out threes and sevens. */
export async function heldOutPictures(): Promise<Pictures> {
  const pictures = await openTrainingPictures(sessionRun, library);
  expectOne(pictures.fileCounts.valid);
  return pictures.file('valid', 0);
}

function expectOne(files: readonly number[]): void {
  if (files.length !== 1) throw new Error(`there must be one file of held-out pictures, not ${files.length}`);
}
