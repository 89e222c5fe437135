// Work that a reader asks for by a press, and that may be given up: whether it is under way, what came of it, and why it ended without a result.

/** Work on a press; a figure adds what is done. */
export abstract class AskedWork<Outcome> {
  /** What came of it, so far. */
  outcome = $state.raw<Outcome | undefined>();
  isRunning = $state(false);
  /** Why it ended without a result, in words. */
  fault = $state.raw<string | undefined>();
  #stopper = new AbortController();

  /** Does the work; what was under way is given up and forgotten. What the work throws becomes the fault, unless it was given up. */
  protected async start(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.forget();
    const { signal } = (this.#stopper = new AbortController());
    this.isRunning = true;
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) this.fault = error instanceof Error ? error.message : String(error);
    } finally {
      if (!signal.aborted) this.isRunning = false;
    }
  }

  /** Gives up what is under way, and keeps what there is. */
  stop(): void {
    this.#stopper.abort(new DOMException('The reader stopped', 'AbortError'));
    this.isRunning = false;
  }

  /** Gives up what is under way, and forgets what there is. */
  forget(): void {
    this.stop();
    this.outcome = undefined;
    this.fault = undefined;
  }
}
