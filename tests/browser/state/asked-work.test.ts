// Work on a press: what it ends in, and what becomes of work that is given up.
import { describe, expect, it } from 'vitest';
import { AskedWork } from '@lib/state/asked-work.svelte.ts';

class Sum extends AskedWork<number> {
  add(numbers: Promise<readonly number[]>, seen: (signal: AbortSignal) => void = () => undefined): Promise<void> {
    return this.start(async (signal) => {
      seen(signal);
      const all = await numbers;
      if (!signal.aborted) this.outcome = all.reduce((sum, number) => sum + number, 0);
    });
  }
}

describe('work on a press', () => {
  it('is under way until it ends, and leaves what came of it', async () => {
    const sum = new Sum();
    const done = sum.add(Promise.resolve([1, 2, 4]));
    expect(sum.isRunning).toBe(true);
    await done;
    expect([sum.isRunning, sum.outcome, sum.fault]).toEqual([false, 7, undefined]);
  });

  it('says in words why it ended without a result, and forgets that with the next press', async () => {
    const sum = new Sum();
    await sum.add(Promise.reject(new Error('The numbers were lost.')));
    expect([sum.isRunning, sum.outcome, sum.fault]).toEqual([false, undefined, 'The numbers were lost.']);
    await sum.add(Promise.resolve([5]));
    expect([sum.outcome, sum.fault]).toEqual([5, undefined]);
  });

  it('is given up by the next, and what it would have ended in counts no more', async () => {
    const sum = new Sum();
    const { promise, reject } = Promise.withResolvers<readonly number[]>();
    let given: AbortSignal | undefined;
    const first = sum.add(promise, (signal) => (given = signal));
    const second = sum.add(Promise.resolve([3]));
    expect(given?.aborted).toBe(true);
    reject(new Error('too late'));
    await Promise.all([first, second]);
    expect([sum.isRunning, sum.outcome, sum.fault]).toEqual([false, 3, undefined]);
  });

  it('keeps what there is when it is stopped, and drops it when it is forgotten', async () => {
    const sum = new Sum();
    await sum.add(Promise.resolve([2, 2]));
    sum.stop();
    expect(sum.outcome).toBe(4);
    sum.forget();
    expect(sum.outcome).toBeUndefined();
  });
});
