// A question that is answered with a training run: pasted, refused, trained from three starts for real, stopped, and brought from storage.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Exercise from '@components/exercises/Exercise.svelte';
import type { Part } from '@lib/exercise/parts.ts';
import { forgetKeptRun, keepRun } from '@lib/state/kept-run.ts';

const part: Part = {
  kind: 'run',
  goal: {
    counts: 'median',
    levels: [
      { tier: 'bronze', right: 1500, parameters: 2000 },
      { tier: 'gold', right: 2038, parameters: 2000 },
    ],
  },
};
const trainingMs = 60_000;

async function open(): Promise<void> {
  await render(Exercise, {
    ...{ id: 'CH-4', title: 'Challenge 4', labelId: 'ch-4-label', parts: [part], hints: [], right: 'So it is.' },
    isSecret: true,
  });
}

const field = () => page.getByRole('textbox', { name: 'The link of your run' });
const verdict = () => page.getByRole('status').last().element().textContent.replace(/\s+/g, ' ');

afterEach(() => forgetKeptRun());

describe('a run', () => {
  it('that is too large is refused at once, by keyboard', async () => {
    await open();
    await userEvent.tab();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('net:1-4-8-16-32-2{Enter}');
    await expect.poll(verdict).toContain('1-4-8-16-32-2 has 6,722 numbers to learn. That is 4,722 too many');
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true');
  });

  it('is trained from three starts, and all three counts are said', { timeout: trainingMs }, async () => {
    await open();
    await field().fill('https://book.example/w/cnn-trainer/?cnn-trainer=net:1-2-4-8-16-2,n:120#cnn-trainer');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    await expect.poll(verdict, { timeout: trainingMs }).toContain('For gold it is');
    expect(verdict()).toMatch(
      /bronze ?The median is 1,\d{3} \(\d\d\.\d\d %\), with 1,850 numbers to learn\. Starts 1, 2 and 3: (1,\d{3} · ){2}1,\d{3} of 2,038 right\./,
    );
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Copy my answer' })).toBeVisible();
  });

  it('can be stopped, and then nothing is judged', async () => {
    await open();
    await field().fill('net:1-2-4-8-16-2,n:20000');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(verdict).toContain('Stopped. Nothing was judged; “Check” begins anew.');
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
  });

  it('is brought from storage where one was kept, and offered only then', async () => {
    await open();
    await expect.element(page.getByRole('button', { name: /Use the run/ })).not.toBeInTheDocument();
    keepRun({ link: 'net:1-2-4-8-16-2,ep:3', step: 579, right: 2011, count: 2038 });
    dispatchEvent(new Event('focus'));
    await page.getByRole('button', { name: 'Use the run I last finished in the laboratory' }).click();
    await expect.element(page.getByText('That is the run that had 2,011 of 2,038 right.')).toBeVisible();
    await expect.element(field()).toHaveValue(expect.stringContaining('?cnn-trainer=net:1-2-4-8-16-2,ep:3'));
  });
});
