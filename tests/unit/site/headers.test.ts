// What Netlify and Cloudflare Pages accept in `_headers`, as their documentation has it, held against what the build writes.
import { describe, expect, it } from 'vitest';
import { headersFile } from '@lib/site/headers.ts';

const chunks = ['data/threes-sevens/train-0-42093ebddaf8.bin'];

/** Reads the file as both hosts do: a path at the beginning of a line, and its headers on the lines below, moved in. */
function read(text: string): { path: string; headers: Map<string, string> }[] {
  const rules: { path: string; headers: Map<string, string> }[] = [];
  for (const line of text.split('\n').filter((written) => written.trim() !== '' && !written.startsWith('#'))) {
    if (!/^\s/.test(line)) rules.push({ path: line, headers: new Map() });
    else {
      const [, name = '', value = ''] = /^\s+([A-Za-z-]+): (.+)$/.exec(line) ?? [];
      expect(name, line).not.toBe('');
      rules.at(-1)?.headers.set(name.toLowerCase(), value);
    }
  }
  return rules;
}

const matches = (rule: string, path: string): boolean =>
  rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule;

describe.each(['/', '/book/'])('the headers of a book under %s', (base) => {
  const rules = read(headersFile(base, chunks));

  it('are in a form that both hosts read', () => {
    expect(rules.length).toBeLessThanOrEqual(100); // Cloudflare Pages reads no more
    for (const { path, headers } of rules) {
      expect(path).toMatch(/^\/(?:[\w.-]+\/)*(?:[\w.-]+|\*)$/); // a splat stands alone at the end, as Netlify wants it
      expect(path.startsWith(base)).toBe(true);
      expect(headers.size).toBeGreaterThan(0);
      for (const value of headers.values()) expect(value.length).toBeLessThanOrEqual(2000);
    }
  });

  it.each([
    ['_astro/page.Abc123.js', 'public, max-age=31536000, immutable'],
    [chunks[0] ?? '', 'public, max-age=31536000, immutable'],
    ['data/threes-sevens/manifest.json', undefined],
    ['card/w/kernel-lab.png', 'public, max-age=86400'],
    ['kernels/', undefined],
  ])('say of %s how long it may be kept, once', (path, expected) => {
    const said = rules.filter((rule) => matches(rule.path, `${base}${path}`)).map(({ headers }) => headers);
    const kept = said.flatMap((headers) => headers.get('cache-control') ?? []);
    expect(kept).toEqual(expected === undefined ? [] : [expected]); // Cloudflare would join two with a comma
    expect(said.flatMap((headers) => headers.get('x-content-type-options') ?? [])).toEqual(['nosniff']);
    expect(said.some((headers) => headers.has('x-frame-options'))).toBe(false);
  });

  it('let every host read the descriptions of figures', () => {
    const rule = rules.find(({ path }) => matches(path, `${base}oembed/kernel-lab/r-8_c-18.json`));
    expect(rule?.headers.get('access-control-allow-origin')).toBe('*');
  });
});
