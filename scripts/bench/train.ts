// `npm run bench -- train`: how fast networks are trained, PyTorch on one thread, tfjs as its examples use it, and each of the book's engines
// side by side. They take turns, round by round, so that whatever else the machine does meets all of them; ratios are taken within a round.
import { fileURLToPath } from 'node:url';
import '../engine/alias.ts';
import { openEnginePage, type EnginePage } from '../engine/browser.ts';
import { quantile, table } from './table.ts';
import { startTorch, type Torch } from './torch.ts';

const rounds = 7;
const batch = 64;
const largeBatch = 512;

/** Who trains, and how many steps a round. */
interface Contestant {
  readonly name: string;
  readonly batch: number;
  readonly steps: number;
  /** Rounds it takes part in; the slow ones need not be waited for each time. */
  readonly rounds: number;
  /** Milliseconds of so many steps, or why it cannot. */
  run(steps: number): Promise<number | string>;
}

/** Runs the benchmark and prints it. */
export async function benchTrain(): Promise<void> {
  const opened = await openEnginePage();
  const torch = await startTorch(fileURLToPath(new URL('train-torch.py', import.meta.url)));
  try {
    const version =
      torch === undefined ? 'PyTorch is not installed here and is left out.' : `PyTorch ${torch.version}.`;
    console.log(
      `The session’s net, Adam. Medians of ${rounds} rounds; ratios to PyTorch on one thread with the same batch. ${version}\n`,
    );
    const contestants = [...torchContestants(torch), ...ownContestants(opened), ...stockContestants(opened)];
    console.log(await race(contestants));
    console.log(`\n${await defaultRuns(opened)}`);
    const { dispatches, submits, bytes } = await opened.page.evaluate(() => window.training.countCommands());
    console.log(
      `\nWebGPU, a step: ${dispatches.toFixed(1)} dispatches, ${submits.toFixed(2)} submits, ${bytes.toFixed(0)} bytes written.`,
    );
  } finally {
    torch?.close();
    await opened.close();
  }
}

function torchContestants(torch: Torch | undefined): Contestant[] {
  if (torch === undefined) return [];
  const contestant = (size: number, steps: number): Contestant => ({
    ...{ name: 'PyTorch, 1 thread', batch: size, steps, rounds },
    run: async (count) => Number(await torch.ask({ batch: size, steps: count })),
  });
  return [contestant(batch, 193), contestant(largeBatch, 24)];
}

function ownContestants({ page }: EnginePage): Contestant[] {
  const contestant = (
    engine: 'simd' | 'wasm' | 'cpu' | 'webgl' | 'webgpu',
    how: { readonly size?: number; readonly steps: number; readonly rounds?: number },
  ): Contestant => ({
    name: engine === 'simd' ? 'the book’s own kernels' : `the book on tfjs ${engine}`,
    batch: how.size ?? batch,
    steps: how.steps,
    rounds: how.rounds ?? rounds,
    async run(steps) {
      const asked = { engine, steps, batch: how.size ?? batch, isJudged: false };
      return (await page.evaluate((one) => window.training.timeTraining(one), asked)).milliseconds;
    },
  });
  return [
    contestant('simd', { steps: 193 }),
    contestant('simd', { size: largeBatch, steps: 24 }),
    contestant('wasm', { steps: 96 }),
    contestant('wasm', { size: largeBatch, steps: 24 }),
    contestant('cpu', { steps: 2, rounds: 2 }),
    contestant('webgl', { steps: 2, rounds: 2 }),
    contestant('webgpu', { steps: 4, rounds: 2 }),
  ];
}

function stockContestants({ page }: EnginePage): Contestant[] {
  return ['cpu', 'webgl', 'webgpu', 'wasm'].map((backend) => ({
    ...{ name: `stock tfjs ${backend}`, batch, steps: 2, rounds: 2 },
    run: (steps) =>
      page.evaluate(([one, size, count]) => window.training.timeStock(one, size, count), [
        backend,
        batch,
        steps,
      ] as const),
  }));
}

/** Goes round the contestants; the first round warms up and does not count. */
async function race(contestants: readonly Contestant[]): Promise<string> {
  const speeds = contestants.map((): number[] => []);
  const ratios = contestants.map((): number[] => []);
  const failures = contestants.map(() => '');
  for (let round = 0; round <= rounds; round++) {
    const torchSpeeds = new Map<number, number>();
    for (const [at, contestant] of contestants.entries()) {
      if (round > contestant.rounds || failures[at] !== '') continue;
      const milliseconds = await contestant.run(contestant.steps).catch(String);
      if (typeof milliseconds === 'string') {
        failures[at] = milliseconds;
        continue;
      }
      const speed = (1000 * contestant.batch * contestant.steps) / milliseconds;
      if (contestant.name.startsWith('PyTorch')) torchSpeeds.set(contestant.batch, speed);
      if (round === 0) continue;
      speeds[at]?.push(speed);
      ratios[at]?.push(speed / (torchSpeeds.get(contestant.batch) ?? NaN));
    }
  }
  const rows = contestants.map(({ name, batch: size }, at) => {
    const [speed = [], ratio = [], failure = ''] = [speeds[at], ratios[at], failures[at]];
    if (failure !== '') return [name, String(size), 'cannot', failure.slice(0, 60), ''];
    const range = `${quantile(ratio, 0).toFixed(2)}–${quantile(ratio, 1).toFixed(2)}`;
    return [name, String(size), quantile(speed, 0.5).toFixed(0), quantile(ratio, 0.5).toFixed(2), range];
  });
  return table(['', 'batch', 'examples/s', 'ratio', 'lowest–highest'], rows);
}

/** The whole default run, as a reader starts it: from a click on, and once more with everything there. */
async function defaultRuns({ page }: EnginePage): Promise<string> {
  const rows: string[][] = [];
  for (const engine of ['simd', 'wasm'] as const) {
    const cold = await page.evaluate((one) => window.training.timeTraining(one), {
      ...{ engine, steps: 386, isJudged: true, isCold: true },
    });
    const warm = await page.evaluate((one) => window.training.timeTraining(one), {
      engine,
      steps: 386,
      isJudged: true,
    });
    const accuracy = `${((warm.accuracy ?? NaN) * 100).toFixed(2)} %`;
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
    rows.push([
      engine,
      `${cold.firstStepMs.toFixed(0)} ms`,
      seconds(cold.wholeMs),
      `${warm.firstStepMs.toFixed(0)} ms`,
      seconds(warm.wholeMs),
      accuracy,
    ]);
  }
  const head = [
    'the default run, 386 steps',
    'click to first step',
    'in all',
    'again: first step',
    'in all',
    'held-out accuracy',
  ];
  return table(head, rows);
}
