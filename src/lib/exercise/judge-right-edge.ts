// Judges a kernel that is to find the right edge of a seven, by four rules: what it sums to, what it answers on the seven itself, on a made left edge, and
// on level edges. Each rule that does not hold is told with the place where it fails.
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { mapSize, pictureSize, placeOf, responseMap, sum, type Place } from '@lib/conv/response.ts';
import { firstSeven } from '@lib/data/first-seven.ts';
import { plainNumber, signedNumber } from '@lib/text/numbers.ts';
import type { CellWords, Verdict } from './parts.ts';

const sumTolerance = 1e-6;
/** So many of the largest answers have to lie on right edges. */
const strongest = 10;
/** The ink on the left of a right edge exceeds that on its right by more than this. */
const leastStep = 128;
const made = 8; // rows and columns of the made pictures
const ink = 254;
/** What float32 leaves of an exact 0, as a share of what the heaviest weight answers to full ink. */
const crumb = 1e-4;

/** A rule: nothing where it holds, else what to say. */
type Rule = (weights: readonly number[], crumbs: number) => CellWords | undefined;

const rules: readonly Rule[] = [sumRule, sevenRule, leftEdgeRule, levelEdgeRule];

/** Judges nine weights, row-major, as a finder of right edges of ink. */
export function judgeRightEdge(weights: readonly number[]): Verdict {
  const heaviest = Math.max(...weights.map(Math.abs));
  if (heaviest === 0)
    return {
      kind: 'wrong',
      lead: 'Nine zeros are silent everywhere.',
      rest: 'Decide which column of weights should count for, and which against.',
    };
  const more = rules.flatMap((rule) => rule(weights, heaviest * ink * crumb) ?? []);
  if (more.length > 0) {
    const held = rules.length - more.length;
    const lead =
      held === 0 ? 'No rule holds yet.' : `${held} of the ${rules.length} rules ${held === 1 ? 'holds' : 'hold'}.`;
    return { kind: 'wrong', lead, rest: more.length === 1 ? 'One does not:' : `${more.length} do not:`, more };
  }
  const [best] = strongestPlaces(weights);
  const where =
    best === undefined
      ? ''
      : ` Its strongest answer to the seven is ${signedNumber(best.answer, 3)} at ${written(best.place)}.`;
  return { kind: 'right', lead: 'All four rules hold.', rest: `It finds right edges.${where}` };
}

/** A place of the seven with the answer there, and the pixels left and right of it. */
export interface StrongPlace {
  readonly place: Place;
  readonly answer: number;
  readonly left: number;
  readonly right: number;
  /** Whether it lies on a right edge. */
  readonly isOnEdge: boolean;
}

/** The places of the seven where a kernel answers loudest, the first of equals first. */
export function strongestPlaces(weights: readonly number[]): readonly StrongPlace[] {
  const map = responseMap(firstSeven, weights);
  return Array.from(map, (answer, index) => ({ answer, index }))
    .sort((one, other) => other.answer - one.answer || one.index - other.index)
    .slice(0, strongest)
    .map(({ answer, index }) => {
      const place = placeOf(index);
      const at = place[0] * pictureSize + place[1];
      const [left, right] = [firstSeven[at - 1] ?? 0, firstSeven[at + 1] ?? 0];
      return { place, answer, left, right, isOnEdge: left - right > leastStep };
    });
}

function sumRule(weights: readonly number[]): CellWords | undefined {
  const total = sum(weights);
  if (Math.abs(total) <= sumTolerance) return undefined;
  const said = plainNumber(total, Math.abs(total) < 0.001 ? 6 : 3);
  return {
    about: 'The sum',
    words: `The weights sum to ${said}, so even ink answers too, everywhere inside a stroke. What you add on one side you must take away on the other.`,
  };
}

function sevenRule(weights: readonly number[]): CellWords | undefined {
  const places = strongestPlaces(weights);
  const off = places.filter(({ isOnEdge }) => !isOnEdge);
  const [first] = off;
  if (first === undefined) return undefined;
  const { place, answer, left, right } = first;
  const which =
    off.length === 1
      ? 'One of the ten strongest answers'
      : off.length === strongest
        ? 'All ten strongest answers'
        : `${off.length} of the ten strongest answers`;
  const why =
    left < right
      ? 'there the ink begins; it does not end'
      : left === right
        ? 'there nothing changes from left to right'
        : `that is a step of ${left - right}, and more than ${leastStep} is wanted`;
  return {
    about: 'The seven',
    words: `${which} ${off.length === 1 ? 'lies' : 'lie'} on no right edge. At ${written(place)} yours answers ${signedNumber(answer, 3)}; left of it the ink is ${left}, right of it ${right}: ${why}.`,
  };
}

function leftEdgeRule(weights: readonly number[], crumbs: number): CellWords | undefined {
  const answers = over(weights, (_, col) => (col < made / 2 ? 0 : ink));
  const greatest = Math.max(...answers);
  const least = Math.min(...answers);
  if (greatest <= crumbs && least < -crumbs) return undefined;
  const at = placeIn(answers.indexOf(greatest));
  return {
    about: 'A left edge',
    words:
      greatest > crumbs
        ? `On a made picture with paper on the left and ink on the right, yours answers ${signedNumber(greatest, 3)} at ${at}. A left edge must get an answer below 0.`
        : 'On a made picture with paper on the left and ink on the right, yours is silent. A left edge must get an answer below 0.',
  };
}

function levelEdgeRule(weights: readonly number[], crumbs: number): CellWords | undefined {
  for (const [name, inkAt] of [
    ['bottom', (row: number) => (row < made / 2 ? ink : 0)],
    ['top', (row: number) => (row < made / 2 ? 0 : ink)],
  ] as const) {
    const answers = over(weights, inkAt);
    const loudest = answers.reduce((most, answer) => (Math.abs(answer) > Math.abs(most) ? answer : most), 0);
    if (Math.abs(loudest) <= crumbs) continue;
    return {
      about: 'Level edges',
      words: `On a made ${name} edge yours answers ${signedNumber(loudest, 3)} at ${placeIn(answers.indexOf(loudest))}, where it should be silent. Look at each row of weights by itself: what does it sum to?`,
    };
  }
  return undefined;
}

/** The answers of a kernel on a made picture, `[6, 6]`. */
function over(weights: readonly number[], inkAt: (row: number, col: number) => number): readonly number[] {
  const pixels = Array.from({ length: made * made }, (_, at) => inkAt(Math.floor(at / made), at % made));
  return [...conv2d(tensor([1, 1, made, made], pixels), tensor([1, 1, 3, 3], weights)).data];
}

const placeIn = (index: number): string => written([Math.floor(index / (made - 2)) + 1, (index % (made - 2)) + 1]);

function written([row, col]: Place): string {
  return `(${row}, ${col})`;
}

/** The map of the seven under a kernel with the largest answer in size, for a picture of it. */
export function sevenMap(weights: readonly number[]): { readonly values: Float32Array; readonly greatest: number } {
  const values = responseMap(firstSeven, weights); // [26, 26]
  if (values.length !== mapSize * mapSize) throw new RangeError('sevenMap: weights must be nine');
  return { values, greatest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
}
