// All checks against PyTorch, in the order in which they run.
import type { TorchCheck } from './check.ts';
import { matrixCode } from './matrix-code.ts';
import { heldOutWithWeights, networkTables } from './network-states.ts';
import { firstLosses } from './run-losses.ts';
import { weightsFromTorch, weightsIntoTorch } from './weights.ts';

/** The checks of `npm run test:torch`. */
export const torchChecks: readonly TorchCheck[] = [
  weightsIntoTorch,
  weightsFromTorch,
  networkTables,
  heldOutWithWeights,
  firstLosses,
  matrixCode,
];
