// The book's own WebAssembly runs in Node as it does in a browser.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conv2dCases, referenceTolerance } from '../../fixtures/cases.ts';
import { randomTensor, seeds } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { planConv2d, type Conv2dOptions } from '@lib/conv/conv2d-plan.ts';
import { maxPoolOnWasm } from '@lib/engine/backends/wasm-max-pool.ts';
import { startSlide } from '@lib/engine/backends/wasm-slide.ts';

const slide = startSlide();

function slid(input: Tensor, weight: Tensor, options: Conv2dOptions = {}): Tensor | undefined {
  const plan = planConv2d(input, weight, options);
  const output = slide(plan, { input, weight, bias: options.bias });
  return output === undefined ? undefined : tensor(plan.outputShape, output);
}

describe('the convolution', () => {
  it('adds up four products at each of four places', () => {
    const picture = tensor([1, 1, 2, 5], [1, 2, 3, 4, 5, 10, 20, 30, 40, 50]);
    const output = slid(picture, tensor([1, 1, 2, 2], [1, 2, 3, 4])) ?? expect.unreachable();
    expect([...output.data]).toEqual([115, 188, 261, 334]); // 1 + 2·2 + 3·10 + 4·20, …
  });

  it('leaves what is narrower than a vector to others', () => {
    expect(slid(randomTensor([1, 1, 5, 5], 1), randomTensor([1, 1, 3, 3], 2))).toBeUndefined();
  });

  it.each(conv2dCases.filter(({ output }) => (output.shape[3] ?? 0) >= 4))('$title', (known) => {
    const found = slid(known.input, known.weight, known.options) ?? expect.unreachable();
    expect(maxAbsDifference(found, known.output).value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('agrees with the reference whatever the settings', () => {
    const small = fc.integer({ min: 1, max: 3 });
    const sizes = fc.record({
      batch: small,
      groups: small,
      groupChannels: small,
      groupOutputs: fc.integer({ min: 1, max: 9 }),
      kernel: fc.tuple(small, small),
      stride: fc.tuple(small, small),
      padding: fc.tuple(fc.nat(2), fc.nat(2)),
      dilation: fc.tuple(small, small),
      size: fc.tuple(fc.integer({ min: 7, max: 12 }), fc.integer({ min: 16, max: 40 })),
      seed: seeds,
    });
    fc.assert(
      fc.property(sizes, ({ batch, groups, groupChannels, groupOutputs, kernel, size, seed, ...slides }) => {
        const input = randomTensor([batch, groups * groupChannels, ...size], seed);
        const weight = randomTensor([groups * groupOutputs, groupChannels, ...kernel], seed + 1);
        const options = { ...slides, groups, bias: randomTensor([groups * groupOutputs], seed + 2) };
        const found = slid(input, weight, options) ?? expect.unreachable();
        expect(maxAbsDifference(found, conv2d(input, weight, options)).value).toBeLessThanOrEqual(referenceTolerance);
      }),
    );
  });

  it('takes a picture that is larger than its working memory row by row', () => {
    const [picture, kernels] = [randomTensor([2, 1, 700, 500], 3), randomTensor([5, 1, 3, 3], 4)];
    const found = slid(picture, kernels, { padding: 1, stride: [2, 1] }) ?? expect.unreachable();
    const wanted = conv2d(picture, kernels, { padding: 1, stride: [2, 1] });
    expect(maxAbsDifference(found, wanted).value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('hands out new memory every time', () => {
    const [picture, kernel] = [randomTensor([1, 1, 8, 8], 5), randomTensor([1, 1, 3, 3], 6)];
    expect(slid(picture, kernel)?.data.buffer).not.toBe(slid(picture, kernel)?.data.buffer);
  });
});

describe('the pooling', () => {
  it('takes the largest of each window', () => {
    const input = Float32Array.of(1, 2, 3, 4, 5, 6, -7, -8);
    expect([...maxPoolOnWasm({ input, planes: 1, outSize: [1, 2], window: [2, 2] })]).toEqual([6, 4]);
    expect([...maxPoolOnWasm({ input, planes: 2, outSize: [1, 2], window: [1, 2] })]).toEqual([2, 4, 6, -7]);
  });
});
