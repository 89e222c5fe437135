// `npm run soak`: one hundred starts and stops and ten thousand steps of training, on the engines of the processor, must leave memory and tensors
// where they were. With names of engines only those, for instance `npm run soak -- webgpu`.
import './engine/alias.ts';
import { openEnginePage } from './engine/browser.ts';
import { table } from './bench/table.ts';
import { trainerNames } from '../src/lib/engine/training/learner.ts';

const starts = 100;
const steps = 10_000;

/** What the browser may have kept for itself: compiled code, and garbage it has not thrown away yet. */
const spareBytes = 4_000_000;

const named = trainerNames.filter((name) => process.argv.slice(2).includes(name));
const engines = named.length > 0 ? named : (['simd', 'wasm'] as const);
const { page, close } = await openEnginePage();
try {
  const rows: string[][] = [];
  for (const engine of engines) {
    const { before, after } = await page.evaluate((asked) => window.soak(asked), { engine, starts, steps });
    const isClean =
      after.tensors === before.tensors &&
      after.bytes === before.bytes &&
      after.browserBytes <= before.browserBytes + spareBytes;
    if (!isClean) process.exitCode = 1;
    const change = (of: 'tensors' | 'bytes' | 'browserBytes'): string => `${before[of]} → ${after[of]}`;
    rows.push([engine, change('tensors'), change('bytes'), change('browserBytes'), isClean ? 'clean' : 'LEAKS']);
  }
  console.log(`${starts} starts and stops, then ${steps} steps.\n`);
  console.log(table(['', 'tensors', 'engine’s bytes', 'browser’s bytes', ''], rows));
} finally {
  await close();
}
