// Runs every check of the project, goes on after a failure, and sums up: what `npm test` and CI call.
//
//   node scripts/test.ts [check …]      only the named checks
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countTests, readReport, type Count } from './count-tests.ts';
import { ensureBrowser } from './ensure-browser.ts';

/** One command and how its outcome is counted. */
interface Check {
  readonly name: string;
  /** Arguments of `npm run`. */
  readonly run: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it is a vitest project, which counts one for each test. */
  readonly isSuite?: boolean;
}

interface Outcome extends Count {
  readonly name: string;
  readonly seconds: number;
}

const root = join(import.meta.dirname, '..');
const workFolder = join(root, '.cache/test');
const longestMs = 12 * 60_000;

const siteDist = join(workFolder, 'dist-root');
const siteDistBook = join(workFolder, 'dist-book');

const first: readonly Check[] = [{ name: 'fonts', run: ['fonts'] }];

/** This keeps a core busy for as long as all that follow it do together: the two go side by side. */
const besides: readonly Check[] = [{ name: 'browser', run: ['test:browser'], isSuite: true }];

/** These keep one core busy each, and some write where others would: one after the other. */
const inOrder: readonly Check[] = [
  { name: 'types', run: ['types'] },
  { name: 'lint', run: ['lint'] },
  { name: 'format', run: ['format:check'] },
  { name: 'lock', run: ['lock'] },
  { name: 'notices', run: ['notices:check'] },
  { name: 'unused', run: ['unused'] },
  { name: 'unit', run: ['test:unit'], isSuite: true },
  { name: 'build', run: ['build'], env: { OUT_DIR: siteDist, BASE_PATH: '' } },
  { name: 'build-book', run: ['build'], env: { OUT_DIR: siteDistBook, BASE_PATH: 'book' } },
];

/** This opens two browsers at a time. */
const last: readonly Check[] = [
  { name: 'site', run: ['test:site'], isSuite: true, env: { SITE_DIST: siteDist, SITE_DIST_BOOK: siteDistBook } },
];

const needBrowser = ['browser', 'site'];

const running = new Set<ChildProcess>();

/** Ends a command and everything it started. */
function stop(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

function reportPath(check: Check): string {
  return join(workFolder, `${check.name}.json`);
}

/** Runs one command and gives its exit status and everything it printed. */
function execute(check: Check): Promise<{ hasSucceeded: boolean; output: string }> {
  const reporters = ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath(check)}`];
  const args = ['run', '--silent', ...check.run, ...(check.isSuite ? reporters : [])];
  const isWindows = process.platform === 'win32';
  return new Promise((resolve) => {
    const child = spawn('npm', args, {
      cwd: root,
      env: { ...process.env, ...check.env },
      detached: !isWindows,
      shell: isWindows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    const timer = setTimeout(() => {
      output += `\nStopped: it took longer than ${longestMs / 60_000} minutes.\n`;
      stop(child);
    }, longestMs);
    child.on('error', (error) => (output += `${error.message}\n`));
    child.on('close', (status) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ hasSucceeded: status === 0, output });
    });
  });
}

async function perform(check: Check): Promise<Outcome> {
  const startedMs = performance.now();
  const { hasSucceeded, output } = await execute(check);
  const count = check.isSuite
    ? countTests(readReport(reportPath(check)), hasSucceeded)
    : { passed: hasSucceeded ? 1 : 0, failed: hasSucceeded ? 0 : 1, skipped: 0 };
  const seconds = (performance.now() - startedMs) / 1000;
  if (count.failed > 0) console.log(`\n──── ${check.name} ────\n${output.trim()}\n──── end of ${check.name} ────\n`);
  console.log(`${count.failed > 0 ? '✗' : '✓'} ${check.name} (${seconds.toFixed(0)} s)`);
  return { name: check.name, seconds, ...count };
}

/** Runs checks one after the other. */
async function performAll(checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) outcomes.push(await perform(check));
  return outcomes;
}

function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ name, passed, failed, skipped, seconds }) =>
    [
      name.padEnd(12),
      ...[passed, failed, skipped].map((n) => String(n).padStart(8)),
      `${seconds.toFixed(1)} s`.padStart(10),
    ].join(''),
  );
  return [`${'check'.padEnd(12)}  passed  failed skipped      time`, ...rows].join('\n');
}

function chosen(checks: readonly Check[], names: readonly string[]): readonly Check[] {
  return names.length === 0 ? checks : checks.filter((check) => names.includes(check.name));
}

async function main(names: readonly string[]): Promise<void> {
  const all = [...first, ...inOrder, ...besides, ...last];
  const unknown = names.filter((name) => !all.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.error(`No such check: ${unknown.join(', ')}. There are ${all.map((check) => check.name).join(', ')}.`);
    process.exit(1);
  }
  if (names.length === 0) rmSync(workFolder, { recursive: true, force: true });
  mkdirSync(workFolder, { recursive: true });
  for (const check of all) rmSync(reportPath(check), { force: true });
  if (chosen(all, names).some((check) => needBrowser.includes(check.name))) ensureBrowser();
  const firstOutcomes = await performAll(chosen(first, names));
  const sideBySide = await Promise.all([inOrder, besides].map((checks) => performAll(chosen(checks, names))));
  const lastOutcomes = await performAll(chosen(last, names));
  const outcomes = [firstOutcomes, ...sideBySide, lastOutcomes].flat();
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`\n${table(outcomes)}\n\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    running.forEach(stop);
    process.exit(1);
  });
}
await main(process.argv.slice(2));
