// Adds new addresses and states to docs/addresses.json, the list of what the book has promised, and what the states mean to tests/fixtures/link-states;
// nothing is taken out. The tests that compare them know the whole book, so they are asked to write: npm run addresses
import { spawnSync } from 'node:child_process';

function run(...command: readonly string[]): number {
  const env = { ...process.env, ADDRESSES: 'write' };
  return spawnSync('npx', command, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status ?? 1;
}

// the second reads what the first has written
const tests = ['tests/unit/pages/permanence.test.ts', 'tests/unit/state/link-history.test.ts'];
const failed = tests.map((test) => run('vitest', 'run', '--project', 'unit', test)).find((status) => status !== 0);
const formatted = run('prettier', '--write', 'docs/addresses.json', 'tests/fixtures/link-states');
process.exitCode = failed ?? formatted;
