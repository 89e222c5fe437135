// All checks against PyTorch, in the order in which they run.
import { filterBanks } from './bank-states.ts';
import type { TorchCheck } from './check.ts';
import { featureMapsNumbers } from './feature-maps.ts';
import { fooledNets } from './fool-the-net.ts';
import { matrixCode } from './matrix-code.ts';
import { heldOutWithWeights, networkTables } from './network-states.ts';
import { oneKernels } from './one-kernel.ts';
import { paddingStates, samePadding } from './padding.ts';
import { riddleEquations } from './riddle.ts';
import { firstLosses } from './run-losses.ts';
import { slideStates } from './slide-states.ts';
import { shapeCalculators } from './shape-states.ts';
import { weightsFromTorch, weightsIntoTorch } from './weights.ts';

/** The checks of `npm run test:torch`. */
export const torchChecks: readonly TorchCheck[] = [
  weightsIntoTorch,
  weightsFromTorch,
  networkTables,
  heldOutWithWeights,
  firstLosses,
  paddingStates,
  samePadding,
  slideStates,
  shapeCalculators,
  filterBanks,
  featureMapsNumbers,
  fooledNets,
  matrixCode,
  riddleEquations,
  oneKernels,
];
