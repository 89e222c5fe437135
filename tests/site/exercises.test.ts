// All exercises of the lessons, and the challenges, by keyboard alone: from the link to one to its last word, without a mouse.
import { kernelRiddle, tellingPlaces } from '@lib/exercise/kernel-riddle.ts';
import { streakQuestion } from '@lib/exercise/judge-streak.ts';
import { windowsOf } from '@lib/state/window-fields.ts';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteInBrowser, soon, type OpenPage } from './browser.ts';
import { rootBuild } from './builds.ts';

const site = siteInBrowser(rootBuild);
const mostTabs = 8;

/** Goes on by Tab until the focus is on what `selector` names inside the exercise. */
async function tabTo(page: Page, id: string, selector: string): Promise<void> {
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    await page.keyboard.press('Tab');
    const isThere = await page.evaluate(
      ([exercise, wanted]) => document.activeElement?.matches(`[data-exercise="${exercise}"] ${wanted}`) === true,
      [id, selector],
    );
    if (isThere) return;
  }
  throw new Error(`${selector} of exercise ${id} is not reached by ${mostTabs} tabs`);
}

const field = 'input:not([type=radio])';
const check = 'button[type=submit]';

/** Types an answer over what stands in the field. */
async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Chooses the option at a place of a group of radio buttons. */
async function choose(page: Page, place: number): Promise<void> {
  await page.keyboard.press('Space');
  for (let step = 0; step < place; step++) await page.keyboard.press('ArrowDown');
}

const solutions: Readonly<Record<string, (page: Page, id: string) => Promise<void>>> = {
  'K-1': numbers('762'),
  'K-2': numbers('-29'),
  'K-3': numbers('0', '77', '77'),
  'K-4': async (page, id) => {
    await tabTo(page, id, field);
    for (const [place, weight] of ['1', '1', '1', '0', '0', '0', '-1', '-1', '-1'].entries()) {
      if (place > 0) await page.keyboard.press('Tab');
      await type(page, weight);
    }
    await tabTo(page, id, check);
    await page.keyboard.press('Enter');
  },
  'K-5': async (page, id) => {
    await tabTo(page, id, 'input[type=radio]');
    await choose(page, 1);
    await page.keyboard.press('Enter');
  },
  'K-6': async (page, id) => {
    await tabTo(page, id, field);
    await type(page, '-60');
    await tabTo(page, id, 'input[type=radio]');
    await choose(page, 2);
    await page.keyboard.press('Enter');
  },
  'K-7': numbers('676'),
  'CH-1': numbers(
    ...['4x14x14', '36', '4', '7056', '8x7x7', '288', '8', '14112', '16x4x4', '1152', '16', '18432'],
    ...['32x2x2', '4608', '32', '18432', '2x1x1', '576', '2', '576', '6660', '62', '58608'],
  ),
  'CH-2': async (page, id) => {
    await tabTo(page, id, field);
    for (const [place, weight] of ['1', '0', '-1', '1', '0', '-1', '1', '0', '-1'].entries()) {
      if (place > 0) await page.keyboard.press('Tab');
      await type(page, weight);
    }
    await tabTo(page, id, check);
    await page.keyboard.press('Enter');
  },
  'CH-7': numbers('7', '3', '0', '3', '1', '0', '3', '2', '0', '2', '1', '0'),
  'CH-8': async (page, id) => {
    const riddle = kernelRiddle(1);
    const places = [0, 1, 2].flatMap((patch) => Array.from({ length: 9 }, (_, place) => ({ patch, place })));
    const telling = places.filter((_, at) => tellingPlaces(riddle, places)[at]);
    const figure = page.locator('#kernel-riddle');
    for (const { patch, place } of telling)
      await figure
        .getByRole('group', { name: `Map of patch ${patch + 1}` })
        .getByRole('button')
        .nth(place)
        .press('Enter');
    await figure.getByRole('textbox', { name: 'Row 0, column 0' }).focus();
    for (const [place, weight] of riddle.weights.entries()) {
      if (place > 0) await page.keyboard.press('Tab');
      await type(page, String(weight));
    }
    await answerBelow(page, id);
    await page.locator(`[data-exercise="${id}"] form:has(${check}) input`).last().focus();
    await type(page, '3');
    await page.keyboard.press('Enter');
  },
  'CH-9': numbers('e', 'F', '0', '', '[h]', 'i', '', '', '', '', '', '', '', '', '', '', '1, 2'),
  'CH-11': numbers('1,600', '1254400', '1 152', '903,168', '11'),
  'CH-12': async (page, id) => {
    const figure = page.locator('#feature-maps');
    await figure.getByRole('button', { name: 'Train the session’s net now' }).press('Enter');
    await figure.getByRole('button', { name: 'Train the session’s net afresh' }).waitFor();
    await figure.locator('.picker select').selectOption('flat');
    await figure.getByRole('button', { name: 'Before ReLU' }).press('Enter');
    const cell = figure.getByRole('slider', { name: 'Cell of map' });
    for (let row = 3; row > 0; row--) await cell.press('ArrowUp');
    for (let col = 7; col > 0; col--) await cell.press('ArrowLeft');
    await answerBelow(page, id);
    await page.locator(`[data-exercise="${id}"] form:has(${check}) input[type=radio]`).first().focus();
    await choose(page, 1);
    await page.keyboard.press('Enter');
  },
  'CH-13': async (page, id) => {
    await page.locator('#size-streak').getByRole('textbox').focus();
    for (let place = 0; place < 10; place++) {
      const question = streakQuestion(1, place);
      await type(page, `${windowsOf(question, 0).count} x ${windowsOf(question, 1).count}`);
      await page.keyboard.press('Enter'); // answers, and the focus goes on to “Next”
      if (place < 9) await page.keyboard.press('Enter');
    }
    await answerBelow(page, id);
    await page.locator(`[data-exercise="${id}"] form:has(${check}) ${check}`).last().press('Enter');
  },
  'CM-1': numbers('37', '47', '67', '77'),
  'CM-2': numbers('20', '192'),
  'CM-3': numbers('5'),
  'CM-4': numbers('0', '·', '', 'α', 'beta', '', 'w10', 'D', '0'),
  'CM-5': numbers('900/784'),
  'CM-6': async (page, id) => {
    await tabTo(page, id, field);
    await type(page, '-4');
    await tabTo(page, id, 'input[type=radio]');
    await choose(page, 1);
    await page.keyboard.press('Enter');
  },
  'CM-7': async (page, id) => {
    await tabTo(page, id, 'input[type=radio]');
    await choose(page, 0);
    await page.keyboard.press('Enter');
  },
  'SC-1': numbers('64x4x14x14', '64 x 8 x 7 x 7', '64,16,4,4', '64 32 2 2', '(64, 2, 1, 1)', '64x2', '13'),
  'SC-2': numbers('40', '296', '1,168', '4640', '578'),
  'SC-3': numbers('6722', '2,570'),
  'SC-4': numbers('571', '613'),
  'SC-5': numbers('270'),
  'SC-6': numbers('14112', '18,432', '88 200'),
  'SC-7': numbers('0.953', '0.049', '3.049'),
  'SC-8': numbers('0.049 %'),
  'SC-9': async (page, id) => {
    await tabTo(page, id, 'input[type=radio]');
    await choose(page, 1);
    await page.keyboard.press('Enter');
  },
  'SP-1': numbers('4', '2', '6×6', '4', '8', '6 x 6'),
  'SP-2': numbers('2', '3'),
  'SP-3': numbers('1'),
  'SP-4': numbers('(0, 0)', '1,1', '0 2', '(1, 3)', '[2][0]', '3, 1', 'row 2, column 2', '(3,3)'),
  'SP-5': numbers('13', '2×2'),
  'SP-6': numbers('3'),
  'SP-7': numbers('112', '56'),
  'SP-8': async (page, id) => {
    for (const answer of ['3', '0', '3', '1']) {
      await tabTo(page, id, field);
      await type(page, answer);
    }
    await tabTo(page, id, 'input[type=radio]');
    await choose(page, 1);
    await page.keyboard.press('Enter');
  },
  'SP-9': async (page, id) => {
    // the link of the exercise goes to the figure, with the input already set
    const link = page.locator(`[data-exercise="${id}"] a[data-scene]`).first();
    await link.press('Enter');
    await page.locator('[data-widget="slide-stepper"][data-backend]').waitFor();
    for (const [name, steps] of [
      ['kernel', 2],
      ['stride', 1],
      ['padding', 2],
    ] as const) {
      const slider = page.locator('.knobs').getByRole('slider', { name });
      for (let step = 0; step < steps; step++) await slider.press('ArrowRight');
    }
    await link.focus();
    await tabTo(page, id, check);
    await page.keyboard.press('Enter');
  },
};

/** Goes from the figure of a challenge to the fields below it, and waits until they are alive. */
async function answerBelow(page: Page, id: string): Promise<void> {
  const exercise = page.locator(`[data-exercise="${id}"]`);
  await exercise.locator(`form:has(${check})`).last().scrollIntoViewIfNeeded();
  await exercise.locator('astro-island:not([ssr])').last().waitFor({ state: 'attached' });
  await expect.poll(() => exercise.locator('astro-island[ssr]').count(), soon).toBe(0);
}

const lessons = [
  ['challenges', Object.entries(solutions).filter(([id]) => id.startsWith('CH-'))],
  ['kernels', Object.entries(solutions).filter(([id]) => id.startsWith('K'))],
  ['conv-as-matmul', Object.entries(solutions).filter(([id]) => id.startsWith('CM'))],
  ['simple-cnn', Object.entries(solutions).filter(([id]) => id.startsWith('SC'))],
  ['strides-padding', Object.entries(solutions).filter(([id]) => id.startsWith('SP'))],
] as const;

/** Types one number into each field, and Enter. */
function numbers(...answers: readonly string[]) {
  return async (page: Page, id: string) => {
    for (const answer of answers) {
      await tabTo(page, id, field);
      await type(page, answer);
    }
    await page.keyboard.press('Enter');
  };
}

/** Waits until the exercise at the fragment is alive. */
async function expectAlive(page: Page, id: string): Promise<void> {
  await page.locator(`[data-exercise="${id}"] astro-island:not([ssr])`).first().waitFor({ state: 'attached' });
}

describe('by keyboard alone', () => {
  describe.each(lessons)('in the lesson %s', (lesson, exercises) => {
    let opened: OpenPage;

    beforeAll(async () => {
      opened = await site.open(`${lesson}/`, { expected: /No available adapters/ }); // where a net is trained
    });
    afterAll(() => opened.close());

    it.each(exercises)('exercise %s can be solved', async (id, solve) => {
      const { page, complaints } = opened;
      // a fragment of the page that is open, whatever state its figures are in by now: nothing is loaded anew
      await page.evaluate((fragment) => (location.hash = fragment), id.toLowerCase());
      await expectAlive(page, id);
      await solve(page, id);
      const exercise = page.locator(`[data-exercise="${id}"]`);
      await expect.poll(() => exercise.locator('.verdict.done').count(), soon).toBe(1);
      expect(await exercise.locator('.verdict.wrong').count()).toBe(0);
      expect((await exercise.locator('.verdict.done').innerText()).length).toBeGreaterThan(30);
      expect(complaints).toEqual([]);
    });
  });

  it('a wrong answer is explained, a hint is given, and the answer is told only when asked for', async () => {
    await site.visit('kernels/#k-2', async (page) => {
      await expectAlive(page, 'K-2');
      const exercise = page.locator('[data-exercise="K-2"]');
      await numbers('29')(page, 'K-2');
      await expect.poll(() => exercise.locator('.verdict.wrong').innerText(), soon).toContain('the sign is not');
      expect(await exercise.locator('.verdicts').innerText()).not.toMatch(/−29/);
      await type(page, '5');
      await page.keyboard.press('Enter');
      await tabTo(page, 'K-2', 'button[type=button]');
      await page.keyboard.press('Enter');
      await expect.poll(() => exercise.innerText(), soon).toContain('Hint 1 of 2');
    });
  });

  it('a prediction can be made, and only then the text tells', async () => {
    await site.visit('kernels/#p-underside', async (page) => {
      await page.locator('#p-underside astro-island:not([ssr])').waitFor({ state: 'attached' });
      const told = page.locator('#p-underside .told');
      expect(await told.isVisible()).toBe(false);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => told.isVisible(), soon).toBe(true);
      expect(await told.innerText()).toContain('−762');
    });
  });
});
