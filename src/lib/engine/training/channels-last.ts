// How the rows of a network's numbers lie on tfjs, which keeps channels last, and the way there and back: kernels are
// `[height, width, in, out]`, and whatever is flattened runs place by place, each with all its channels.
import type { Grid, StagePlan } from './stages.ts';

/** An order of numbers: where number `n` of the book's stands on tfjs. */
export type Order = Uint32Array;

/** The numbers of the book in another order. */
export function reordered<Row extends Float32Array | Uint8Array>(row: Row, order: Order, into: Row): Row {
  order.forEach((place, at) => (into[place] = row[at] ?? 0));
  return into;
}

/** The way back. */
export function broughtBack(row: Float32Array, order: Order): Float32Array<ArrayBuffer> {
  return Float32Array.from(order, (place) => row[place] ?? 0);
}

/** Where the flattened places of a grid stand. */
function flattenedOrder({ channels, height, width }: Grid): Order {
  const places = height * width;
  return Uint32Array.from({ length: channels * places }, (_, at) => {
    return (at % places) * channels + Math.floor(at / places);
  });
}

/** Where the learned and the remembered numbers of a network stand, and the scores of its classes. */
export function ordersOf(
  { stages, classes, features }: StagePlan,
  { learnedCount, rememberedCount }: { readonly learnedCount: number; readonly rememberedCount: number },
): { readonly learned: Order; readonly remembered: Order; readonly scores: Order } {
  const learned = Uint32Array.from({ length: learnedCount }, (_, at) => at);
  const remembered = Uint32Array.from({ length: rememberedCount }, (_, at) => at);
  for (const stage of stages) {
    const featureOrder = stage.features === undefined ? undefined : flattenedOrder(stage.features);
    const channelAt = (channel: number): number => featureOrder?.[channel] ?? channel;
    if (stage.kind === 'norm') {
      for (const [row, { first, count }] of [
        [learned, stage.weight],
        [learned, stage.bias],
        [remembered, stage.mean],
        [remembered, stage.variance],
      ] as const) {
        for (let channel = 0; channel < count; channel++) row[first + channel] = first + channelAt(channel);
      }
    }
    if (stage.kind === 'conv') {
      const { first, count } = stage.weight;
      const [inputs, outputs] = [stage.from.channels, stage.to.channels];
      const taps = count / inputs / outputs;
      for (let at = 0; at < count; at++) {
        const tap = at % taps;
        const input = channelAt(Math.floor(at / taps) % inputs);
        const output = Math.floor(at / (taps * inputs));
        learned[first + at] = first + (tap * inputs + input) * outputs + output;
      }
    }
  }
  const scores =
    features === undefined ? Uint32Array.from({ length: classes }, (_, at) => at) : flattenedOrder(features);
  return { learned, remembered, scores };
}
