// How a page learns that its worker is gone. Browsers announce an error in a worker, but not its end: one that the system stopped for
// want of memory is just silent. A lock, however, is given up by whoever ends, so the worker holds one and the page queues for it.

/** A new name for a worker's lock; `undefined` where the browser has no locks (they need a secure address). */
export function newLifeLock(): string | undefined {
  return 'locks' in navigator ? `engine-${crypto.randomUUID()}` : undefined;
}

/**
 * Called in the worker: settles when the lock is held, and holds it for good. Inside a page of another site a browser may refuse all locks, to the
 * worker and to its page alike: then nobody holds one, the page's own request fails too, and an end goes unannounced, as it does without locks.
 */
export function holdForLife(name: string): Promise<void> {
  return new Promise((held, fail) => {
    navigator.locks
      .request(name, () => {
        held();
        return new Promise<never>(() => undefined);
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'SecurityError') held();
        else fail(error);
      });
  });
}

/** Called in the page once the worker holds the lock: settles when the worker is gone, or never once `signal` is aborted. */
export function endOfLife(name: string, signal: AbortSignal): Promise<void> {
  return new Promise((ended) => {
    navigator.locks.request(name, { signal }, () => ended()).catch(() => undefined); // aborted: nobody asks any more
  });
}
