// Judges a state of the riddle of a hidden kernel: are the nine numbers the hidden ones, and do the places asked about prove it? The fewer places, the better.
import { kernelRiddleLink } from '@lib/state/kernel-riddle-link.ts';
import { answerAt, kernelRiddle, rankWords, tellingPlaces } from './kernel-riddle.ts';
import type { Verdict } from './parts.ts';
import { standingBy } from './standing.ts';

/** The most places asked about for each tier; a riddle that is solved is worth bronze in any case. */
const riddleTiers = { gold: 9, silver: 12, bronze: Infinity } as const;

const needed = 9;

/** Judges the state of the riddle, as its link has it. */
export function judgeRiddle(state: string): Verdict {
  const { seed, q, w } = kernelRiddleLink.parse(state).state;
  const riddle = kernelRiddle(seed);
  const rank = tellingPlaces(riddle, q).filter(Boolean).length;
  if (q.length === 0 && w.every((weight) => weight === 0))
    return {
      kind: 'notice',
      lead: 'Ask about a place first.',
      rest: 'Press a square with a question mark: it tells what the kernel answers there.',
    };
  const off = q.filter((asked) => answerAt(riddle, asked, w) !== answerAt(riddle, asked, riddle.weights));
  const isFound = w.every((weight, at) => weight === riddle.weights[at]);
  if (!isFound) {
    if (off.length > 0) {
      const lead =
        off.length === q.length
          ? 'Your nine numbers fit no equation yet.'
          : `Your nine numbers fit ${q.length - off.length} of ${q.length} equations.`;
      return { kind: 'wrong', lead, rest: 'The others are marked in the figure, with what yours would answer.' };
    }
    return {
      kind: 'wrong',
      lead: `Your nine numbers fit everything you asked. ${q.length === 0 ? '' : rankWords(q.length, rank)}`.trim(),
      rest: 'So do others, and the hidden ones are among those. Ask about a place that says something new.',
    };
  }
  if (rank < needed)
    return {
      kind: 'notice',
      lead: 'These could be the ones.',
      rest: `But so could others: ${rankWords(q.length, rank).replace(/^[A-Z]/, (letter) => letter.toLowerCase())} A riddle is solved when no other kernel fits.`,
    };
  const { reached: tier = 'bronze' } = standingBy((one) => q.length <= riddleTiers[one]);
  const spare = q.length - needed;
  return {
    kind: 'right',
    tier,
    lead: `Riddle ${seed} is solved, with ${q.length} places.`,
    rest: spare === 0 ? 'None of them was too many.' : `${spare} of them said nothing new; it can be done with nine.`,
  };
}
