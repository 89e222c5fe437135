// All checks against PyTorch, in the order in which they run.
import type { TorchCheck } from './check.ts';
import { weightsFromTorch, weightsIntoTorch } from './weights.ts';

/** The checks of `npm run test:torch`. */
export const torchChecks: readonly TorchCheck[] = [weightsIntoTorch, weightsFromTorch];
