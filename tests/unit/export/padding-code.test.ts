import { describe, expect, it } from 'vitest';
import { paddingPlaygroundLink } from '@components/widgets/padding-playground/padding-playground.link.ts';
import { paddingCode } from '@lib/export/padding-code.ts';

const codeOf = (text: string) => paddingCode(paddingPlaygroundLink.parse(text).state);

describe('paddingCode', () => {
  it('pads first and convolves after', () => {
    expect(codeOf('')).toContain('around = (2, 2, 2, 2)  # left, right, top, bottom\n');
    expect(codeOf('')).toContain("F.pad(image[None, None], around, mode='reflect')");
    expect(codeOf('')).toContain('F.conv2d(padded, kernel[None, None])');
  });
  it('writes ninths as one would type them', () => {
    expect(codeOf('')).toContain('[1/9, 1/9, 1/9]');
    expect(codeOf('img:row')).toContain('[[3/9, 3/9, 3/9]]');
    expect(codeOf('k:gauss')).toContain('[0.0625, 0.125, 0.0625]');
  });
  it.each([
    ['mode:zeros', 'constant', 'zeros'],
    ['mode:replicate', 'replicate', 'replicate'],
    ['mode:circular', 'circular', 'circular'],
  ])('%s has one name for F.pad and one for the layer', (state, function_, layer) => {
    expect(codeOf(state)).toContain(`mode='${function_}')`);
    expect(codeOf(state)).toContain(`padding_mode='${layer}'`);
  });
  it('takes the mirror with its edge from NumPy', () => {
    expect(codeOf('mode:symmetric')).toMatch(/^import numpy as np\n/);
    expect(codeOf('mode:symmetric')).toContain("np.pad(image.numpy(), ring, mode='symmetric')");
    expect(codeOf('mode:symmetric')).not.toContain('nn.Conv2d');
  });
  it('pads a row on the left and on the right only, and says why its kernel is short', () => {
    expect(codeOf('img:row,k:left-prewitt')).toContain('around = (2, 2, 0, 0)');
    expect(codeOf('img:row,k:left-prewitt')).toMatch(/kernel = torch\.tensor\(\[\[-3, 0, 3\]\].*weights added up/);
  });
});
