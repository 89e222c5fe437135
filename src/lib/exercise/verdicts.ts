// The plainest verdicts: two sentences and what they are.
import type { Verdict } from './parts.ts';

/** What is wrong, after what was right. */
export function wrong(lead: string, rest: string): Verdict {
  return { kind: 'wrong', lead, rest };
}

/** What is missing before anything can be judged. */
export function notice(lead: string, rest: string): Verdict {
  return { kind: 'notice', lead, rest };
}
