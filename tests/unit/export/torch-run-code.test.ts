import { describe, expect, it } from 'vitest';
import { torchRunCode } from '@lib/export/torch-run-code.ts';
import { convNet } from '@lib/nn/layers.ts';
import { adamConstants } from '@lib/nn/optimiser.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';

const codeOf = (changes: Partial<TrainingRun> = {}, options = {}): string =>
  torchRunCode({ ...sessionRun, ...changes }, { fileCounts: [2066, 2065], ...options });

const tenClasses = { digits: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], layers: convNet([1, 4, 4, 4, 4, 10]) };

describe('torchRunCode', () => {
  it('states everything that decides the session’s run', () => {
    const code = codeOf();
    expect(code).toContain(
      [
        'DIGITS = [3, 7]',
        'BATCH, STEPS, RATE = 64, 386, 0.01',
        'INITIAL_SEED = 1',
        'ORDER_SEED = 1',
        'FILES = [2066, 2065]  # training pictures in each file of the page',
      ].join('\n'),
    );
    expect(code).toContain('optimiser = torch.optim.Adam(net.parameters(), lr=RATE)');
    expect(code).toContain("optimiser.param_groups[0]['lr'] = rate_at(step)");
    expect(code).toContain('range(0, count - BATCH + 1, BATCH)');
  });

  it('leaves Adam’s constants to PyTorch, whose they are', () =>
    expect(adamConstants).toEqual({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }));

  it('takes all threes and sevens, and the others from among the first pictures', () => {
    expect(codeOf()).toContain("read(folder, name + '-images-idx3-ubyte')\n");
    expect(codeOf(tenClasses)).toContain("FIRST = {'train': 10000, 't10k': 2000}");
    expect(codeOf(tenClasses)).toContain("read(folder, name + '-images-idx3-ubyte')[:FIRST[name]]\n");
  });

  it('follows the rule, the schedule and what happens to the last batch', () => {
    const code = codeOf({ optimiser: 'momentum', schedule: 'fixed', keepsLastBatch: true });
    expect(code).toContain('torch.optim.SGD(net.parameters(), lr=RATE, momentum=0.9)');
    expect(code).not.toContain('rate_at');
    expect(code).toContain('range(0, count, BATCH)');
    expect(codeOf({ optimiser: 'sgd' })).toContain('torch.optim.SGD(net.parameters(), lr=RATE)\n');
  });

  it('shuffles nothing for the order of the file', () => {
    const code = codeOf({ orderSeed: 'sequential' });
    expect(code).not.toMatch(/ORDER_SEED|FILES|shuffled|itertools/);
    expect(code).toContain('order = list(range(count))');
  });

  it('says only as many losses as can be read', () => {
    expect(codeOf()).toContain("'--every', type=int, default=20");
    expect(codeOf({ steps: 12 })).toContain("'--every', type=int, default=1,");
  });

  it('spoils pictures and labels as the page does', () => {
    expect(codeOf()).not.toContain('tampered');
    for (const tampering of ['shuffled-pixels', 'off-centre', 'wrong-labels'] as const) {
      const code = codeOf({ tampering, orderSeed: 'sequential' }, { tamperingSeed: 4 });
      expect(code).toContain('TAMPERING_SEED = 4');
      expect(code).toContain('return tampered(images[chosen]');
      expect(code.includes('def shuffled(')).toBe(tampering !== 'off-centre');
    }
  });

  it('shows where it comes from, in one line', () => {
    expect(codeOf({}, { link: 'https://book.example/?a=b\nimport os' })).toContain(
      '\n# https://book.example/?a=b%20import%20os\n',
    );
    expect(codeOf()).not.toContain('http');
  });

  it('refuses what cannot be trained', () => {
    expect(() => codeOf({ digits: [3, 7, 8] })).toThrow(
      new RangeError('train: layers must end in 3 scores for each picture, got [1, 2]'),
    );
  });
});
