import { mount, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import KernelsLearned from '@components/views/KernelsLearned.svelte';
import { nearestNamedKernel } from '@lib/conv/cosine.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { expectAccessible, show, type ShownView } from './views.ts';

const edge = [-0.39, -0.11, 0.44, -0.41, 0.12, 0.38, -0.22, -0.05, 0.21];
const kernel = (weights: readonly number[]) => ({ weights, size: 3, nearest: nearestNamedKernel(weights) });
const four = [edge, namedKernels.top, namedKernels.gauss, edge.map((weight) => -weight)].map(kernel);
let view: ShownView;

function open(kernels: ComponentProps<typeof KernelsLearned>['kernels'], widthPx = 948): void {
  view = show((target) => mount(KernelsLearned, { target, props: { kernels, step: 386 } }), widthPx);
}

const cells = (name: string) =>
  [...page.getByRole('group', { name }).element().querySelectorAll('span')].map(({ textContent }) => textContent);
const leftEdges = () =>
  new Set([...view.frame.querySelectorAll('li')].map((item) => Math.round(item.getBoundingClientRect().left)));

afterEach(() => view.close());

describe('kernels learned', () => {
  it('writes the weights in the cells, and the neighbour and its cosine beside', async () => {
    open(four);
    await expect.element(page.getByRole('group', { name: 'The kernels at step 386' })).toBeVisible();
    expect(cells('Kernel 0, 3 by 3')).toEqual(['−.39', '−.11', '.44', '−.41', '.12', '.38', '−.22', '−.05', '.21']);
    const near = [...view.frame.querySelectorAll('.near')].map(({ textContent }) => textContent.trim());
    expect(near).toEqual([
      'left, widecosine 0.95much alike',
      'topcosine 1.00nearly the same',
      'gausscosine 1.00nearly the same',
      'right, widecosine 0.95much alike',
    ]);
  });

  it('all kernels share one scale, which ends at a round number and has a legend', () => {
    open([kernel(edge), kernel(edge.map((weight) => weight * 2))]);
    const fills = [...view.frame.querySelectorAll<HTMLElement>('.cells span')].map(({ className }) => className);
    expect(fills[2]).not.toBe(fills[11]);
    expect(view.frame.querySelector('.legend')?.textContent).toMatch(/−1.*\+1/);
  });

  it('a size of five has no neighbour, and all its numbers', () => {
    open([{ weights: Array.from({ length: 25 }, (_, at) => at / 100), size: 5 }]);
    expect(cells('Kernel 0, 5 by 5')).toHaveLength(25);
    expect(view.frame.querySelector('.near')).toBeNull();
  });

  it('on a phone two stand in a row', () => {
    open(four, 350);
    expect(leftEdges().size).toBe(2);
    expect(view.frame.scrollWidth).toBeLessThanOrEqual(350);
  });

  it('more than eight are small, with a table of all weights', async () => {
    open(Array.from({ length: 64 }, () => kernel(edge)));
    expect(page.getByRole('img').elements()).toHaveLength(64);
    await expect.element(page.getByRole('img', { name: 'Kernel 63: nearest left, wide, much alike' })).toBeVisible();
    expect(page.getByRole('table').elements()).toHaveLength(0);
    await page.getByText('The weights of all 64 as a table').click();
    await expect.poll(() => page.getByRole('row').elements()).toHaveLength(65);
    const last = [...(page.getByRole('row').elements().at(-1)?.children ?? [])].map(({ textContent }) => textContent);
    expect(last.slice(0, 6)).toEqual(['63', 'left, wide', '0.95', '−0.39', '−0.11', '0.44']);
    await expectAccessible(view);
  });

  it('satisfies axe, wide and narrow', async () => {
    open(four);
    await expectAccessible(view);
    await view.close();
    open(four, 350);
    await expectAccessible(view);
  });
});
