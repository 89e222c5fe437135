import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assembled } from '../../../../scripts/assemble.ts';

const mostBytes = 32 * 1024;
/** Where it was not compiled before, it is now. */
const patienceMs = 60_000;
/** The prefix of vector instructions. */
const vectorPrefix = 0xfd;

it('the book’s own kernels are a module of at most 32 kB', { timeout: patienceMs }, async () => {
  const binary = await assembled(join(import.meta.dirname, '../../../../assembly/train.ts'));
  expect(WebAssembly.validate(new Uint8Array(binary))).toBe(true);
  expect(binary).toContain(vectorPrefix);
  expect(binary.length).toBeLessThanOrEqual(mostBytes);
});

it(
  'they import nothing but their memory, so nothing of a browser can change a digit',
  { timeout: patienceMs },
  async () => {
    const binary = await assembled(join(import.meta.dirname, '../../../../assembly/train.ts'));
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(new Uint8Array(binary)));
    expect(imports).toEqual([expect.objectContaining({ module: 'env', name: 'memory', kind: 'memory' })]);
  },
);
