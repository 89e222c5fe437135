import { afterEach, describe, expect, it, vi } from 'vitest';
import { lessonLink, pageLink } from '@lib/site/links.ts';

afterEach(() => vi.unstubAllEnvs());

describe.each([
  { base: '/', home: '/', kernels: '/kernels/' },
  { base: '/book/', home: '/book/', kernels: '/book/kernels/' },
  { base: '/a/b', home: '/a/b/', kernels: '/a/b/kernels/' },
])('links on the base path $base', ({ base, home, kernels }) => {
  it('lead home for no path at all', () => {
    vi.stubEnv('BASE_URL', base);
    expect(pageLink('')).toBe(home);
  });

  it('end in a slash, so that no redirect eats their fragment', () => {
    vi.stubEnv('BASE_URL', base);
    expect(pageLink('kernels')).toBe(kernels);
    expect(pageLink('/kernels/')).toBe(kernels);
  });

  it('lead to a lesson, and to a section of it', () => {
    vi.stubEnv('BASE_URL', base);
    expect(lessonLink('kernels')).toBe(kernels);
    expect(lessonLink('kernels', 'top-edge')).toBe(`${kernels}#top-edge`);
  });
});
