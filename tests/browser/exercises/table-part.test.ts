import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Exercise from '@components/exercises/Exercise.svelte';
import type { Part } from '@lib/exercise/parts.ts';

const part: Part = {
  kind: 'table',
  columns: ['Layer', 'Output', 'Parameters'],
  rows: [
    { head: 'Input', cells: ['2 × 1 × 28 × 28', 'none'] },
    {
      head: 'First',
      cells: [
        { kind: 'shape', answer: [2, 4, 14, 14] },
        { kind: 'number', answer: 40 },
      ],
    },
    {
      head: 'Second',
      cells: [
        { kind: 'shape', answer: [2, 8, 7, 7] },
        { kind: 'number', answer: 296, wrong: [{ value: 288, why: 'The biases are missing.' }] },
      ],
    },
  ],
  otherwise: 'Count again.',
};

async function open(asked: Part = part): Promise<void> {
  await render(Exercise, {
    id: 'SC-9',
    title: 'Exercise 8.1: sizes',
    labelId: 'sc-9-label',
    parts: [asked],
    hints: [],
    right: 'So it is.',
    scene: 'net:1-4-8-2',
    widget: 'cnn-builder',
  });
}

const cell = (name: string) => page.getByRole('textbox', { name });
const said = () => page.getByRole('status').last().element().textContent.replace(/\s+/g, ' ');

describe('a table to fill in', () => {
  it('by keyboard: cells are checked one by one, marked, and lead on to the figure', async () => {
    await open();
    await userEvent.tab();
    await expect.element(cell('First, Output')).toHaveFocus();
    await userEvent.keyboard('2x4x14x14{Tab}4{ArrowDown}');
    await expect.element(cell('Second, Parameters')).toHaveFocus();
    await userEvent.keyboard('288{Enter}');
    await expect
      .poll(said)
      .toContain('1 of 4 is right so far. 1 is still empty. See it in the figure, then try again.');
    expect(said()).toContain('First, Parameters: Your 4 is too small. Count again.');
    expect(said()).toContain('Second, Parameters: The biases are missing.');
    await expect.element(cell('Second, Parameters')).toHaveFocus();
    await expect.element(cell('Second, Parameters')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(cell('First, Output')).toHaveAttribute('aria-invalid', 'false');
    expect(page.getByText('not yet').elements()).toHaveLength(2);
    await userEvent.keyboard('{ArrowUp}0');
    expect(page.getByText('not yet').elements()).toHaveLength(1);
    await cell('Second, Parameters').fill('296');
    await cell('Second, Output').fill('(2, 8, 7, 7)');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect.poll(said).toContain('Right, all 4. So it is.');
  });

  it('after two different wrong tries the answer can be asked for', async () => {
    await open();
    for (const wrong of ['1', '2']) {
      await cell('First, Parameters').fill(wrong);
      await page.getByRole('button', { name: 'Check' }).click();
    }
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await page.getByRole('button', { name: 'Yes, show it' }).click();
    await expect.poll(said).toContain('First, Parameters: 40; Second, Output: 2 × 8 × 7 × 7');
  });

  it('takes “Right” and the marks of a chain back as soon as a layer is changed', async () => {
    await open({ kind: 'chain', from: 4, to: 1, layers: 2 });
    await userEvent.tab();
    await userEvent.keyboard('2{Tab}1{Tab}0{Tab}3{Tab}1{Tab}0{Enter}');
    await expect.poll(said).toContain('Right: 4 → 3 → 1.');
    expect(said()).toContain('So it is.');
    expect(document.querySelectorAll('.cell.right')).toHaveLength(6);
    await cell('Conv 1, Kernel').fill('3');
    await expect.poll(said).not.toContain('Right');
    expect(said()).not.toContain('So it is.');
    expect(document.querySelectorAll('.cell.right')).toHaveLength(0);
  });
});
