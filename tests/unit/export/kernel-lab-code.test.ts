import { describe, expect, it } from 'vitest';
import { kernelLabCode } from '@lib/export/kernel-lab-code.ts';
import { kernelLabLink } from '@components/widgets/kernel-lab/kernel-lab.link.ts';
import { pictureKinds } from '@lib/data/pictures.ts';

describe('kernelLabCode', () => {
  it('prints the answer at the window, by its place in the map', () =>
    expect(kernelLabCode(kernelLabLink.initial, 12)).toContain(
      'print(response[4, 6])  # the window centred at row 5, column 7',
    ));
  it('takes the digit by its MNIST index', () =>
    expect(kernelLabCode(kernelLabLink.initial, 12)).toContain('data[12]'));
  it.each(pictureKinds)('makes an image for %s', (d) =>
    expect(kernelLabCode({ ...kernelLabLink.initial, d }, 12)).toMatch(/^image = /m),
  );
  it('makes the kernel a tensor of floats, as the image is', () =>
    expect(kernelLabCode(kernelLabLink.initial, 12)).toContain('[1, 1, 1]], dtype=torch.float)'));
  it('follows ReLU and the scale', () => {
    const code = kernelLabCode({ ...kernelLabLink.initial, relu: true, scale: 'unit' }, 12);
    expect(code).toContain('response.relu()');
    expect(code).toContain('image / 255');
  });
});
