// Checks package-lock.json for what makes an installation fail elsewhere: npm may write a lock that lacks the packages of other
// systems, a lock may name the host it was made with, and a version may float.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of package-lock.json is looked at. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** One package in the lock. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Where Node would find `name` from the package at `path`: its own node_modules, then each one further out. */
function isInLock(lock: Lock, path: string, name: string): boolean {
  const places = path
    .split('/node_modules/')
    .map((_, depth, parts) => parts.slice(0, depth + 1).join('/node_modules/'));
  return ['', ...places].some((place) => `${place === '' ? '' : `${place}/`}node_modules/${name}` in lock.packages);
}

/** Everything wrong with a lock, as sentences. */
export function lockFaults(lock: Lock): string[] {
  const faults: string[] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isInLock(lock, path, name)) faults.push(`${path || 'the project'} names ${name}, which has no entry`);
    }
    if (entry.resolved !== undefined) faults.push(`${path} names the host it came from: ${entry.resolved}`);
    if (path !== '' && entry.integrity === undefined) faults.push(`${path} has no checksum`);
  }
  const own = lock.packages[''] ?? {};
  const wanted = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies };
  for (const [name, version] of Object.entries(wanted)) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      faults.push(`package.json must give ${name} exactly, got ${version}`);
  }
  return faults;
}

if (import.meta.main) {
  const lock: Lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8'));
  const faults = lockFaults(lock);
  for (const fault of faults) console.error(`package-lock.json: ${fault}`);
  if (faults.length > 0) {
    console.error(
      'Keep .npmrc as it is, install exact versions, and remove node_modules before making the lock again.',
    );
    process.exit(1);
  }
  console.log(`package-lock.json: ${Object.keys(lock.packages).length} entries, complete`);
}
