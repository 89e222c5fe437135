// Words as outlines, so that a picture needs no typeface where it is drawn. The book's own faces are cut to static fonts once, shaped by HarfBuzz, and
// each character comes from the first face that has it, as on the pages. Runs in Node only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Blob, Buffer, Face, Font, shape } from 'harfbuzzjs';
import subsetFont from 'subset-font';
import type { CardFace } from './figure.ts';

interface Cut {
  readonly file: string;
  readonly axes?: Readonly<Record<string, number>>;
  readonly only?: string;
}

const fontsource = (name: string, file: string): string =>
  `@fontsource-variable/${name}/files/${name}-latin-${file}.woff2`;
const newsreader = (file: 'normal' | 'italic', opsz: number, wght: number): Cut => ({
  file: fontsource('newsreader', `opsz-${file}`),
  axes: { opsz, wght },
});
const sourceSans = (wght: number): Cut => ({ file: fontsource('source-sans-3', 'wght-normal'), axes: { wght } });
const operators: Cut = { file: fontsource('source-serif-4', 'wght-normal'), axes: { wght: 400 }, only: '+−×÷=±' };
const symbols: Cut = { file: 'katex/dist/fonts/KaTeX_Main-Regular.woff2', only: '≈≠≤≥⌊⌋⌈⌉∗Σ←→↑↓↦∈∞' };

const faces: Readonly<Record<CardFace, readonly Cut[]>> = {
  title: [operators, newsreader('normal', 56, 350), symbols],
  serif: [operators, newsreader('normal', 20, 400), symbols],
  italic: [operators, newsreader('italic', 20, 400), symbols],
  sans: [sourceSans(400), operators, symbols],
  bold: [sourceSans(600), operators, symbols],
};

const codePoints = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).join('');
/** Every character that a face is asked for: Latin letters, punctuation, arrows, signs. */
const repertoire =
  codePoints(0x20, 0x7e) + codePoints(0xa0, 0x17f) + codePoints(0x2009, 0x2044) + codePoints(0x2190, 0x22ff);

/** Sets words in the book's faces. */
export interface Typesetter {
  /** How wide a line is, in units of its size. */
  widthOf(text: string, face: CardFace, size: number): number;
  /** The outlines of a line as SVG, its baseline beginning at 0, 0. */
  outline(text: string, face: CardFace, size: number): string;
}

interface Glyph {
  readonly id: number;
  readonly font: Font;
  readonly scale: number;
  readonly advance: number;
}

async function loadFont({ file, axes, only = repertoire }: Cut): Promise<Font> {
  const source = readFileSync(join('node_modules', file));
  const options = { targetFormat: 'sfnt', noHinting: true, ...(axes && { variationAxes: axes }) } as const;
  const sfnt = await subsetFont(source, only, options);
  return new Font(new Face(new Blob(new Uint8Array(sfnt))));
}

let loaded: Promise<Typesetter> | undefined;

/** The typesetter; its fonts are made at the first call. */
export function typesetter(): Promise<Typesetter> {
  loaded ??= makeTypesetter();
  return loaded;
}

async function makeTypesetter(): Promise<Typesetter> {
  const fonts = new Map<string, Font>();
  for (const cut of new Set(Object.values(faces).flat())) fonts.set(keyOf(cut), await loadFont(cut));
  const byFace = new Map(
    Object.entries(faces).map(([face, cuts]) => [face, cuts.flatMap((cut) => fonts.get(keyOf(cut)) ?? [])]),
  );

  function glyphs(text: string, face: CardFace, size: number): Glyph[] {
    const list = byFace.get(face) ?? [];
    return runsOf(text, list).flatMap(({ font, words }) => {
      const scale = size / font.face.upem;
      const buffer = new Buffer();
      buffer.addText(words);
      buffer.guessSegmentProperties();
      shape(font, buffer);
      return buffer
        .getGlyphInfosAndPositions()
        .map(({ codepoint, xAdvance = 0 }) => ({ id: codepoint, font, scale, advance: xAdvance * scale }));
    });
  }

  return {
    widthOf: (text, face, size) => glyphs(text, face, size).reduce((width, { advance }) => width + advance, 0),
    outline(text, face, size) {
      let x = 0;
      return glyphs(text, face, size)
        .map(({ id, font, scale, advance }) => {
          const path = font.glyphToPath(id);
          const at = x;
          x += advance;
          return path === ''
            ? ''
            : `<path transform="translate(${at.toFixed(2)})scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})" d="${path}"/>`;
        })
        .join('');
    },
  };
}

const keyOf = (cut: Cut): string => JSON.stringify(cut);

/** Parts of a text that one font sets: for each character the first that has it, else the last. */
function runsOf(text: string, fonts: readonly Font[]): { font: Font; words: string }[] {
  const runs: { font: Font; words: string }[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const font = fonts.find((candidate) => (candidate.nominalGlyph(codePoint) ?? 0) !== 0);
    if (font === undefined) {
      throw new RangeError(
        `typeset: text must have only characters of the book's faces, got “${character}” in “${text}”`,
      );
    }
    const last = runs.at(-1);
    if (last?.font === font) last.words += character;
    else runs.push({ font, words: character });
  }
  return runs;
}
