// What the tests of the training laboratory share: it is opened at a state, its parts are found, and the page is left as it was.
import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../../src/styles/tokens.css';
import '../../../../src/styles/base.css';
import '../../../../src/styles/book.css';
import '../../../../src/styles/figures.css';
import CnnTrainer from '@components/widgets/cnn-trainer/CnnTrainer.svelte';
import { ownDigits } from '@lib/state/own-digits.svelte.ts';
import { installSceneLinks } from '@lib/state/scenes.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';

/** A run takes a quarter of a second by itself, and much longer beside other tests. */
export const patience = { timeout: 25_000, interval: 20 };

const home = location.href;

/** Shows the laboratory as an address would that has this state, and before it other settings. */
export function openAt(state: string, setting = '') {
  dispatchEvent(new Event('pagehide')); // what the last test still had to write is written now
  history.replaceState(null, '', `${location.pathname}?${setting}${state === '' ? '' : `cnn-trainer=${state}`}`);
  scrollTo(0, 0); // nothing is trained before it is seen
  return render(CnnTrainer, { number: '8.4' });
}

export const figure = () => document.getElementById('cnn-trainer');
/** Where the run stands, in words. */
const words = () => figure()?.querySelector('.status[role=status]')?.textContent ?? '';
/** What is said of the held-out digits at the step looked at. */
export const now = () => figure()?.querySelector('.now')?.textContent?.trim() ?? '';
/** The state as it stands in the foot. */
const shown = () => figure()?.querySelector('.foot .state')?.textContent ?? '';

export const expectWords = (pattern: RegExp) => expect.poll(words, patience).toMatch(pattern);
export const expectState = (state: string) =>
  expect.poll(shown, patience).toBe(`?cnn-trainer${state === '' ? '' : `=${state}`}`);
export const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
/** Presses a word in a choice of a few. */
export const choose = (choice: string, name: string) =>
  page.getByRole('group', { name: choice }).getByRole('button', { name, exact: true }).click();
export const knob = (name: string) => page.getByRole('combobox', { name, exact: true });
export const slider = (name: string | RegExp) => page.getByRole('slider', { name, exact: typeof name === 'string' });
/** The names of the numbers that are read off a chart. */
export const readings = (chart: 'loss' | 'right') =>
  [...(figure()?.querySelectorAll(`#cnn-trainer-${chart} dt`) ?? [])].map((name) => name.textContent);

beforeEach(() => installSceneLinks());
afterEach(() => {
  for (const own of ownDigits.list) ownDigits.remove(own);
  localStorage.clear();
  trainedNetwork.set(undefined);
  history.replaceState(null, '', home);
});
