// A part that is answered in a figure and judged by pictures that have to come first.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Exercise from '@components/exercises/Exercise.svelte';

const home = location.href;

function openAt(state: string) {
  history.replaceState(null, '', `${location.pathname}?one-kernel=${state}`);
  document.body.insertAdjacentHTML('beforeend', '<p id="name">Challenge 3</p>');
  return render(Exercise, {
    id: 'CH-3',
    title: 'Challenge 3: one kernel',
    labelId: 'name',
    parts: [{ kind: 'state', widget: 'one-kernel', label: 'Set the figure above.' }],
    hints: [],
    right: 'Nine weights.',
    widget: 'one-kernel',
    tryScene: '',
    isSecret: true,
  });
}

const check = async () => {
  page.getByRole('button', { name: 'Check' }).element().focus();
  await userEvent.keyboard('{Enter}');
};

afterEach(() => history.replaceState(null, '', home));

describe('a state that is judged by pictures', () => {
  it('says how many are right and what is missing, then the tier, for where the figure stands at each check', async () => {
    openAt('k:bottom');
    await check();
    await expect.element(page.getByText(/^1,672 of 2,038 right, 82\.0 %\./)).toBeVisible();
    await expect.element(page.getByText(/61 more and it is bronze\./)).toBeVisible();
    history.replaceState(null, '', `${location.pathname}?one-kernel=k:-1~0~2~0~0~-1~0~-1~-1`);
    await check();
    await expect.element(page.getByText('silver', { exact: true })).toBeVisible();
    await expect.element(page.getByText(/^1,901 of 2,038 right, 93\.3 %\./)).toBeVisible();
    await expect.element(page.getByText('Nine weights.')).toBeVisible();
    // it leads to the figure and leaves it as it is
    await expect.element(page.getByRole('link', { name: 'Show the figure' })).toHaveAttribute('href', '#one-kernel');
  });
});
