// Compiles the book's own WebAssembly (assembly/, written in AssemblyScript) when it is needed; what was made before is kept in .cache.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import asc from 'assemblyscript/asc';

const cache = new URL('../.cache/assembly/', import.meta.url);

// No runtime: the modules take no memory by themselves, and it is brought to them. No assertions: the callers check what they lay out.
const settings = [
  '--runtime',
  'stub',
  '--noAssert',
  '-O3',
  '--enable',
  'simd',
  '--importMemory',
  '--initialMemory',
  '1',
];

/**
 * Compiles one file, unless it was done before, and gives the WebAssembly.
 * @throws Error with the compiler's words
 */
export async function assembled(path: string): Promise<Uint8Array> {
  const source = readFileSync(path, 'utf8');
  const key = createHash('sha256')
    .update(source)
    .update(settings.join(' '))
    .update(asc.version)
    .digest('hex')
    .slice(0, 12);
  const target = new URL(`${basename(path, '.ts')}-${key}.wasm`, cache);
  if (existsSync(target)) return readFileSync(target);
  const binary = await compile(basename(path), source);
  mkdirSync(cache, { recursive: true });
  const unfinished = new URL(`${target.href}.${process.pid}`);
  writeFileSync(unfinished, binary);
  renameSync(unfinished, target); // whoever reads meanwhile finds all of it or nothing
  return binary;
}

async function compile(name: string, source: string): Promise<Uint8Array> {
  const outputs = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main([name, '--outFile', 'out.wasm', ...settings], {
    readFile: (file) => (file === name ? source : null),
    writeFile: (file, contents) => void outputs.set(file, contents),
    listFiles: () => [],
  });
  const binary = outputs.get('out.wasm');
  if (error !== null || !(binary instanceof Uint8Array)) {
    throw new Error(`assembled: ${name} must compile, got ${stderr.toString().trim() || String(error?.message)}`);
  }
  return binary;
}
