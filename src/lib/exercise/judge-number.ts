// Judges a number: right, one of the mistakes the author foresaw, or another, of which the number itself betrays something.
import { plainNumber } from '@lib/text/numbers.ts';
import { splitLead } from './emphasis.ts';
import { readings } from './parse-number.ts';
import { readSide } from './parse-shape.ts';
import type { NumberPart, Verdict } from './parts.ts';

const smallestTolerance = 0.0005;

/** How far a number may be from the answer and still be right. */
function toleranceOf(part: NumberPart<number>): number {
  return part.tolerance ?? smallestTolerance * Math.max(1, Math.abs(part.answer));
}

/** Judges what a reader typed against a number part. */
export function judgeNumber(part: NumberPart<number>, typed: string): Verdict {
  if (typed.trim() === '')
    return {
      kind: 'notice',
      lead: 'Write a number first.',
      rest: 'A guess is welcome: a wrong one gets an explanation.',
    };
  const values = [...readings(typed), ...(part.isSide === true ? readSide(typed) : [])];
  const [value] = values;
  if (value === undefined) {
    return {
      kind: 'notice',
      lead: 'That is not one number yet.',
      rest: 'Work it out and write the result, such as 12, −3 or 0.5. This was not counted as a try.',
    };
  }
  const tolerance = toleranceOf(part);
  const rights = [{ value: part.answer, tolerance }, ...(part.also ?? [])];
  const right = values.find((reading) => rights.some((one) => isNear(reading, one.value, one.tolerance)));
  if (right !== undefined) return { kind: 'right', lead: `Right, ${plainNumber(part.answer, 3)}.`, rest: '' };
  for (const wrong of part.wrong) {
    const met = values.some((reading) => isNear(reading, wrong.value, wrong.tolerance ?? tolerance));
    if (met) return { kind: 'wrong', ...splitLead(wrong.why), scene: wrong.scene };
  }
  return { kind: 'wrong', lead: diagnose(value, part.answer, tolerance), rest: part.otherwise };
}

function isNear(value: number, target: number, tolerance: number): boolean {
  return Math.abs(value - target) <= tolerance;
}

/** What a wrong number has to do with the right one, in a sentence that doesn't give the right one away. */
function diagnose(value: number, answer: number, tolerance: number): string {
  const yours = plainNumber(value, 3);
  if (answer === 0) return `Something is left over in your ${yours}.`;
  if (isNear(-value, answer, tolerance)) return 'The size is right, the sign is not.';
  if (isNear(value * 255, answer, Math.max(tolerance, 0.13)))
    return 'That is right for pixels from 0 to 1, but here they go from 0 to 255.';
  if (isNear(value / 255, answer, tolerance)) return 'The digits are right, but you are too high by a factor of 255.';
  if (isNear(value * 9, answer, tolerance)) return 'You are exactly nine times too low, as if you had taken a mean.';
  if (isNear(value / 9, answer, tolerance))
    return 'You are exactly nine times too high, as if something had not been divided.';
  if (isNear(Math.abs(value - answer), 1, tolerance)) return `Your ${yours} is off by one, so the way there is right.`;
  if (value === 0) return 'Here not everything cancels.';
  if (Math.sign(value) !== Math.sign(answer)) return `Your ${yours} has the wrong sign.`;
  const size = Math.abs(value) > Math.abs(answer) ? 'large' : 'small';
  return answer < 0 ? `The sign is right, but your ${yours} is too ${size} in size.` : `Your ${yours} is too ${size}.`;
}
