// The engine without the site: reads a request from standard input, computes it on one backend, and prints the answer as JSON.
//
//   npm run -s engine -- --backend simd|webgpu|webgl|wasm|cpu|reference < request.json
//
// The backends run in a headless Chromium, the reference in Node; `simd` has only `train` and `gradients`. Nothing stands in for what was asked for: what cannot run there is an
// error on standard error, and the exit status is 1.
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import './engine/alias.ts';
import { computers, RequestError, type Computer } from './engine/request.ts';

function computerAsked(): Computer {
  const { values } = parseArgs({ options: { backend: { type: 'string' } } });
  const computer = computers.find((known) => known === values.backend);
  if (computer !== undefined) return computer;
  throw new RequestError(`--backend must be one of ${computers.join(', ')}, got ${values.backend ?? 'nothing'}`);
}

async function answer(computer: Computer, request: string): Promise<string> {
  if (computer === 'reference') {
    const { answerHere } = await import('./engine/reference.ts');
    return JSON.stringify(await answerHere(request));
  }
  const { answerInBrowser } = await import('./engine/browser.ts');
  return answerInBrowser(computer, request);
}

try {
  const computer = computerAsked();
  process.stdout.write(`${await answer(computer, await text(process.stdin))}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
