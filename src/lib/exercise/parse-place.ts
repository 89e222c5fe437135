// Reads a place as people write it: (0, 2), 0,2, 0 2, [0][2], row 0, column 2, with any minus.

const minusSigns = /[\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d]/g;

/** The two whole numbers in a text, the first of them first; `undefined` when there are more or fewer, or other words. */
export function readTwoNumbers(text: string): readonly [number, number] | undefined {
  const plain = text.toLowerCase().replace(minusSigns, '-').trim();
  const match =
    /^[([{\s]*(?:row\s*)?(-?\d{1,4})[\])}\s]*[\s,;/|x×·.[(]+\s*(?:and\s+)?(?:col(?:umn)?\s*)?(-?\d{1,4})[\])}\s.]*$/.exec(
      plain,
    );
  if (match === null) return undefined;
  return [Number(match[1]), Number(match[2])];
}
