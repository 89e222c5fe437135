import { describe, expect, it } from 'vitest';
import { broughtBack, ordersOf, reordered } from '@lib/engine/training/channels-last.ts';
import { lossesOf, meanLoss } from '@lib/engine/training/scores.ts';
import { planStages, type StagePlan } from '@lib/engine/training/stages.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { rowsOf } from '@lib/nn/network-table.ts';
import { planVectors } from '@lib/nn/parameter-vector.ts';

const picture = [1, 1, 28, 28];

function plan(layers: readonly Layer[], shape = picture): StagePlan {
  return planStages(rowsOf(layers, shape, 'test'), planVectors(layers, shape));
}

describe('planStages', () => {
  it('folds the session’s ten layers into five convolutions', () => {
    const { stages, classes, firstLearning } = plan(convNet());
    expect(stages.map(({ kind, hasRelu }) => `${kind} ${hasRelu ? 'with' : 'without'} ReLU`)).toEqual([
      ...Array<string>(4).fill('conv with ReLU'),
      'conv without ReLU',
    ]);
    expect([classes, firstLearning]).toEqual([2, 0]);
  });

  it('takes a dense layer for a convolution of 1 × 1 that knows what was flattened', () => {
    const { stages } = plan([
      { kind: 'average-pool', kernel: 7 },
      { kind: 'flatten' },
      { kind: 'dense', outputs: 3, hasBias: false },
      { kind: 'dense', outputs: 2 },
    ]);
    const [pool, first, second] = stages;
    expect(pool).toMatchObject({ kind: 'mean', window: { kernel: [7, 7], stride: [7, 7], padding: [0, 0] } });
    expect(first).toMatchObject({ kind: 'conv', from: { channels: 16, height: 1, width: 1 }, bias: undefined });
    expect(first?.features).toEqual({ channels: 1, height: 4, width: 4 });
    expect(second?.features).toBeUndefined();
  });

  it('asks for no gradient before the first layer that learns', () => {
    expect(plan([{ kind: 'max-pool', kernel: 2 }, ...convNet([1, 2])]).firstLearning).toBe(1);
  });

  it('refuses a network that learns nothing', () => {
    expect(() => plan([{ kind: 'global-average-pool' }, { kind: 'flatten' }])).toThrow(
      'planStages: rows must have a layer that learns, got none',
    );
  });
});

describe('the order with channels last', () => {
  const layers: Layer[] = [
    { kind: 'conv', outChannels: 2, kernel: [1, 2] },
    { kind: 'flatten' },
    { kind: 'dense', outputs: 2, hasBias: false },
  ];
  const shape = [1, 2, 1, 3]; // the convolution makes [2, 1, 2] of it
  const vectors = planVectors(layers, shape);
  const orders = ordersOf(plan(layers, shape), vectors);

  it('puts kernels tap by tap, and dense weights place by place, each with all outputs', () => {
    const row = Float32Array.from({ length: vectors.learnedCount }, (_, at) => at);
    const placed = reordered(row, orders.learned, new Float32Array(row.length));
    // [out, in, 1, 2] -> [1, 2, in, out]; the biases stay; [out, channel · place] -> [place · channel, out]
    expect([...placed]).toEqual([0, 4, 2, 6, 1, 5, 3, 7, 8, 9, 10, 14, 12, 16, 11, 15, 13, 17]);
    expect([...broughtBack(placed, orders.learned)]).toEqual([...row]);
  });

  it('puts the scores of a flattened grid place by place', () => {
    const { scores } = ordersOf(plan([layers[0] ?? { kind: 'relu' }, { kind: 'flatten' }], shape), vectors);
    expect([...scores]).toEqual([0, 2, 1, 3]);
  });
});

describe('the losses', () => {
  it('are the surprise at the right class', () => {
    const logits = Float32Array.of(0, Math.log(3), 5, 5);
    const losses = lossesOf(logits, Uint8Array.of(1, 0));
    expect(losses[0]).toBeCloseTo(Math.log(4 / 3), 6);
    expect(losses[1]).toBeCloseTo(Math.log(2), 6);
    expect(meanLoss(logits, Uint8Array.of(1, 0))).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 6);
  });

  it('stay finite for scores far apart, and say when a score is no number', () => {
    expect(meanLoss(Float32Array.of(1000, -1000), Uint8Array.of(1))).toBe(2000);
    expect(meanLoss(Float32Array.of(NaN, 0), Uint8Array.of(1))).toBeNaN();
  });
});
