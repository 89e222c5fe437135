// Finds the sums that a text states, such as "329 − 300 = 29", and works them out again.

const number = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;
const term = String.raw`${number}(?:/${number})?`;
const sumPattern = new RegExp(String.raw`(?<![\d.])(−?${term}(?: [+−·÷×] ${term})+) = (−?${number})`, 'g');

/** A sum that a text states: how it is written, what it comes to, and what the text says it comes to. */
export interface StatedSum {
  readonly written: string;
  readonly value: number;
  readonly stated: number;
}

/** All sums that a text states. */
export function statedSums(text: string): readonly StatedSum[] {
  return [...text.matchAll(sumPattern)].map(([written, left = '', stated = '']) => ({
    written,
    value: work(left),
    stated: plain(stated),
  }));
}

/** Works out a sum of products. */
function work(left: string): number {
  const signed = left.startsWith('−') ? left : `+${left}`;
  return signed
    .replace(/ ([+−]) /g, ' $1')
    .split(/ (?=[+−])/)
    .reduce((total, addend) => total + (addend.startsWith('−') ? -1 : 1) * product(addend.slice(1)), 0);
}

function product(addend: string): number {
  const [first = '', ...others] = addend.split(/ (?=[·÷×])/);
  return others.reduce(
    (value, other) => (other.startsWith('÷') ? value / plain(other.slice(2)) : value * plain(other.slice(2))),
    plain(first),
  );
}

function plain(text: string): number {
  const [top = '', bottom] = text.replace('−', '-').replaceAll(',', '').split('/');
  return Number(top) / (bottom === undefined ? 1 : Number(bottom));
}
