import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@lib/array/random.ts';
import { BatchOrder, shuffle, type OrderOf } from '@lib/nn/batch-order.ts';

const files = [20, 20, 13];
const count = 53;
const all = Array.from({ length: count }, (_, place) => place);

const kept: OrderOf = { orderSeed: 1, batch: 8, keepsLastBatch: true };

const ascending = (places: readonly number[]): number[] => places.toSorted((a, b) => a - b);

/** The places of a whole epoch, in the order in which they are seen. */
function epoch(order: BatchOrder, n: number): number[] {
  return Array.from({ length: order.perEpoch }, (_, step) => [...order.at(n * order.perEpoch + step)]).flat();
}

describe('an order of batches', () => {
  it('shows every picture once in every epoch', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: count }), fc.nat(5), (orderSeed, batch, n) => {
        const order = new BatchOrder({ orderSeed, batch, keepsLastBatch: true }, files);
        expect(ascending(epoch(order, n))).toEqual(all);
      }),
    );
  });

  it('takes the first epoch file by file, and mixes all of them afterwards', () => {
    const order = new BatchOrder(kept, files);
    const first = epoch(order, 0);
    expect(ascending(first.slice(0, 20))).toEqual(all.slice(0, 20));
    expect(ascending(first.slice(20, 40))).toEqual(all.slice(20, 40));
    expect(ascending(first.slice(40))).toEqual(all.slice(40));
    expect(ascending(epoch(order, 1).slice(0, 20))).not.toEqual(all.slice(0, 20));
  });

  it('shuffles inside the files, too', () => {
    const first = epoch(new BatchOrder(kept, files), 0);
    for (const [from, to] of [
      [0, 20],
      [20, 40],
      [40, 53],
    ]) {
      expect(first.slice(from, to)).not.toEqual(ascending(first.slice(from, to)));
    }
  });

  it('sequentially goes through the file again and again', () => {
    const order = new BatchOrder({ ...kept, orderSeed: 'sequential' }, files);
    expect([0, 1, 6, 7].map((step) => [...order.at(step)])).toEqual([
      all.slice(0, 8),
      all.slice(8, 16),
      all.slice(48),
      all.slice(0, 8),
    ]);
  });

  it('makes a short batch of what is left over, or leaves it out', () => {
    const sizes = (keepsLastBatch: boolean): number[] => {
      const order = new BatchOrder({ ...kept, keepsLastBatch }, files);
      return Array.from({ length: order.perEpoch + 1 }, (_, step) => order.at(step).length);
    };
    expect(sizes(true)).toEqual([8, 8, 8, 8, 8, 8, 5, 8]);
    expect(sizes(false)).toEqual([8, 8, 8, 8, 8, 8, 8]);
  });

  it('leaves other pictures out in other epochs', () => {
    const order = new BatchOrder({ ...kept, keepsLastBatch: false }, files);
    const [first, second] = [0, 1].map((n) => ascending(epoch(order, n)));
    expect(first).toHaveLength(48);
    expect(second).toHaveLength(48);
    expect(second).not.toEqual(first);
  });

  it('has no short batch where nothing is left over', () => {
    const order = new BatchOrder({ ...kept, batch: 10 }, [20, 20]);
    expect(order.perEpoch).toBe(4);
    expect(order.at(3)).toHaveLength(10);
  });

  it('is the same for the same seed, and another for another', () => {
    const with_ = (orderSeed: number): number[] => {
      const order = new BatchOrder({ ...kept, orderSeed }, files);
      return [0, 1, 2].flatMap((n) => epoch(order, n));
    };
    expect(with_(1)).toEqual(with_(1));
    const orders = new Set(Array.from({ length: 50 }, (_, orderSeed) => with_(orderSeed).join()));
    expect(orders.size).toBe(50);
  });

  it('is another in every epoch, also where the seeds are neighbours', () => {
    const epochs = [0, 1, 2, 3].flatMap((orderSeed) => {
      const order = new BatchOrder({ ...kept, orderSeed }, [count]);
      return [0, 1, 2, 3, 4].map((n) => epoch(order, n).join());
    });
    expect(new Set(epochs).size).toBe(20);
  });

  it('can be asked for any step at any time', () => {
    const order = new BatchOrder(kept, files);
    const inTurn = Array.from({ length: 21 }, (_, step) => [...order.at(step)]);
    for (const step of [20, 0, 13, 7, 6, 14, 0]) expect([...order.at(step)]).toEqual(inTurn[step]);
  });

  it('leaves a batch that was given as it was when another epoch begins', () => {
    const order = new BatchOrder(kept, files);
    const given = order.at(0);
    const copy = [...given];
    order.at(order.perEpoch);
    expect([...given]).toEqual(copy);
  });

  it('refuses a batch that never fills', () => {
    expect(() => new BatchOrder({ ...kept, batch: 54, keepsLastBatch: false }, files)).toThrow(
      new RangeError('stepsPerEpoch: batch must be at most 53, the pictures there are, got 54'),
    );
  });
});

describe('shuffle', () => {
  it('brings every value to every place equally often', () => {
    const rng = seededRandom(3);
    const rounds = 6000;
    const times = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    for (let round = 0; round < rounds; round++) {
      const values = Uint32Array.of(0, 1, 2, 3);
      shuffle(values, rng);
      values.forEach((value, place) => {
        const row = times[place];
        if (row !== undefined) row[value] = (row[value] ?? 0) + 1;
      });
    }
    const share = rounds / 4;
    const fourDeviations = 4 * Math.sqrt(share * 0.75);
    for (const often of times.flat()) expect(Math.abs(often - share)).toBeLessThan(fourDeviations);
  });
});
