import { describe, expect, it } from 'vitest';
import { fastaiCode } from '@lib/export/fastai-code.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';

const codeOf = (changes: Partial<TrainingRun> = {}, link?: string): string =>
  fastaiCode({ ...sessionRun, ...changes }, { fileCounts: [12_396], link });

const stackOf = (layers: readonly Layer[]): string[] => {
  const [, stack = ''] = /^net = sequential\(\n([^]*?)^\)/m.exec(codeOf({ layers })) ?? [];
  return stack.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/,\s*(#.*)?$/, '').trim()]));
};

const head: Layer[] = [{ kind: 'flatten' }, { kind: 'dense', outputs: 2 }];

describe('fastaiCode', () => {
  it('writes the session’s network with its helper, ReLU inside', () => {
    expect(stackOf(sessionRun.layers)).toEqual([
      'conv(1, 4)',
      'conv(4, 8)',
      'conv(8, 16)',
      'conv(16, 32)',
      'conv(32, 2, act=False)',
      'Flatten()',
    ]);
    expect(codeOf()).toContain('def conv(ni, nf, ks=3, act=True):');
  });

  it('takes the helper for other odd kernels, too', () =>
    expect(stackOf([{ kind: 'conv', outChannels: 8, kernel: [5, 5], stride: 2, padding: 2 }, ...head])).toEqual([
      'conv(1, 8, ks=5, act=False)',
      'Flatten()',
      'nn.Linear(1568, 2)',
    ]));

  it.each<[string, Partial<Layer & { kind: 'conv' }>]>([
    ['stride', { stride: 1 }],
    ['padding', { padding: 0 }],
    ['a missing bias', { hasBias: false }],
    ['a rectangle', { kernel: [3, 5] }],
    ['an even kernel', { kernel: 2 }],
  ])('writes a convolution out that differs in %s', (_, changes) => {
    const conv: Layer = { kind: 'conv', outChannels: 4, kernel: 3, stride: 2, padding: 1, ...changes };
    const stack = stackOf([conv, { kind: 'relu' }, ...head]);
    expect(stack[0]).toMatch(/^nn\.Conv2d\(1, 4, kernel_size=/);
    expect(stack[1]).toBe('nn.ReLU()');
    expect(codeOf({ layers: [conv, ...head] })).not.toContain('def conv');
  });

  it('trains in whole epochs, and says where the page stopped elsewhere', () => {
    expect(codeOf()).toContain('learn.fit_one_cycle(2, 0.01)');
    expect(codeOf()).not.toContain('whole epochs');
    expect(codeOf({ steps: 40, schedule: 'fixed' })).toContain('learn.fit(1, 0.01)');
    expect(codeOf({ steps: 40 })).toContain('# - It counts in whole epochs; the page stopped after 40 steps.');
  });

  it('says what differs from the page', () => {
    expect(codeOf()).toContain(
      '# - Its Adam has β₂ 0.99, ε 1e-5 and weight decay 0.01; the page’s has 0.999, 1e-8 and none.'.replace('’', "'"),
    );
    expect(codeOf({ optimiser: 'sgd' })).not.toMatch(/Adam|momentum/);
    expect(codeOf({ optimiser: 'momentum' })).toContain('opt_func=partial(SGD, mom=0.9)');
    expect(codeOf({ tampering: 'wrong-labels' })).toContain('here they are as they are');
  });

  it('takes the session’s digits from its data, others from all of MNIST', () => {
    expect(codeOf()).toContain('untar_data(URLs.MNIST_SAMPLE), bs=64)');
    const code = codeOf({ digits: [1, 8], keepsLastBatch: true });
    expect(code).toContain("parent_label(file) in '18'");
    expect(code).toContain('untar_data(URLs.MNIST), bs=64, drop_last=False)');
  });
});
