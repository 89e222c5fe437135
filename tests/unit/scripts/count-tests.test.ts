import { describe, expect, it } from 'vitest';
import { countTests } from '../../../scripts/count-tests.ts';

const green = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };

describe('counting a run of tests', () => {
  it.each([
    ['all well', green, true, { passed: 5, failed: 0, skipped: 2 }],
    ['two failed', { ...green, numFailedTests: 2 }, false, { passed: 5, failed: 2, skipped: 2 }],
    ['none failed, but the run did: one failure', green, false, { passed: 5, failed: 1, skipped: 2 }],
    ['nothing ran: one failure', { numPassedTests: 0 }, true, { passed: 0, failed: 1, skipped: 0 }],
    [
      'everything skipped: one failure',
      { numPassedTests: 0, numPendingTests: 3 },
      true,
      { passed: 0, failed: 1, skipped: 3 },
    ],
    ['no report: one failure', undefined, true, { passed: 0, failed: 1, skipped: 0 }],
  ])('%s', (_title, report, hasSucceeded, count) => {
    expect(countTests(report, hasSucceeded)).toEqual(count);
  });
});
