// One picture in the two orders of axes, and the mistake between them: moving the axes takes each number with it, renaming them leaves all where
// they are. The engine has its own, for whole batches; this one is to be looked at.
import { fourAxes, reshaped, tensor, type Tensor } from '@lib/array/tensor.ts';

/**
 * Moves the channels of `[batch, channels, height, width]` behind the rest: `[batch, height, width, channels]`.
 * @throws RangeError if there are not four axes
 */
export function movedLast(input: Tensor): Tensor {
  const [batch, channels, height, width] = fourAxes(input.shape, 'movedLast', 'input');
  const cells = height * width;
  const data = new Float32Array(input.data.length);
  input.data.forEach((value, from) => {
    const [picture, channel, cell] = [
      Math.floor(from / (channels * cells)),
      Math.floor(from / cells) % channels,
      from % cells,
    ];
    data[(picture * cells + cell) * channels + channel] = value;
  });
  return tensor([batch, height, width, channels], data);
}

/**
 * Only renames the axes of `[batch, channels, height, width]` as `[batch, height, width, channels]`: every number stays where it is.
 * @throws RangeError if there are not four axes
 */
export function renamedLast(input: Tensor): Tensor {
  const [batch, channels, height, width] = fourAxes(input.shape, 'renamedLast', 'input');
  return reshaped(input, [batch, height, width, channels]);
}
