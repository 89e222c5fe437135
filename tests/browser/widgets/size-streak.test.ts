import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import SizeStreak from '@components/widgets/size-streak/SizeStreak.svelte';
import { streakQuestion } from '@lib/exercise/judge-streak.ts';
import { windowsOf } from '@lib/state/window-fields.ts';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(SizeStreak, { number: 'C.13' });
}

const countOf = (seed: number, place: number) =>
  [0, 1].map((axis) => windowsOf(streakQuestion(seed, place), axis === 0 ? 0 : 1).count);
/** What the figure says, in one line. */
const words = () => document.querySelector('figure')?.textContent.replace(/\s+/g, ' ');
const inLink = () => new URLSearchParams(location.search).get('size-streak');

afterEach(() => history.replaceState(null, '', home));

describe('size-streak', () => {
  it('takes an answer once, tells the formula, and goes on by the keyboard', async () => {
    openAt('size-streak=seed:7');
    const [rows = 0, cols = 0] = countOf(7, 0);
    page.getByRole('textbox').element().focus();
    await userEvent.keyboard(`${rows} x ${cols}{Enter}`);
    await expect.element(page.getByText('1 of 1 right so far')).toBeVisible();
    await expect.poll(inLink).toBe(`seed:7,a:${rows === cols ? rows : `${rows}x${cols}`}`);
    expect(document.querySelector('.formula')).not.toBeNull();
    await userEvent.keyboard('{Enter}');
    await expect
      .element(page.getByRole('button', { name: 'Number 2, asked now' }))
      .toHaveAttribute('aria-current', 'step');
    expect(document.activeElement).toBe(page.getByRole('textbox').element());
  });

  it('explains a wrong answer, and does not take what is no size', async () => {
    openAt('size-streak=seed:7');
    await page.getByRole('textbox').fill('many');
    await page.getByRole('button', { name: 'Answer' }).click();
    await expect.element(page.getByText('That is not a size yet.')).toBeVisible();
    await expect.element(page.getByText('0 of 0 right so far')).toBeVisible();
    await page.getByRole('textbox').fill('99 x 98');
    await page.getByRole('button', { name: 'Answer' }).click();
    await expect.element(page.getByText('0 of 1 right so far')).toBeVisible();
    expect(document.querySelector('.verdict.wrong')?.textContent.length).toBeGreaterThan(40);
  });

  it('leaves the focus on the summary after the tenth answer', async () => {
    const answers = Array.from({ length: 9 }, (_, place) => countOf(7, place).join('x')).join('~');
    openAt(`size-streak=seed:7,a:${answers}`);
    page.getByRole('textbox').element().focus();
    await userEvent.keyboard(`${countOf(7, 9).join('x')}{Enter}`);
    await expect
      .poll(() => document.activeElement?.textContent, { timeout: 3000 })
      .toContain('All ten are answered: 10 right');
  });

  it('opens a finished streak, and shows each of its questions again', async () => {
    const answers = Array.from({ length: 10 }, (_, place) => countOf(7, place).join('x')).join('~');
    openAt(`size-streak=seed:7,a:${answers}`);
    await expect.element(page.getByText('10 of 10 right so far')).toBeVisible();
    await page.getByRole('button', { name: 'Number 3, right' }).click();
    await expect.poll(words).toContain(`You said ${countOf(7, 2)[0] ?? ''}.`);
    await page.getByRole('button', { name: 'The same ten anew' }).click();
    await expect.poll(inLink).toBe('seed:7');
  });
});
