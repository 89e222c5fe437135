// One network being trained on WebGPU by the book's own programs. The orders of many steps are written at once; then each step is a list of
// dispatches, several steps to a submit, and nothing is read before the last.
import { AdamCorrections, momentRows } from '@lib/nn/optimiser.ts';
import { optimiserNames } from '@lib/nn/training-run.ts';
import { checkBatch } from './checks.ts';
import { blockBytes, realFields, stepFields } from './gpu-settings.ts';
import { layOut, writeBlock, type Dispatch, type GpuLayout } from './gpu-layout.ts';
import { GpuRow } from './gpu-memory.ts';
import type { GpuPictures } from './gpu-pictures.ts';
import type { GpuPrograms } from './gpu-programs.ts';
import type { Answers, Learner, LearnerPlan, LearnerState, PictureSet, StepOrder } from './learner.ts';
import { lossesOf, meanLoss } from './scores.ts';
import { planStages, type StagePlan } from './stages.ts';

/** What a learner needs of the machine it is on. */
export interface GpuPlace {
  readonly device: GPUDevice;
  readonly programs: GpuPrograms;
  readonly pictures: Readonly<Record<PictureSet, GpuPictures>>;
  /** Does something, and rejects in words if the device fails or is lost meanwhile; all commands are sent before the first `await`. */
  readonly guard: <Answer>(compute: () => Promise<Answer>) => Promise<Answer>;
}

/** Steps that are submitted together, and the products in them: so few that a slow device is never busy for long at a time. */
const together = { steps: 8, products: 2 ** 31 } as const;

/** Each product of the way forwards comes twice on the way back. */
const productsPerStep = 3;

/** Scores that wait together for being read, about. */
const mostWaiting = 2 ** 20;

/** What is to be done with some pictures. */
interface Task {
  readonly places: Uint32Array;
  readonly step: Readonly<Partial<Record<(typeof stepFields)[number] | 'rate' | 'size' | 'rootCorrection', number>>>;
}

/** Makes a learner on WebGPU. */
export function gpuLearner(plan: LearnerPlan, place: GpuPlace): Learner {
  return new GpuLearner(plan, place);
}

/** What a learner holds on the device. */
interface Rows {
  readonly numbers: GpuRow;
  readonly maps: GpuRow;
  readonly blocks: GpuRow;
}

class GpuLearner implements Learner {
  readonly #plan: LearnerPlan;
  readonly #place: GpuPlace;
  readonly #stages: StagePlan;
  readonly #layout: GpuLayout;
  readonly #stepsTogether: number;
  #rows: Rows | undefined;
  #step = 0;
  #corrections = new AdamCorrections();

  constructor(plan: LearnerPlan, place: GpuPlace) {
    this.#plan = plan;
    this.#place = place;
    this.#stages = planStages(plan.rows, plan.vectors);
    this.#layout = layOut(this.#stages, plan.vectors, plan);
    const products = plan.rows.reduce((sum, row) => sum + row.multiplyAccumulates, 0) * plan.batch * productsPerStep;
    this.#stepsTogether = Math.max(1, Math.min(together.steps, Math.floor(together.products / (products + 1))));
  }

  restore({ step, learned, remembered, moments }: LearnerState): void {
    const { numbersLength, rememberedAt } = this.#layout;
    const numbers = new Float32Array(numbersLength);
    numbers.set(learned);
    moments.forEach((moment, at) => numbers.set(moment, (2 + at) * learned.length));
    numbers.set(remembered, rememberedAt);
    this.#rows ??= this.#makeRows();
    this.#rows.numbers.write(numbers);
    this.#step = step;
    this.#corrections = new AdamCorrections(step);
  }

  async state(): Promise<LearnerState> {
    return this.#place.guard(async () => {
      const { learnedCount, rememberedCount } = this.#plan.vectors;
      const { numbersLength, rememberedAt } = this.#layout;
      const step = this.#step;
      const numbers = await this.#held().numbers.read(0, numbersLength);
      const part = (at: number): Float32Array => numbers.slice(at * learnedCount, (at + 1) * learnedCount);
      return {
        step,
        learned: part(0),
        remembered: numbers.slice(rememberedAt, rememberedAt + rememberedCount),
        moments: Array.from({ length: momentRows[this.#plan.optimiser] }, (_, at) => part(2 + at)),
      };
    });
  }

  async train(steps: readonly StepOrder[]): Promise<Float32Array> {
    const losses: number[] = [];
    const atOnce = Math.max(1, Math.floor(mostWaiting / (this.#plan.batch * this.#stages.classes)));
    for (let first = 0; first < steps.length; first += atOnce) {
      losses.push(...(await this.#trainTogether(steps.slice(first, first + atOnce))));
    }
    return Float32Array.from(losses);
  }

  async evaluate(set: PictureSet, first: number, count: number): Promise<Answers> {
    const { batch } = this.#plan;
    const places = Uint32Array.from({ length: count }, (_, at) => first + at);
    const tasks: Task[] = [];
    for (let from = 0; from < count; from += batch) {
      tasks.push({ places: places.subarray(from, Math.min(from + batch, count)), step: {} });
    }
    return this.#place.guard(async () => {
      const classes = this.#place.pictures[set].classesAt(places);
      const logits = await this.#do(tasks, this.#layout.forward, set);
      return { logits, losses: lossesOf(logits, classes) };
    });
  }

  async gradient(
    places: Uint32Array,
  ): Promise<{ readonly loss: number; readonly logits: Float32Array; readonly learned: Float32Array }> {
    return this.#place.guard(async () => {
      checkBatch(this.#plan.rows, places.length);
      const classes = this.#place.pictures.train.classesAt(places);
      const { learnedCount } = this.#plan.vectors;
      const { forward, backward } = this.#layout;
      const answering = this.#do([{ places, step: { isTraining: 1 } }], [...forward, ...backward], 'train');
      const reading = this.#held().numbers.read(learnedCount, learnedCount);
      const [logits, learned] = await Promise.all([answering, reading]);
      return { loss: meanLoss(logits, classes), logits, learned };
    });
  }

  close(): void {
    const { numbers, maps, blocks } = this.#rows ?? {};
    for (const row of [numbers, maps, blocks]) row?.close();
    this.#rows = undefined;
  }

  async #trainTogether(steps: readonly StepOrder[]): Promise<number[]> {
    return this.#place.guard(async () => {
      const classes = steps.map(({ places }) => {
        checkBatch(this.#plan.rows, places.length);
        return this.#place.pictures.train.classesAt(places);
      });
      const optimiser = optimiserNames.indexOf(this.#plan.optimiser);
      const tasks = steps.map(({ places, rate }) => {
        const { size, rootCorrection } = this.#corrections.next(rate);
        return { places, step: { isTraining: 1, moves: 1, optimiser, rate, size, rootCorrection } };
      });
      this.#step += steps.length;
      const { forward, backward, move } = this.#layout;
      const logits = await this.#do(tasks, [...forward, ...backward, move], 'train');
      let first = 0;
      return classes.map((right) => {
        const size = right.length * this.#stages.classes;
        first += size;
        return meanLoss(logits.subarray(first - size, first), right);
      });
    });
  }

  /** Dispatches a list for each task, and reads the scores of all. */
  async #do(tasks: readonly Task[], list: readonly Dispatch[], set: PictureSet): Promise<Float32Array> {
    const { device, programs, pictures } = this.#place;
    const count = tasks.reduce((sum, { places }) => sum + places.length, 0);
    if (count === 0) return new Float32Array(0);
    const orders = new Uint32Array(count);
    const steps = new ArrayBuffer(tasks.length * blockBytes);
    let first = 0;
    tasks.forEach(({ places, step }, at) => {
      const classes = pictures[set].classesAt(places);
      places.forEach((place, picture) => (orders[first + picture] = place + (classes[picture] ?? 0) * 2 ** 24));
      const values = { ...step, count: places.length, places: first, scores: first * this.#stages.classes };
      writeBlock(steps, at, {
        whole: stepFields.map((name) => values[name] ?? 0),
        real: realFields.step.map((name) => values[name] ?? 0),
      });
      first += places.length;
    });

    const { numbers, maps, blocks } = this.#held();
    const [stepRow, orderRow, answers] = [
      new GpuRow(device, steps.byteLength / 4, 'int32'),
      new GpuRow(device, count, 'int32'),
      new GpuRow(device, count * this.#stages.classes, 'float32'),
    ];
    try {
      stepRow.write(new Uint32Array(steps));
      orderRow.write(orders);
      const bound = programs.bind({
        stage: blocks.buffer,
        step: stepRow.buffer,
        pictures: pictures[set].buffer,
        orders: orderRow.buffer,
        numbers: numbers.buffer,
        maps: maps.buffer,
        answers: answers.buffer,
      });
      const submitted = this.#stepsTogether;
      for (let from = 0; from < tasks.length; from += submitted) {
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        tasks.slice(from, from + submitted).forEach(({ places }, at) => {
          for (const { kernel, stage, groups } of list) {
            pass.setPipeline(programs.program(kernel));
            pass.setBindGroup(0, bound, [stage * blockBytes, (from + at) * blockBytes]);
            pass.dispatchWorkgroups(...groups(places.length));
          }
        });
        pass.end();
        device.queue.submit([encoder.finish()]);
      }
      return await answers.read(0, count * this.#stages.classes);
    } finally {
      for (const row of [stepRow, orderRow, answers]) row.close();
    }
  }

  #makeRows(): Rows {
    const { device } = this.#place;
    const { numbersLength, mapsLength, blocks } = this.#layout;
    const rows: Rows = {
      numbers: new GpuRow(device, numbersLength, 'float32'),
      maps: new GpuRow(device, mapsLength, 'float32'),
      blocks: new GpuRow(device, blocks.byteLength / 4, 'int32'),
    };
    rows.blocks.write(new Uint32Array(blocks));
    return rows;
  }

  #held(): Rows {
    if (this.#rows === undefined) throw new TypeError('learner: restore must come first, got no numbers');
    return this.#rows;
  }
}
