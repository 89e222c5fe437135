// Reads a shape as people write it: 64 × 4 × 14 × 14, 64x4x14x14, (64, 4, 14, 14), torch.Size([64, 4, 14, 14]), or with spaces only.

/** The lengths of the axes that a text names; `undefined` when it names none. */
export function readShape(text: string): readonly number[] | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^=?\s*(?:torch\.size|tensor|shape)?\s*/, '')
    .replace(/^[([{]+|[)\]}.]+$/g, '')
    .trim();
  if (
    !/^\d{1,6}(?:[\s\u00a0\u2009\u202f]*[x×*·✕⨯,;/][\s\u00a0\u2009\u202f]*\d{1,6}|[\s\u00a0\u2009\u202f]+\d{1,6})*,?$/.test(
      plain,
    )
  )
    return undefined;
  return [...plain.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

/** The side of a square that a text names, `6 × 6`; empty when it names none, as `readings` is. */
export function readSide(text: string): readonly number[] {
  const shape = readShape(text) ?? [];
  const [rows, cols] = shape;
  return shape.length === 2 && rows !== undefined && rows === cols ? [rows] : [];
}
