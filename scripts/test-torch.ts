// `npm run test:torch`: gives what this project writes for PyTorch to a real one, and compares. It is no part of `npm test`, since PyTorch is
// large and not everywhere; where it is missing, this fails and says how to get it.
//
//   npm run test:torch
//   PYTHON=/path/to/python3 npm run test:torch      a Python of one's own
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './engine/alias.ts';
import type { TorchCheck } from './torch/check.ts';
import { findTorch, pythons, type TorchPython } from './torch/python.ts';

async function perform(check: TorchCheck, torch: TorchPython): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'threes-and-sevens-'));
  try {
    console.log(`✓ ${check.title} (${await check.run({ torch, folder })})`);
    return true;
  } catch (error) {
    console.error(`✗ ${check.title}\n  ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const torch = await findTorch();
if (torch === undefined) {
  console.error(`No PyTorch found by ${pythons.join(', ')}. On Debian and Ubuntu: apt-get install python3-torch.
Elsewhere: pip install torch numpy, and set PYTHON to the Python that has it.`);
  process.exitCode = 1;
} else {
  console.log(`PyTorch ${torch.version}`);
  const { torchChecks } = await import('./torch/checks.ts');
  let failed = 0;
  for (const check of torchChecks) if (!(await perform(check, torch))) failed++;
  console.log(`${torchChecks.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
