import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { trimmedWasm, wasmFiles, wasmUsers } from '../../../scripts/trim-tfjs-wasm.ts';

// With 40 kB of code around it, the engine's file must leave the first backend below 110 kB; the trainer's comes when it is asked for.
const mostBytes = { engine: 64_000, training: 90_000 } as const;
const kernels = { engine: ['Conv2D'], training: ['FusedConv2D', 'MaxPool', 'Gather', 'Transpose'] } as const;
const trimLimitMs = 60_000;

const files = wasmUsers.flatMap((user) => wasmFiles.map((file) => ({ user, file })));

describe.each(files)('$file, trimmed for $user', ({ user, file }) => {
  it('is small enough to be fetched for the first number', { timeout: trimLimitMs }, () => {
    expect(gzipSync(readFileSync(trimmedWasm(file, user))).length).toBeLessThan(mostBytes[user]);
  });

  it('asks for nothing new, and offers the kernels that are registered and no others', async () => {
    const compile = async (path: string): Promise<WebAssembly.Module> => WebAssembly.compile(readFileSync(path));
    const trimmed = await compile(trimmedWasm(file, user));
    const whole = await compile(createRequire(import.meta.url).resolve(`@tensorflow/tfjs-backend-wasm/dist/${file}`));
    const imports = (of: WebAssembly.Module): string[] => WebAssembly.Module.imports(of).map(({ name }) => name);
    const exports = WebAssembly.Module.exports(trimmed).map(({ name }) => name);
    expect(imports(whole)).toEqual(expect.arrayContaining(imports(trimmed)));
    expect(exports).toEqual(expect.arrayContaining(['memory', 'register_tensor', 'dispose_data', ...kernels[user]]));
    expect(exports).not.toContain('Cumsum');
  });

  it('is made once', () => {
    const madeMs = statSync(trimmedWasm(file, user)).mtimeMs;
    expect(statSync(trimmedWasm(file, user)).mtimeMs).toBe(madeMs);
  });
});
