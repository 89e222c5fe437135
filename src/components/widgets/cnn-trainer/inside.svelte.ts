// What is seen of the run that is looked into, all at one step: its numbers, its kernels, and what it says of the held-out digits.
import { nearestNamedKernel } from '@lib/conv/cosine.ts';
import type { LearnerState } from '@lib/engine/training/learner.ts';
import { initialState } from '@lib/engine/training/start.ts';
import { confusion, mistakesOf, saidOf, sharesOf } from '@lib/nn/judged.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import type { HeldOut } from '@lib/state/held-out.svelte.ts';
import type { LiveRun } from '@lib/state/live-run.svelte.ts';
import type { NetworkNow } from '@lib/state/trained-network.svelte.ts';
import { steadyNumber } from '@lib/text/numbers.ts';
import { withArticle } from '@lib/text/result-words.ts';
import type { CnnTrainerLink } from './cnn-trainer.link.ts';

/** Mistakes on the wall, on all its pages. */
const wallSize = 84;

/** What is looked into, and how. */
export interface LookedInto {
  readonly link: Pick<CnnTrainerLink, 'step' | 't' | 'pic'>;
  /** The run that is looked into: as it is under way, as the link describes it, and why it cannot be trained. */
  readonly live: LiveRun;
  readonly liveRun: TrainingRun;
  readonly liveRefusal: string | undefined;
  /** Whether it began from numbers that no link can carry. */
  readonly isFromFile: boolean;
  readonly heldOut: HeldOut;
}

/** The inside of a run. */
export class Inside {
  /** Who is taken for whom: what the wall is narrowed to. */
  narrowed = $state.raw<readonly [actual: number, said: number] | undefined>();
  readonly #of: LookedInto;

  constructor(of: LookedInto) {
    this.#of = of;
  }

  readonly names = $derived.by(() => this.#of.liveRun.digits.map(String));
  /** The step that is looked at. */
  readonly step = $derived.by(() => {
    const { link, live } = this.#of;
    return typeof link.step === 'number' ? Math.min(link.step, live.step) : live.step;
  });
  /** The numbers shown: those at the step, or at the snapshot before it until the very step was worked out. */
  readonly state = $derived.by<LearnerState | undefined>(() => {
    const { live, liveRun, liveRefusal, isFromFile } = this.#of;
    if (live.history === undefined || live.phase === 'refused')
      return liveRefusal === undefined ? initialState(liveRun) : undefined;
    return live.snapshotAt(this.step) ?? (isFromFile ? undefined : initialState(liveRun)); // the first snapshot is on its way
  });
  /** What computed the numbers shown. */
  readonly backend = $derived.by(() => {
    const { live } = this.#of;
    return (live.history === undefined ? undefined : live.engine) ?? 'reference';
  });
  /** The network shown, as the other figures of the page take it. */
  readonly network = $derived.by<NetworkNow | undefined>(() => {
    if (this.state === undefined) return undefined;
    const { live, liveRun } = this.#of;
    const { step, learned, remembered } = this.state;
    return { run: live.history?.run ?? liveRun, step, learned, remembered };
  });
  /** What the network shown says of the held-out pictures: at its step, or while that is being asked, at the last look before. */
  readonly judgement = $derived.by(() => {
    if (this.state === undefined) return undefined;
    const { live } = this.#of;
    const { step } = this.state;
    return live.judgementAt(step) ?? live.history?.judgements.findLast((judgement) => judgement.step <= step);
  });
  readonly #threshold = $derived.by(() => this.#of.link.t);
  readonly #judged = $derived.by(() => {
    const { judgement } = this;
    const labels = this.#of.heldOut.pictures?.labels;
    if (judgement === undefined || labels?.length !== judgement.count) return undefined;
    const classes = this.names.length;
    return { logits: judgement.logits, labels, classes, threshold: classes === 2 ? this.#threshold : undefined };
  });
  readonly confusion = $derived.by(() => (this.#judged === undefined ? undefined : confusion(this.#judged)));
  readonly mistakes = $derived.by(() => (this.#judged === undefined ? [] : mistakesOf(this.#judged)));
  /** Those that the wall may show. */
  readonly wanted = $derived.by(() => {
    const { narrowed } = this;
    if (narrowed === undefined) return this.mistakes;
    return this.mistakes.filter(({ actual, said }) => actual === narrowed[0] && said === narrowed[1]);
  });
  readonly wall = $derived.by(() =>
    this.wanted.slice(0, wallSize).map(({ place, actual, said, share }) => ({
      place,
      pixels: this.#of.heldOut.pixelsAt(place),
      actual: this.names[actual] ?? '',
      said: this.names[said] ?? '',
      share,
    })),
  );
  /** The kernels of the first layer that look at the picture itself, each beside the hand-made one nearest in direction. */
  readonly kernels = $derived.by(() => {
    const [first] = this.#of.liveRun.layers;
    if (first?.kind !== 'conv' || this.state === undefined) return [];
    const size = typeof first.kernel === 'number' ? first.kernel : first.kernel[0];
    return Array.from({ length: first.outChannels }, (_, at) => {
      const weights = Array.from(this.state?.learned.subarray(at * size * size, (at + 1) * size * size) ?? []);
      return { weights, size, nearest: nearestNamedKernel(weights) };
    });
  });
  /** What the held-out picture that is looked at is, and what is said of it. */
  readonly pictureWords = $derived.by(() => {
    const { heldOut, link } = this.#of;
    const label = heldOut.pictures?.labels[link.pic];
    if (label === undefined) return undefined;
    const name = `Held-out picture ${link.pic}, ${withArticle(this.names[label] ?? '')}`;
    if (this.#judged === undefined) return `${name}.`;
    const { logits, classes, threshold } = this.#judged;
    const shares = sharesOf(logits, link.pic, classes);
    const said = saidOf(shares, threshold);
    return `${name}: said ${this.names[said] ?? ''}, with a share of ${steadyNumber(shares[said] ?? 0, 3)}.`;
  });
}
