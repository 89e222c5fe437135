// What the training laboratory is: the runs that its link describes, what is known of them so far, and the step that is looked at.
import type { LearnerState, TrainerName } from '@lib/engine/training/learner.ts';
import { TrainerPool } from '@lib/engine/training/trainer-pool.ts';
import { momentRows } from '@lib/nn/optimiser.ts';
import { planVectors } from '@lib/nn/parameter-vector.ts';
import { keepRun, type KeptRun } from '@lib/state/kept-run.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import { batchShape, stepsPerEpoch, type TrainingRun } from '@lib/nn/training-run.ts';
import { pictureCounts } from '@lib/data/picture-counts.ts';
import { HeldOut } from '@lib/state/held-out.svelte.ts';
import { ownDigits } from '@lib/state/own-digits.svelte.ts';
import { LiveRun, type StartOptions } from '@lib/state/live-run.svelte.ts';
import { noSecond, runLimits, runOf, secondNames, secondOf, type RunLink } from '@lib/state/training-run-field.ts';
import { refusalWords } from '@lib/text/run-words.ts';
import { cnnTrainerLink, shortest, type CnnTrainerLink, type Side } from './cnn-trainer.link.ts';
import { Inside } from './inside.svelte.ts';
import { RaceState } from './race.svelte.ts';
import { RateSweep } from './rate-sweep.svelte.ts';
import { SeedBand } from './seed-band.svelte.ts';

/** Looks at the pictures on the way of a run that was started by a press. */
const looks = 6;

/** The same while knobs are moved. The snapshots are looked at when the run is over, so the curves come out alike. */
const looksOnTheMove = 3;

export class CnnTrainerState {
  link = $state.raw<CnnTrainerLink>(cnnTrainerLink.initial);
  /** What had to be said about the link that was opened. */
  notes = $state.raw<readonly string[]>([]);
  /** The engine that the reader asks for; the trainer chooses if none. */
  engine = $state<TrainerName | undefined>();
  /** Which run the knobs set. */
  side = $state<Side>('a');
  /** Whether the run began from numbers that no link can carry. */
  isFromFile = $state(false);

  /** Whether the reader's own digits are learned from, too. No link says so, for none can carry them. */
  wantsOwn = $state(false);

  readonly pool = new TrainerPool();
  readonly a = new LiveRun(() => this.pool.at(0));
  readonly b = new LiveRun(() => this.pool.at(this.pool.size - 1));
  /** The spread of either run over its seeds. */
  readonly bands: Readonly<Record<Side, SeedBand>> = { a: new SeedBand(this.pool), b: new SeedBand(this.pool) };
  readonly rates = new RateSweep(this.pool);
  readonly race = new RaceState();
  readonly heldOut = new HeldOut();
  /** What is seen of the run that is looked into. */
  readonly inside = new Inside(this);

  /** Whether the figure was seen: nothing is trained before. */
  #isSeen = false;
  /** Whether the link describes a run that is to be trained as soon as it is. */
  isWanted = $state(false);
  /** Whether the link asks for many runs. */
  #isAsked = false;

  /** The text of the state, as it stands in the address. */
  readonly text = $derived(cnnTrainerLink.print(shortest(this.link)));
  /** The text of the runs alone, whatever is looked at. */
  readonly runText = $derived(cnnTrainerLink.print(onlyRun(this.link)));
  /** Settings apart from what is looked at, so that a look makes no new run. */
  readonly settings = $derived(cnnTrainerLink.parse(this.runText).state);
  readonly run = $derived(runOf(this.settings));
  readonly secondSettings = $derived(secondOf(this.settings));
  readonly second = $derived(this.secondSettings === undefined ? undefined : runOf(this.secondSettings));
  /** The settings that the knobs show. */
  readonly knobs = $derived<RunLink>((this.side === 'b' ? this.secondSettings : undefined) ?? this.settings);
  /** Why a run cannot be trained, in words. */
  readonly refusal = $derived(refusalWords(this.run, this.settings.net));
  readonly secondRefusal = $derived(
    this.second === undefined ? undefined : refusalWords(this.second, (this.secondSettings ?? this.settings).net),
  );
  /** The run that is looked into: what stands below the curves, the other figures and the files are about it. */
  readonly into = $derived<Side>(this.second === undefined ? 'a' : this.link.in);
  readonly live = $derived(this.into === 'b' ? this.b : this.a);
  readonly liveSettings = $derived<RunLink>((this.into === 'b' ? this.secondSettings : undefined) ?? this.settings);
  readonly liveRun = $derived((this.into === 'b' ? this.second : undefined) ?? this.run);
  readonly liveRefusal = $derived(this.into === 'b' ? this.secondRefusal : this.refusal);
  /** Its spread over seeds. */
  readonly seeds = $derived(this.bands[this.into]);
  /** The reader's own digits among those that are told apart. */
  readonly own = $derived(ownDigits.pictures(this.run.digits));
  /** Those that the next run learns from. */
  readonly extra = $derived(this.wantsOwn ? this.own : undefined);
  readonly table = $derived(stageTable(this.settings.net, batchShape(1)));
  /** Numbers to learn of the run that the knobs set. */
  readonly parameters = $derived(stageTable(this.knobs.net, batchShape(1)).parameters);
  readonly epochSteps = $derived(
    stepsPerEpoch(this.run, pictureCounts(this.run.digits).train + (this.extra?.classes.length ?? 0)),
  );
  /** Whether moving a knob trains at once. */
  readonly isQuick = $derived(this.a.isQuick(costs, this.run));

  constructor() {
    this.a.onend = () => {
      this.#keep();
      if (this.a.unjudged === '') void this.a.refine(this.engine);
    };
    this.b.onend = () => {
      if (this.b.unjudged === '') void this.b.refine(this.engine);
    };
  }

  /** Takes over the state of a link; a link that describes a run trains it as soon as the figure is seen. */
  open(text: string | undefined): void {
    const { state, notes } = cnnTrainerLink.parse(text);
    const before = this.runText;
    this.link = shortest(state);
    this.notes = notes;
    this.#settle();
    if (this.text === '') {
      this.forget();
      return;
    }
    const isThere = this.runText === before && this.a.history !== undefined && !this.isFromFile;
    if (!isThere) this.isWanted = true;
    else void this.heldOut.load(this.liveRun);
    this.#isAsked = this.link.show === 'seeds' || this.link.show === 'rates';
    if (this.#isSeen) this.seen();
  }

  /** Says that the figure is on the screen. */
  seen(): void {
    this.#isSeen = true;
    if (this.isWanted) this.train();
    if (!this.#isAsked) return;
    this.#isAsked = false;
    if (this.link.show === 'seeds' && !this.seeds.isThere) this.startSeeds();
    if (this.link.show === 'rates' && !this.rates.isThere) this.startRates();
  }

  /** Changes what is looked at; the runs stay. */
  look(change: Partial<Pick<CnnTrainerLink, 'show' | 'step' | 't' | 'pic'>>): void {
    this.link = { ...this.link, ...change };
  }

  /** Looks into the other run, at the same step. */
  lookInto(side: Side): void {
    this.link = { ...this.link, in: side };
    this.inside.narrowed = undefined;
    this.rates.keepOnly(this.#ratesText());
    if (this.live.history !== undefined) void this.heldOut.load(this.liveRun);
  }

  /** Looks at a step; the last one is the end, wherever that is. */
  goTo(step: number): void {
    const last = this.live.step;
    this.look({ step: step >= last && last > 0 ? 'end' : Math.max(0, Math.round(step)) });
  }

  /** Changes settings of both runs, or of the one that the knobs set, and trains if that takes no time to speak of. */
  set(change: Partial<RunLink>): void {
    if (this.side === 'b') {
      const own = Object.entries(change).filter(([name]) => secondNames.some((second) => second === name));
      const shared = Object.entries(change).filter(([name]) => !secondNames.some((second) => second === name));
      this.setLink({
        ...Object.fromEntries(shared),
        ...Object.fromEntries(own.map(([name, value]) => [`b.${name}`, value])),
      });
    } else this.setLink(change);
  }

  /** Changes any part of the link that makes other runs. */
  setLink(change: Partial<CnnTrainerLink>): void {
    this.link = shortest({ ...this.link, step: 'end', pic: -1, ...change });
    this.notes = [];
    this.#settle();
    if (this.isQuick || this.refusal !== undefined) this.train({ looks: looksOnTheMove });
    else this.#wait();
  }

  /** Trains what the link describes, from its start. */
  train(options: StartOptions = {}): void {
    this.isWanted = false;
    this.isFromFile = options.from !== undefined;
    void this.heldOut.load(this.liveRun);
    const usual = { engine: this.engine, looks, extra: this.extra };
    void this.a.start(this.run, { ...usual, ...options });
    if (this.second !== undefined) void this.b.start(this.second, { ...usual, ...options, from: undefined });
    else this.b.forget();
  }

  /** The press that starts, halts and goes on. */
  press(): void {
    const { a, b } = this;
    if (a.isBusy) [a, b].forEach((run) => run.pause());
    else if (a.phase === 'paused') [a, b].forEach((run) => run.resume());
    else {
      this.look({ step: 'end' });
      this.train();
    }
  }

  /** Takes one step: of the run under way, or the first of a new one. */
  takeStep(): void {
    this.look({ step: 'end' });
    if (this.a.isBusy || this.a.phase === 'paused') [this.a, this.b].forEach((run) => run.takeStep());
    else {
      this.train({ isPaused: true });
      [this.a, this.b].forEach((run) => run.takeStep());
    }
  }

  /** Ends the runs where they are; what they came to is kept. */
  stop(): void {
    [this.a, this.b].forEach((run) => run.stop());
  }

  /** Back to before the first step, of the same start; what the link describes stays. */
  startOver(): void {
    this.forget();
    if (this.text !== '') this.look({ step: 0 });
  }

  /** Adds a second run beside the first, which differs in its start until the knobs say otherwise. */
  addSecond(): void {
    this.setLink({ 'b.seed': (this.settings.seed + 1) % (runLimits.seed + 1) });
    this.side = 'b';
  }

  dropSecond(): void {
    this.setLink(noSecond);
  }

  /** Trains at a rate that was picked from many; they stay drawn, for they do not depend on it. */
  setRate(lr: number): void {
    this.side = this.into;
    this.set({ lr });
  }

  startSeeds(): void {
    void this.heldOut.load(this.liveRun);
    void this.seeds.start(this.#seedsText(this.into), this.liveRun, this.engine);
  }

  startRates(): void {
    void this.rates.start(this.#ratesText(), this.liveRun, this.engine);
  }

  startRace(): void {
    void this.race.start(this.liveRun);
  }

  /** Back to before the first step of the run that the link would describe without a step. */
  forget(): void {
    this.isWanted = false;
    this.isFromFile = false;
    this.a.forget();
    this.b.forget();
    this.link = { ...this.link, step: undefined, pic: -1 };
  }

  /** Trains on this engine from now on; on whichever the trainer finds best if none is given. */
  useEngine(engine: TrainerName | undefined): void {
    this.engine = engine;
    if (this.a.phase !== 'idle') this.train();
  }

  /** Learns from the reader's own digits, too, or no longer. */
  useOwn(wantsOwn: boolean): void {
    this.wantsOwn = wantsOwn;
    this.setLink({});
  }

  /** Asks about the held-out digits once more, where they could not be had. */
  lookAgain(): void {
    void this.heldOut.load(this.liveRun);
    for (const run of [this.a, this.b]) if (run.unjudged !== '') void run.lookAgain(this.engine);
  }

  /** Takes up a network from a file or from the last visit. */
  adopt(link: CnnTrainerLink, state: LearnerState, isFromFile: boolean): void {
    this.isWanted = false;
    this.link = { ...link, step: state.step };
    this.notes = [];
    this.side = 'a';
    this.isFromFile = isFromFile;
    this.b.forget();
    void this.heldOut.load(this.run);
    this.a.adopt(this.run, state);
  }

  /** Brings a run back that was kept: its weights at once, and the run itself, which the same link trains again. */
  bringBack({ link: text, step, learned, remembered }: KeptRun): void {
    const { state } = cnnTrainerLink.parse(text);
    this.setLink({ ...state, step });
    if (this.a.isBusy || this.refusal !== undefined || learned === undefined || remembered === undefined) return;
    // a long run waits for a press; its weights are here meanwhile, if they are its own
    const plan = planVectors(this.run.layers, batchShape(1));
    if (learned.length !== plan.learnedCount || remembered.length !== plan.rememberedCount) return;
    const moments = Array.from({ length: momentRows[this.run.optimiser] }, () => new Float32Array(learned.length));
    this.adopt(this.link, { step, learned, remembered, moments }, false);
  }

  /** Trains the network that came from a file, with the settings of the knobs; its steps are counted anew. */
  trainOn(): void {
    const { state } = this.inside;
    if (state === undefined) return;
    const moments = Array.from(
      { length: momentRows[this.run.optimiser] },
      () => new Float32Array(state.learned.length),
    );
    this.look({ step: 'end' });
    this.train({ from: { ...state, step: 0, moments } });
  }

  dispose(): void {
    [this.a, this.b, this.race, this.pool].forEach((part) => part.dispose());
    [this.bands.a, this.bands.b, this.rates].forEach((many) => many.stop());
  }

  /** Keeps the run that has ended for the reader's next visit. */
  #keep(): void {
    const { history } = this.a;
    const [last, state] = [history?.judgements.at(-1), history?.snapshots.at(-1)];
    // a run that its link does not give again is not kept
    if (
      this.a.phase !== 'finished' ||
      this.isFromFile ||
      this.a.own > 0 ||
      state === undefined ||
      last?.step !== state.step
    )
      return;
    const { step, learned, remembered } = state;
    keepRun({ link: this.runText, step, right: last.right, count: last.count, learned, remembered });
  }

  /** Lets go of what was about other runs than those of the link. */
  #settle(): void {
    this.inside.narrowed = undefined;
    if (this.secondSettings === undefined) this.side = 'a';
    this.bands.a.keepOnly(this.#seedsText('a'));
    this.bands.b.keepOnly(this.#seedsText('b'));
    this.rates.keepOnly(this.#ratesText());
    this.race.stop();
  }

  /** What the spread over seeds and the sweep of rates are about: a run, but for what they vary themselves. */
  #seedsText(side: Side): string {
    const settings = (side === 'b' ? this.secondSettings : undefined) ?? this.settings;
    return cnnTrainerLink.print({ ...cnnTrainerLink.initial, ...settings, ...noSecond, seed: 0 });
  }

  #ratesText(): string {
    return cnnTrainerLink.print({ ...cnnTrainerLink.initial, ...this.liveSettings, ...noSecond, lr: 1 });
  }

  /** A run that takes its time waits for a press. */
  #wait(): void {
    this.a.forget();
    this.b.forget();
  }
}

/** What a run costs, in multiplications of its way forward. */
function costs(run: TrainingRun): number {
  return tableOf(run.layers, batchShape(1)).multiplyAccumulates * run.batch * run.steps;
}

function onlyRun(link: CnnTrainerLink): CnnTrainerLink {
  const { show, step, t, pic, in: into } = cnnTrainerLink.initial;
  return { ...link, show, step, t, pic, in: into };
}
