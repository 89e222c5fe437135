// Reads from a TrueType file what the book's CSS needs to know: which characters it has, how wide they are, how high its lines.
// The tables are those of the OpenType specification: `head`, `hhea`, `hmtx` and `cmap` (formats 4 and 12).

/** What a font says of itself; lengths in units of which `unitsPerEm` make one em. */
export interface FontTables {
  readonly unitsPerEm: number;
  readonly ascent: number;
  /** Positive downwards. */
  readonly descent: number;
  readonly lineGap: number;
  /** Advance width of each character the font has, by code point. */
  readonly advances: ReadonlyMap<number, number>;
}

/** Reads an uncompressed TrueType or OpenType file. @throws RangeError if a table is missing or its format is another one. */
export function readFont(sfnt: Uint8Array): FontTables {
  const tables = tableViews(sfnt);
  const head = tableNamed(tables, 'head');
  const hhea = tableNamed(tables, 'hhea');
  const hmtx = tableNamed(tables, 'hmtx');
  const lastAdvance = hhea.getUint16(34) - 1; // glyphs after it are as wide
  const advances = new Map<number, number>();
  for (const [codePoint, glyph] of glyphs(tableNamed(tables, 'cmap'))) {
    advances.set(codePoint, hmtx.getUint16(4 * Math.min(glyph, lastAdvance)));
  }
  return {
    unitsPerEm: head.getUint16(18),
    ascent: hhea.getInt16(4),
    descent: -hhea.getInt16(6),
    lineGap: hhea.getInt16(8),
    advances,
  };
}

/** Mean width of the characters of a text in ems, without kerning. @throws RangeError if the font lacks one of them. */
export function meanWidth(font: FontTables, text: string): number {
  let sum = 0;
  for (const character of text) {
    const advance = font.advances.get(codePointOf(character));
    if (advance === undefined) throw new RangeError(`meanWidth: font must have every character, got ${character}`);
    sum += advance;
  }
  return sum / Array.from(text).length / font.unitsPerEm;
}

/** The number Unicode gives to the first character of a text. */
export function codePointOf(character: string): number {
  const codePoint = character.codePointAt(0);
  if (codePoint === undefined) throw new RangeError('codePointOf: character must not be empty');
  return codePoint;
}

function tableViews(sfnt: Uint8Array): Map<string, DataView> {
  const view = new DataView(sfnt.buffer, sfnt.byteOffset, sfnt.byteLength);
  const tables = new Map<string, DataView>();
  const count = view.getUint16(4);
  for (let record = 12; record < 12 + 16 * count; record += 16) {
    const tag = String.fromCharCode(...sfnt.subarray(record, record + 4));
    const start = sfnt.byteOffset + view.getUint32(record + 8);
    tables.set(tag, new DataView(sfnt.buffer, start, view.getUint32(record + 12)));
  }
  return tables;
}

function tableNamed(tables: ReadonlyMap<string, DataView>, tag: string): DataView {
  const table = tables.get(tag);
  if (table === undefined) throw new RangeError(`readFont: font must have a table ${tag}`);
  return table;
}

/** The pairs of code point and glyph of a `cmap` table; glyph 0 means that there is none. */
function glyphs(cmap: DataView): [codePoint: number, glyph: number][] {
  const offsets = Array.from({ length: cmap.getUint16(2) }, (_, record) => cmap.getUint32(8 + 8 * record));
  const ofFormat = (format: number) => offsets.find((offset) => cmap.getUint16(offset) === format);
  const segmented = ofFormat(12);
  if (segmented !== undefined) return groups12(cmap, segmented);
  const short = ofFormat(4);
  if (short === undefined) throw new RangeError('readFont: cmap must have a subtable of format 4 or 12');
  return segments4(cmap, short).filter(([, glyph]) => glyph !== 0);
}

function groups12(cmap: DataView, offset: number): [number, number][] {
  return Array.from({ length: cmap.getUint32(offset + 12) }, (_, index) => offset + 16 + 12 * index).flatMap(
    (group) => {
      const first = cmap.getUint32(group);
      const length = cmap.getUint32(group + 4) - first + 1;
      return Array.from({ length }, (_, n): [number, number] => [first + n, cmap.getUint32(group + 8) + n]);
    },
  );
}

function segments4(cmap: DataView, offset: number): [number, number][] {
  const bytes = cmap.getUint16(offset + 6); // of one column, two for each segment
  const ends = offset + 14;
  const starts = ends + bytes + 2;
  return Array.from({ length: bytes / 2 }, (_, index) => 2 * index).flatMap((at) => {
    const first = cmap.getUint16(starts + at);
    const delta = cmap.getUint16(starts + bytes + at);
    const rangeAt = starts + 2 * bytes + at;
    const range = cmap.getUint16(rangeAt);
    return Array.from({ length: cmap.getUint16(ends + at) - first + 1 }, (_, n): [number, number] => {
      if (first + n === 0xffff) return [first + n, 0]; // the last segment only ends the list
      const listed = range === 0 ? first + n : cmap.getUint16(rangeAt + range + 2 * n);
      return [first + n, range !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff];
    });
  });
}
