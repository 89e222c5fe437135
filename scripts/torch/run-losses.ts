// The training scripts that the trainer exports, executed by PyTorch: from their seeds they have to take the book's own pictures in the book's
// own order, at its rates and by its rules, and so arrive at its losses.
import { fastaiCode } from '@lib/export/fastai-code.ts';
import { torchRunCode } from '@lib/export/torch-run-code.ts';
import { crossEntropy } from '@lib/nn/cross-entropy.ts';
import { forward } from '@lib/nn/forward.ts';
import { batchOf, trainingSteps, type TrainedStep } from '@lib/nn/training.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach, heldOutIn, mnistFolder, picturesOf } from './exported.ts';
import { runStates } from './states.ts';

/** After 20 steps, each of which starts from the differences of the one before. */
const tolerance = 1e-5;

const stepsCompared = 20;
const heldOutCount = 200;

/** The first losses, and what the network makes of held-out digits after them. */
export const firstLosses: TorchCheck = {
  title: 'the exported script of a run starts as the book does, from the same seeds',
  async run(tools) {
    const argv = [mnistFolder, '--every', '1', '--stop', String(stepsCompared), '--held-out', String(heldOutCount)];
    const cases = await Promise.all(
      runStates.map(async (state) => ({ ...state, pictures: await picturesOf(state.run, 'train') })),
    );
    const scripts = await askAll(
      tools,
      cases.map(({ run, pictures }) => ({ code: torchRunCode(run, pictures), argv })),
    );
    const fastai = await askAll(
      tools,
      cases.map(({ run, pictures }) => ({ parse: fastaiCode(run, pictures) })),
    );
    let largest = 0;
    await forEach(cases, async ({ run, pictures, lossesOnly }, at) => {
      const { output = '', error = fastai[at]?.error } = scripts[at] ?? {};
      if (error !== undefined) throw new Error(error);
      const steps: TrainedStep[] = [];
      for (const step of trainingSteps(run, pictures)) if (steps.push(step) === stepsCompared) break;
      const losses = steps.map(({ loss }) => loss);
      const found = [...output.matchAll(/^step \d+: loss (.*)$/gm)].map(([, loss]) => Number(loss));
      largest = Math.max(largest, compare('losses', losses, found, tolerance));
      const last = steps.at(-1);
      if (lossesOnly === true || last === undefined) return;
      const places = Uint32Array.from({ length: heldOutCount }, (_, place) => place);
      const { images, labels } = batchOf(await picturesOf(run, 'valid'), places);
      const heldOut = crossEntropy(forward(last.training, images), labels);
      largest = Math.max(largest, compare('held-out loss', [heldOut], [heldOutIn(output).loss], tolerance));
    });
    return `${stepsCompared} steps of ${cases.length} runs, at most ${largest.toExponential(1)} apart`;
  },
};
