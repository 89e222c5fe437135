// The reader's own digits, learned from on request: said in words, and in no link.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { download } from '@lib/export/download.ts';
import { ownDigits } from '@lib/state/own-digits.svelte.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';
import { patience, openAt, figure, expectWords, expectState, press } from './lab.ts';

vi.mock('@lib/export/download.ts', () => ({ download: vi.fn<() => void>() }));
afterEach(() => vi.mocked(download).mockClear());

describe('the reader’s own digits', () => {
  const own = { name: /^Learn from my own digits, too/ };
  const drawn = (digit: 3 | 7 | 8, byte: number) => ownDigits.add(digit, new Uint8Array(784).fill(byte));
  const losses = async () => {
    vi.mocked(download).mockClear();
    await press('curves as CSV');
    await expect.poll(() => vi.mocked(download).mock.calls[0]?.[1], patience).toMatch(/^step,rate,loss/);
    // the looks at the held-out digits, which go on meanwhile, stand in the columns behind
    const lines = String(vi.mocked(download).mock.calls[0]?.[1]).trim().split('\r\n');
    return lines.slice(2).map((line) => Number(line.split(',')[2]));
  };

  it('are not spoken of where none was drawn, or none of the digits that are told apart', async () => {
    drawn(8, 255);
    openAt('n:4,bs:8');
    await expectWords(/Finished at step 4/);
    await expect.element(page.getByRole('checkbox', own)).not.toBeInTheDocument();
  });

  it('are learned from on request, which the words say and the link does not', async () => {
    for (let at = 0; at < 20; at++) drawn(at % 2 === 0 ? 3 : 7, 255 - at);
    drawn(8, 255);
    openAt('n:30,bs:512');
    await expectWords(/Finished at step 30\. The same link gives the same run/);
    await expect.element(page.getByText(/an epoch is 24\.$/)).toBeVisible();
    const without = await losses();
    const toggle = page.getByRole('checkbox', own);
    await expect.element(page.getByText('Learn from my own digits, too (20)')).toBeVisible();
    await expect.element(toggle).not.toBeChecked();
    await toggle.click();
    await expectWords(
      /Finished at step 30\. It learned from 20 digits of your own, too; the link gives the run without/,
    );
    await expect.element(page.getByText(/No link and no script carries them/)).toBeVisible();
    await expectState('n:30,bs:512');
    const withOwn = await losses();
    expect(without).toHaveLength(30);
    expect(withOwn).not.toEqual(without);
    await expect.poll(() => trainedNetwork.current?.step, patience).toBe(30);

    await press('Show the code');
    await expect.element(page.getByText(/no script can train this run/), patience).toBeVisible();
    expect(figure()?.querySelectorAll('pre')).toHaveLength(1);
    expect(figure()?.querySelector('pre')?.textContent).not.toMatch(/optim|Learner/);

    await toggle.click();
    await expectWords(/Finished at step 30\. The same link gives the same run/);
    expect(await losses()).toEqual(without);
  });

  it('come last in the first epoch, and a run that ends before says that it hardly met them', async () => {
    drawn(3, 255);
    openAt('n:4,bs:8');
    await page.getByRole('checkbox', own).click();
    await expectWords(/Your own digit comes last in the first epoch, so this run hardly met it; the link/);
  });

  it('make a run that is not kept, since its link gives another', async () => {
    drawn(3, 255);
    openAt('');
    await page.getByRole('checkbox', own).click();
    await expectWords(
      /Finished at step 386\. It learned from 1 digit of your own, too; the link gives the run without it/,
    );
    expect(localStorage.getItem('last-run')).toBeNull();
  });
});
