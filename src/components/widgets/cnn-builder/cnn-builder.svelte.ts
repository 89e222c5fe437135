// What the network builder is: its state, and everything that follows from it.
import { tensor } from '@lib/array/tensor.ts';
import { seededRandom } from '@lib/array/random.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import {
  architectureLimits,
  layersOf,
  plainest,
  stagesOf,
  type Architecture,
  type Block,
} from '@lib/nn/architecture.ts';
import { forward } from '@lib/nn/forward.ts';
import { initialParameters, type Model } from '@lib/nn/parameters.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import { architectureOf, printArchitecture } from '@lib/state/architecture-field.ts';
import { differenceFrom, EngineQuestion } from '@lib/state/engine-question.svelte.ts';
import { problemWords } from '@lib/text/network-words.ts';
import { BatchRun, batchSize } from './batch-run.svelte.ts';
import { cnnBuilderLink, type CnnBuilderLink } from './cnn-builder.link.ts';

/** Up to so many products and parameters, a network is tried on one digit at every change, in plain code too. */
const trialProducts = 800_000;
const trialParameters = 200_000;

/** How far engine and plain code may differ on scores, which are sums of a few hundred products of about 1. */
const agreement = 1e-4;

const digit = tensor(
  [1, 1, 28, 28],
  Array.from(sessionDigit, (byte) => byte / 255),
);

/** A block as it is when it is added. */
const freshBlocks = {
  conv: { kind: 'conv', outChannels: 8, kernel: 3, stride: 2, hasNorm: false },
  'max-pool': { kind: 'max-pool', kernel: 2, padding: 0 },
  'average-pool': { kind: 'average-pool', kernel: 2, padding: 0 },
  'global-average-pool': { kind: 'global-average-pool' },
  dense: { kind: 'dense', outputs: 30 },
} as const satisfies Readonly<Record<Block['kind'], Block>>;

export class CnnBuilderState {
  link = $state.raw<CnnBuilderLink>(cnnBuilderLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);

  readonly text = $derived(cnnBuilderLink.print(this.link));
  readonly net = $derived(this.link.net);
  readonly layout = $derived(this.link.layout);
  readonly inputShape = [batchSize, 1, 28, 28] as const;
  readonly table = $derived(stageTable(this.net, this.inputShape));
  /** The chosen block, always one there is. */
  readonly chosen = $derived(Math.min(this.link.l, this.net.blocks.length - 1));
  readonly canAdd = $derived(this.net.blocks.length < architectureLimits.blocks);
  /** Why the network cannot be computed, if it cannot. */
  readonly problem = $derived(
    this.table.problem === undefined ? undefined : problemWords(this.net, this.table.problem),
  );
  readonly isLarge = $derived(
    this.table.multiplyAccumulates > trialProducts || this.table.parameters > trialParameters,
  );

  /** Whether the network is tried by itself; if not, all that is shown is the arithmetic of the table. */
  readonly isTried = $derived(this.problem === undefined && !this.isLarge);

  /** A fresh network of this architecture, where it is small enough to be tried at once. */
  readonly #model = $derived.by((): Model | undefined => {
    if (!this.isTried) return undefined;
    const layers = layersOf(this.net);
    return { layers, parameters: initialParameters(layers, digit.shape, seededRandom(1)) };
  });
  /** The session's three through the network, on the engine. */
  readonly trial = new EngineQuestion({
    question: () => this.#model,
    ask: (engine, model) => engine.forward(model, digit),
  });
  readonly computation = $derived.by(() => {
    const { current, fault, isWaiting } = this.trial;
    const disagreement =
      current === undefined ? undefined : differenceFrom(forward(current.question, digit), current.value);
    return {
      answer: this.trial.answer,
      fault,
      isWaiting,
      disagreement,
      agreement,
      placeWords: (index: number) => `number ${index}`,
    };
  });

  readonly batch = new BatchRun();
  /** What came of the last batch, as long as it went through this network. */
  readonly outcome = $derived(this.batch.outcome?.architecture === this.net ? this.batch.outcome : undefined);
  /** How many stages gave the shape that the table foretold. */
  readonly confirmed = $derived.by(() => {
    const shapes = this.outcome?.shapes ?? [];
    const firstOther = shapes.findIndex((shape, at) => shape.join() !== this.table.rows[at]?.outputShape.join());
    return firstOther < 0 ? shapes.length : firstOther;
  });
  readonly stageCount = $derived(stagesOf(this.net).length);

  /** Takes over the state of a link, clamped, with notes on what could not be taken as it stood. */
  open(text: string | undefined): void {
    const { state, notes } = cnnBuilderLink.parse(text);
    this.#take(state);
    this.notes = notes;
  }

  /** Changes some settings; the rest stays. */
  set(change: Partial<CnnBuilderLink>): void {
    this.#take({ ...this.link, ...change });
    this.notes = [];
  }

  /** Shows a network by its written form. */
  show(net: string): void {
    this.set({ net: architectureOf(net), l: 0 });
  }

  /** Changes one block. */
  change(at: number, block: Block): void {
    this.#setBlocks(this.net.blocks.map((old, place) => (place === at ? block : old)));
  }

  /** Makes the chosen block another kind, with that kind's usual settings. */
  become(kind: Block['kind']): void {
    this.change(this.chosen, freshBlocks[kind]);
  }

  /** Puts a copy of the chosen block behind it, and chooses that. */
  add(): void {
    const block = this.net.blocks[this.chosen];
    if (block === undefined || !this.canAdd) return;
    this.#setBlocks(this.net.blocks.toSpliced(this.chosen + 1, 0, block), this.chosen + 1);
  }

  /** Takes the chosen block out; the last one stays. */
  remove(): void {
    if (this.net.blocks.length === 1) return;
    this.#setBlocks(this.net.blocks.toSpliced(this.chosen, 1), Math.max(0, this.chosen - 1));
  }

  /** Moves the chosen block one place. */
  move(by: 1 | -1): void {
    const [from, to] = [this.chosen, this.chosen + by];
    const [block, other] = [this.net.blocks[from], this.net.blocks[to]];
    if (block === undefined || other === undefined) return;
    this.#setBlocks(this.net.blocks.with(from, other).with(to, block), to);
  }

  /** What stands at the end: one row of numbers, or grids. */
  setFlat(isFlat: boolean): void {
    this.#setNet({ ...this.net, isFlat });
  }

  #setBlocks(blocks: readonly Block[], chosen = this.chosen): void {
    this.#setNet({ ...this.net, blocks }, chosen);
  }

  #setNet(net: Architecture, chosen = this.chosen): void {
    this.set({ net: plainest(net), l: chosen });
  }

  /** The same network keeps its object, so that nothing is asked anew. */
  #take(link: CnnBuilderLink): void {
    const isSame = printArchitecture(link.net) === printArchitecture(this.link.net);
    this.link = isSame ? { ...link, net: this.link.net } : link;
    if (!isSame) this.batch.stop();
  }
}
