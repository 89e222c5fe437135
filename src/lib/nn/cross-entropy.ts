// From scores to a loss: softmax turns the scores of the classes (logits) into shares that add up to 1, cross-entropy asks how surprising
// the right class was. Its gradient is what one would wish for: the shares, less 1 at the right class. The largest score is
// subtracted before every power of e, which changes no share and keeps the powers finite.
import { tensor, twoAxes, type Shaped, type Tensor } from '@lib/array/tensor.ts';

/**
 * The shares of the classes: `[batch, classes]` gives `[batch, classes]`, each row adding up to 1.
 * @throws RangeError if the logits have not two axes
 */
export function softmax(logits: Tensor): Tensor {
  const [batch, classes] = twoAxes(logits.shape, 'softmax', 'logits');
  const shares = new Float32Array(batch * classes);
  eachRow(logits, classes, (scores, image) => {
    logSoftmax(scores).forEach((logShare, at) => (shares[image * classes + at] = Math.exp(logShare)));
  });
  return tensor([batch, classes], shares);
}

/**
 * The mean over the batch of −ln(share of the right class), for logits `[batch, classes]` and one label for each image, counted from 0.
 * @throws RangeError if the logits have not two axes, or if the labels do not fit them
 */
export function crossEntropy(logits: Tensor, labels: ArrayLike<number>): number {
  const [batch, classes] = checkLabels('crossEntropy', logits, labels);
  let sum = 0;
  eachRow(logits, classes, (scores, image) => {
    sum -= logSoftmax(scores)[labels[image] ?? 0] ?? NaN;
  });
  return sum / batch;
}

/**
 * The gradient of `crossEntropy` with respect to the logits, `[batch, classes]`: the shares less 1 at the right class, over the batch.
 * @throws RangeError if the logits have not two axes, or if the labels do not fit them
 */
export function crossEntropyGradient(logits: Tensor, labels: ArrayLike<number>): Tensor {
  const [batch, classes] = checkLabels('crossEntropyGradient', logits, labels);
  const gradient = new Float32Array(batch * classes);
  eachRow(logits, classes, (scores, image) => {
    logSoftmax(scores).forEach((logShare, at) => {
      gradient[image * classes + at] = (Math.exp(logShare) - (at === labels[image] ? 1 : 0)) / batch;
    });
  });
  return tensor([batch, classes], gradient);
}

/**
 * The share of images whose largest score is that of their label, 0 to 1; a row with a NaN is never right.
 * @throws RangeError if the logits have not two axes, or if the labels do not fit them
 */
export function accuracy(logits: Tensor, labels: ArrayLike<number>): number {
  const [batch, classes] = checkLabels('accuracy', logits, labels);
  let right = 0;
  eachRow(logits, classes, (scores, image) => {
    if (scores.indexOf(Math.max(...scores)) === labels[image]) right++;
  });
  return right / batch;
}

/** The logarithms of the shares of one row of scores. */
function logSoftmax(scores: Float32Array): number[] {
  const most = Math.max(...scores);
  const powers = Array.from(scores, (score) => Math.exp(score - most));
  const logSum = Math.log(powers.reduce((sum, power) => sum + power, 0));
  return Array.from(scores, (score) => score - most - logSum);
}

function eachRow({ data }: Tensor, classes: number, visit: (scores: Float32Array, image: number) => void): void {
  for (let image = 0; image < data.length / classes; image++) {
    visit(data.subarray(image * classes, (image + 1) * classes), image);
  }
}

/**
 * Checks that logits `[batch, classes]` have one label for each image, a class counted from 0, and gives both sizes.
 * @throws RangeError if they do not fit
 */
export function checkLabels(
  caller: string,
  logits: Shaped,
  labels: ArrayLike<number>,
): readonly [batch: number, classes: number] {
  const [batch, classes] = twoAxes(logits.shape, caller, 'logits');
  if (labels.length !== batch) {
    throw new RangeError(`${caller}: labels must hold one for each of ${batch} images, got ${labels.length}`);
  }
  for (let image = 0; image < batch; image++) {
    const label = labels[image] ?? NaN;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new RangeError(`${caller}: labels[${image}] must be a class from 0 to ${classes - 1}, got ${label}`);
    }
  }
  return [batch, classes];
}
