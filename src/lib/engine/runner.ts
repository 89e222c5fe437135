// Chooses a backend, computes on it, and moves on to the next when it fails. A failed backend is not tried again: what lost a device or
// ran out of memory once is likely to do so again, and the reader wants the number.
import { backendTitles, backends, type Backend, type ComputedBy } from './backend-names.ts';
import type { Machine } from './backends/machine.ts';
import type { Computed } from './computed.ts';
import { webglObstacle, webgpuObstacle } from './graphics.ts';
import type { Answers, Asked, OperationName } from './operations/asked.ts';
import type { Operation } from './operations/operation.ts';
import { referenceMachine } from './reference-machine.ts';

/** Where to compute. */
export interface BackendOrders {
  /** A backend to try first, software graphics included; the automatic choice if left out. */
  readonly force?: Backend;
  /** Whether nothing but that backend may answer. */
  readonly isStrict?: boolean;
}

/** One way to compute: what stands in its way, in words, and how to start it. */
interface Way {
  readonly backend: Backend;
  obstacle(isSoftwareWelcome: boolean): string | undefined | Promise<string | undefined>;
  open(): Promise<Machine>;
}

// Each import is a module of ours that names the tfjs kernels it needs, so that only those are downloaded.
const ways: Readonly<Record<Backend, Way>> = {
  webgpu: {
    backend: 'webgpu',
    obstacle: webgpuObstacle,
    open: async () => (await import('./backends/webgpu.ts')).open(),
  },
  webgl: {
    backend: 'webgl',
    obstacle: webglObstacle,
    open: async () => (await import('./backends/webgl.ts')).open(),
  },
  wasm: {
    backend: 'wasm',
    obstacle: () => (typeof WebAssembly === 'undefined' ? 'no WebAssembly here' : undefined),
    open: async () => (await import('./backends/wasm.ts')).open(),
  },
  cpu: {
    backend: 'cpu',
    obstacle: () => undefined,
    open: async () => (await import('./backends/cpu.ts')).open(),
  },
};

interface Standing {
  readonly backend: ComputedBy;
  readonly machine: Machine;
}

/** Computes on the best backend there is. Takes one call at a time. */
export class Runner {
  readonly #orders: BackendOrders;
  readonly #untried: Way[];
  /** Why earlier backends are not used. */
  readonly #setbacks: string[] = [];
  #standing: Standing | undefined;

  constructor(orders: BackendOrders = {}) {
    this.#orders = orders;
    const { force } = orders;
    const rest = backends.filter((backend) => backend !== force && orders.isStrict !== true);
    this.#untried = (force === undefined ? rest : [force, ...rest]).map((backend) => ways[backend]);
  }

  /**
   * Computes like the reference.
   * @throws RangeError, TypeError like the reference; the signal's reason; Error in words where orders are strict and the backend failed
   */
  async run<Name extends OperationName>(
    load: () => Operation<Name> | Promise<Operation<Name>>,
    asked: Asked[Name],
    signal?: AbortSignal,
  ): Promise<Computed<Answers[Name]>> {
    const operation = await fetched(load);
    for (;;) {
      const { backend, machine } = (this.#standing ??= await this.#start());
      const startedMs = performance.now();
      try {
        const value = await operation(machine, asked, signal);
        return { value, backend, milliseconds: performance.now() - startedMs, reason: this.#reason(backend) };
      } catch (error) {
        if (backend === 'reference' || signal?.aborted) throw error;
        this.#setbacks.push(`${backendTitles[backend]} failed: ${inWords(error)}`);
        this.#close(machine);
        this.#standing = undefined;
      }
    }
  }

  async #start(): Promise<Standing> {
    for (let way = this.#untried.shift(); way !== undefined; way = this.#untried.shift()) {
      try {
        const obstacle = await way.obstacle(way.backend === this.#orders.force);
        if (obstacle === undefined) return { backend: way.backend, machine: await way.open() };
        this.#setbacks.push(obstacle);
      } catch (error) {
        this.#setbacks.push(`${backendTitles[way.backend]} did not start: ${inWords(error)}`);
      }
    }
    if (this.#orders.isStrict) throw new Error(inSentence(this.#setbacks));
    return { backend: 'reference', machine: referenceMachine };
  }

  #close(machine: Machine): void {
    try {
      machine.close();
    } catch {
      // A device that is gone cannot give its memory back.
    }
  }

  #reason(backend: ComputedBy): string {
    const { force } = this.#orders;
    const asked =
      force === undefined
        ? ''
        : backend === force
          ? ', as asked for'
          : `, though ${backendTitles[force]} was asked for`;
    return inSentence([...this.#setbacks, `running on ${backendTitles[backend]}${asked}`]);
  }
}

function inSentence(parts: readonly string[]): string {
  const words = `${parts.join('; ')}.`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An operation's code may be missing, too: then no backend can help. */
async function fetched<T>(load: () => T | Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new Error(`The code for this computation could not be fetched (${inWords(error)}).`, { cause: error });
  }
}

const longestCause = 160;

function inWords(error: unknown): string {
  // The wasm loader rejects with a bare object that has a message.
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message).slice(0, longestCause);
}
