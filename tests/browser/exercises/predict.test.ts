import { createRawSnippet } from 'svelte';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Predict from '@components/exercises/Predict.svelte';

const props = {
  id: 'p-sign',
  question: 'What will *top* answer?',
  options: ['About 0', 'A large number'],
  right: 1,
  children: createRawSnippet(() => ({ render: () => '<p>It answers −762.</p>' })),
};

it('keeps the text hidden until the reader has said what they expect, and needs no mouse', async () => {
  await render(Predict, props);
  await expect.element(page.getByText('It answers −762.')).not.toBeVisible();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('It answers −762.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'About 0 your guess' })).toHaveFocus();
});

it('keeps the first prediction', async () => {
  await render(Predict, props);
  await page.getByRole('button', { name: 'A large number' }).click();
  const other = page.getByRole('button', { name: 'About 0' });
  await expect.element(other).toHaveAttribute('aria-disabled', 'true');
  await other.click({ force: true });
  await expect.element(other).toHaveAttribute('aria-pressed', 'false');
});

it('names the choice after the question', async () => {
  await render(Predict, props);
  await expect.element(page.getByRole('group', { name: 'What will top answer?' })).toBeVisible();
});

it('says whether the prediction was right once it is made', async () => {
  await render(Predict, props);
  await expect.element(page.getByRole('button', { name: 'A large number', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'About 0' }).click();
  await expect.element(page.getByRole('button', { name: 'About 0 your guess' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'A large number this one' })).toBeVisible();
});
