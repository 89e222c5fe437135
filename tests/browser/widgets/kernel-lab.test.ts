import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import KernelLab from '@components/widgets/kernel-lab/KernelLab.svelte';
import { installSceneLinks } from '@lib/state/scenes.ts';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide')); // what the last test still had to write is written now
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(KernelLab, { number: '2.3' });
}

const sum = () => page.getByRole('button', { name: /^Sum: / });
const figure = () => document.querySelector('[data-widget="kernel-lab"]');
const computed = () => expect.poll(() => figure()?.getAttribute('data-backend')).toBeTruthy();
const stateInAddress = () => new URLSearchParams(location.search).get('kernel-lab');

beforeEach(() => installSceneLinks());
afterEach(() => history.replaceState(null, '', home));

describe('kernel-lab', () => {
  it('shows 762 at (5, 7), computed by a backend that agrees', async () => {
    openAt('backend=wasm');
    await expect.element(sum()).toHaveAccessibleName('Sum: +762');
    await computed();
    expect(figure()?.getAttribute('data-backend')).toBe('wasm');
    await expect.element(page.getByText(/WASM · .* ms · agrees/)).toBeVisible();
  });

  it.each(['webgpu', 'cpu'])('runs on %s when the address forces it', async (backend) => {
    openAt(`backend=${backend}&kernel-lab=k:diag1,r:17,c:20`);
    await expect.poll(() => figure()?.getAttribute('data-backend'), { timeout: 20_000 }).toMatch(/./);
    await expect.element(page.getByText(/ms · agrees/)).toBeVisible();
    await expect.element(sum()).toHaveAccessibleName('Sum: +254');
  });

  it.each([
    ['k:top,r:8,c:18', '−29'],
    ['k:top,r:7,c:9', '−762'],
    ['k:diag1,r:17,c:20', '+254'],
    ['d:flat,k:session-blur', '−60'],
    ['d:flat,k:box', '+100'],
    ['k:-1~-1~-1~0~0~0~1~1~1,r:5,c:7,scale:unit', '+2.988'],
    ['k:top,r:7,c:9,relu:1', '0'],
  ])('opens %s -> %s', async (state, answer) => {
    openAt(`kernel-lab=${state}`);
    await expect.element(sum()).toHaveAccessibleName(`Sum: ${answer}`);
  });

  it('moves the window by arrow keys, and keeps the state in the address', async () => {
    openAt('');
    await page.getByRole('slider', { name: 'Window on the picture' }).click({ position: { x: 2, y: 2 } });
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    await expect
      .element(page.getByRole('slider', { name: 'Window on the picture' }))
      .toHaveAttribute('aria-valuetext', 'Row 3, column 2: 0');
    await expect.poll(stateInAddress).toBe('r:3,c:2');
  });

  it('changes a weight by typing and by Page Up, and every answer follows', async () => {
    openAt('');
    const weight = page
      .getByRole('group', { name: 'Kernel: nine weights' })
      .getByRole('textbox', { name: 'Row 2, column 2' });
    await weight.fill('2');
    await expect.element(sum()).toHaveAccessibleName('Sum: +1016');
    await userEvent.keyboard('{PageUp}');
    await expect.element(sum()).toHaveAccessibleName('Sum: +1270');
    await expect.poll(stateInAddress).toBe('k:-1~-1~-1~0~0~0~1~1~3');
  });

  it('presets, flip, turn, negate and divide by the sum change the kernel', async () => {
    openAt('');
    const kernelState = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).click();
      await expect.poll(stateInAddress).not.toBe('');
    };
    await kernelState('flip 180°');
    await expect.poll(stateInAddress).toBe('k:bottom');
    await kernelState('turn 90°');
    await expect.poll(stateInAddress).toBe('k:left-prewitt');
    await kernelState('negate');
    await expect.poll(stateInAddress).toBe('k:right-prewitt');
    await kernelState('slash /');
    await page.getByRole('button', { name: 'take off its mean' }).click();
    await expect.element(page.getByRole('button', { name: /^0, so flat areas answer 0/ })).toBeVisible();
  });

  it('every number opens into its arithmetic', async () => {
    openAt('');
    await expect.element(page.getByText(/0 \+ 0 \+ 0 \+ 0 \+ 0 \+ 0 \+ 254 \+ 254 \+ 254 = 762\./)).toBeVisible();
    await page.getByRole('button', { name: 'Pixel at row 5, column 8: 246' }).click();
    await expect.element(page.getByText(/stored as the byte 246, 96 % of full ink/)).toBeVisible();
    await page.getByRole('button', { name: 'Product 7: 254' }).click();
    await expect.element(page.getByText(/254 × 1 = 254/)).toBeVisible();
    await page.getByRole('button', { name: '159 above 0' }).click();
    await expect.element(page.getByText(/159 \+ 164 \+ 353 = 676/)).toBeVisible();
    await page.getByRole('button', { name: /^−762 at \(7, 9\), 12 places/ }).click();
    await expect.element(sum()).toHaveAccessibleName('Sum: −762');
  });

  it('steps, scrubs and plays', async () => {
    openAt('');
    await page.getByRole('button', { name: 'One step forward' }).click();
    await expect.element(page.getByText('(5, 8), 112 of 676')).toBeVisible();
    await page.getByRole('slider', { name: 'Position of the window' }).fill('0');
    await expect.element(page.getByText('(1, 1), 1 of 676')).toBeVisible();
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.element(page.getByText('(1, 3), 3 of 676')).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.element(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  it('Home, End, Page Up and Page Down take the window to the rims', async () => {
    openAt('');
    const window = page.getByRole('slider', { name: 'Window on the picture' });
    window.element().focus();
    await userEvent.keyboard('{End}{PageDown}');
    await expect.element(window).toHaveAttribute('aria-valuetext', 'Row 26, column 26: 0');
    await userEvent.keyboard('{Home}{PageUp}');
    await expect.element(window).toHaveAttribute('aria-valuetext', 'Row 1, column 1: 0');
  });

  it('playing stops when something else moves the window', async () => {
    openAt('kernel-lab=r:1,c:1');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.element(page.getByText('(1, 3), 3 of 676')).toBeVisible();
    page.getByRole('slider', { name: 'Window on the picture' }).element().focus();
    await userEvent.keyboard('{PageDown}');
    await expect.element(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  it('the number that stands open is in the link', async () => {
    openAt('kernel-lab=s:zero');
    await expect.element(page.getByText(/353 answers of 676 are exactly 0/)).toBeVisible();
    await page.getByRole('button', { name: 'Product 9: 254' }).click();
    await expect.poll(stateInAddress).toBe('s:p8');
  });

  it('shows a seven from the session’s data, and the nearest one where the number is not a seven', async () => {
    openAt('kernel-lab=d:7');
    await expect.element(page.getByText('MNIST training picture 15', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Next seven' }).click();
    await expect.element(page.getByText('MNIST training picture 29', { exact: true })).toBeVisible();
    await page.getByRole('spinbutton', { name: 'number' }).fill('30');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText(/picture 30 is not a seven; the nearest one, 29, is shown/)).toBeVisible();
  });

  it('draws by mouse and by keyboard, and the drawing is in the link', async () => {
    openAt('kernel-lab=d:pad,k:box');
    const sheet = page.getByRole('slider', { name: 'Window on the picture' });
    await expect.element(sum()).toHaveAccessibleName('Sum: 0');
    expect(getComputedStyle(sheet.element()).touchAction).toBe('none');
    await userEvent.dragAndDrop(sheet, sheet, { sourcePosition: { x: 60, y: 60 }, targetPosition: { x: 160, y: 60 } });
    await expect.poll(stateInAddress).toMatch(/pad:a\d+/);
    const drawn = stateInAddress();
    sheet.element().focus();
    await userEvent.keyboard(' ');
    await expect.poll(stateInAddress).not.toBe(drawn);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(stateInAddress).toBe('d:pad,k:box');
  });

  it('says what a hostile or outdated link asked for in vain', async () => {
    openAt('kernel-lab=k:nonsense,r:99,colour:red,c:7&backend=abacus');
    await expect
      .element(page.getByText(/“nonsense” is neither a known kernel nor nine weights; top is used/))
      .toBeVisible();
    await expect.element(page.getByText(/r: 99 is not a whole number from 1 to 26; 26 is used/)).toBeVisible();
    await expect.element(page.getByText(/“colour” is not a setting of this figure/)).toBeVisible();
    await expect.element(page.getByText(/“abacus” is not a backend/)).toBeVisible();
  });

  it('a link in the prose sets it, the back button undoes that, and the link is marked while it holds', async () => {
    const link = document.createElement('a');
    link.href = '?kernel-lab=k:diag1,r:17,c:20#kernel-lab';
    link.dataset['scene'] = 'kernel-lab';
    link.textContent = 'flat ink';
    document.body.append(link);
    openAt('kernel-lab=k:left');
    await expect
      .element(page.getByRole('button', { name: 'left', exact: true }))
      .toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('link', { name: 'flat ink' }).click();
    await expect.element(sum()).toHaveAccessibleName('Sum: +254');
    expect(link.classList.contains('is-shown')).toBe(true);
    await expect.element(page.getByRole('link', { name: 'flat ink' })).toHaveFocus();
    history.back();
    await expect
      .element(page.getByRole('button', { name: 'left', exact: true }))
      .toHaveAttribute('aria-pressed', 'true');
    expect(link.classList.contains('is-shown')).toBe(false);
    link.remove();
  });

  it('copies a link that opens the same state, and shows it where the clipboard is closed', async () => {
    openAt('kernel-lab=k:sharpen,r:9,c:9');
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce().mockRejectedValueOnce(new Error());
    await page.getByRole('button', { name: 'Copy link to this state' }).click();
    await expect.element(page.getByText('Link copied')).toBeVisible();
    const address = new URL(write.mock.calls[0]?.[0] ?? '');
    expect([address.searchParams.get('kernel-lab'), address.hash]).toEqual(['k:sharpen,r:9,c:9', '#kernel-lab']);
    await page.getByRole('button', { name: 'Copy link to this state' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Link to this state' })).toHaveValue(address.href);
    write.mockRestore();
  });

  it('resets, and shows code that prints the same number', async () => {
    openAt('kernel-lab=k:sharpen,r:9,c:9');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.element(sum()).toHaveAccessibleName('Sum: +762');
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.element(page.getByText(/response\[4, 6\]/)).toBeVisible();
  });
});
