import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/figures.css';
import SlideStepper from '@components/widgets/slide-stepper/SlideStepper.svelte';
import { sizeQuestion } from '@lib/exercise/size-questions.ts';
import { windowsOf } from '@lib/state/window-fields.ts';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(SlideStepper, { number: '4.1' });
}

const input = () => page.getByRole('slider', { name: 'Window on the padded picture' });
const output = () => page.getByRole('slider', { name: 'Place on the output' });
const field = () => page.getByRole('textbox');
const at = (place: string) => expect.element(input()).toHaveAttribute('aria-valuetext', place);
const stateInAddress = () => {
  dispatchEvent(new Event('pagehide'));
  return new URLSearchParams(location.search).get('slide-stepper');
};

afterEach(() => history.replaceState(null, '', home));

describe('slide-stepper', () => {
  it('counts the windows that the engine computes, and both agree', async () => {
    openAt('backend=wasm&slide-stepper=i:6,s:2,p:1');
    await expect.element(page.getByText(/WASM · .* ms · agrees/)).toBeVisible();
    await at('Row 0, column 0: window 1 of 9');
    await expect.element(page.getByText(/1 row and 1 column, 15 cells that the floor drops/)).toBeVisible();
  });

  it('moves by whole strides with the arrow keys, on the picture and on the output', async () => {
    openAt('slide-stepper=i:5,s:2');
    input().element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await at('Row 0, column 1: window 2 of 4');
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    await at('Row 1, column 1: window 4 of 4');
    output().element().focus();
    await userEvent.keyboard('{Home}');
    await at('Row 1, column 0: window 3 of 4');
    expect(stateInAddress()).toBe('i:5,s:2,step:2');
  });

  it('a drag leaves the window on a legal place, held where it was taken', async () => {
    openAt('slide-stepper=i:7,s:2');
    await at('Row 0, column 0: window 1 of 9');
    const { left, top, width } = input().element().getBoundingClientRect();
    const cellPx = width / 7;
    const surface = input().element();
    const handle = surface.nextElementSibling ?? surface;
    const send = (target: Element, type: string, x: number, y: number) =>
      target.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          isPrimary: true,
          button: 0,
          clientX: left + x * cellPx,
          clientY: top + y * cellPx,
        }),
      );
    Object.assign(surface, { setPointerCapture: () => undefined });
    send(handle, 'pointerdown', 0.2, 0.2);
    await at('Row 0, column 0: window 1 of 9');
    send(surface, 'pointermove', 2.4, 4.9);
    await at('Row 2, column 1: window 8 of 9');
    send(surface, 'pointermove', 40, -9);
    await at('Row 0, column 2: window 3 of 9');
    send(surface, 'pointerup', 40, -9);
  });

  it('says “no position” where the kernel does not fit, and goes on', async () => {
    openAt('slide-stepper=i:2,k:5');
    await expect.element(page.getByText(/The kernel spans 5, and there are only 2/).first()).toBeVisible();
    await page.getByRole('slider', { name: /padding/ }).fill('2');
    await at('Row 0, column 0: window 1 of 4');
  });

  it('hides the size until it is foretold, says what went wrong, and counts right ones in a row', async () => {
    openAt('slide-stepper=i:6,s:2,p:1,mode:predict,seed:7');
    await expect.element(page.getByText(/Output, \? × \?/)).toBeVisible();
    expect(output().elements()).toHaveLength(0);
    await field().fill('4');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/rounded it up/)).toBeVisible();
    await field().fill('3');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Right, 3 × 3.')).toBeVisible();
    await expect.element(output()).toBeVisible();
    for (const [at, seed] of [7, 8].entries()) {
      await page.getByRole('button', { name: /random setting|Another setting/ }).click();
      await expect.element(page.getByText(/Output, \? × \?/)).toBeVisible();
      const question = sizeQuestion(seed);
      await field().fill(`${windowsOf(question, 0).count} × ${windowsOf(question, 1).count}`);
      await userEvent.keyboard('{Enter}');
      await expect.element(page.getByText(new RegExp(`${at + 1} of 10 random settings in a row`))).toBeVisible();
    }
    await page.getByRole('button', { name: 'Another setting' }).click();
    await field().fill('99 × 99');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/0 of 10 random settings in a row/)).toBeVisible();
  });

  it('shows the terms of the formula that matter, and more of them with more settings', async () => {
    openAt('slide-stepper=i:4');
    const spoken = (words: string) => expect.element(page.getByText(words, { exact: true })).toBeInTheDocument();
    await spoken('o is i − k + 1: 4 − 3 + 1, is 2.');
    await page.getByRole('slider', { name: /padding/ }).fill('1');
    await spoken('o is i + 2 · p − k + 1: 4 + 2 · 1 − 3 + 1, is 4.');
    await spoken('Output 4 × 4.');
    await page.getByRole('slider', { name: /stride/ }).fill('2');
    await spoken(
      'o is the floor of (i + 2 · p − k) over s, plus 1: the floor of (4 + 2 · 1 − 3) over 2, plus 1, is the floor of 1.5, plus 1, is 2.',
    );
    await page.getByRole('slider', { name: /dilation/ }).fill('2');
    await expect.element(page.getByText(/the floor of \(4 \+ 2 · 1 − 2 · \(3 − 1\) − 1\) over 2/)).toBeInTheDocument();
  });

  it('begins random settings somewhere else for each reader, and keeps the answer out of the code', async () => {
    openAt('slide-stepper=mode:predict');
    await page.getByRole('button', { name: 'A random setting' }).click();
    await expect.element(page.getByRole('button', { name: 'Another setting' })).toBeVisible();
    expect(stateInAddress()).toMatch(/seed:\d+/);
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.element(page.getByText(/F\.conv2d/)).toBeVisible();
    await expect.element(page.getByText(/-> 1x1x/)).not.toBeInTheDocument();
  });

  it('lists the settings that give 14 from 28, and says what “same” would do', async () => {
    openAt('slide-stepper=i:28,s:2,p:1,o:14,mode:solve');
    await expect.element(page.getByText('8 settings. Press one to set the figure.')).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: 'Kernel 5, stride 2, padding 2' }))
      .toHaveAttribute('href', '?slide-stepper=i:28,k:5,s:2,p:2,mode:solve,o:14#slide-stepper');
    await page.getByRole('button', { name: 'What “same” means' }).click();
    await expect.element(page.getByText(/every window starts 1 cell later/)).toBeVisible();
    await expect.element(page.getByText(/refused: PyTorch has it for stride 1 only/)).toBeVisible();
  });

  it('adds up real numbers, and shows code that does the same', async () => {
    openAt('slide-stepper=i:3,x:index,show:values');
    await expect.element(page.getByText(/1 \+ 2 \+ 3 \+ 4 \+ 5 \+ 6 \+ 7 \+ 8 = 36/)).toBeVisible();
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.element(page.getByText(/torch.arange\(9\)/)).toBeVisible();
  });
});
