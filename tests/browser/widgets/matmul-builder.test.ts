import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import MatmulBuilder from '@components/widgets/matmul-builder/MatmulBuilder.svelte';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  document.body.style.width = '1000px';
  return render(MatmulBuilder, { number: '6.1' });
}

const stateInAddress = () => new URLSearchParams(location.search).get('matmul-builder') ?? '';
const figure = () => document.querySelector<HTMLElement>('[data-widget="matmul-builder"]');
const table = (name: string | RegExp) => page.getByRole('slider', { name, exact: true });
const weight = (name: string) => page.getByRole('spinbutton', { name: new RegExp(`^Weight ${name},`) });
const squares = (name: string | RegExp) =>
  [...(table(name).element().closest('.tiles')?.querySelectorAll(':scope > span') ?? [])].map((square) => ({
    text: square.textContent.trim(),
    marks: ['here', 'copy', 'lit'].filter((mark) => square.classList.contains(mark)),
  }));
const texts = (name: string | RegExp) => squares(name).map(({ text }) => text);
const marked = (name: string | RegExp, mark: string) =>
  squares(name).flatMap(({ marks }, at) => (marks.includes(mark) ? [at] : []));
const said = () => figure()?.querySelector('.reading')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const counters = () => [...(figure()?.querySelectorAll('dd') ?? [])].map((count) => count.textContent);
const out = 'What comes out, in one column';

afterEach(() => {
  document.body.style.width = '';
  history.replaceState(null, '', home);
});

describe('matmul-builder', () => {
  it('shows the letters of the four equations, row by row', () => {
    openAt('');
    expect(texts('Matrix').join('')).toBe('αβ·γδ·····αβ·γδ······αβ·γδ·····αβ·γδ');
    expect(texts('Picture').join('')).toBe('ABCDEFGHJ');
    expect(texts(out).join('')).toBe('PQRS');
    expect(said()).toMatch(/^Row Q, column C Q = α B \+ β C \+ γ E \+ δ F \+ b This square holds β\./);
    expect(counters()).toEqual(['16', '20', '4', '5']);
  });

  it('computes both ways in the engine, and shows that they agree', async () => {
    openAt('backend=wasm&matmul-builder=x:count,w:count,b:0');
    expect(texts(out)).toEqual(['37', '47', '67', '77']);
    await expect.poll(() => figure()?.dataset['backend'], { timeout: 20_000 }).toBe('wasm');
    await expect
      .element(page.getByText(/Computed twice in this page by tfjs on WASM: .* Largest difference:\s+0\./))
      .toBeVisible();
  });

  it('points by mouse: a square lights its pixel, its weight, its answer, its copies and the window', async () => {
    openAt('');
    const { width, height } = table('Matrix').element().getBoundingClientRect();
    await table('Matrix').hover({ position: { x: (4.5 / 9) * width, y: (2.5 / 4) * height } });
    await expect.poll(said).toMatch(/^Row R, column E/);
    expect(marked('Matrix', 'here')).toEqual([22]);
    expect(marked('Matrix', 'copy')).toEqual([1, 11, 32]);
    expect(marked('Picture', 'here')).toEqual([4]);
    expect(marked('Picture', 'lit')).toEqual([3, 6, 7]);
    expect(marked('Answers', 'here')).toEqual([2]);
    table('Matrix').element().dispatchEvent(new PointerEvent('pointerleave'));
    await expect.poll(said).toMatch(/^Row Q, column C/);
    expect(stateInAddress()).toBe('');
  });

  it('points by tap and by keyboard, and keeps it in the address', async () => {
    openAt('');
    const picture = table('Picture');
    const { width, height } = picture.element().getBoundingClientRect();
    await picture.click({ position: { x: width / 2, y: height / 2 } });
    await expect.poll(stateInAddress).toBe('row:none,col:4');
    expect(said()).toMatch(
      /^Pixel E E is seen by 4 answers, P, Q, R and S, each time under another weight: δ, γ, β and α\./,
    );
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}');
    await expect.poll(stateInAddress).toBe('row:none,col:0');
    expect(marked('Answers', 'lit')).toEqual([0]);
    table('Answers').element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(stateInAddress).toBe('row:2,col:none');
    table('Matrix').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(() => table('Matrix').element().getAttribute('aria-valuetext')).toMatch(/^Row \d, column \d: /);
  });

  it('drags a weight: all copies and the answers follow at once; by keyboard, too', async () => {
    openAt('matmul-builder=x:count,w:count,b:0');
    const beta = weight('beta').element();
    const { left, top } = beta.getBoundingClientRect();
    const at = (type: string, x: number, y: number) =>
      beta.dispatchEvent(
        new PointerEvent(type, {
          clientX: left + x,
          clientY: top + y,
          pointerId: 1,
          isPrimary: true,
          bubbles: true,
          pointerType: 'mouse',
        }),
      );
    beta.setPointerCapture = () => undefined;
    at('pointerdown', 10, 10);
    at('pointermove', 34, 10);
    await expect.poll(() => texts('Matrix').filter((text) => text === '4')).toHaveLength(8);
    expect(texts(out)).toEqual(['41', '53', '77', '89']);
    at('pointermove', 10, 34);
    await expect.poll(() => texts(out)).toEqual(['33', '41', '57', '65']);
    at('pointerup', 10, 34);
    beta.focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    await expect.poll(stateInAddress).toBe('x:count,w:count,b:0,row:none,col:none,tap:1');
    await userEvent.keyboard('9');
    await expect.poll(() => weight('beta').element().getAttribute('aria-valuenow')).toBe('9');
    await userEvent.keyboard('-');
    await expect.poll(stateInAddress).toBe('x:count,w:1~-9~3~4,b:0,row:none,col:none,tap:1');
  });

  it('breaks the sharing: a copy moves alone, it is no convolution any more, and is one again when it comes back', async () => {
    openAt('backend=wasm&matmul-builder=x:count,w:count,b:0,row:1,col:2');
    await page.getByRole('button', { name: 'Break the sharing' }).click();
    expect(counters()).toEqual(['16', '20', '16', '17']);
    await expect.element(page.getByText(/Still equal to the convolution/)).toBeVisible();
    expect(figure()?.querySelector('.sentence')?.textContent).not.toContain('≠');
    table('Matrix').element().focus();
    await userEvent.keyboard('+++');
    await expect.poll(() => texts('Matrix').join('')).toBe('120340000' + '015034000' + '000120340' + '000012034');
    expect(texts(out)).toEqual(['37', '56', '67', '77']);
    await expect.poll(stateInAddress).toBe('x:count,w:count,b:0,free:local,own:1_2_5');
    await expect.element(page.getByText(/They differ by 9 in Q\. No convolution has such a matrix/)).toBeVisible();
    expect(figure()?.querySelector('.sentence')?.textContent).toContain('≠');
    expect(said()).toContain('and has left');
    table('Matrix').element().focus();
    await userEvent.keyboard('2');
    await expect.poll(stateInAddress).toBe('x:count,w:count,b:0,free:local');
    expect(figure()?.querySelector('.sentence')?.textContent).not.toContain('≠');
    await page.getByRole('button', { name: 'Fill the zeros' }).click();
    expect(counters()).toEqual(['36', '0', '36', '37']);
    table('Answers').element().focus();
    await userEvent.keyboard('{Home}');
    await expect.poll(said).toMatch(/^Answer P P = 1 · 1 \+ 2 · 2 \+ 0 · 3 .* \+ 0 · 9 = 37 .* all 9 pixels/);
    expect(marked('Picture', 'lit')).toHaveLength(9);
  });

  it('gives all copies the value that they agree on, and names a copy by its number', async () => {
    openAt('matmul-builder=free:local,own:0_0_7~1_1_7~2_3_7,row:3,col:4');
    expect(said()).toMatch(/S = α\s*4 E \+ β\s*4 F/);
    table('Matrix').element().focus();
    await userEvent.keyboard('7');
    await expect.poll(stateInAddress).toBe('x:count,w:7~2~3~4,b:0,free:local,row:3,col:4');
  });

  it('changes only the notation by Letters and Numbers', async () => {
    const [letters, numbers] = [
      page.getByRole('button', { name: 'Letters' }),
      page.getByRole('button', { name: 'Numbers' }),
    ];
    openAt('matmul-builder=x:count,w:6~2~3~4,b:2');
    await numbers.click();
    expect(stateInAddress()).toBe('x:count,w:6~2~3~4,b:2');
    await letters.click();
    await expect.poll(stateInAddress).toBe('x:count,w:6~2~3~4,b:2,as:letters');
    expect(texts('Matrix').join('')).toBe('αβ·γδ·····αβ·γδ······αβ·γδ·····αβ·γδ');
    expect(said()).toContain('+ b');
    await numbers.click();
    await expect.poll(stateInAddress).toBe('x:count,w:6~2~3~4,b:2');
    weight('alpha').element().focus();
    await letters.click();
    weight('beta').element().focus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => texts('Picture').join('')).toBe('123456789');
    expect(texts(out)[0]).not.toBe('P');
  });

  it('shows the digit’s own kernel in numbers', async () => {
    openAt('matmul-builder=n:28,k:3,row:110,col:none');
    await page.getByRole('button', { name: 'Numbers' }).click();
    await expect.poll(stateInAddress).toBe('n:28,k:3,w:-1~-1~-1~0~0~0~1~1~1,b:0,row:110,col:none');
    await page.getByRole('button', { name: 'Letters' }).click();
    await expect.poll(stateInAddress).toBe('n:28,k:3,row:110,col:none');
  });

  it('lets a finger scroll down the page over the matrix, and drag across', async () => {
    openAt('matmul-builder=x:count,w:count,b:0');
    const matrix = table('Matrix').element();
    const { left, top } = matrix.getBoundingClientRect();
    const at = (type: string, x: number, y: number) =>
      matrix.dispatchEvent(
        new PointerEvent(type, {
          clientX: left + x,
          clientY: top + y,
          pointerId: 2,
          isPrimary: true,
          bubbles: true,
          pointerType: 'touch',
        }),
      );
    at('pointerdown', 5, 5);
    at('pointermove', 8, 45);
    at('pointermove', 40, 60);
    at('pointerup', 40, 60);
    expect(texts(out)).toEqual(['37', '47', '67', '77']);
    at('pointerdown', 5, 5);
    at('pointermove', 29, 9);
    await expect.poll(() => texts('Matrix')[0]).toBe('3');
    at('pointerup', 29, 9);
  });

  it('lays the patches out, and transposes', async () => {
    openAt('matmul-builder=row:none,col:4');
    await page.getByRole('button', { name: 'Patches' }).click();
    expect(texts('Patches').join('')).toBe('ABDE' + 'BCEF' + 'DEGH' + 'EFHJ');
    expect(marked('Patches', 'copy')).toEqual([3, 6, 9, 12]);
    await page.getByRole('button', { name: 'Transposed' }).click();
    expect(texts('Matrix, transposed').join('')).toBe(
      'α···' + 'βα··' + '·β··' + 'γ·α·' + 'δγβα' + '·δ·β' + '··γ·' + '··δγ' + '···δ',
    );
    openAt('matmul-builder=view:transpose,x:ones,w:count,b:0');
    await expect.poll(() => [...document.querySelectorAll('[data-widget]')].length).toBe(2);
  });

  it('all ones come out of the transposed view as 1 3 2 4 10 6 3 7 4', () => {
    openAt('matmul-builder=view:transpose,x:ones,w:count,b:0');
    expect(texts(out)).toEqual(['1', '3', '2', '4', '10', '6', '3', '7', '4']);
  });

  it('holds the matrix of a real digit, and reads it through a lens', async () => {
    openAt('backend=wasm&matmul-builder=n:28,k:3,row:110,col:174');
    await expect.element(page.getByText(/676 × 784: one point to a square/)).toBeVisible();
    expect(counters()).toEqual(['6,084', '523,900', '9', '10']);
    expect(said()).toContain('This square holds η.');
    expect(marked('Matrix, through the lens', 'here')).toHaveLength(1);
    const answers = table('Answers').element();
    answers.focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(stateInAddress).toBe('n:28,k:3,row:111,col:none');
    await expect.element(page.getByText(/Largest difference:/)).toBeVisible();
  });

  it('takes the answer of the digit apart, in numbers', async () => {
    openAt('matmul-builder=n:28,k:3,w:top,b:0,row:110,col:none');
    await expect.poll(said).toContain('= 762');
  });

  it('shows the code of its view', async () => {
    openAt('matmul-builder=view:im2col,x:count,w:count,b:0');
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.element(page.getByText(/columns = F\.unfold\(x\[None, None\], 2/)).toBeVisible();
    await expect.element(page.getByText(/src\/lib\/conv\/unfold\.ts/)).toBeVisible();
  });

  it('says what a link asked for in vain', async () => {
    openAt('matmul-builder=x:1~2,view:im2col,free:dense');
    await expect.element(page.getByText(/2 numbers were given, and there are 9/)).toBeVisible();
    await expect.element(page.getByText(/a kernel laid out as one row has no copies/)).toBeVisible();
  });

  it('has a smaller form in which nothing is missing', async () => {
    openAt('');
    document.body.style.width = '340px';
    await expect.element(table('What goes in, in one row')).toBeVisible();
    expect(texts('What goes in, in one row').join('')).toBe('ABCDEFGHJ');
    expect(texts(out).join('')).toBe('PQRS');
    expect(figure()?.scrollWidth).toBeLessThanOrEqual(340);
  });
});
