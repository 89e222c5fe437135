import { describe, expect, it } from 'vitest';
import { featureMapsCode, type FeatureMapsCodeState } from '@lib/export/feature-maps-code.ts';
import { featureStages } from '@lib/nn/feature-stages.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { sessionRun } from '@lib/nn/training-run.ts';

function codeOf(layers: readonly Layer[], at: number, changes: Partial<FeatureMapsCodeState> = {}): string {
  const stage = featureStages(layers)[at];
  if (stage === undefined) throw new RangeError(`codeOf: there is no stage ${at}`);
  return featureMapsCode({
    ...{ layers, stage, digits: [3, 7], pixels: new Uint8Array(784).fill(254, 0, 1), number: at + 1 },
    ...{ cell: { channel: 1, row: 2, col: 3 }, isBeforeRelu: false, numbers: { seed: 5 } },
    ...changes,
  });
}

describe('featureMapsCode', () => {
  it('prints the cell of a map after its ReLU, and the scores', () => {
    const code = codeOf(sessionRun.layers, 1);
    expect(code).toContain('maps = net[:4](picture)  # layer 2, after ReLU: 1 x 8 x 7 x 7');
    expect(code).toContain("print('layer 2, map 1, row 2, column 3:', f'{maps[0, 1, 2, 3]:.6f}')");
    expect(code).toContain('in zip([3, 7], scores, scores.softmax(0)):');
    expect(code).toContain('\n    [254,0,0,');
    expect(code.match(/^ {4}\[[\d,]+\],$/gm)).toHaveLength(28);
  });

  it('prints it before its ReLU where the maps are shown so', () =>
    expect(codeOf(sessionRun.layers, 1, { isBeforeRelu: true })).toContain(
      'maps = net[:3](picture)  # layer 2, before ReLU',
    ));

  it('says nothing of a ReLU that is not there', () =>
    expect(codeOf(sessionRun.layers, 4)).toContain('maps = net[:9](picture)  # layer 5: 1 x 2 x 1 x 1'));

  it('a number of a dense layer has no row and no column', () => {
    const layers: readonly Layer[] = [{ kind: 'flatten' }, { kind: 'dense', outputs: 2 }];
    expect(codeOf(layers, 0, { cell: { channel: 1, row: 0, col: 0 } })).toContain("f'{maps[0, 1]:.6f}'");
  });

  it('draws the start from its seed, and reads a network that has learned from a file', () => {
    const start = codeOf(sessionRun.layers, 0);
    expect(start).toContain('INITIAL_SEED = 5\n');
    expect(start).toContain('\ndraw_start()\n');
    expect(start).not.toContain('load(');
    const learned = codeOf(sessionRun.layers, 0, { numbers: { file: 'network-step-386.safetensors' } });
    expect(learned).toContain('sys.argv[1] if len(sys.argv) > 1 else "network-step-386.safetensors"');
    expect(learned).not.toMatch(/seed|draw_start/);
  });
});
