// A run under way, as a figure shows it. Reports come hundreds of times a second and are written into a record; the figure hears of them once a
// frame. A run that is replaced while it is under way leaves its place at once; the last one that finished stays to be held against it.
import { TrainingControl } from '@lib/engine/training/control.ts';
import type { LearnerState, Pictures, PictureSet, TrainerName } from '@lib/engine/training/learner.ts';
import type { Judgement } from '@lib/engine/training/order.ts';
import { TrainingRecord } from '@lib/engine/training/record.ts';
import type { Trainer, TrainingProgress } from '@lib/engine/training/trainer.ts';
import { checkRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { oncePerFrame } from './frames.ts';
import { prefersReducedMotion } from './motion.ts';

/** Where a run is. */
export type RunPhase =
  | 'idle'
  | 'starting'
  | 'training'
  | 'waiting'
  | 'paused'
  | 'finished'
  | 'stopped'
  | 'diverged'
  /** Its pictures could not be had, or no engine is left: trying again may help. */
  | 'failed'
  /** It asks for the impossible. */
  | 'refused';

/** What is known of a run so far. */
export interface RunHistory {
  readonly run: TrainingRun;
  /** The loss of each step before it moved. */
  readonly losses: readonly number[];
  readonly judgements: readonly Judgement[];
  readonly snapshots: readonly LearnerState[];
  /** Time that the steps took, in milliseconds. */
  readonly milliseconds: number;
}

/** How a run is started. */
export interface StartOptions {
  /** The engine to train on; the trainer chooses if left out. */
  readonly engine?: TrainerName | undefined;
  /** The numbers to begin with; the run's own if left out. */
  readonly from?: LearnerState | undefined;
  /** Whether to wait before the first step. */
  readonly isPaused?: boolean;
  /** Pictures of the reader's own, learned from besides. */
  readonly extra?: Pictures | undefined;
  /** Looks at the held-out pictures on the way. */
  readonly looks?: number;
}

/** Snapshots in a run, for going back to; and looks at the held-out pictures, if nobody is in a hurry. */
const snapshotsInRun = 40;
const usualLooks = 20;

/** Pictures of the training set that are looked at beside those held out, always the same: what was learned by heart shows in them. */
export const sampleSize = 1024;

/** How long a run takes that feels immediate, in milliseconds: longer ones wait for a press. */
const immediateMs = 3000;

/** Phases in which nothing more happens by itself, and there is something to look back at. */
const over: readonly RunPhase[] = ['finished', 'stopped', 'diverged'];

/** One place for runs, one after the other. */
export class LiveRun {
  phase = $state<RunPhase>('idle');
  /** What is known of the run now shown; nothing before one was started. */
  history = $state.raw<RunHistory | undefined>();
  /** The last run that finished before this one. */
  previous = $state.raw<RunHistory | undefined>();
  engine = $state<TrainerName | undefined>();
  /** Why it trains there, in words; and whether another engine failed before. */
  reason = $state('');
  hasMoved = $state(false);
  /** Why it could not be trained, in words. */
  fault = $state('');
  /** Whether what failed are pictures that could not be fetched. */
  isAboutPictures = $state(false);
  /** The places of the pictures that are waited for, and whether they are learned from or held out. */
  awaited = $state.raw<{ readonly set: PictureSet; readonly first: number; readonly last: number } | undefined>();
  /** Why the held-out pictures could not be looked at, in words; nothing if they could. */
  unjudged = $state('');
  /** Whether they are being asked for once more. */
  isLooking = $state(false);
  /** How many pictures of the reader's own are learned from besides. */
  own = $state(0);

  readonly #trainer: () => Trainer;
  readonly #frames = oncePerFrame(() => this.#show());
  #record = new TrainingRecord();
  #run: TrainingRun | undefined;
  #control = new TrainingControl();
  #extra: Pictures | undefined;
  #abort = new AbortController();
  #look = new AbortController();
  /** The step that was last looked at, and of which run. */
  #looked: { readonly step: number; readonly record: TrainingRecord } | undefined;
  #phase: RunPhase = 'idle';
  /** The engine that was asked for last. */
  #asked: TrainerName | undefined;
  #onend: () => void = () => undefined;

  constructor(trainer: () => Trainer) {
    this.#trainer = trainer;
  }

  /** Whether it is being trained. */
  readonly isBusy = $derived(['starting', 'training', 'waiting'].includes(this.phase));
  /** Whether it has ended and can be looked back at. */
  readonly isOver = $derived(over.includes(this.phase));
  /** Steps taken: those that were reported, or those that a network from elsewhere has behind it. */
  readonly step = $derived(Math.max(this.history?.losses.length ?? 0, this.history?.snapshots.at(-1)?.step ?? 0));

  /** Called whenever a run has ended by itself. */
  set onend(act: () => void) {
    this.#onend = act;
  }

  /** Starts a run, in place of whatever was under way. Settles when it has ended or was replaced. */
  async start(
    run: TrainingRun,
    { engine, from, isPaused = false, extra, looks = usualLooks }: StartOptions = {},
  ): Promise<void> {
    this.#leave();
    const [abort, control] = [new AbortController(), new TrainingControl({ isPaused })];
    [this.#abort, this.#control, this.#run, this.#record] = [abort, control, run, new TrainingRecord()];
    this.#begin(extra);
    this.hasMoved = false;
    if (engine !== this.#asked) this.engine = undefined;
    this.#asked = engine;
    this.#enter('starting');
    try {
      checkRun(run);
    } catch (error) {
      this.#fail(error, 'refused');
      return;
    }
    try {
      const {
        ended,
        engine: last,
        reason,
        unjudged = '',
      } = await this.#trainer().train(run, {
        signal: abort.signal,
        control,
        onProgress: (progress) => this.#hear(progress),
        ...(engine === undefined ? {} : { engine }),
        ...(from === undefined ? {} : { from }),
        ...(extra === undefined ? {} : { extra }),
        snapshotEvery: Math.max(1, Math.ceil(run.steps / snapshotsInRun)),
        judgeEvery: Math.max(1, Math.ceil(run.steps / looks)),
        sampled: sampleSize,
      });
      if (abort.signal.aborted) return;
      this.engine = last;
      this.reason = reason;
      this.unjudged = unjudged;
      this.#enter(ended);
      performance.mark('run-ended');
      this.#onend();
    } catch (error) {
      if (!abort.signal.aborted) this.#fail(error, 'failed');
    }
  }

  pause(): void {
    this.#control.pause();
  }

  resume(): void {
    this.#control.resume();
    if (this.#phase === 'paused') this.#enter('training');
  }

  /** Takes one step of the run, and waits. */
  takeStep(): void {
    this.#control.step();
  }

  /** Ends the run where it is. */
  stop(): void {
    this.#control.stop();
  }

  /** Forgets the run: back to before the first step. */
  forget(): void {
    this.#leave();
    this.#run = undefined;
    this.history = undefined;
    this.#begin(undefined);
    this.#enter('idle');
  }

  /** Takes up a network from elsewhere, as a run that stands at its step; it is judged when it is looked at. */
  adopt(run: TrainingRun, state: LearnerState): void {
    this.#leave();
    [this.#run, this.#record] = [run, new TrainingRecord()];
    this.#record.add({ kind: 'snapshot', state });
    this.#begin(undefined);
    this.#enter('stopped');
  }

  /** The last snapshot at or before a step. */
  snapshotAt(step: number): LearnerState | undefined {
    return this.history?.snapshots.findLast((state) => state.step <= step);
  }

  /** What the network said of the held-out pictures at exactly this step, if it was asked. */
  judgementAt(step: number): Judgement | undefined {
    return this.history?.judgements.find((judgement) => judgement.step === step);
  }

  /**
   * Goes back to a step of a run that is over: trains from the snapshot before it to the very step, and asks the network about the held-out
   * pictures there. Nothing else of the run changes.
   */
  async lookAt(step: number, engine?: TrainerName): Promise<void> {
    if (this.#looked?.step === step && this.#looked.record === this.#record) return; // on its way, or here
    this.#look.abort();
    this.#look = new AbortController();
    this.#looked = { step, record: this.#record };
    await this.#lookAt(step, { engine, look: this.#look });
  }

  /** Asks about the held-out pictures at every snapshot that was passed by, one after the other, until something else is wanted. */
  async refine(engine?: TrainerName): Promise<void> {
    const { signal } = this.#abort;
    for (const { step } of this.#record.snapshots) {
      if (signal.aborted) return;
      await this.#lookAt(step, { engine, look: new AbortController() });
    }
  }

  /** Asks once more about the held-out pictures, which could not be had when the run ended: at its end, then at every snapshot. */
  async lookAgain(engine?: TrainerName): Promise<void> {
    if (this.isLooking) return;
    const record = this.#record;
    const last = record.snapshots.at(-1)?.step ?? 0;
    this.isLooking = true;
    await this.#lookAt(last, { engine, look: new AbortController() });
    if (record !== this.#record) return; // another run has begun meanwhile
    this.isLooking = false;
    if (record.judgements.some(({ step }) => step === last)) await this.refine(engine);
  }

  async #lookAt(
    step: number,
    { engine, look }: { engine: TrainerName | undefined; look: AbortController },
  ): Promise<void> {
    const [run, record] = [this.#run, this.#record];
    const from = record.snapshotAt(step);
    const isThere = from?.step === step;
    const isJudged = record.judgements.some((judgement) => judgement.step === step);
    if (run === undefined || from === undefined || !over.includes(this.#phase) || (isThere && isJudged)) return;
    const keep = (progress: TrainingProgress): void => {
      if (progress.kind !== 'snapshot' && progress.kind !== 'judged') return;
      if ((progress.kind === 'snapshot' ? progress.state : progress.judgement).step !== step) return;
      record.add(progress);
      if (progress.kind === 'judged') look.abort();
      if (record === this.#record) this.#frames.ask();
    };
    // Where nothing is to be trained, the run ends where it begins; no run has 0 steps, so from the start it goes one further, unheard. It must
    // end by itself: pictures that cannot be had would be waited for without end.
    const ordered = isThere ? { ...run, steps: Math.max(1, step) } : run;
    const extra = this.#extra;
    await this.#trainer()
      .train(ordered, {
        signal: AbortSignal.any([look.signal, this.#abort.signal]),
        from,
        onProgress: keep,
        ...(engine === undefined ? {} : { engine }),
        ...(extra === undefined ? {} : { extra }),
        snapshotEvery: Math.max(1, step),
        judgeEvery: Math.max(1, step),
        sampled: sampleSize,
      })
      .catch(() => undefined); // ended as soon as it had what was wanted; a fault leaves the nearest snapshot shown
  }

  /** Whether a run is likely to be over soon enough to be started by a mere touch of a knob. */
  isQuick(costs: (run: TrainingRun) => number, run: TrainingRun): boolean {
    const { history } = this;
    // Before anything was measured, a run as long as the session's counts as quick, and ten times that.
    if (history === undefined || history.milliseconds === 0) return costs(run) < 1.5e10;
    const msPerCost = history.milliseconds / (costs(history.run) * (history.losses.length / history.run.steps));
    return costs(run) * msPerCost < immediateMs;
  }

  /** Ends everything for good. */
  dispose(): void {
    this.#abort.abort();
    this.#look.abort();
    this.#frames.stop();
  }

  #leave(): void {
    this.#frames.stop();
    this.#look.abort();
    this.#abort.abort();
    this.#abort = new AbortController();
    if (this.#phase === 'finished') this.previous = this.history;
  }

  /** Forgets what was said of the run before. */
  #begin(extra: Pictures | undefined): void {
    this.#extra = extra;
    this.own = extra?.classes.length ?? 0;
    [this.fault, this.unjudged, this.awaited, this.isLooking] = ['', '', undefined, false];
  }

  #enter(phase: RunPhase): void {
    this.#phase = phase;
    this.#frames.now();
  }

  #fail(error: unknown, phase: 'failed' | 'refused'): void {
    this.fault = error instanceof Error ? error.message : String(error);
    // the run itself was checked before: what a worker refuses is for want of pictures
    this.isAboutPictures = error instanceof Error && error.name === 'RefusedRun';
    this.#enter(phase);
  }

  #hear(progress: TrainingProgress): void {
    switch (progress.kind) {
      case 'engine':
        this.hasMoved = this.engine !== undefined && this.#phase !== 'starting';
        this.engine = progress.engine;
        this.reason = progress.reason;
        return;
      case 'waiting':
        this.awaited = progress;
        this.#phase = 'waiting';
        break;
      case 'paused':
        this.#phase = 'paused';
        break;
      case 'steps':
      case 'judged':
      case 'snapshot':
        this.#record.add(progress);
        if (progress.kind === 'steps' && !this.#control.isPaused) this.#phase = 'training';
    }
    // With reduced motion the curves grow in a few strokes, one for each look, and not with every frame.
    const isOnTheWay = progress.kind === 'steps' || progress.kind === 'snapshot';
    if (!isOnTheWay || !prefersReducedMotion()) this.#frames.ask();
  }

  #show(): void {
    this.phase = this.#phase;
    if (this.#run === undefined) return;
    const { losses, judgements, snapshots, milliseconds } = this.#record;
    this.history = { run: this.#run, losses, judgements, snapshots, milliseconds };
  }
}
