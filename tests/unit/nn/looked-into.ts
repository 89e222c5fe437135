// Networks to look into, and a picture seen by one of them.
import { sessionDigit } from '@lib/data/session-digit.ts';
import { seededRandom } from '@lib/array/random.ts';
import type { SeenPicture } from '@lib/nn/feature-stages.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { forwardPass } from '@lib/nn/forward.ts';
import { picturesTensor } from '@lib/nn/occlusion.ts';
import { initialParameters, type Model } from '@lib/nn/parameters.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';

/** The session's net, and others with every kind of block; all but the last end in two scores. */
export const netTexts = [
  '1-4-8-16-32-2',
  '1-6k5s1bn-mp2-8k3s1bn-ap3s2p1-d12-d2',
  '1-8k7s2-16k1s1-gap-d2',
  '1-d30-d2',
  '1-3k4s3p0-mp3s2p1-2k3s2-gap',
  '1-8k5-16-32-64bn-10',
] as const;

/** A network of such a text, with fresh numbers; what batch normalisation remembers is drawn, too, so that it does something. */
export function modelOf(text: string, seed = 1): Model {
  const layers = layersOf(architectureOf(text));
  const random = seededRandom(seed);
  const parameters = initialParameters(layers, batchShape(1), random).map((numbers) => {
    const { runningMean, runningVariance, weight, bias } = numbers;
    if (runningMean === undefined || runningVariance === undefined || weight === undefined || bias === undefined)
      return numbers;
    const drawn = (like: { shape: readonly number[]; data: Float32Array }, least: number) => ({
      shape: like.shape,
      data: like.data.map(() => least + random()),
    });
    return {
      weight: drawn(weight, 0.5),
      bias: drawn(bias, -0.5),
      runningMean: drawn(runningMean, -0.5),
      runningVariance: drawn(runningVariance, 0.1),
    };
  });
  return { layers, parameters };
}

/** The session's three as a network sees it, layer by layer. */
export function seenBy(model: Model, pixels: Uint8Array = sessionDigit): SeenPicture {
  const image = picturesTensor([pixels]);
  return { image, outputs: forwardPass(model, image).layers.map(({ output }) => output) };
}
