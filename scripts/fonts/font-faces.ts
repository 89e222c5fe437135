// The @font-face rules: the book's own files, and fallbacks cut from the reader's fonts to the same measure, so that a page set in
// a fallback breaks its lines in nearly the same places and stands on the same baselines.
import { meanWidth, type FontTables } from './font-tables.ts';

/** A file of the book and the characters it holds. */
export interface FontFile {
  readonly name: string;
  readonly codePoints: ReadonlySet<number>;
}

/** What one name in CSS is made of: for each character the first file of the list that has it. */
export interface Composite {
  readonly family: string;
  readonly style: 'normal' | 'italic';
  /** One weight, or two for a range. */
  readonly weight: string;
  readonly files: readonly FontFile[];
}

/** Fonts that readers may have, all of the same widths. */
export interface Fallback {
  readonly family: string;
  readonly style: 'normal' | 'italic';
  readonly weight: string;
  readonly local: readonly string[];
  /** Mean width of the sample's characters, in ems. */
  readonly width: number;
  /** Leaves the digits to other fallbacks, because this one's hang below the line. */
  readonly isWithoutDigits?: boolean;
}

/** What fallbacks are measured with; the widths of the usual fonts below belong to this sentence. */
export const sample =
  'A kernel lies over nine pixels of the picture and weighs each of them; the sum says how well the place it covers answers to it.';

/** Code points as CSS writes them, neighbours joined: `U+20-7E,U+A0`. */
export function unicodeRange(codePoints: Iterable<number>): string {
  const ranges: [first: number, last: number][] = [];
  for (const codePoint of Array.from(codePoints).sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.[1] === codePoint - 1) range[1] = codePoint;
    else ranges.push([codePoint, codePoint]);
  }
  const hex = (codePoint: number) => codePoint.toString(16).toUpperCase();
  return ranges.map(([first, last]) => `U+${hex(first)}${first === last ? '' : `-${hex(last)}`}`).join(',');
}

/**
 * The rules of a composite. All have the same weights and style, for only such faces complete each other, and their ranges do not
 * overlap, so that a file is fetched only for a character that it alone gives.
 */
export function compositeRules({ family, style, weight, files }: Composite): string {
  const given = new Set<number>();
  const rules = files.map(({ name, codePoints }) => {
    const own = Array.from(codePoints).filter((codePoint) => !given.has(codePoint));
    for (const codePoint of own) given.add(codePoint);
    return own.length === 0 ? '' : faceRule({ family, style, weight, name, display: 'optional' }, unicodeRange(own));
  });
  return rules.join('');
}

/** One rule for a file of the book; without a range it stands for all characters. */
export function faceRule(
  face: { family: string; style: string; weight: string; name: string; display: 'optional' | 'block' },
  range?: string,
): string {
  const src = `url(./${face.name}.woff2) format("woff2")`;
  const { family, style, weight, display } = face;
  const rest = range === undefined ? '' : `;unicode-range:${range}`;
  return `@font-face{font-family:"${family}";src:${src};font-style:${style};font-weight:${weight};font-display:${display}${rest}}\n`;
}

/** The rule that sizes a reader's font until it runs as wide and stands as high as one of the book's. */
export function fallbackRule(fallback: Fallback, like: FontTables): string {
  const scale = meanWidth(like, sample) / fallback.width;
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  const height = (units: number) => percent(units / like.unitsPerEm / scale);
  const declarations = [
    `font-family:"${fallback.family}"`,
    `src:${fallback.local.map((name) => `local("${name}")`).join(',')}`,
    `font-style:${fallback.style}`,
    `font-weight:${fallback.weight}`,
    `size-adjust:${percent(scale)}`,
    `ascent-override:${height(like.ascent)}`,
    `descent-override:${height(like.descent)}`,
    `line-gap-override:${height(like.lineGap)}`,
    ...(fallback.isWithoutDigits === true ? ['unicode-range:U+0-2F,U+3A-10FFFF'] : []),
  ];
  return `@font-face{${declarations.join(';')}}\n`;
}
