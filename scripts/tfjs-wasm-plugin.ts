// Makes the engine's WebAssembly fit for a page, in the build and in tests alike. Of tfjs: the trimmed files instead of the whole ones, no
// code for threads (which need a page isolated by headers), and a loader that is an ES module wherever it is served from. Of the book's
// own (assembly/): so little that it travels inside the code.
import type { Plugin } from 'vite';
import { assembled, assemblySources } from './assemble.ts';
import { trimmedWasm, wasmFiles, wasmUsers, type WasmUser } from './trim-tfjs-wasm.ts';

const noThreads = '\0tfjs-wasm-without-threads';
const assembledQuery = '?assembled';

/** Who asks for a file of tfjs, and how. */
const queries = { engine: '?url', training: '?url-for-training' } as const satisfies Record<WasmUser, string>;

/** The Vite plugin; it is needed among the plugins of the page and among those of the workers. */
export function tfjsWasm(): Plugin {
  return {
    name: 'tfjs-wasm',
    enforce: 'pre',
    resolveId(source) {
      for (const user of wasmUsers) {
        const file = wasmFiles.find((name) => source === `@tensorflow/tfjs-backend-wasm/dist/${name}${queries[user]}`);
        if (file !== undefined) return `${trimmedWasm(file, user)}?url`;
      }
      return /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/.test(source) ? noThreads : undefined;
    },
    async load(id) {
      if (id === noThreads) return `export default undefined; export const wasmWorkerContents = '';`;
      if (!id.endsWith(assembledQuery)) return undefined;
      const path = id.slice(0, -assembledQuery.length);
      for (const source of assemblySources(path)) this.addWatchFile(source);
      const base64 = Buffer.from(await assembled(path)).toString('base64');
      return { code: `export default '${base64}';`, moduleType: 'js' };
    },
    transform(code, id) {
      if (!id.endsWith('/wasm-out/tfjs-backend-wasm.js')) return undefined;
      const [loader] = code.split("if (typeof exports === 'object'"); // from here on it hands itself to older module systems
      return `${loader}\nexport default WasmBackendModule;`;
    },
  };
}
