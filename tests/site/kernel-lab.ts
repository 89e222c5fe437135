// What a reader sees of the laboratory, as the tests ask for it.
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { soon } from './browser.ts';

/** The laboratory of the page. */
export const labOf = (page: Page) => page.locator('#kernel-lab');

/** The picture with the window on it. */
export const pictureOf = (page: Page) => labOf(page).getByRole('slider', { name: 'Window on the picture' });

/** Waits until the laboratory's sum reads so, such as `+762`. */
export async function expectSum(page: Page, sum: string): Promise<void> {
  await expect
    .poll(() => labOf(page).locator('.sum button').textContent(), soon)
    .toMatch(new RegExp(`^\\s*[Σ]?\\s*${escaped(sum)}\\s*$`));
}

/** Waits until the engine has answered the laboratory. */
export async function expectComputed(page: Page): Promise<void> {
  await expect.poll(() => labOf(page).getAttribute('data-backend'), soon).not.toBeNull();
}

/** Waits until the address holds this state of the laboratory; the empty text is none. */
export async function expectStateInAddress(page: Page, state: string): Promise<void> {
  await expect.poll(() => new URL(page.url()).searchParams.get('kernel-lab') ?? '', soon).toBe(state);
}

/** Types a weight, 0 to 8, in row order. */
export async function typeWeight(page: Page, place: number, text: string): Promise<void> {
  await labOf(page).getByRole('group', { name: 'Kernel: nine weights' }).getByRole('textbox').nth(place).fill(text);
}

function escaped(text: string): string {
  return text.replace(/[+.]/g, '\\$&');
}
