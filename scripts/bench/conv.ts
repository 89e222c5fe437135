// `npm run bench -- conv`: how long convolutions take, each backend, the book's own code and PyTorch side by side. They take turns, round by
// round, so that whatever else the machine does meets all of them; what is shown are medians, and ratios to PyTorch on one thread.
import { fileURLToPath } from 'node:url';
import '../engine/alias.ts';
import { openEnginePage } from '../engine/browser.ts';
import { convCases, type ConvCase } from './conv-cases.ts';
import { startTorch } from './torch.ts';

const rounds = 7;
const backends = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
const frameMs = 1000 / 60;

/** How long one contestant may take in one round, roughly. */
const roundMs = 300;
const mostTimes = 40;

/** Someone who computes: gives the milliseconds of each of some computations. */
interface Contestant {
  readonly name: string;
  run(asked: ConvCase, times: number): Promise<readonly number[]>;
}

/** Runs the benchmark and prints it. */
export async function benchConv(): Promise<void> {
  const { page, close } = await openEnginePage();
  const torch = await startTorch(fileURLToPath(new URL('conv-torch.py', import.meta.url)));
  try {
    const reasons = new Map<string, string>();
    const onBackends = backends.map((backend) => ({
      name: backend,
      async run({ input, weight }: ConvCase, times: number) {
        const timing = await page.evaluate((asked) => window.time(asked), {
          backend,
          input,
          weight,
          times,
          everyMs: 0,
        });
        reasons.set(backend, timing.reason);
        return timing.milliseconds;
      },
    }));
    const contestants: Contestant[] = [...onBackends, await reference()];
    if (torch !== undefined) {
      contestants.push({
        name: 'PyTorch',
        run: async ({ input, weight }, times) => toNumbers(await torch.ask({ input, weight, times })),
      });
    }
    const version =
      torch === undefined ? 'PyTorch is not installed here and is left out.' : `PyTorch ${torch.version}, one thread.`;
    console.log(`Medians in milliseconds, measured in the worker without the way there and back. ${version}\n`);
    console.log(line(['', ...contestants.map(({ name }) => name)]));
    const failed = new Map<string, string>();
    for (const asked of convCases) {
      const samples = await takeTurns(contestants, asked, failed);
      const medians = contestants.map(({ name }) => median(samples.get(name) ?? []));
      const last = torch === undefined ? undefined : medians.at(-1);
      console.log(line([asked.title, ...medians.map((ms) => shown(ms))]));
      if (last !== undefined)
        console.log(line(['  times PyTorch’s', ...medians.map((ms) => shown(ms === undefined ? ms : ms / last))]));
    }
    console.log('');
    for (const asked of convCases.filter(({ isFilm }) => isFilm)) {
      for (const backend of backends.filter((name) => !failed.has(name))) {
        const film = await page.evaluate((one) => window.time(one), {
          ...{ backend, input: asked.input, weight: asked.weight, times: 60, everyMs: frameMs },
        });
        const ms = shown(median(film.milliseconds));
        console.log(`60 frames a second of ${asked.title} on ${backend}: ${film.inTime} of 60 in time, ${ms} ms each.`);
      }
    }
    console.log('');
    for (const [backend, reason] of reasons) console.log(`${backend}: ${reason}`);
    for (const [name, why] of failed) console.log(`${name} could not run: ${why}`);
  } finally {
    torch?.close();
    await close();
  }
}

async function reference(): Promise<Contestant> {
  const { timeReference } = await import('./conv-reference.ts');
  return { name: 'reference', run: async (asked, times) => timeReference(asked, times) };
}

/** Goes round the contestants; who fails once is left out from then on. */
async function takeTurns(
  contestants: readonly Contestant[],
  asked: ConvCase,
  failed: Map<string, string>,
): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>();
  const times = new Map<string, number>();
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contestants) {
      const count = times.get(name) ?? 1;
      if (failed.has(name) || (count < 1 && round > 1)) continue; // too slow to wait for twice
      try {
        const taken = await run(asked, Math.max(1, Math.min(mostTimes, Math.floor(count))));
        // The first round warms up, and tells how many fit into the others.
        if (round === 0) times.set(name, roundMs / (taken[0] ?? 1));
        else samples.set(name, [...(samples.get(name) ?? []), ...taken]);
      } catch (error) {
        failed.set(name, error instanceof Error ? error.message : String(error));
      }
    }
  }
  return samples;
}

function toNumbers(value: unknown): number[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) return value;
  throw new TypeError('PyTorch must answer with numbers');
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function shown(value: number | undefined): string {
  return value === undefined ? '–' : value.toPrecision(3);
}

function line([title = '', ...cells]: readonly string[]): string {
  return title.padEnd(26) + cells.map((cell) => cell.padStart(11)).join('');
}
