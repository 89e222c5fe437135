// Half-precision numbers (IEEE 754 binary16), in which many files keep weights: a sign, five bits of exponent, ten of fraction. Not every
// browser can read them by itself yet.

/** The number that 16 bits stand for; infinite or NaN where they say so. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
