// Works out a short sum as people write it into a field: (7 − 1)/2, 28 - 3 + 1, 2 · 3. Nothing but numbers, + − · ÷ and brackets, by recursive
// descent, so that no text can do more than be a number. What reads as a shape, 6 × 6 or 6 * 6, is no sum here; a product of more factors with dots or stars is one.

const longest = 60;
const shapeLike = /^[\d.\s]+(?:(?:[x×][\d.\s]+)+|[*·][\d.\s]+)$/;

/**
 * The value of a sum with at least one operation; `undefined` for any other text, and where it has no finite value.
 *
 * @example readArithmetic('(7 − 1)/2') // 3
 */
export function readArithmetic(text: string): number | undefined {
  if (text.length > longest || shapeLike.test(text)) return undefined;
  const signs = text.replace(/[×*]/g, '·').replace(/[÷:]/g, '/').replace(/\s+/g, ' ').trim();
  const tokens = signs.match(/\d+(?:\.\d+)?|[+\-·/()]/g) ?? [];
  // a blank between two digits, or any other sign, is no sum
  if (/\d \d/.test(signs) || tokens.join('') !== signs.replaceAll(' ', '')) return undefined;
  if (!/[\d)] ?[+\-·/]/.test(signs)) return undefined;
  let at = 0;
  const next = (...wanted: string[]): string | undefined => {
    const token = tokens[at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    at++;
    return token;
  };
  const factor = (): number => {
    if (next('-') !== undefined) return -factor();
    if (next('(') !== undefined) {
      const inside = sum();
      return next(')') === undefined ? Number.NaN : inside;
    }
    const token = tokens[at++];
    return token !== undefined && /^\d/.test(token) ? Number(token) : Number.NaN;
  };
  const product = (): number => {
    let value = factor();
    for (let sign = next('·', '/'); sign !== undefined; sign = next('·', '/'))
      value = sign === '·' ? value * factor() : value / factor();
    return value;
  };
  const sum = (): number => {
    let value = product();
    for (let sign = next('+', '-'); sign !== undefined; sign = next('+', '-'))
      value += sign === '+' ? product() : -product();
    return value;
  };
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : undefined;
}
