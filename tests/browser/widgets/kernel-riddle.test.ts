import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import KernelRiddle from '@components/widgets/kernel-riddle/KernelRiddle.svelte';
import { answerAt, kernelRiddle } from '@lib/exercise/kernel-riddle.ts';
import { plainNumber } from '@lib/text/numbers.ts';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(KernelRiddle, { number: 'C.8' });
}

const square = (patch: number, place: number) =>
  page
    .getByRole('group', { name: `Map of patch ${patch + 1}` })
    .getByRole('button')
    .nth(place);
/** What the figure says, in one line. */
const words = () => document.querySelector('figure')?.textContent.replace(/\s+/g, ' ');
const inLink = () => new URLSearchParams(location.search).get('kernel-riddle');

afterEach(() => history.replaceState(null, '', home));

describe('kernel-riddle', () => {
  it('tells what the hidden kernel answers where it is asked, and keeps it in the address', async () => {
    openAt('kernel-riddle=seed:7');
    const riddle = kernelRiddle(7);
    const answer = answerAt(riddle, { patch: 1, place: 4 }, riddle.weights);
    await expect.element(square(1, 4)).toHaveTextContent('?');
    await square(1, 4).click();
    await expect.element(square(1, 4)).toHaveTextContent(plainNumber(answer));
    await expect
      .element(page.getByText('This one place gives one independent equation; eight more are needed.'))
      .toBeVisible();
    await expect.poll(inLink).toBe('seed:7,q:b4');
  });

  it('says of a window that looks like another that it says nothing new', async () => {
    openAt('kernel-riddle=seed:7,q:a0~a3');
    await expect.element(page.getByText('says nothing new')).toBeVisible();
  });

  it('is gone through by arrow keys and asked by Enter', async () => {
    openAt('');
    square(0, 0).element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowDown}{Enter}');
    await expect.poll(inLink).toBe('q:a4');
  });

  const { weights } = kernelRiddle(7);
  const everywhere = ['a', 'b', 'c']
    .flatMap((patch) => Array.from({ length: 9 }, (_, at) => `${patch}${at}`))
    .join('~');

  it('says which equations the entered numbers fit', async () => {
    const off = weights.map((weight, at) => (at === 0 ? weight + 1 : weight));
    openAt(`kernel-riddle=seed:7,q:${everywhere},w:${off.join('~')}`);
    await expect.poll(words).toMatch(/Yours fit \d+ of 27 equations\./);
  });

  it('says when they fit and nothing else does', async () => {
    openAt(`kernel-riddle=seed:7,q:${everywhere},w:${weights.join('~')}`);
    await expect.poll(words).toContain('you have found the kernel');
  });

  it('another number is another riddle, with nothing asked', async () => {
    openAt('kernel-riddle=seed:7,q:a0');
    await page.getByRole('spinbutton', { name: 'Number of the riddle' }).fill('42');
    await expect.poll(inLink).toBe('seed:42');
  });

  it('asks anew without losing the numbers that were entered', async () => {
    openAt('kernel-riddle=seed:7,q:a0~b4,w:1~2~0~0~0~0~0~0~0');
    await page.getByRole('button', { name: 'Ask anew' }).click();
    await expect.poll(inLink).toBe('seed:7,w:1~2~0~0~0~0~0~0~0');
    await expect.element(square(0, 0)).toHaveTextContent('?');
  });

  it('shows code that stops short of the answer', async () => {
    openAt('kernel-riddle=seed:7,q:a0~b4');
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.element(page.getByText(/asked = \[\(0, 0\), \(1, 4\)\]/)).toBeVisible();
    expect(document.querySelector('.code')?.textContent).not.toContain(kernelRiddle(7).weights.join(', '));
  });
});
