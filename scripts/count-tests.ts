// Reads what vitest's JSON reporter wrote, and counts so that nothing can pass by not running.
import { existsSync, readFileSync } from 'node:fs';

/** The outcome of a check, in tests. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts a run's tests. A run without a report, without tests, or that ended badly although no test failed (a file that does
 * not load, an error between tests) counts as one failure.
 */
export function countTests(report: unknown, hasSucceeded: boolean): Count {
  const passed = numberIn(report, 'numPassedTests');
  const failed = numberIn(report, 'numFailedTests');
  const skipped = numberIn(report, 'numPendingTests') + numberIn(report, 'numTodoTests');
  const isSilent = failed === 0 && (!hasSucceeded || passed === 0);
  return { passed, failed: isSilent ? 1 : failed, skipped };
}

/** Reads a report from a file; `undefined` when there is none or it was not finished. */
export function readReport(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function numberIn(report: unknown, key: string): number {
  if (typeof report !== 'object' || report === null) return 0;
  const value: unknown = Reflect.get(report, key);
  return typeof value === 'number' ? value : 0;
}
