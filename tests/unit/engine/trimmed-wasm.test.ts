import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { trimmedWasm, wasmFiles } from '../../../scripts/trim-tfjs-wasm.ts';

// With 40 kB of code around it, the file must leave the first backend below 110 kB.
const mostBytes = 64_000;
const trimLimitMs = 60_000;

describe.each(wasmFiles)('trimmed %s', (file) => {
  it('is small enough to be fetched for the first number', { timeout: trimLimitMs }, () => {
    expect(gzipSync(readFileSync(trimmedWasm(file))).length).toBeLessThan(mostBytes);
  });

  it('asks for nothing new, and offers the one kernel that is registered', async () => {
    const compile = async (path: string): Promise<WebAssembly.Module> => WebAssembly.compile(readFileSync(path));
    const trimmed = await compile(trimmedWasm(file));
    const whole = await compile(createRequire(import.meta.url).resolve(`@tensorflow/tfjs-backend-wasm/dist/${file}`));
    const imports = (of: WebAssembly.Module): string[] => WebAssembly.Module.imports(of).map(({ name }) => name);
    const exports = WebAssembly.Module.exports(trimmed).map(({ name }) => name);
    expect(imports(whole)).toEqual(expect.arrayContaining(imports(trimmed)));
    expect(exports).toEqual(expect.arrayContaining(['memory', 'Conv2D', 'register_tensor', 'dispose_data']));
    expect(exports).not.toContain('MaxPool');
  });

  it('is made once', () => {
    const madeMs = statSync(trimmedWasm(file)).mtimeMs;
    expect(statSync(trimmedWasm(file)).mtimeMs).toBe(madeMs);
  });
});
