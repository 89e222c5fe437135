// What the tests of training share: the book's own machine with real digits in Node, and what a run reported.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digitLibrary } from '@lib/data/digit-library.ts';
import { openTrainingPictures, type TrainingPictures } from '@lib/data/training-pictures.ts';
import { open } from '@lib/engine/training/machines/simd.ts';
import type { TrainingEvent, TrainingOrder } from '@lib/engine/training/order.ts';
import { TrainingRecord } from '@lib/engine/training/record.ts';
import { TrainingSession } from '@lib/engine/training/session.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';

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

/** A session on the book's own machine. */
export async function simdSession(open_ = openTrainingPictures): Promise<TrainingSession> {
  return new TrainingSession(await open(), (of) => open_(of, library));
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
export function gated(): {
  readonly open: typeof openTrainingPictures;
  readonly letThrough: (count: number) => void;
  readonly fail: (error: Error) => void;
} {
  const waiting: { go: () => void; fail: (error: Error) => void }[] = [];
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
          return pictures.file(set, n);
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
  };
}
