// The letters of a convolution written out: pixels in capitals without I, weights in Greek, answers from P on.

const capitals = 'ABCDEFGHJKLMNOPQRSTUVWXYZ';
const more = 'acdefghjklm';
const greek = 'αβγδεζηθι';
const answers = 'PQRSTUVWXYZ';

/** Pictures of more pixels use up the letters that answers are named by. */
const mostBesideAnswers = 14;

const spokenGreek = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', 'iota'];

/** A name of one letter, and a number at its foot where letters do not reach. */
export interface Name {
  readonly letter: string;
  readonly foot?: string;
}

/** The name of a pixel; `I` is left out, and small letters follow the capitals. */
export function pixelName(pixel: number): Name {
  const letter = (capitals + more)[pixel];
  return letter === undefined ? { letter: 'x', foot: String(pixel) } : { letter };
}

/** The name of a weight. */
export function weightName(tap: number): Name {
  return { letter: greek[tap] ?? 'w' };
}

/** How a weight is called by those who hear the page. */
export function weightSpoken(tap: number): string {
  return spokenGreek[tap] ?? `weight ${tap}`;
}

/** The name of an answer: P, Q, R … beside few pixels, `y` with its place, from 0, beside many. */
export function answerName(place: number, counts: { readonly pixels: number; readonly places: number }): Name {
  const letter = answers[place];
  const isShort = counts.pixels <= mostBesideAnswers && counts.places <= answers.length;
  return isShort && letter !== undefined ? { letter } : { letter: 'y', foot: String(place) };
}

/** A name on one line. */
export function plainName({ letter, foot = '' }: Name): string {
  return foot === '' ? letter : `${letter} ${foot}`;
}
