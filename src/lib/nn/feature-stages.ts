// A network as a reader looks into it: layers that belong together as one stage, a convolution with its normalisation and its ReLU. What a
// stage makes are grids, one for each channel; a dense layer makes grids of a single cell.
import { reshaped, type Shape4, type Tensor } from '@lib/array/tensor.ts';
import type { BatchNormLayer, ConvLayer, DenseLayer, GlobalPoolLayer, Layer, PoolLayer } from './layers.ts';
import { rowsOf } from './network-table.ts';
import { batchShape } from './training-run.ts';

/** A layer that a stage begins with: one that makes new grids. */
export type StageLayer = ConvLayer | DenseLayer | PoolLayer | GlobalPoolLayer;

/** Layers that belong together. */
export interface FeatureStage {
  /** What computes, and its place in the list of layers. */
  readonly layer: StageLayer;
  readonly at: number;
  /** The normalisation after it, and its place. */
  readonly norm?: { readonly layer: BatchNormLayer; readonly at: number } | undefined;
  readonly hasRelu: boolean;
  /** The last layer before ReLU, and the last layer of the stage; the same where there is no ReLU. */
  readonly before: number;
  readonly after: number;
  /** The layer whose grids come in, past any flatten; −1 for the picture. */
  readonly from: number;
  /** The grids that come in, and those that come out: `[1, channels, height, width]`. */
  readonly inputShape: Shape4;
  readonly shape: Shape4;
}

/**
 * The stages of a network for pictures.
 * @throws RangeError if the layers do not fit together
 */
export function featureStages(layers: readonly Layer[]): FeatureStage[] {
  const rows = rowsOf(layers, batchShape(1), 'featureStages');
  const shapeAfter = (at: number): Shape4 => gridShape(rows[at]?.outputShape ?? batchShape(1));
  return layers.flatMap((layer, at) => {
    if (!isStageLayer(layer)) return [];
    const next = layers.findIndex((other, place) => place > at && (isStageLayer(other) || other.kind === 'flatten'));
    const end = next < 0 ? layers.length : next;
    const own = layers.slice(at + 1, end);
    const norm = own.flatMap((other, place) =>
      other.kind === 'batch-norm' ? [{ layer: other, at: at + 1 + place }] : [],
    )[0];
    const reluAt = own.findIndex(({ kind }) => kind === 'relu');
    const from = layers.findLastIndex(({ kind }, place) => place < at && kind !== 'flatten');
    const after = end - 1;
    const before = reluAt < 0 ? after : at + reluAt;
    const place = { at, from, before, after, inputShape: shapeAfter(from), shape: shapeAfter(after) };
    return [{ layer, norm, hasRelu: reluAt >= 0, ...place }];
  });
}

function isStageLayer(layer: Layer): layer is StageLayer {
  return layer.kind !== 'relu' && layer.kind !== 'batch-norm' && layer.kind !== 'flatten';
}

/** Numbers in a row as grids of one cell. */
function gridShape([batch = 1, channels = 1, height = 1, width = 1]: readonly number[]): Shape4 {
  return [batch, channels, height, width];
}

/** What each layer made of one picture, and the picture itself, `[1, 1, 28, 28]`. */
export interface SeenPicture {
  readonly image: Tensor;
  readonly outputs: readonly Tensor[];
}

/** The grids behind a layer, `[1, channels, height, width]`; those of the picture for −1. */
export function gridsAfter({ image, outputs }: SeenPicture, at: number): Tensor {
  const output = outputs[at] ?? image;
  return reshaped(output, gridShape(output.shape));
}
