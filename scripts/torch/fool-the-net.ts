// The code of the figure that fools a net, executed by PyTorch for a three as it was and for changed ones: it has to print the scores shown, and
// the slope that the figure finds by the book's own backward pass.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstPictures } from '../../tests/fixtures/first-digits.ts';
import { seededRandom } from '@lib/array/random.ts';
import { foolTheNetCode } from '@lib/export/fool-the-net-code.ts';
import { toSafetensors } from '@lib/export/weights-file.ts';
import { forward } from '@lib/nn/forward.ts';
import { marginSlope } from '@lib/nn/margin-slope.ts';
import { picturesTensor } from '@lib/nn/occlusion.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { batchOf, startTraining, trainStep } from '@lib/nn/training.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';
import { changedThree, originalThree } from '@lib/state/changed-three.ts';
import type { TorchCheck } from './check.ts';
import { compareAll } from './exported.ts';

const tolerance = 2e-6;

const states = [
  { name: 'as it was', pic: '4', ink: [], paper: [], at: [13, 13] },
  { name: 'some ink and some paper', pic: '4', ink: [341, 357, 550], paper: [376, 377], at: [12, 21] },
  { name: 'another three, in a corner', pic: '48', ink: [0, 783], paper: [], at: [0, 0] },
] as const;

/** Every number that a script prints behind a score or a slope. */
const numbersIn = (output: string): number[] =>
  [...output.matchAll(/(?:score of \d|column \d+):? (-?[\d.]+)/g)].map(([, number]) => Number(number));

/** A net that has taken some steps, by the reference. */
function trainedModel() {
  const { layers, initialSeed } = sessionRun;
  const ten = { ...firstPictures(10), fileCounts: [10] };
  const batch = batchOf(
    ten,
    Uint32Array.from({ length: 10 }, (_, place) => place),
  );
  const parameters = initialParameters(layers, batchShape(1), seededRandom(initialSeed));
  let training = startTraining({ layers, parameters }, 'momentum');
  for (let step = 0; step < 3; step++) ({ training } = trainStep(training, batch, 0.1));
  return training;
}

/** Scores before and after, and one slope. */
export const fooledNets: TorchCheck = {
  title: 'the code of the figure that fools a net prints its scores and its slope',
  async run(tools) {
    const model = trainedModel();
    const file = join(tools.folder, 'session-net.safetensors');
    writeFileSync(file, toSafetensors({ ...model, step: 3 }));
    const cases = states.map((state) => {
      const [original, { pixels }] = [originalThree(state), changedThree(state)];
      const [row, col] = state.at;
      const slope = marginSlope(model, pixels, { wanted: 1, against: 0 })[row * 28 + col] ?? NaN;
      const scores = [original, pixels].flatMap((picture) =>
        Array.from(forward(model, picturesTensor([picture])).data),
      );
      const code = foolTheNetCode({
        layers: model.layers,
        file: 'weights.safetensors',
        original,
        pixels,
        at: state.at,
      });
      return { name: state.name, code, argv: [file], numbers: [...scores, slope] };
    });
    return compareAll(tools, cases, { read: numbersIn, tolerance });
  },
};
