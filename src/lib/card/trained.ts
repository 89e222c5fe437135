// Trains the runs that the book names, when it is built: on the book's own vector kernels, whose sums are the same wherever they run, so that the card of a
// run shows what the page will show. A result is kept under the hash of its run, of the code that trains and of the digits, in a folder that may be deleted
// at any time. Runs in Node only.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digitLibrary } from '@lib/data/digit-library.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';
import { TrainingRecord } from '@lib/engine/training/record.ts';
import { TrainingSession } from '@lib/engine/training/session.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { sampleSize } from '@lib/state/live-run.svelte.ts';
import { knownRun, knowRun, type RunResult } from './known-runs.ts';

const folder = '.cache/runs';

/** What decides a result beside its run. */
const folders = ['assembly', 'src/lib/engine/training', 'src/lib/nn'] as const;
const files = [
  'src/lib/data/training-pictures.ts',
  'src/lib/data/tampering.ts',
  'src/lib/array/random.ts',
  'public/data/threes-sevens/manifest.json',
  'public/data/ten-digits/manifest.json',
] as const;

/** Looks at the held-out pictures in a run. */
const looks = 20;

/** Trains all of these runs that nobody has trained yet, and tells what became of them. */
export async function trainForCards(runs: readonly TrainingRun[]): Promise<void> {
  const wanted = runs.filter((run) => knownRun(run) === undefined);
  if (wanted.length === 0) return;
  const code = codeHash();
  let session: TrainingSession | undefined;
  for (const run of wanted) {
    const hash = createHash('sha256').update(code).update(JSON.stringify(run)).digest('hex').slice(0, 32);
    const file = join(folder, `${hash}.json`);
    if (!existsSync(file)) keep(file, await trained(run, (session ??= await openSession())));
    const result: unknown = JSON.parse(readFileSync(file, 'utf8'), revive);
    if (!isResult(result)) throw new TypeError(`trainForCards: ${file} must hold a result; delete it`);
    knowRun(run, result);
  }
}

async function openSession(): Promise<TrainingSession> {
  const { open } = await import('@lib/engine/training/machines/simd.ts');
  const library = digitLibrary('http://build/', async (asked) => {
    const { pathname } = new URL(asked instanceof Request ? asked.url : asked);
    return new Response(new Uint8Array(readFileSync(join('public/data', pathname))));
  });
  return new TrainingSession(await open(), (of) => openTrainingPictures(of, library));
}

async function trained(run: TrainingRun, session: TrainingSession): Promise<RunResult> {
  const record = new TrainingRecord();
  const order = { run, snapshotEvery: 0, judgeEvery: Math.max(1, Math.ceil(run.steps / looks)), sampled: sampleSize };
  await session.train(order, (event) => record.add(event));
  return {
    losses: record.losses.map(short),
    looks: record.judgements.map(({ step, loss, right, count, sample }) => ({
      step,
      loss: short(loss),
      right,
      count,
      ...(sample && { sample: { loss: short(sample.loss), right: sample.right, count: sample.count } }),
    })),
  };
}

/** Enough of a number to be drawn. */
const short = (value: number): number => Number(value.toPrecision(6));

/** In JSON, what is no number stands as null. */
const revive = (_: string, value: unknown): unknown => (value === null ? NaN : value);

function isResult(value: unknown): value is RunResult {
  return typeof value === 'object' && value !== null && 'losses' in value && 'looks' in value;
}

function keep(file: string, result: RunResult): void {
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(result));
  renameSync(unfinished, file);
}

function codeHash(): string {
  const hash = createHash('sha256').update(String(looks));
  for (const source of folders)
    for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' }).sort())
      if (name.endsWith('.ts')) hash.update(readFileSync(join(source, name)));
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}
