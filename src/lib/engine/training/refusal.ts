// A run that no machine would take, or whose pictures cannot be had: nobody else needs to try it. Whatever else goes wrong is the machine's.

/** Why a run was refused, in words for a reader. */
export class RunRefusal extends Error {
  override readonly name = 'RunRefusal';
}

/**
 * Does something about a run; what it throws becomes a refusal.
 * @throws RunRefusal
 */
export async function asRefusal<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new RunRefusal(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
