import { describe, expect, it } from 'vitest';
import { packageOf } from '../../../scripts/notices-plugin.ts';
import { noticedPackages } from '../../../scripts/third-party-notices.ts';

describe('the package of a module', () => {
  it.each([
    ['/book/node_modules/svelte/src/index.js', 'svelte'],
    ['/book/node_modules/@a/b/c.js?worker', '@a/b'],
    ['/book/node_modules/a/node_modules/b/c.js', 'b'],
    ['\0/book/node_modules/a.js?commonjs', 'a.js'],
    ['C:\\book\\node_modules\\@a\\b\\c.js', '@a/b'],
    ['/book/src/lib/array/tensor.ts', undefined],
  ])('%s -> %s', (id, name) => {
    expect(packageOf(id)).toBe(name);
  });
});

it('the packages of tfjs that the engine uses have a notice', () => {
  expect(noticedPackages).toContain('@tensorflow/tfjs-core');
});
