// Adds new addresses and states to docs/addresses.json, the list of what the book has promised; nothing is taken out. The test that compares them knows the
// whole book, so it is asked to write: npm run addresses
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', 'tests/unit/pages/permanence.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, ADDRESSES: 'write' },
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
