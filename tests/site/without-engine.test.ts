// What is missing in a browser is said in words, and the laboratory still shows its map: without WebGPU, without workers, without
// WebAssembly, and with each backend that the address can ask for.
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { webgpuFlags } from '../../scripts/find-chromium.ts';
import { siteInBrowser, type VisitOptions } from './browser.ts';
import { bookBuild } from './builds.ts';
import { expectComputed, expectSum, labOf } from './kernel-lab.ts';

const site = siteInBrowser(bookBuild, webgpuFlags);

/** Takes something away in the worker, before its own script runs. */
const inWorker = (code: string) => async (page: Page) => {
  await page.route(/\/_astro\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};\n${await response.text()}` });
  });
};

/** The laboratory shows its map, says what computed it, and why. */
async function expectComputedBy(page: Page, backend: string | RegExp, reason: RegExp): Promise<void> {
  await expectComputed(page);
  expect(await labOf(page).getAttribute('data-backend')).toMatch(backend);
  await labOf(page).locator('.chip').click();
  expect(await labOf(page).locator('details.status p').innerText()).toMatch(reason);
  await expectSum(page, '+762');
  expect(await labOf(page).locator('.flag').innerText()).toBe('+762');
  expect(await labOf(page).innerText()).toMatch(/Greatest\s+\+762 at/);
}

interface Case {
  readonly title: string;
  readonly query?: string;
  readonly backend: string | RegExp;
  readonly reason: RegExp;
  readonly options?: VisitOptions;
}

const cases: readonly Case[] = [
  {
    title: 'a software graphics adapter is passed over unless it is asked for',
    backend: 'wasm',
    reason: /no graphics hardware for WebGPU.*running on WASM/is,
  },
  {
    title: 'WebGPU runs where it is asked for',
    query: '?backend=webgpu',
    backend: 'webgpu',
    reason: /WebGPU, as asked for/,
  },
  { title: 'wasm runs where it is asked for', query: '?backend=wasm', backend: 'wasm', reason: /WASM, as asked for/ },
  { title: 'cpu runs where it is asked for', query: '?backend=cpu', backend: 'cpu', reason: /as asked for/ },
  {
    title: 'without WebGPU another backend answers, although WebGPU was asked for',
    query: '?backend=webgpu',
    backend: /^(wasm|webgl|cpu)$/,
    reason: /WebGPU.*though WebGPU was asked for/is,
    options: { prepare: inWorker('delete WorkerNavigator.prototype.gpu') },
  },
  {
    title: 'without WebAssembly the processor answers in JavaScript',
    backend: 'cpu',
    reason: /no WebAssembly here/i,
    options: { prepare: inWorker('delete globalThis.WebAssembly') },
  },
  {
    title: 'without workers the book’s own code answers in the page',
    backend: 'reference',
    reason: /worker beside the page could not be made.*in the page/i,
    options: { before: () => void Reflect.deleteProperty(window, 'Worker') },
  },
  {
    title: 'where the worker’s script is missing the book’s own code answers in the page',
    backend: 'reference',
    reason: /worker beside the page failed.*in the page/i,
    options: {
      prepare: (page) => page.route(/\/_astro\/worker-[^/]*\.js$/, (route) => route.fulfill({ status: 404, body: '' })),
      expected: /404|worker-/,
    },
  },
  {
    title: 'where the file of the WASM backend is missing the next backend answers',
    backend: /^(webgl|cpu)$/,
    reason: /WASM did not start/i,
    options: {
      prepare: (page) => page.route(/\.wasm$/, (route) => route.fulfill({ status: 404, body: '' })),
      expected: /404|wasm/i,
    },
  },
];

describe('the laboratory', () => {
  it.each(cases)('$title', async ({ query = '', backend, reason, options = {} }) => {
    await site.visit(`kernels/${query}#kernel-lab`, (page) => expectComputedBy(page, backend, reason), options);
  });
});
