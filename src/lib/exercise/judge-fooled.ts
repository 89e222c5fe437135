// Judges a three that was changed: is it the three and the net that were asked for, does the net say seven, and with how few pixels changed?
import { changedThree, changedThreeFields } from '@lib/state/changed-three.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { counted, signedNumber } from '@lib/text/numbers.ts';
import type { FoolGoal, Verdict } from './parts.ts';
import { standingBy } from './standing.ts';
import { notice, wrong } from './verdicts.ts';

const codec = linkCodec(changedThreeFields);

/** A picture to be shown to the net. */
export interface AskedPicture {
  readonly pixels: Uint8Array;
  /** How many of its pixels differ from what they were. */
  readonly changed: number;
}

/** The picture that a state of the figure shows, or why it does not count. */
export function askedPicture(goal: FoolGoal, entry: string): AskedPicture | Verdict {
  const own = entry.split(',').filter((pair) => Object.hasOwn(changedThreeFields, pair.split(':', 1)[0] ?? ''));
  const { state } = codec.parse(own.join(','));
  if (state.pic !== goal.picture)
    return notice(
      'Your figure shows another three.',
      `Choose held-out picture ${goal.picture} first. This was not counted as a try.`,
    );
  if (state.seed !== goal.seed)
    return notice(
      `Your net began at seed ${state.seed}.`,
      `Set the seed to ${goal.seed} first, so that all fool the same net. This was not counted as a try.`,
    );
  const { pixels, changed } = changedThree(state);
  if (changed.length === 0)
    return notice('No pixel is changed yet.', 'Press pixels of the three until the net says 7, then come back.');
  return { pixels, changed: changed.length };
}

/** Judges what the net says of a picture: the scores of three and of seven. */
export function judgeFooled(
  { most }: FoolGoal,
  { changed }: Pick<AskedPicture, 'changed'>,
  [three, seven]: readonly [three: number, seven: number],
): Verdict {
  const pixels = counted(changed, 'pixel');
  const scores = `The scores are ${signedNumber(three, 2)} for 3 and ${signedNumber(seven, 2)} for 7.`;
  if (!(seven > three))
    return wrong(
      `It still says 3, with ${pixels} changed.`,
      `${scores} The 3 leads by ${signedNumber(three - seven, 2)}.`,
    );
  const { reached: tier, next } = standingBy((one) => changed <= most[one]);
  if (tier === undefined)
    return wrong(
      `It says 7, with ${pixels} changed.`,
      `${scores} But at most ${most.bronze} may be changed; find ${counted(changed - most.bronze, 'pixel')} that need not be.`,
    );
  return {
    kind: 'right',
    tier,
    lead: `It says 7, with ${pixels} changed.`,
    rest: next === undefined ? scores : `${scores} For ${next} it takes ${most[next]}, ${changed - most[next]} fewer.`,
  };
}
