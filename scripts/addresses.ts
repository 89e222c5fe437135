// Adds new addresses and states to docs/addresses.json, the list of what the book has promised; nothing is taken out. The test that compares them knows the
// whole book, so it is asked to write: npm run addresses
import { spawnSync } from 'node:child_process';

function run(...command: readonly string[]): number {
  const env = { ...process.env, ADDRESSES: 'write' };
  return spawnSync('npx', command, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status ?? 1;
}

const tested = run('vitest', 'run', '--project', 'unit', 'tests/unit/pages/permanence.test.ts');
const formatted = run('prettier', '--write', 'docs/addresses.json');
process.exitCode = tested === 0 ? formatted : tested;
