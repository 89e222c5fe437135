// Serves the book on this machine: what `npm start` ends with.
//
//   node scripts/serve.ts [--build]      BASE_PATH, OUT_DIR and PORT from the environment
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { serveSite } from './static-server.ts';

const root = join(import.meta.dirname, '..');
const folder = resolve(root, process.env.OUT_DIR ?? 'dist');

/** Builds the book; its log is of interest only when the build fails. */
function build(): void {
  console.log('Building the book …');
  const startedMs = performance.now();
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) {
    console.log(`Built in ${Math.round((performance.now() - startedMs) / 1000)} s.`);
    return;
  }
  console.error(`${stdout}${stderr}\nThe book could not be built; what went wrong stands in the lines above.`);
  process.exit(1);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  console.error(`PORT must be a whole number from 0 to 65535, got ${text}.`);
  return process.exit(1);
}

const port = readPort(process.env.PORT ?? '4321');
if (process.argv.includes('--build')) build();
try {
  const site = await serveSite(folder, { port, base: process.env.BASE_PATH });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
  console.log(`\n  The book is open at ${site.url}\n\n  Ctrl-C closes it.`);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(`The book could not be served: ${error.message}. Is it built? npm start builds and serves it.`);
  process.exit(1);
}
