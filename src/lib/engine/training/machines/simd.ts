// The book's own training: one WebAssembly module (assembly/train.ts) does the whole step on the processor's vectors. Its sums run in a fixed
// order and nothing in it fuses, so that a run gives the same digits in every browser.
import { AdamCorrections, adamConstants, momentumKept } from '@lib/nn/optimiser.ts';
import { pictureShape } from '@lib/nn/training-run.ts';
import trainWasm from '../../../../../assembly/train.ts?assembled';
import { exported, startOwnWasm, type Exported } from '../../own-wasm.ts';
import { WasmHeap } from '../../wasm-heap.ts';
import type {
  Answers,
  Learner,
  LearnerPlan,
  LearnerState,
  PictureSet,
  Pictures,
  StepOrder,
  TrainingMachine,
} from '../learner.ts';
import { checkBatch } from '../checks.ts';
import { PictureClasses } from '../picture-classes.ts';
import { descriptionSize, doublesAtBytes } from '../simd-description.ts';
import { layOut, type SimdLayout } from '../simd-layout.ts';

const [, side] = pictureShape;
const pictureBytes = side * side;

/** Pictures that are evaluated in one call. */
const mostAtOnce = 1024;

/** What the module's functions are called. */
type Functions = Readonly<
  Record<
    'describe' | 'describePictures' | 'describeScores' | 'answer' | 'learn' | 'descend' | 'roll' | 'adapt',
    Exported
  >
>;

/**
 * Starts the module.
 * @throws Error in words where the browser has no vector instructions
 */
export async function open(): Promise<TrainingMachine> {
  return new SimdMachine();
}

/** Pictures of one set, and where each one's bytes are. */
class Shelf extends PictureClasses {
  readonly #heap: WasmHeap;
  readonly #addresses: number[] = [];
  readonly #pieces: number[] = [];

  constructor(heap: WasmHeap) {
    super();
    this.#heap = heap;
  }

  override add(pictures: Pictures): void {
    const { pixels, classes } = pictures;
    if (classes.length === 0) return;
    const at = this.#heap.take(pixels.length);
    new Uint8Array(this.#heap.views.numbers.buffer).set(pixels, at);
    this.#pieces.push(at);
    for (let picture = 0; picture < classes.length; picture++) this.#addresses.push(at + picture * pictureBytes);
    super.add(pictures);
  }

  override clear(): void {
    for (const piece of this.#pieces.splice(0)) this.#heap.give(piece);
    this.#addresses.length = 0;
    super.clear();
  }

  /** Where the bytes of a picture are. */
  addressOf(place: number): number {
    return this.#addresses[place] ?? 0;
  }
}

class SimdMachine implements TrainingMachine {
  readonly name = 'simd';
  readonly heap: WasmHeap;
  readonly functions: Functions;
  #inkTable: number | undefined;
  readonly shelves: Readonly<Record<PictureSet, Shelf>>;
  /** Whose descriptions the module has read last. */
  described: Learner | undefined;

  constructor() {
    const wasm = startOwnWasm(trainWasm);
    const named = (name: keyof Functions): Exported => exported(wasm, name);
    this.functions = {
      describe: named('describe'),
      describePictures: named('describePictures'),
      describeScores: named('describeScores'),
      answer: named('answer'),
      learn: named('learn'),
      descend: named('descend'),
      roll: named('roll'),
      adapt: named('adapt'),
    };
    this.heap = new WasmHeap(wasm, Number(exported(wasm, 'memoryStart')()));
    this.shelves = { train: new Shelf(this.heap), valid: new Shelf(this.heap) };
  }

  /** Ink of each byte, from 0 to 1; it is there as long as there are pictures. */
  inkTable(): number {
    if (this.#inkTable !== undefined) return this.#inkTable;
    const at = this.heap.take(4 * 256);
    this.heap.views.numbers.set(
      Float32Array.from({ length: 256 }, (_, byte) => byte / 255),
      at / 4,
    );
    this.#inkTable = at;
    return at;
  }

  clear(): void {
    this.shelves.train.clear();
    this.shelves.valid.clear();
    if (this.#inkTable !== undefined) this.heap.give(this.#inkTable);
    this.#inkTable = undefined;
    this.described = undefined;
  }

  add(set: PictureSet, pictures: Pictures): void {
    this.inkTable();
    this.shelves[set].add(pictures);
  }

  learner(plan: LearnerPlan): Learner {
    return new SimdLearner(this, plan);
  }

  held(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: 0, bytes: this.heap.takenBytes };
  }

  close(): void {
    this.clear();
  }
}

class SimdLearner implements Learner {
  readonly #machine: SimdMachine;
  readonly #plan: LearnerPlan;
  readonly #layout: SimdLayout;
  readonly #memory: number;
  /** Lists of a call: addresses, losses and scores of pictures, then their classes as bytes. */
  readonly #lists: {
    readonly addresses: number;
    readonly losses: number;
    readonly scores: number;
    readonly classes: number;
  };
  #corrections = new AdamCorrections();
  #step = 0;

  constructor(machine: SimdMachine, plan: LearnerPlan) {
    this.#machine = machine;
    this.#plan = plan;
    const { heap } = machine;
    const {
      sizeBytes,
      scores: { classes },
    } = layOut(plan, 0);
    const most = Math.max(plan.batch, mostAtOnce);
    this.#memory = heap.take(sizeBytes + most * (4 + 4 + 4 * classes + 1));
    this.#layout = layOut(plan, this.#memory);
    const addresses = this.#memory + sizeBytes;
    const losses = addresses + 4 * most;
    const scores = losses + 4 * most;
    this.#lists = { addresses, losses, scores, classes: scores + 4 * classes * most };
    this.#writeDescriptions();
  }

  restore({ step, learned, remembered, moments }: LearnerState): void {
    const { numbers } = this.#machine.heap.views;
    const layout = this.#layout;
    [layout.parameters, ...layout.moments].forEach((row, at) => {
      const values = at === 0 ? learned : moments[at - 1];
      numbers.fill(0, row / 4, (row + layout.rowBytes) / 4);
      layout.placeOfLearned.forEach((place, index) => (numbers[row / 4 + place] = values?.[index] ?? 0));
    });
    layout.placeOfRemembered.forEach((place, index) => (numbers[place] = remembered[index] ?? 0));
    this.#step = step;
    this.#corrections = new AdamCorrections(step);
  }

  async state(): Promise<LearnerState> {
    const layout = this.#layout;
    return {
      step: this.#step,
      learned: this.#row(layout.parameters),
      remembered: this.#remembered(),
      moments: layout.moments.map((row) => this.#row(row)),
    };
  }

  async train(steps: readonly StepOrder[]): Promise<Float32Array> {
    const losses = new Float32Array(steps.length);
    steps.forEach(({ places, rate }, at) => {
      losses[at] = this.#learn(places);
      this.#move(rate);
      this.#step++;
    });
    return losses;
  }

  async evaluate(set: PictureSet, first: number, count: number): Promise<Answers> {
    const { classes } = this.#layout.scores;
    const logits = new Float32Array(count * classes);
    const losses = new Float32Array(count);
    for (let done = 0; done < count; done += mostAtOnce) {
      const some = Math.min(mostAtOnce, count - done);
      const places = Uint32Array.from({ length: some }, (_, at) => first + done + at);
      this.#answer(set, places, false);
      const { numbers } = this.#machine.heap.views;
      const { scores, losses: lossesAt } = this.#lists;
      logits.set(numbers.subarray(scores / 4, scores / 4 + some * classes), done * classes);
      losses.set(numbers.subarray(lossesAt / 4, lossesAt / 4 + some), done);
    }
    return { logits, losses };
  }

  async gradient(
    places: Uint32Array,
  ): Promise<{ readonly loss: number; readonly logits: Float32Array; readonly learned: Float32Array }> {
    const { numbers } = this.#machine.heap.views;
    const { placeOfRemembered, scores, gradients } = this.#layout;
    const remembered = this.#remembered();
    checkBatch(this.#plan.rows, places.length);
    this.#answer('train', places, true);
    const from = this.#lists.scores / 4;
    const logits = numbers.slice(from, from + places.length * scores.classes);
    const loss = this.#learn(places);
    placeOfRemembered.forEach((place, index) => (numbers[place] = remembered[index] ?? 0));
    return { loss, logits, learned: this.#row(gradients) };
  }

  close(): void {
    if (this.#machine.described === this) this.#machine.described = undefined;
    this.#machine.heap.give(this.#memory);
  }

  #row(row: number): Float32Array {
    const { numbers } = this.#machine.heap.views;
    return gathered(numbers, row / 4, this.#layout.placeOfLearned);
  }

  #remembered(): Float32Array {
    const { numbers } = this.#machine.heap.views;
    return gathered(numbers, 0, this.#layout.placeOfRemembered);
  }

  /** The gradient of some pictures, and their mean loss. */
  #learn(places: Uint32Array): number {
    checkBatch(this.#plan.rows, places.length);
    this.#list('train', places);
    const { addresses, classes, losses } = this.#lists;
    const { gradients, rowBytes } = this.#layout;
    this.#machine.functions.learn(addresses, places.length, classes, losses, gradients, rowBytes);
    const { numbers } = this.#machine.heap.views;
    let sum = 0;
    for (let picture = 0; picture < places.length; picture++) sum += numbers[losses / 4 + picture] ?? 0;
    return sum / places.length;
  }

  #answer(set: PictureSet, places: Uint32Array, isTraining: boolean): void {
    this.#list(set, places);
    const { addresses, classes, scores, losses } = this.#lists;
    this.#machine.functions.answer(addresses, places.length, classes, Number(isTraining), scores, losses);
  }

  /** Hands the module a list of pictures, and its descriptions if another learner's are there. */
  #list(set: PictureSet, places: Uint32Array): void {
    const { wholes } = this.#machine.heap.views;
    const shelf = this.#machine.shelves[set];
    new Uint8Array(wholes.buffer, this.#lists.classes, places.length).set(shelf.classesAt(places));
    const at = this.#lists.addresses / 4;
    for (let picture = 0; picture < places.length; picture++) {
      wholes[at + picture] = shelf.addressOf(places[picture] ?? 0);
    }
    if (this.#machine.described === this) return;
    const { descriptions, descriptionsAt, together, picture, scores } = this.#layout;
    const { describe, describePictures, describeScores } = this.#machine.functions;
    describe(descriptionsAt, descriptions.length, together);
    const { strideBytes, border, channels } = picture;
    describePictures(picture.at, strideBytes, side, border, channels, this.#machine.inkTable());
    describeScores(scores.at, scores.gradient, scores.strideBytes, scores.classes);
    this.#machine.described = this;
  }

  #move(rate: number): void {
    const { parameters, gradients, rowBytes, moments } = this.#layout;
    const [first = 0, second = 0] = moments;
    const { descend, roll, adapt } = this.#machine.functions;
    switch (this.#plan.optimiser) {
      case 'sgd':
        descend(parameters, gradients, rowBytes, rate);
        break;
      case 'momentum':
        roll(parameters, gradients, rowBytes, rate, first, momentumKept);
        break;
      case 'adam': {
        const { size, rootCorrection } = this.#corrections.next(rate);
        const { beta1, beta2, epsilon } = adamConstants;
        const rest = [beta1, 1 - beta1, beta2, 1 - beta2, epsilon];
        adapt(parameters, gradients, rowBytes, size, first, second, rootCorrection, ...rest);
      }
    }
  }

  #writeDescriptions(): void {
    const { wholes } = this.#machine.heap.views;
    const { descriptions, descriptionsAt, doubles } = this.#layout;
    descriptions.forEach((description, layer) => {
      const at = descriptionsAt + layer * descriptionSize * 4;
      description.forEach((value, index) => (wholes[at / 4 + index] = value)); // negative ones, too: the bits are the same
      new Float64Array(wholes.buffer, at + doublesAtBytes, 2).set(doubles[layer] ?? [0, 0]);
    });
  }
}

/** The numbers at some places behind a first one. A plain loop: a run of half a second takes a hundred thousand of them for its snapshots. */
function gathered(numbers: Float32Array, first: number, places: Int32Array): Float32Array {
  const values = new Float32Array(places.length);
  for (let at = 0; at < places.length; at++) values[at] = numbers[first + (places[at] ?? 0)] ?? 0;
  return values;
}
