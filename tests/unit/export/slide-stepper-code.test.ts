import { describe, expect, it } from 'vitest';
import { slideStepperCode } from '@lib/export/slide-stepper-code.ts';
import { windowSettingsIn } from '@lib/state/window-fields.ts';

describe('slideStepperCode', () => {
  it('writes settings that differ as pairs, others once', () => {
    const code = slideStepperCode({ ...windowSettingsIn('i:5~9,k:2~4,s:1~3,p:0~2'), x: 'digits', w: 'ones' });
    expect(code).toContain('stride=(1, 3), padding=(0, 2), dilation=1');
    expect(code).toContain('torch.ones(2, 4)');
    expect(code).toContain('# 1x1x5x9 -> 1x1x4x4');
  });

  it('does not tell a size that is to be foretold', () => {
    const state = { ...windowSettingsIn('i:6,s:2,p:1'), x: 'digits', w: 'ones' } as const;
    expect(slideStepperCode(state)).toContain('-> 1x1x3x3');
    expect(slideStepperCode(state, true)).not.toContain('3x3');
  });

  it('catches what PyTorch says where the window fits nowhere', () => {
    const code = slideStepperCode({ ...windowSettingsIn('i:2,k:5'), x: 'index', w: 'centre' });
    expect(code).toContain('except RuntimeError');
    expect(code).not.toContain('output.shape');
  });
});
