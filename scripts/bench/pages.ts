// The speed of the built pages against their budgets: bytes of the first load, bytes of the engine, layout shift, the main thread
// while the worker starts, and how soon an input shows. Measures the build in SITE_DIST, or makes one.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Browser } from 'playwright';
import { plainFlags, webgpuFlags } from '../find-chromium.ts';
import { launch, openBuiltSite } from './built-site.ts';
import { kinds, measureEngine, measureFirstLoad, wakeLaboratory, type Load } from './first-load.ts';
import { interactions, measureFloor, measureInteraction, type Sample } from './interaction.ts';
import { measureLongestTask, measureShift, type Shift } from './steadiness.ts';
import { quantile, table, written } from './table.ts';

const budgets = {
  totalKb: 190,
  jsKb: 60,
  fontsKb: 90,
  engineKb: 110,
  shift: 0,
  taskMs: 50,
  feedbackMs: 16,
  resultMs: 50,
};
const sampleCount = 64;
const taskRounds = 7;
const shiftRounds = 3;
const widths = [390, 1280];
const lesson = 'kernels/';

/** Measures and prints. */
export async function benchPages(): Promise<void> {
  const site = await openBuiltSite();
  const plain = await launch(plainFlags);
  const graphics = await launch(webgpuFlags);
  try {
    console.log(
      `Chromium ${plain.version()}, no graphics hardware used, ${availableParallelism()} cores. Sizes: gzip, kB of 1000 bytes.\n`,
    );
    await printFirstLoads(plain, site.url, pagesIn(site.folder));
    await printEngines(plain, graphics, site.url);
    await printSteadiness(plain, site.url);
    await printInteractions(plain, site.url);
  } finally {
    await plain.close();
    await graphics.close();
    await site.close();
  }
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])index\.html$/.test(file))
    .map((file) => file.replaceAll('\\', '/').replace(/index\.html$/, ''))
    .sort();
}

async function printFirstLoads(browser: Browser, url: string, pages: readonly string[]): Promise<void> {
  const rows: string[][] = [];
  const cases = pages.flatMap((page) => [
    { page, isAwake: false },
    ...(page === lesson ? [{ page, isAwake: true }] : []),
  ]);
  for (const { page, isAwake } of cases) {
    const isJudged = page === lesson;
    for (const width of widths) {
      const load = await measureFirstLoad(browser, url + page, width, isAwake);
      const kb = (kind: keyof Load) => load[kind] / 1000;
      const total = kinds.reduce((sum, kind) => sum + kb(kind), 0);
      const budget = (limit: number) => (isJudged ? { budget: limit } : {});
      rows.push([
        `/${page} at ${width} px${isAwake ? ', laboratory awake' : ''}`,
        written({ value: kb('html'), decimals: 1 }),
        written({ value: kb('css'), decimals: 1 }),
        written({ value: kb('js'), decimals: 1, ...budget(budgets.jsKb) }),
        written({ value: kb('fonts'), decimals: 1, ...budget(budgets.fontsKb) }),
        written({ value: kb('other'), decimals: 1 }),
        written({ value: total, decimals: 1, ...budget(budgets.totalKb) }),
      ]);
    }
  }
  console.log('First load, before the reader scrolls or touches anything, without what the engine’s worker fetches');
  console.log(table(['kB', ...kinds, 'total'], rows));
  console.log(`budget of /${lesson}: JavaScript ${budgets.jsKb}, fonts ${budgets.fontsKb}, total ${budgets.totalKb}\n`);
}

async function printEngines(plain: Browser, graphics: Browser, url: string): Promise<void> {
  const cases = [
    ['chosen by the book', plain, ''],
    ...['webgpu', 'webgl', 'wasm', 'cpu'].map(
      (backend) => [`?backend=${backend}`, graphics, `?backend=${backend}`] as const,
    ),
  ] as const;
  const rows: string[][] = [];
  for (const [title, browser, query] of cases) {
    const { backend, bytes } = await measureEngine(browser, `${url}${lesson}${query}`);
    rows.push([title, backend, written({ value: bytes / 1000, budget: budgets.engineKb, decimals: 1 })]);
  }
  console.log('Engine, fetched in its worker when the laboratory comes into view');
  console.log(table(['', 'ran', 'kB'], rows));
  console.log(`budget: ${budgets.engineKb}\n`);
}

async function printSteadiness(browser: Browser, url: string): Promise<void> {
  const rows: string[][] = [];
  for (const width of widths) {
    const shifts: Shift[] = [];
    for (let round = 0; round < shiftRounds; round++) shifts.push(await measureShift(browser, url + lesson, width));
    const value = Math.max(...shifts.map(({ sum }) => sum));
    const moved = new Set(shifts.flatMap((shift) => shift.moved));
    rows.push([
      `layout shift, read to its end at ${width} px, worst of ${shiftRounds}`,
      written({ value, budget: budgets.shift, decimals: 4 }),
      [...moved].slice(0, 5).join(', '),
    ]);
  }
  const tasks: number[] = [];
  for (let round = 0; round < taskRounds; round++) tasks.push(await measureLongestTask(browser, url + lesson));
  const task = (share: number) => written({ value: quantile(tasks, share), budget: budgets.taskMs, decimals: 1 });
  rows.push(
    [`longest task while the worker starts, ms, median of ${taskRounds} loads`, task(0.5)],
    ['… and the worst', task(1)],
  );
  console.log(`/${lesson}: standing still, staying at hand`);
  console.log(table(['', 'measured', 'what moved'], rows));
  console.log(`budget: shift ${budgets.shift}, task ${budgets.taskMs} ms\n`);
}

function interactionRow(title: string, samples: readonly Sample[]): string[] {
  const figure = (of: (sample: Sample) => number, share: number, budget?: number): string =>
    written({ value: quantile(samples.map(of), share), decimals: 1, budget });
  return [
    title,
    figure(({ changed }) => changed, 0.5),
    figure(({ changed }) => changed, 0.95),
    figure(({ feedback }) => feedback, 0.5),
    figure(({ feedback }) => feedback, 0.95, budgets.feedbackMs),
    figure(({ result }) => result, 0.5),
    figure(({ result }) => result, 0.95, budgets.resultMs),
  ];
}

async function printInteractions(browser: Browser, url: string): Promise<void> {
  const rows: string[][] = [];
  let backend = '';
  for (const interaction of interactions) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 844 } });
    await page.goto(url + lesson);
    backend = await wakeLaboratory(page);
    rows.push(interactionRow(interaction.title, await measureInteraction(page, interaction, sampleCount)));
    await page.close();
  }
  const page = await browser.newPage();
  rows.push(interactionRow('floor: a key changes a number of a bare page', await measureFloor(page, sampleCount)));
  await page.close();
  console.log(`From an input to the screen, ms, ${sampleCount} samples each, answers from ${backend}`);
  const heads = ['row changed', 'p95', 'row on screen', 'p95', 'answer on screen', 'p95'];
  console.log(table(['', ...heads], rows));
  console.log(
    `budget at p95: first feedback ${budgets.feedbackMs}, new answer ${budgets.resultMs}; a frame is 16.7 ms`,
  );
}
