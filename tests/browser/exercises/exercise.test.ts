import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Exercise from '@components/exercises/Exercise.svelte';
import type { Part } from '@lib/exercise/parts.ts';

const numberPart: Part = {
  kind: 'number',
  answer: -29,
  wrong: [
    {
      value: 29,
      why: 'The size is right, the sign is not. You took the lower row from the upper one.',
      scene: 'k:top,r:8,c:18',
    },
  ],
  otherwise: 'Go row by row.',
};
const choicePart: Part = {
  kind: 'choice',
  label: 'Which edge?',
  options: [
    { text: 'A left edge', why: 'It has the right numbers. They stand in rows.' },
    { text: 'A top edge', isRight: true, why: 'The order counts.' },
    { text: 'No edge at all', why: 'It sums to 0. Look at the rows.' },
  ],
};
const gridPart: Part = { kind: 'kernel-grid', label: 'Your kernel', check: 'bottom-edge' };
const explanation = 'Taken row by row it comes out.';

async function open(parts: readonly Part[], hints: readonly string[] = []): Promise<void> {
  await render(Exercise, {
    id: 'K-2',
    title: 'Exercise 2.2: edges',
    labelId: 'k-2-label',
    parts,
    hints,
    right: explanation,
    scene: 'k:top,r:5,c:7',
  });
}

const field = (name = 'Your answer') => page.getByRole('textbox', { name });
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Waits until something is said about the answer. */
async function isSaid(text: string): Promise<void> {
  await expect.poll(() => page.getByRole('status').last().element().textContent.replace(/\s+/g, ' ')).toContain(text);
}

describe('a number', () => {
  it('by keyboard: wrong, then right, and the focus stays in the field', async () => {
    await open([numberPart]);
    await userEvent.tab();
    await userEvent.keyboard('29{Enter}');
    await isSaid(
      'The size is right, the sign is not. You took the lower row from the upper one. See it in the laboratory, then try again.',
    );
    await expect.element(field()).toHaveFocus();
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Home}−{Enter}');
    await isSaid(`Right, −29. ${explanation}`);
    await expect.element(field()).toHaveFocus();
    await expect.element(field()).toHaveAttribute('aria-invalid', 'false');
  });

  it('by mouse: Check judges what stands in the field', async () => {
    await open([numberPart]);
    await field().fill('−28');
    await button('Check').click();
    await isSaid('Your −28 is off by one, so the way there is right. Go row by row.');
  });

  it('shows a wrong answer in the laboratory, at its own place', async () => {
    await open([numberPart]);
    await field().fill('29');
    await button('Check').click();
    const link = page.getByRole('link', { name: 'See it in the laboratory' });
    await expect.element(link).toHaveAttribute('href', '?kernel-lab=k:top,r:8,c:18#kernel-lab');
    await expect.element(link).toHaveAttribute('data-scene', 'kernel-lab');
  });

  it('an empty field is not a try', async () => {
    await open([numberPart]);
    for (let press = 0; press < 3; press++) await button('Check').click();
    await isSaid('Write a number first.');
    await expect.element(button('Show the answer')).not.toBeInTheDocument();
  });
});

describe('the answer', () => {
  const tryOut = async (text: string) => {
    await field().fill(text);
    await button('Check').click();
  };

  it('is nowhere on the page after wrong tries, and offered only after two different ones', async () => {
    await open([numberPart]);
    await tryOut('29');
    await tryOut('29');
    await expect.element(button('Show the answer')).not.toBeInTheDocument();
    await tryOut('30');
    await expect.element(button('Show the answer')).toBeVisible();
    expect(document.body.textContent).not.toContain('−29');
    expect(document.body.textContent).not.toContain(explanation);
  });

  it('is told after a confirmation, and not before', async () => {
    await open([numberPart]);
    await tryOut('1');
    await tryOut('2');
    await button('Show the answer').click();
    expect(document.body.textContent).not.toContain('−29');
    await button('Keep trying').click();
    await button('Show the answer').click();
    await expect.element(button('Keep trying')).toHaveFocus();
    await button('Yes, show it').click();
    await isSaid(`The answer is −29. ${explanation}`);
    await expect.element(field()).toHaveFocus();
  });
});

describe('hints', () => {
  it('come one at a time', async () => {
    await open([numberPart], ['Cover the middle row.', 'The lower row sums to 300.']);
    await button('Hint').click();
    await expect.element(page.getByText('Hint 1 of 2. Cover the middle row.')).toBeVisible();
    expect(document.body.textContent).not.toContain('300');
    await button('Next hint').click();
    await expect.element(page.getByText('Hint 2 of 2. The lower row sums to 300.')).toBeVisible();
    await expect.element(button('No more hints')).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('a choice', () => {
  it('by keyboard: arrow keys choose, Enter checks', async () => {
    await open([choicePart]);
    await userEvent.tab();
    await userEvent.keyboard(' {Enter}');
    await isSaid('It has the right numbers. They stand in rows.');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(page.getByRole('radio', { name: 'A top edge' })).toHaveFocus();
    await isSaid(`Right. The order counts. ${explanation}`);
  });

  it('by mouse, as a group with the question for its name', async () => {
    await open([choicePart]);
    await expect.element(page.getByRole('group', { name: 'Which edge?' })).toBeVisible();
    await page.getByText('No edge at all').click();
    await button('Check').click();
    await isSaid('It sums to 0. Look at the rows.');
    expect(document.body.textContent).not.toContain('The order counts.');
  });

  it('asks for one where none is chosen', async () => {
    await open([choicePart]);
    await button('Check').click();
    await isSaid('Choose one first.');
  });
});

describe('a kernel', () => {
  const cell = (row: number, col: number) => page.getByRole('textbox', { name: `Row ${row}, column ${col}` });

  it('by keyboard: arrow keys move through the nine fields, Enter checks', async () => {
    await open([gridPart]);
    await userEvent.tab();
    await expect.element(cell(0, 0)).toHaveFocus();
    await userEvent.keyboard('1{ArrowRight}1{ArrowRight}1{ArrowDown}{ArrowDown}-1{ArrowLeft}{ArrowLeft}{ArrowLeft}-1');
    await cell(2, 0).fill('-1');
    await userEvent.keyboard('{Enter}');
    await isSaid('Right, it finds bottom edges.');
    await expect.element(cell(2, 0)).toHaveFocus();
  });

  it('by mouse: a turned kernel is told to flip instead', async () => {
    await open([gridPart]);
    for (const row of [0, 1, 2]) {
      await cell(row, 0).fill('-1');
      await cell(row, 2).fill('1');
    }
    await button('Check').click();
    await isSaid('You turned it by 90°; flip it instead.');
  });

  it('opens in the laboratory as it stands', async () => {
    await open([gridPart]);
    await cell(0, 1).fill('0.5');
    await expect
      .element(page.getByRole('link', { name: 'Try yours in the laboratory' }))
      .toHaveAttribute('href', '?kernel-lab=k:0~0.5~0~0~0~0~0~0~0,r:7,c:9#kernel-lab');
  });
});

describe('several parts', () => {
  const two: readonly Part[] = [{ ...numberPart, label: 'top' }, choicePart];

  it('are judged together, each by its name, and explained when all are right', async () => {
    await open(two);
    await field('top').fill('−29');
    await button('Check').click();
    await isSaid('top: Right, −29.');
    await isSaid('Which edge? Choose one first.');
    expect(document.body.textContent).not.toContain(explanation);
    await page.getByText('A top edge').click();
    await button('Check').click();
    await isSaid(explanation);
  });

  it('tells only the part that was tried twice', async () => {
    await open([
      { ...numberPart, label: 'one' },
      { ...numberPart, answer: 12, wrong: [], label: 'two' },
    ]);
    for (const text of ['1', '2']) {
      await field('one').fill(text);
      await button('Check').click();
    }
    await button('Show the answer').click();
    await button('Yes, show it').click();
    await isSaid('The answer is −29.');
    expect(document.body.textContent).not.toContain('12');
  });
});
