// A Python that has PyTorch, wherever there is one: to check against it, and to measure beside it.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Pythons that may have PyTorch: one that is named, the system's, the first on the path. */
export const pythons: readonly string[] = [process.env.PYTHON ?? '', '/usr/bin/python3', 'python3'].filter(
  (name) => name !== '',
);

/** A Python with PyTorch. */
export interface TorchPython {
  /** PyTorch's. */
  readonly version: string;
  /** Runs it in a folder with some arguments, a script first, and gives what it printed; rejects with its words if it fails. */
  run(folder: string, args: readonly string[]): Promise<string>;
}

/** Finds a Python that has PyTorch; `undefined` where none has. */
export async function findTorch(): Promise<TorchPython | undefined> {
  for (const python of pythons) {
    try {
      const version = await runPython(python, ['-c', 'import torch; print(torch.__version__)'], '.');
      return { version: version.trim(), run: (folder, args) => runPython(python, args, folder) };
    } catch {
      // There is no such Python, or it has no PyTorch: the next may.
    }
  }
  return undefined;
}

async function runPython(python: string, args: readonly string[], folder: string): Promise<string> {
  const child = spawn(python, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [status, printed, complaints] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (status === 0) return printed;
  throw new Error(`${python} ${args.join(' ')} ended with status ${status}:\n${complaints.trim()}`);
}
