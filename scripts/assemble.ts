// Compiles the book's own WebAssembly (assembly/, written in AssemblyScript) when it is needed; what was made before is kept in .cache.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
 * The files that a module is made of: `x.ts`, and those of the folder `x` beside it, if there is one.
 */
export function assemblySources(path: string): string[] {
  return [path, ...globSync(join(path.replace(/\.ts$/, ''), '*.ts')).sort()];
}

/**
 * Compiles one file with what it imports, unless it was done before, and gives the WebAssembly.
 * @throws Error with the compiler's words
 */
export async function assembled(path: string): Promise<Uint8Array> {
  const hash = createHash('sha256').update(settings.join(' ')).update(asc.version);
  for (const source of assemblySources(path)) hash.update(basename(source)).update(readFileSync(source));
  const key = hash.digest('hex').slice(0, 12);
  const target = new URL(`${basename(path, '.ts')}-${key}.wasm`, cache);
  if (existsSync(target)) return readFileSync(target);
  const binary = await compile(path);
  mkdirSync(cache, { recursive: true });
  const unfinished = new URL(`${target.href}.${process.pid}`);
  writeFileSync(unfinished, binary);
  renameSync(unfinished, target); // whoever reads meanwhile finds all of it or nothing
  return binary;
}

async function compile(path: string): Promise<Uint8Array> {
  const name = basename(path);
  const sources = new Map(
    assemblySources(path).map((source) => [source.slice(dirname(path).length + 1), readFileSync(source, 'utf8')]),
  );
  const outputs = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main([name, '--outFile', 'out.wasm', ...settings], {
    readFile: (file) => sources.get(file.replaceAll('\\', '/')) ?? null,
    writeFile: (file, contents) => void outputs.set(file, contents),
    listFiles: () => [],
  });
  const binary = outputs.get('out.wasm');
  if (error !== null || !(binary instanceof Uint8Array)) {
    throw new Error(`assembled: ${name} must compile, got ${stderr.toString().trim() || String(error?.message)}`);
  }
  return binary;
}
