// PyTorch beside us, where it is installed: a Python process that computes line by line.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pythons } from '../torch/python.ts';

/** A PyTorch that answers. */
export interface Torch {
  readonly version: string;
  /** Sends one question as a line of JSON and gives the line that comes back. */
  ask(question: object): Promise<unknown>;
  close(): void;
}

/** Starts a script, given by its path, in the first Python that has PyTorch; `undefined` where none has. */
export async function startTorch(script: string): Promise<Torch | undefined> {
  for (const python of pythons) {
    const child = spawn(python, [script], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    });
    child.on('error', () => undefined); // there is no such Python; its output ends, too
    child.stdin.on('error', () => undefined); // it ended before it read
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<unknown> => {
      const { value, done } = await lines.next();
      return done ? undefined : JSON.parse(value);
    };
    const first = await next();
    if (typeof first === 'object' && first !== null && 'version' in first) {
      return {
        version: String(first.version),
        ask(question) {
          child.stdin.write(`${JSON.stringify(question)}\n`);
          return next();
        },
        close: () => void child.stdin.end(),
      };
    }
  }
  return undefined;
}
