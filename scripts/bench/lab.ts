// How the training laboratory feels on its built page, trained by the fastest engine there is without graphics hardware: how soon an input is
// answered on the screen while a run is under way, and how soon a knob that was dragged has its finished curves. Beside the times stands the
// work behind a drag, which does not depend on who else uses the machine.
import { availableParallelism, loadavg } from 'node:os';
import type { Browser, Locator, Page } from 'playwright';
import { plainFlags } from '../find-chromium.ts';
import { launch, openBuiltSite } from './built-site.ts';
import { answer, expectNext, installWatch, workOf, type Work } from './lab-watch.ts';
import { quantile, table, written } from './table.ts';

const budgets = { paintMs: 50, dragMs: 500 };
const rounds = 3;
const inputsPerRound = 40;
const dragsPerRound = 12;
const widthPx = 1280;

/** A run that is under way as long as anybody measures, and one that the next input starts anew before it ends. */
const longRun = { state: 'n:20000,step:end', words: /Training, step/ };
const quickRun = { state: 'step:end', words: /Finished at step/ };

/** Measures and prints. */
export async function benchLab(): Promise<void> {
  const site = await openBuiltSite();
  const browser = await launch(plainFlags);
  try {
    const load = loadavg()[0] ?? NaN;
    console.log(
      `Chromium ${browser.version()}, no graphics hardware used, ${availableParallelism()} cores. ` +
        `Load of the machine before: ${load.toFixed(2)}${load > 0.5 ? ', NOT QUIET: times say little' : ', quiet'}.\n`,
    );
    await printInputs(browser, `${site.url}simple-cnn/`);
    await printDrags(browser, `${site.url}simple-cnn/`);
  } finally {
    await browser.close();
    await site.close();
  }
}

/** An input while a run is under way. */
interface Input {
  readonly title: string;
  readonly event: string;
  readonly run: typeof longRun;
  readonly prepare: (lab: Locator, page: Page) => Promise<void>;
  readonly act: (page: Page, round: number) => Promise<void>;
}

const step = (round: number): string => (round % 8 < 4 ? 'ArrowRight' : 'ArrowLeft');

const inputs: readonly Input[] = [
  {
    title: 'a key on the threshold',
    event: 'keydown',
    run: longRun,
    prepare: (lab) => lab.locator('[aria-label="Who is taken for whom"] input[type=range]').focus(),
    act: (page, round) => page.keyboard.press(step(round)),
  },
  {
    title: 'a key on the rate, which makes another run',
    event: 'keydown',
    run: quickRun,
    prepare: (lab) => rateOf(lab).focus(),
    act: (page, round) => page.keyboard.press(step(round)),
  },
  {
    title: 'the mouse over the curves',
    event: 'pointermove',
    run: longRun,
    prepare: async (lab, page) => {
      const [x, y] = await middle(lab.locator('#cnn-trainer-right .plot'));
      await page.mouse.move(x, y);
    },
    act: async (page, round) => {
      const [x, y] = await middle(page.locator('#cnn-trainer-right .plot'));
      await page.mouse.move(x + ((round * 37) % 160) - 80, y);
    },
  },
];

async function printInputs(browser: Browser, url: string): Promise<void> {
  const rows: string[][] = [];
  for (const { title, event, run, prepare, act } of inputs) {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const page = await openAt(browser, url, run);
      await prepare(page.locator('#cnn-trainer'), page);
      for (let at = 0; at < inputsPerRound; at++) {
        await page.waitForTimeout(90 + ((at * 7) % 17)); // so that inputs fall anywhere between two frames
        await expectNext(page, { event });
        await act(page, at);
        samples.push(await answer(page));
      }
      await page.close();
    }
    rows.push([title, ...figures(samples, budgets.paintMs)]);
  }
  console.log(`From an input to the screen while a run is under way, ms, ${rounds * inputsPerRound} samples each`);
  console.log(table(['', 'median', 'p95'], rows));
  console.log(`budget at p95: ${budgets.paintMs}\n`);
}

async function printDrags(browser: Browser, url: string): Promise<void> {
  const samples: number[] = [];
  const works: Work[] = [];
  let engine = '';
  for (let round = 0; round < rounds; round++) {
    const page = await openAt(browser, url, quickRun);
    engine = String(await page.locator('#cnn-trainer').getAttribute('data-backend'));
    const rate = rateOf(page.locator('#cnn-trainer'));
    for (let drag = 0; drag < dragsPerRound; drag++) {
      await page.waitForTimeout(300 + ((drag * 131) % 600)); // sometimes while the run before is still looked back at
      const before = await workOf(page);
      await expectNext(page, 'finished');
      await dragAlong(page, rate, drag % 2 === 0);
      samples.push(await answer(page));
      works.push(difference(before, await workOf(page)));
    }
    await page.close();
  }
  console.log(
    `From the last move of a dragged knob to its finished curves, ms, ${samples.length} drags, trained by ${engine}`,
  );
  console.log(table(['', 'median', 'p95'], [['the rate, in eight moves', ...figures(samples, budgets.dragMs)]]));
  console.log(`budget at p95: ${budgets.dragMs}\n`);
  const middleOf = (of: (work: Work) => number): string => quantile(works.map(of), 0.5).toFixed(0);
  console.log('What workers sent to the page from the press to the finished curves, medians');
  const cells = [
    middleOf(({ messages }) => messages),
    middleOf(({ steps }) => steps),
    middleOf(({ looks }) => looks),
    middleOf(({ snapshots }) => snapshots),
    middleOf(({ kilobytes }) => kilobytes),
  ];
  console.log(table(['', 'messages', 'steps', 'looks', 'snapshots', 'kB'], [['a drag', ...cells]]));
}

/** Takes the knob from one end of the usual rates to the other, or back. */
async function dragAlong(page: Page, rate: Locator, isForth: boolean): Promise<void> {
  const box = await rate.boundingBox();
  if (box === null) throw new Error('the rate is not shown');
  const y = box.y + box.height / 2;
  const at = (share: number): number => box.x + box.width * share;
  const [from, to] = isForth ? [0.42, 0.62] : [0.62, 0.42];
  await page.mouse.move(at(from), y);
  await page.mouse.down();
  for (let move = 1; move <= 8; move++) {
    await page.mouse.move(at(from + ((to - from) * move) / 8), y);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}

/** Opens the laboratory at a run, and waits until its words are such. */
async function openAt(browser: Browser, url: string, { state, words }: typeof longRun): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: widthPx, height: 900 } });
  await installWatch(page);
  await page.goto(`${url}?cnn-trainer=${state}`);
  const lab = page.locator('#cnn-trainer');
  await lab.evaluate((figure) => figure.scrollIntoView({ block: 'start', behavior: 'instant' }));
  await lab.locator('.status').filter({ hasText: words }).waitFor();
  return page;
}

const rateOf = (lab: Locator): Locator => lab.getByRole('slider', { name: /^(Peak r|R)ate$/ });

async function middle(of: Locator): Promise<readonly [x: number, y: number]> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('the curves are not shown');
  return [box.x + box.width / 2, box.y + box.height / 2];
}

const figures = (samples: readonly number[], budget: number): string[] => [
  written({ value: quantile(samples, 0.5), decimals: 1 }),
  written({ value: quantile(samples, 0.95), decimals: 1, budget }),
];

const difference = (before: Work, after: Work): Work => ({
  messages: after.messages - before.messages,
  steps: after.steps - before.steps,
  looks: after.looks - before.looks,
  snapshots: after.snapshots - before.snapshots,
  kilobytes: after.kilobytes - before.kilobytes,
});
