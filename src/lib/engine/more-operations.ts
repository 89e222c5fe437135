// What the page needs for the operations beyond the first figures' convolution: the checks, which come before a worker is started, and the
// code itself for when there is no worker. Fetched when one of them is asked for.
import { planMatMul } from '@lib/array/mat-mul.ts';
import { planConv1d } from '@lib/conv/conv1d.ts';
import { planConv2d } from '@lib/conv/conv2d-plan.ts';
import { planConv3d } from '@lib/conv/conv3d.ts';
import { planConvTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import { planPool2d } from '@lib/nn/pooling.ts';
import { refuseTooLarge } from './largest.ts';
import type { Answers, Asked, OperationName } from './operations/asked.ts';
import { conv1d } from './operations/conv1d.ts';
import { conv2d } from './operations/conv2d.ts';
import { conv2dGradients, planConv2dGradients } from './operations/conv2d-gradients.ts';
import { conv3d } from './operations/conv3d.ts';
import { convTranspose2d } from './operations/conv-transpose2d.ts';
import { forward } from './operations/forward.ts';
import { gradients, planGradients } from './operations/gradients.ts';
import { layerOutputs } from './operations/layer-outputs.ts';
import { matMul } from './operations/mat-mul.ts';
import type { Operation } from './operations/operation.ts';
import { planNetwork } from './operations/network.ts';
import { avgPool2d, maxPool2d } from './operations/pooling.ts';
import { referenceMachine } from './reference-machine.ts';

/** Throws where an operation is impossible, else gives the shape of its largest answer. */
const plans: { readonly [Name in OperationName]: (...asked: Asked[Name]) => readonly number[] } = {
  conv1d: (...asked) => planConv1d(...asked).outputShape,
  conv2d: (...asked) => planConv2d(...asked).outputShape,
  conv3d: (...asked) => planConv3d(...asked).outputShape,
  convTranspose2d: (...asked) => planConvTranspose2d(...asked).outputShape,
  matMul: (...asked) => planMatMul(...asked),
  maxPool2d: (...asked) => planPool2d(...asked, 'maxPool2d').outputShape,
  avgPool2d: (...asked) => planPool2d(...asked, 'avgPool2d').outputShape,
  conv2dGradients: (asked) => planConv2dGradients(asked).inputShape,
  forward: planNetwork,
  layerOutputs: planNetwork,
  gradients: planGradients,
};

const operations: { readonly [Name in OperationName]: Operation<Name> } = {
  ...{ conv1d, conv2d, conv3d, convTranspose2d, matMul, maxPool2d, avgPool2d, conv2dGradients, forward },
  ...{ layerOutputs, gradients },
};

/**
 * Checks an operation.
 * @throws RangeError, TypeError like the reference; RangeError if the answer would not fit into memory
 */
export function check<Name extends OperationName>(name: Name, asked: Asked[Name]): void {
  refuseTooLarge(name, plans[name](...asked));
}

/** Computes by the book's own code. */
export function compute<Name extends OperationName>(name: Name, asked: Asked[Name]): Promise<Answers[Name]> {
  return operations[name](referenceMachine, asked);
}
