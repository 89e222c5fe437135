import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveSite, type ServedSite } from '../../../scripts/static-server.ts';

let folder = '';
let site: ServedSite;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
  mkdirSync(join(folder, 'kernels'));
  mkdirSync(join(folder, '_astro'));
  writeFileSync(join(folder, 'index.html'), 'home');
  writeFileSync(join(folder, '404.html'), 'not here');
  writeFileSync(join(folder, 'kernels/index.html'), 'kernels');
  writeFileSync(join(folder, '_astro/a.js'), '1');
  site = await serveSite(folder, { base: 'book' });
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string): Promise<Response> => fetch(new URL(path, site.url), { redirect: 'manual' });

describe('a site under a base path', () => {
  it.each([
    ['/book/', 200, 'home'],
    ['/book/kernels/', 200, 'kernels'],
    ['/book/nothing/', 404, 'not here'],
    ['/kernels/', 404, 'not here'],
    ['/book/%E0%A4%A', 404, 'not here'],
    ['/book/..%2f..%2fetc%2fpasswd', 404, 'not here'],
  ])('%s: %i', async (path, status, text) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(text);
  });

  it('a folder without its slash is sent on, with its state', async () => {
    const response = await ask('/book/kernels?kernel-lab=k:top');
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe('/book/kernels/?kernel-lab=k:top');
  });

  it('what has its hash in its name may be kept for ever, a page may not', async () => {
    expect((await ask('/book/_astro/a.js')).headers.get('cache-control')).toContain('immutable');
    expect((await ask('/book/kernels/')).headers.get('cache-control')).toBe('no-cache');
  });

  it('a second site takes the next free port', async () => {
    const port = Number(new URL(site.url).port);
    const second = await serveSite(folder, { port });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
    await second.close();
  });

  it('a folder that is no site is refused', async () => {
    await expect(serveSite(join(folder, '_astro'))).rejects.toThrow(RangeError);
  });
});
