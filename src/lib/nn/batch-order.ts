// Which pictures make up which step. A seed shuffles them anew for every epoch, by swapping each place with a random one before it. The first
// epoch is shuffled file by file, so that training can start on the first file while the others are still on their way.
import { seededRandom } from '@lib/array/random.ts';
import { stepsPerEpoch, type TrainingRun } from './training-run.ts';

/** What the order depends on. */
export type OrderOf = Pick<TrainingRun, 'orderSeed' | 'batch' | 'keepsLastBatch'>;

/** Gives the pictures of each step, by their places in the training set; steps may be asked for in any order. */
export class BatchOrder {
  readonly #order: OrderOf;
  readonly #fileCounts: readonly number[];
  readonly #count: number;
  /** Steps in an epoch. */
  readonly perEpoch: number;
  #epoch = -1;
  #places = new Uint32Array(0);

  /**
   * An order for pictures that come in files of so many each.
   * @throws RangeError if not even one batch fits
   */
  constructor(order: OrderOf, fileCounts: readonly number[]) {
    this.#order = order;
    this.#fileCounts = fileCounts;
    this.#count = fileCounts.reduce((sum, count) => sum + count, 0);
    this.perEpoch = stepsPerEpoch(order, this.#count);
  }

  /** The places of the pictures of a step, counted from 0; `[batch]`, or shorter for a last batch that is kept. */
  at(step: number): Uint32Array {
    const epoch = Math.floor(step / this.perEpoch);
    if (epoch !== this.#epoch) {
      this.#places = this.#shuffled(epoch);
      this.#epoch = epoch;
    }
    const first = (step % this.perEpoch) * this.#order.batch;
    return this.#places.subarray(first, Math.min(first + this.#order.batch, this.#count));
  }

  #shuffled(epoch: number): Uint32Array<ArrayBuffer> {
    const places = Uint32Array.from({ length: this.#count }, (_, place) => place);
    const { orderSeed } = this.#order;
    if (orderSeed === 'sequential') return places;
    // Seeds of neighbouring epochs must not be neighbours: the generator counts up from its seed.
    const rng = seededRandom(Math.imul(orderSeed + 1, 0x9e3779b1) ^ Math.imul(epoch + 1, 0x85ebca6b));
    let first = 0;
    for (const count of epoch === 0 ? this.#fileCounts : [this.#count]) {
      shuffle(places.subarray(first, first + count), rng);
      first += count;
    }
    return places;
  }
}

/** Shuffles in place (R. Durstenfeld, 1964). */
export function shuffle(values: Uint32Array, rng: () => number): void {
  for (let place = values.length - 1; place > 0; place--) {
    const other = Math.floor(rng() * (place + 1));
    const held = values[place] ?? 0;
    values[place] = values[other] ?? 0;
    values[other] = held;
  }
}
