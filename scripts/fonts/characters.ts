// Which characters the book prints. The fonts hold no others, so this is read from the sources and never kept by hand.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const withText = /\.(?:mdx|astro|svelte|ts|json|css)$/;

const printableAscii = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index));

/** What writers may use before the next build of the fonts: quotes, dashes, spaces, signs of arithmetic, letters of names. */
const alwaysThere = '\u00a0\u2009\u202f“”‘’–—…·×÷−±≈≤≥⌊⌋∗Σ←→↑↓§©°½¼²éäöü';

const escapeInCode = /\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi;

/** All characters of the texts, those written as `\u2212` or `\u{2212}` too, with ASCII and some more: each once, sorted. */
export function charactersIn(texts: readonly string[]): string {
  const found = new Set([...printableAscii, ...alwaysThere]);
  for (const text of texts) {
    for (const character of text) if (character > '\x7f') found.add(character);
    for (const [, long, short] of text.matchAll(escapeInCode)) {
      const codePoint = Number.parseInt(long ?? short ?? '', 16);
      if (codePoint > 0x7f && codePoint < 0x110000) found.add(String.fromCodePoint(codePoint));
    }
  }
  return Array.from(found).sort().join('');
}

/** The texts of all files of a folder and those below it that can hold words for readers, in the order of their paths. */
export function textsUnder(folder: string, pattern: RegExp = withText, skipped = 'fonts'): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === skipped ? [] : textsUnder(path, pattern, skipped);
    return pattern.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}
