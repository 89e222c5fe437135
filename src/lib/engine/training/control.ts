// What a reader can do to a run under way, from outside the promise it runs in.

/** Whoever runs it. */
export interface Controlled {
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
}

/** The handles of one run: handed to `train`, and valid before it starts, too. */
export class TrainingControl implements Controlled {
  #run: Controlled | undefined;
  #isPaused = false;
  #isStopped = false;
  #steps = 0;

  /** A run that waits before its first step, if wanted. */
  constructor({ isPaused = false }: { readonly isPaused?: boolean } = {}) {
    this.#isPaused = isPaused;
  }

  /** Whether it is to stand still, but for single steps. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Whether it is to end. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  pause(): void {
    this.#isPaused = true;
    this.#run?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#steps = 0;
    this.#run?.resume();
  }

  /** Takes one step, then stands still. */
  step(): void {
    this.#isPaused = true;
    if (this.#run === undefined) this.#steps++;
    else this.#run.step();
  }

  /** Ends the run where it is; its promise settles with the numbers it has. */
  stop(): void {
    this.#isStopped = true;
    this.#run?.stop();
  }

  /** Connects the run, and says what was wanted meanwhile. Gives how to disconnect it. */
  attach(run: Controlled): () => void {
    this.#run = run;
    for (; this.#steps > 0; this.#steps--) run.step();
    if (this.#isStopped) run.stop();
    return () => {
      if (this.#run === run) this.#run = undefined;
    };
  }
}
