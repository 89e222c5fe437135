// A hidden kernel, and three patches of paper and ink to ask it about: the same number gives every reader the same riddle. Each patch repeats itself, so that
// no two of them say enough about nine weights, and all three do.
import { independentRows } from '@lib/array/independent-rows.ts';
import { seededRandom } from '@lib/array/random.ts';
import { products, sum } from '@lib/conv/response.ts';

/** How many patches there are. */
export const patchCount = 3;

/** Rows and columns of a patch. */
export const patchSide = 5;

/** Rows and columns of a patch's map. */
export const patchMapSide = patchSide - 2;

/** A place to ask about: the patch, and the place in its map, row by row. */
export interface AskedPlace {
  readonly patch: number;
  readonly place: number;
}

/** A riddle. */
export interface KernelRiddle {
  /** Patches of 25 pixels, 0 for paper and 1 for ink, row by row. */
  readonly patches: readonly (readonly number[])[];
  /** The nine weights to be found, whole numbers. */
  readonly weights: readonly number[];
}

const kernelSize = 9;
const greatest = 4; // of a weight, up or down
const mostZeros = 2;

/** The riddle with a number. */
export function kernelRiddle(seed: number): KernelRiddle {
  const random = seededRandom(seed + 1);
  const whole = (count: number): number => Math.floor(random() * count);
  const bits = (count: number): number[] => Array.from({ length: count }, () => whole(2));
  const patchFrom = (rule: (row: number, col: number) => number): number[] =>
    Array.from({ length: patchSide ** 2 }, (_, at) => rule(Math.floor(at / patchSide), at % patchSide));
  for (;;) {
    // the same down every column, and along the diagonals of both kinds: no two of these span all pictures of 3 × 3
    const [columns, falling, rising] = [bits(patchSide), bits(2 * patchSide - 1), bits(2 * patchSide - 1)];
    const patches = [
      patchFrom((_, col) => columns[col] ?? 0),
      patchFrom((row, col) => falling[col - row + patchSide - 1] ?? 0),
      patchFrom((row, col) => rising[col + row] ?? 0),
    ];
    if (independentRows(patches.flatMap(allWindows)).filter(Boolean).length < kernelSize) continue;
    for (;;) {
      const weights = Array.from({ length: kernelSize }, () => whole(2 * greatest + 1) - greatest);
      if (weights.filter((weight) => weight === 0).length <= mostZeros) return { patches, weights };
    }
  }
}

function allWindows(patch: readonly number[]): number[][] {
  return Array.from({ length: patchMapSide ** 2 }, (_, place) => windowIn(patch, place));
}

function windowIn(patch: readonly number[], place: number): number[] {
  const [top, left] = [Math.floor(place / patchMapSide), place % patchMapSide];
  return [0, 1, 2].flatMap((row) => [0, 1, 2].map((col) => patch[(top + row) * patchSide + left + col] ?? 0));
}

/** The nine pixels under the window at a place. */
export function askedWindow({ patches }: KernelRiddle, { patch, place }: AskedPlace): readonly number[] {
  return windowIn(patches[patch] ?? [], place);
}

/** What a kernel answers at a place. */
export function answerAt(riddle: KernelRiddle, asked: AskedPlace, weights: readonly number[]): number {
  return sum(products([...askedWindow(riddle, asked)], weights));
}

/** Which of the places asked about say something that those before them do not say already. */
export function tellingPlaces(riddle: KernelRiddle, asked: readonly AskedPlace[]): readonly boolean[] {
  return independentRows(asked.map((place) => askedWindow(riddle, place)));
}

/** How much some places say about nine weights, in words. */
export function rankWords(asked: number, rank: number): string {
  if (asked === 0) return 'Nothing asked yet. Nine independent equations are needed.';
  const places = `${asked === 1 ? 'This one place gives' : `These ${inWords(asked)} places give`} ${inWords(rank)} independent ${rank === 1 ? 'equation' : 'equations'}`;
  return rank === kernelSize
    ? `${places}: enough for nine weights.`
    : `${places}; ${inWords(kernelSize - rank)} more ${kernelSize - rank === 1 ? 'is' : 'are'} needed.`;
}

const names = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const inWords = (count: number): string => names[count] ?? String(count);
