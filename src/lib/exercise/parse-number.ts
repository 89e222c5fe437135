// Reads a number as people write them: any minus, thousands in groups, decimal point or comma, a fraction, a unit after it, a name before it
// (`p = 3`), or a short sum that leads to it.
// "2,988" can mean two numbers; both are offered, and the one that fits the question counts.
import { readArithmetic } from './parse-arithmetic.ts';

const minusSigns = /[\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d]/g;
const words: Readonly<Record<string, string>> = { zero: '0', none: '0', minus: '-', plus: '+' };

/**
 * The numbers a text can mean, the likeliest first; empty when it means none.
 *
 * @example readings('−29') // [-29]
 * @example readings('2,988') // [2988, 2.988]
 * @example readings('1/9') // [0.111…]
 * @example readings('p = (7 - 1)/2') // [3]
 */
export function readings(text: string): readonly number[] {
  const plain = text
    .toLowerCase()
    .replace(minusSigns, '-')
    .replace(/\b(zero|none|minus|plus)\b/g, (word) => words[word] ?? word)
    .replace(/^\s*[a-z][a-z ]{0,20}[=:]/, '')
    .replace(/^[\s=~≈]+/, '')
    .replace(/(\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(\D|$))/g, '$1')
    .replace(/[\s\u00a0\u2009\u202f]+/g, ' ')
    .replace(/^([+-]) /, '$1')
    .trim();
  const match = /^(?<top>[+-]?[\d.,]+)(?: ?\/ ?(?<bottom>[\d.,]+))?(?: ?(?:%|[a-z][a-z .]*))?\.?$/.exec(plain);
  if (match?.groups?.top === undefined) {
    const value = readArithmetic(plain);
    return value === undefined ? [] : [value];
  }
  const tops = decimalReadings(match.groups.top);
  const { bottom } = match.groups;
  if (bottom === undefined) return tops;
  return tops.flatMap((top) => decimalReadings(bottom).map((by) => top / by)).filter(Number.isFinite);
}

/** The numbers a run of digits, points and commas can mean. */
function decimalReadings(text: string): number[] {
  const digits = text.replace(/[.,]$/, '');
  const asDecimal = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/.test(digits) ? Number(digits.replace(',', '.')) + 0 : undefined;
  const asThousands = /^[+-]?[1-9]\d{0,2}([.,]\d{3})+$/.test(digits) ? Number(digits.replace(/[.,]/g, '')) : undefined;
  const both = digits.includes(',') ? [asThousands, asDecimal] : [asDecimal, asThousands];
  return both.filter((number) => number !== undefined);
}
