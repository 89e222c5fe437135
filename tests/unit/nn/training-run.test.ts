import { describe, expect, it } from 'vitest';
import { convNet, type BatchNormLayer, type ConvLayer, type Layer } from '@lib/nn/layers.ts';
import { batchShape, checkRun, sessionRun, stepsPerEpoch, type TrainingRun } from '@lib/nn/training-run.ts';

const trainingCount = 12_396;

describe('the session’s run', () => {
  it('is two epochs of the threes and sevens', () => {
    expect(sessionRun.steps).toBe(2 * stepsPerEpoch(sessionRun, trainingCount));
  });

  it('can be trained, and its table ends in two scores', () => {
    const rows = checkRun(sessionRun);
    expect(rows).toHaveLength(sessionRun.layers.length);
    expect(rows.at(-1)?.outputShape).toEqual([1, 2]);
    expect(rows[0]?.inputShape).toEqual(batchShape(1));
  });
});

describe('stepsPerEpoch', () => {
  it.each([
    { count: 12_396, batch: 64, keepsLastBatch: false, wanted: 193 },
    { count: 12_396, batch: 64, keepsLastBatch: true, wanted: 194 },
    { count: 128, batch: 64, keepsLastBatch: true, wanted: 2 },
    { count: 5, batch: 64, keepsLastBatch: true, wanted: 1 },
  ])('$count pictures in batches of $batch (rest kept: $keepsLastBatch) -> $wanted', ({ count, wanted, ...run }) => {
    expect(stepsPerEpoch(run, count)).toBe(wanted);
  });

  it('refuses a batch that never fills', () => {
    expect(() => stepsPerEpoch({ batch: 65, keepsLastBatch: false }, 64)).toThrow(
      new RangeError('stepsPerEpoch: batch must be at most 64, the pictures there are, got 65'),
    );
  });
});

describe('checkRun', () => {
  it.each([
    { title: 'ten digits', run: { digits: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], layers: convNet([1, 4, 8, 16, 32, 10]) } },
    { title: 'a single picture in a step', run: { batch: 1 } },
    { title: 'the order of the file', run: { orderSeed: 'sequential' } },
    {
      title: 'the largest kernel, the longest stride, the widest padding, the most channels and outputs',
      run: {
        layers: [
          { kind: 'conv', outChannels: 64, kernel: [7, 7], stride: [3, 3], padding: 7 },
          { kind: 'batch-norm', momentum: 1 },
          { kind: 'global-average-pool' },
          { kind: 'flatten' },
          { kind: 'dense', outputs: 1024 },
          { kind: 'dense', outputs: 2 },
        ],
      },
    },
  ] as const)('accepts $title', ({ run }) => {
    expect(checkRun({ ...sessionRun, ...run }).at(-1)?.outputShape).toEqual([
      1,
      { ...sessionRun, ...run }.digits.length,
    ]);
  });

  const withConv = (conv: Partial<ConvLayer>): readonly Layer[] => [
    { kind: 'conv', outChannels: 4, kernel: 3, ...conv },
    { kind: 'global-average-pool' },
    { kind: 'flatten' },
    { kind: 'dense', outputs: 2 },
  ];

  const withNorm = (norm: Partial<BatchNormLayer>): readonly Layer[] => [
    { kind: 'batch-norm', ...norm },
    { kind: 'flatten' },
    { kind: 'dense', outputs: 2 },
  ];

  const refused: readonly { run: Partial<TrainingRun>; words: string }[] = [
    { run: { digits: [3] }, words: 'digits must be at least two digits, ascending, got [3]' },
    { run: { digits: [] }, words: 'digits must be at least two digits, ascending, got []' },
    { run: { digits: [7, 3] }, words: 'digits must be at least two digits, ascending, got [7,3]' },
    { run: { digits: [3, 3] }, words: 'digits must be at least two digits, ascending, got [3,3]' },
    { run: { digits: [3, 10] }, words: 'digits must be at least two digits, ascending, got [3,10]' },
    { run: { digits: [-1, 3] }, words: 'digits must be at least two digits, ascending, got [-1,3]' },
    { run: { digits: [3, 6.5] }, words: 'digits must be at least two digits, ascending, got [3,6.5]' },
    { run: { rate: 0 }, words: 'rate must be above 0, got 0' },
    { run: { rate: NaN }, words: 'rate must be above 0, got NaN' },
    { run: { rate: Infinity }, words: 'rate must be above 0, got Infinity' },
    { run: { steps: 0 }, words: 'steps must be a whole number of at least 1, got 0' },
    { run: { steps: 1.5 }, words: 'steps must be a whole number of at least 1, got 1.5' },
    { run: { batch: 0 }, words: 'batch must be a whole number of at least 1, got 0' },
    { run: { batch: 4097 }, words: 'batch must be at most 4096, got 4097' },
    { run: { orderSeed: -1 }, words: 'orderSeed must be a whole number of at least 0, got -1' },
    { run: { initialSeed: 0.5 }, words: 'initialSeed must be a whole number of at least 0, got 0.5' },
    {
      run: { layers: Array.from({ length: 33 }, () => ({ kind: 'relu' })) },
      words: 'layers must be at most 32, got 33',
    },
    {
      run: { layers: withConv({ kernel: 29 }) },
      words:
        'layers[0] (conv) must fit, got conv2d: weight must span at most the 28 cells of the padded height (axis 2), got a span of 29',
    },
    { run: { layers: withConv({ kernel: [3, 8] }) }, words: 'layers[0].kernel must be at most 7, got 8' },
    { run: { layers: withConv({ stride: 4 }) }, words: 'layers[0].stride must be at most 3, got 4' },
    { run: { layers: withConv({ outChannels: 65 }) }, words: 'layers[0].outChannels must be at most 64, got 65' },
    { run: { layers: withConv({ dilation: [1, 2] }) }, words: 'layers[0].dilation must be 1 in training, got 1,2' },
    {
      run: { layers: [{ kind: 'conv', outChannels: 2, kernel: 1 }, ...withConv({ groups: 2 })] },
      words: 'layers[1].groups must be 1 in training, got 2',
    },
    {
      run: { layers: withConv({ paddingMode: 'reflect' }) },
      words: 'layers[0].paddingMode must be zeros in training, got reflect',
    },
    { run: { layers: withConv({ padding: [0, 8] }) }, words: 'layers[0].padding must be at most 7, got 8' },
    { run: { layers: withNorm({ epsilon: 0 }) }, words: 'layers[0].epsilon must be above 0, got 0' },
    { run: { layers: withNorm({ epsilon: -1 }) }, words: 'layers[0].epsilon must be above 0, got -1' },
    { run: { layers: withNorm({ epsilon: NaN }) }, words: 'layers[0].epsilon must be above 0, got NaN' },
    { run: { layers: withNorm({ momentum: 7 }) }, words: 'layers[0].momentum must be from 0 to 1, got 7' },
    { run: { layers: withNorm({ momentum: -0.1 }) }, words: 'layers[0].momentum must be from 0 to 1, got -0.1' },
    {
      run: { layers: [{ kind: 'flatten' }, { kind: 'dense', outputs: 1025 }, { kind: 'dense', outputs: 2 }] },
      words: 'layers[1].outputs must be at most 1024, got 1025',
    },
    {
      run: { digits: [0, 1, 2, 3], layers: [{ kind: 'average-pool', kernel: 14 }, { kind: 'flatten' }] },
      words: 'layers must have something to learn, got nothing',
    },
    { run: { layers: convNet([1, 4, 2]) }, words: 'layers must end in 2 scores for each picture, got [1, 98]' },
    { run: { layers: [] }, words: 'layers must end in 2 scores for each picture, got []' },
    {
      run: { layers: convNet().slice(0, -1) },
      words: 'layers must end in 2 scores for each picture, got [1, 2, 1, 1]',
    },
    { run: { digits: [1, 3, 7] }, words: 'layers must end in 3 scores for each picture, got [1, 2]' },
  ];

  it.each(refused)('refuses: $words', ({ run, words }) => {
    expect(() => checkRun({ ...sessionRun, ...run })).toThrow(new RangeError(`train: ${words}`));
  });
});
