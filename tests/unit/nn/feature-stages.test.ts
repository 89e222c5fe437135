import { describe, expect, it } from 'vitest';
import { modelOf, netTexts, seenBy } from './looked-into.ts';
import { featureStages, gridsAfter } from '@lib/nn/feature-stages.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { convNet } from '@lib/nn/layers.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';

const stagesOf = (text: string) => featureStages(layersOf(architectureOf(text)));

describe('featureStages', () => {
  it('the session’s net has five: 4 of 14 × 14, 8 of 7 × 7, 16 of 4 × 4, 32 of 2 × 2, 2 of 1 × 1', () =>
    expect(featureStages(convNet()).map(({ shape }) => shape.slice(1))).toEqual([
      [4, 14, 14],
      [8, 7, 7],
      [16, 4, 4],
      [32, 2, 2],
      [2, 1, 1],
    ]));
  it('normalisation and ReLU belong to the convolution before them', () => {
    const [first, pool] = stagesOf('1-6bn-mp2-gap-d2');
    expect(first).toMatchObject({ at: 0, norm: { at: 1 }, before: 1, after: 2, hasRelu: true, from: -1 });
    expect(pool).toMatchObject({ at: 3, before: 3, after: 3, hasRelu: false, from: 2 });
  });
  it('a dense layer looks past the flatten at the grids, and the next one at single cells', () => {
    const [, first, second] = stagesOf('1-4-d30-d2');
    expect(first?.inputShape).toEqual([1, 4, 14, 14]);
    expect(first?.shape).toEqual([1, 30, 1, 1]);
    expect(second?.inputShape).toEqual([1, 30, 1, 1]);
  });
  it('a dense layer first looks at the picture', () =>
    expect(stagesOf('1-d30-d2')[0]).toMatchObject({ from: -1, inputShape: [1, 1, 28, 28], shape: [1, 30, 1, 1] }));
  it.each(netTexts)('%s: every stage’s grids have the shape it says', (text) => {
    const model = modelOf(text);
    const seen = seenBy(model);
    const stages = featureStages(model.layers);
    expect(stages.length).toBeGreaterThan(1);
    for (const { from, inputShape, before, after, shape } of stages) {
      expect(gridsAfter(seen, from).shape).toEqual(inputShape);
      expect(gridsAfter(seen, before).shape).toEqual(shape);
      expect(gridsAfter(seen, after).shape).toEqual(shape);
    }
  });
  it('says which layer does not fit', () =>
    expect(() => featureStages([{ kind: 'conv', outChannels: 2, kernel: 30 }])).toThrow(/^featureStages: layers\[0\]/));
});
