import { describe, expect, it } from 'vitest';
import { foolTheNetCode } from '@lib/export/fool-the-net-code.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import { changedThree, originalThree } from '@lib/state/changed-three.ts';

const codeOf = (ink: readonly number[], paper: readonly number[]): string => {
  const state = { pic: '4', ink, paper } as const;
  const { pixels } = changedThree(state);
  const original = originalThree(state);
  return foolTheNetCode({ layers: sessionRun.layers, file: 'net.safetensors', original, pixels, at: [13, 21] });
};

describe('foolTheNetCode', () => {
  it('lists what was changed, row by row, and leaves the picture as it was', () => {
    const code = codeOf([0, 385], [204]);
    expect(code).toContain('changes = [(0, 0, 255), (7, 8, 0), (13, 21, 255)]  # row, column, what the pixel became');
    expect(code.match(/^ {4}\[[\d,]+\],$/gm)).toHaveLength(28);
    expect(code).toContain('\n    [0,0,0,0,0,0,0,183,253,252,');
  });
  it('asks for the slope of the lead at the pixel that is looked at', () =>
    expect(codeOf([], [])).toContain("print(f'slope at row 13, column 21: {changed.grad[0, 0, 13, 21].item():.6f}')"));
  it('reads the weights that the figure saves', () =>
    expect(codeOf([], [])).toContain(
      'net.load_state_dict(load(sys.argv[1] if len(sys.argv) > 1 else "net.safetensors"))',
    ));
});
