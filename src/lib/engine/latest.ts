// One question at a time, and only the newest: while an answer is being computed, newer questions replace each other, so a
// dragged control never builds a queue.

/** Takes questions as they come; see `latest`. */
export interface Latest<In> {
  /** Asks; a question that still waits is dropped. */
  ask(question: In): void;
  /** Stops: waiting questions are dropped, answers under way are not delivered. */
  stop(): void;
}

/** Runs `compute` for the newest question and hands each answer to `deliver`, failures to `fail`. */
export function latest<In, Out>(
  compute: (question: In) => Promise<Out>,
  { deliver, fail }: { deliver: (answer: Out, question: In) => void; fail: (error: unknown) => void },
): Latest<In> {
  let waiting: { question: In } | undefined;
  let isBusy = false;
  let isStopped = false;

  async function work(): Promise<void> {
    isBusy = true;
    while (waiting !== undefined && !isStopped) {
      const { question } = waiting;
      waiting = undefined;
      try {
        const answer = await compute(question);
        if (!isStopped) deliver(answer, question);
      } catch (error) {
        if (!isStopped) fail(error);
      }
    }
    isBusy = false;
  }

  return {
    ask(question) {
      waiting = { question };
      if (!isBusy) void work();
    },
    stop() {
      isStopped = true;
      waiting = undefined;
    },
  };
}
