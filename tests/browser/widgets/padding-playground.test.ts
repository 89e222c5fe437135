import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import PaddingPlayground from '@components/widgets/padding-playground/PaddingPlayground.svelte';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(PaddingPlayground, { number: '5.2' });
}

const stateInAddress = () => new URLSearchParams(location.search).get('padding-playground') ?? '';
const figure = () => document.querySelector('[data-widget="padding-playground"]');
const cell = () => page.getByRole('slider', { name: 'Cell of the padded picture' });
const answer = () => page.getByRole('slider', { name: 'Answer of a window' });
const words = () => figure()?.querySelector('.words')?.textContent;
const refusal = () => figure()?.querySelector('[role=alert]')?.textContent;
const mode = (name: string) => page.getByRole('button', { name, exact: true });
/** Presses what is there but disabled: tools that click wait for it to be enabled. */
const press = (name: string) =>
  mode(name)
    .element()
    .dispatchEvent(new MouseEvent('click', { bubbles: true }));
const outlined = (name: string) => figure()?.querySelectorAll(`rect.${name}`).length;
/** What the table gives for a rule: the answers at corner, side and middle, and how many are not those of zeros. */
const compared = (name: string) =>
  [...(mode(name).element().closest('tr')?.querySelectorAll('td.n') ?? [])].map((td) => td.textContent);

afterEach(() => history.replaceState(null, '', home));

describe('padding-playground', () => {
  it('the engine and plain code agree on every rule', async () => {
    openAt('backend=wasm&padding-playground=p:4,img:slope,k:top');
    await expect.poll(() => figure()?.getAttribute('data-backend'), { timeout: 20_000 }).toBe('wasm');
    await expect.element(page.getByText(/WASM · .* ms · agrees/)).toBeVisible();
  });

  it('walks from cell to cell by arrow keys and says where each comes from', async () => {
    openAt('');
    await expect.poll(words).toBe('Row −1, column 2 is row 1, column 2 again: 6. It has a say in 6 answers.');
    expect([outlined('source'), outlined('chosen'), outlined('copy')]).toEqual([1, 1, 5]);
    cell().element().focus();
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}');
    await expect.poll(words).toBe('Row −2, column 1 is row 2, column 1 again: 8. It has a say in 3 answers.');
    await expect.poll(stateInAddress).toBe('r:-2,c:1');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect
      .poll(words)
      .toBe(
        'Row 1, column 1 is a pixel of the picture, 5. Outside, 8 cells show it again. It has a say in 25 answers.',
      );
    expect(outlined('copy')).toBe(8);
    expect(figure()?.querySelectorAll('path.fed')).toHaveLength(2); // with its casing
  });

  it('a mouse that only points shows a cell and leaves the link alone; a press keeps it', async () => {
    openAt('padding-playground=mode:zeros');
    await userEvent.hover(cell(), { position: { x: 4, y: 4 } });
    await expect.poll(words).toBe('Row −2, column −2 comes from nowhere: it is 0. It has a say in 1 answer.');
    expect(stateInAddress()).toBe('mode:zeros');
    await cell().click({ position: { x: 4, y: 4 } });
    await expect.poll(stateInAddress).toBe('mode:zeros,r:-2,c:-2');
  });

  it('an answer shows its window and its products', async () => {
    openAt('padding-playground=mode:zeros,p:1,img:flat,see:window,r:0,c:1');
    await expect.poll(words).toMatch(/has 3 invented cells of 9: .* = 6\.$/);
    answer().element().focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.poll(words).toMatch(/row 0, column 0 has 5 invented cells of 9: .* = 4\.$/);
    expect([outlined('window'), outlined('answer')]).toEqual([1, 1]);
    expect(figure()?.querySelectorAll('path.invented')).toHaveLength(5);
    await userEvent.keyboard('{ArrowLeft}{ArrowUp}');
    await expect.poll(stateInAddress).toBe('mode:zeros,p:1,img:flat,see:window,r:0,c:0');
  });

  it('compares the rules: only zeros change the rim of a picture without any', async () => {
    openAt('padding-playground=p:1,img:flat');
    await expect.poll(() => compared('zeros')).toEqual(['4', '6', '9', '–']);
    for (const name of ['border', 'reflection', 'circular', 'symmetric'])
      expect(compared(name)).toEqual(['9', '9', '9', '12']);
  });

  it('refuses what a rule cannot do, says why, and stays as it was', async () => {
    openAt('');
    await expect.element(mode('3')).toHaveAttribute('aria-disabled', 'true');
    expect(mode('2').element().hasAttribute('aria-disabled')).toBe(false);
    press('3');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Not possible: reflection stops at padding 2: behind the mirror there are 2 of the 3 rows.');
    expect(stateInAddress()).toBe('');
    await mode('border').click();
    await page.getByRole('button', { name: '4', exact: true }).click();
    await expect.poll(stateInAddress).toBe('mode:replicate,p:4');
    await expect.element(mode('circular')).toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByText(/^circular stops at padding 3:/)).toBeVisible();
    press('circular');
    await expect.poll(refusal).toMatch(/^Not possible: circular stops at padding 3/);
    expect(stateInAddress()).toBe('mode:replicate,p:4');
  });

  it('another picture takes a narrower ring where it must, and a link says so as well', async () => {
    openAt('padding-playground=p:5,img:three,r:30,c:10');
    await page.getByRole('button', { name: '1 to 9' }).click();
    await expect.poll(refusal).toMatch(/reflection stops at padding 2.* So 2 is used\.$/);
    await expect.poll(stateInAddress).toBe('r:4,c:4');
  });

  it('says what a link asked for in vain', async () => {
    openAt('padding-playground=mode:mirror,p:3,img:1~2_3');
    await expect.element(page.getByText(/mode: “mirror” is not one of zeros/)).toBeVisible();
    await expect.element(page.getByText(/p: reflection stops at padding 2: .* So 2 is used\./)).toBeVisible();
    await expect.element(page.getByText(/img: “1~2_3” is no picture/)).toBeVisible();
  });

  it('takes numbers of one’s own, and keeps them in the link', async () => {
    openAt('padding-playground=mode:zeros,p:1');
    const own = page.getByRole('textbox', { name: 'or your own' });
    await own.fill('5 1 4 / 2 8');
    await expect.element(page.getByText(/Not yet: all rows must have as many numbers as the first\./)).toBeVisible();
    await own.fill('5 1 4 / 2 8 3 / 7 0 6');
    await expect.poll(stateInAddress).toBe('mode:zeros,p:1,img:5~1~4_2~8~3_7~0~6');
    await expect.poll(() => compared('zeros')[2]).toBe('4');
  });

  it('takes the smallest pictures, with the padding that a window needs', async () => {
    openAt('padding-playground=mode:circular,p:0,img:1~2_3~4');
    await expect
      .element(page.getByText(/p: on a side of 2 a window of 3 needs padding 1\. So 1 is used\./))
      .toBeVisible();
    expect(compared('circular')).toEqual(['3', '2.3', '2', '4']);
    press('0');
    await expect.poll(refusal).toMatch(/^Not possible: on a side of 2/);
  });

  it('a row is padded on two sides only, and its kernel is folded', async () => {
    openAt('padding-playground=img:row,r:0,c:-2');
    await expect.poll(words).toBe('Row 0, column −2 is row 0, column 2 again: 3. It has a say in 1 answer.');
    await expect.element(page.getByText(/The padded picture, 1 × 8/)).toBeVisible();
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.element(page.getByText(/weights added up/)).toBeVisible();
    await expect.element(page.getByText(/export function pad2d/)).toBeVisible();
  });
});
