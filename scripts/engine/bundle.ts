// Bundles the page of the command and of the benchmark with the engine's worker, once for each state of the sources.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tfjsWasm } from '../tfjs-wasm-plugin.ts';

const root = new URL('../../', import.meta.url);
const folder = (path: string): string => fileURLToPath(new URL(path, root));

/** Everything that the bundle is made of. */
const sources = [
  'src/lib/{array,conv,nn,engine,data}/**/*.ts',
  'assembly/**/*.ts',
  'scripts/engine/*',
  'scripts/{tfjs-wasm-plugin,trim-tfjs-wasm,assemble}.ts',
  'package-lock.json',
];

/** Bundles, unless it was done before, and gives the folder with its `index.html`. */
export async function bundledEngine(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: folder('.') }).sort())
    hash.update(file).update(readFileSync(folder(file)));
  const target = folder(`.cache/engine/${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(folder('.cache/engine'), { recursive: true });
  const { build } = await import('vite'); // heavy, and hardly ever needed
  await build({
    root: folder('scripts/engine'),
    base: './',
    configFile: false,
    logLevel: 'error',
    cacheDir: folder('.cache/engine-vite'),
    resolve: { alias: { '@lib': folder('src/lib') } },
    plugins: [tfjsWasm()],
    worker: { format: 'es', plugins: () => [tfjsWasm()] },
    build: {
      outDir: unfinished,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'esnext',
      chunkSizeWarningLimit: 10_000,
    },
  });
  try {
    renameSync(unfinished, target); // whoever reads meanwhile finds all of it or nothing
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // another run was faster
  }
  return target;
}
