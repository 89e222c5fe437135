// Cuts the typefaces down to what the book prints and writes the CSS that names them, into src/styles/fonts. `npm run fonts` does
// it before a build; when nothing that it depends on has changed, it says so and is done.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import { charactersIn, textsUnder } from './fonts/characters.ts';
import { equationsIn, faceKey, katexCharacters, type KatexFace } from './fonts/equations.ts';
import { compositeRules, faceRule, fallbackRule, type FontFile } from './fonts/font-faces.ts';
import { codePointOf, readFont, type FontTables } from './fonts/font-tables.ts';
import { budgetBytes, composites, cuts, fallbacks, preloaded, type Cut } from './fonts/recipe.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = join(root, 'node_modules');
const katexFolder = join(packages, 'katex/dist');
const stampName = 'made-from.json';

/** What the fonts are made from. */
interface Sources {
  /** Every character the book prints. */
  readonly characters: string;
  /** The TeX of all equations. */
  readonly equations: readonly string[];
}

interface MadeFont extends FontFile {
  readonly woff2: Uint8Array;
  readonly tables: FontTables;
}

/** What the book prints, read from its sources in `folder`. */
export function readSources(folder: string): Sources {
  return {
    characters: charactersIn(textsUnder(folder)),
    equations: textsUnder(join(folder, 'content'), /\.mdx$/).flatMap(equationsIn),
  };
}

/** Makes all font files and style sheets: their contents by file name. @throws Error if they weigh more than the budget. */
export async function makeFonts({ characters, equations }: Sources): Promise<Map<string, string | Uint8Array>> {
  const made = new Map<string, MadeFont>();
  for (const cut of cuts) made.set(cut.name, await makeFont(cut, characters));
  const katexCss = readFileSync(join(katexFolder, 'katex.min.css'), 'utf8');
  const katexFaces = await makeKatexFaces(equations, katexCss);

  const files = new Map<string, string | Uint8Array>();
  for (const { name, woff2 } of [...made.values(), ...katexFaces]) files.set(`${name}.woff2`, woff2);
  files.set(
    'fonts.css',
    [
      ...fallbacks.map((fallback) => fallbackRule(fallback, madeFont(made, fallback.like).tables)),
      ...composites.map((composite) =>
        compositeRules({ ...composite, files: composite.files.map((name) => madeFont(made, name)) }),
      ),
    ].join(''),
  );
  files.set(
    'katex.css',
    katexFaces.map((face) => faceRule({ ...face, display: 'block' })).join('') +
      katexCss.replace(/@font-face\{[^}]*\}/g, ''),
  );
  files.set('preload.ts', preloadModule());
  const bytes = fontBytes(files);
  if (bytes > budgetBytes) throw new Error(`makeFonts: fonts must weigh at most ${budgetBytes} bytes, got ${bytes}`);
  return files;
}

/** The characters that no file of the text faces has: the reader's own fonts will show them. */
export function uncovered(characters: string, fontsCss: string): string {
  const ranges = Array.from(fontsCss.matchAll(/url\([^}]*unicode-range:([^;}]+)/g)).flatMap(([, list = '']) =>
    list.split(',').map((range) => {
      const [first = '', last = first] = range.replace('U+', '').split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
    }),
  );
  const isCovered = (codePoint: number) => ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
  return Array.from(characters)
    .filter((character) => !isCovered(codePointOf(character)))
    .join('');
}

async function makeFont({ name, source, axes, only, features }: Cut, characters: string): Promise<MadeFont> {
  const wanted = Array.from(characters)
    .filter((character) => only?.test(character) ?? true)
    .join('');
  const font = readFileSync(join(packages, source));
  const options = { keepFeatures: features, noHinting: true, ...(axes && { variationAxes: axes }) };
  const tables = readFont(await subsetFont(font, wanted, { ...options, targetFormat: 'sfnt' }));
  const woff2 = await subsetFont(font, wanted, { ...options, targetFormat: 'woff2' });
  const isWanted = new Set(Array.from(wanted, codePointOf));
  const codePoints = new Set(Array.from(tables.advances.keys()).filter((codePoint) => isWanted.has(codePoint)));
  return { name, woff2, tables, codePoints };
}

/**
 * The faces that equations need; letters and digits are there as a whole, so that a new equation rarely lacks one in `dev`, and so that a figure
 * whose squares are letters has them all.
 */
async function makeKatexFaces(equations: readonly string[], css: string): Promise<(MadeFont & KatexFace)[]> {
  const alphabet = new Map([
    [faceKey({ family: 'KaTeX_Main', style: 'normal', weight: '400' }), '0123456789()[]+−=<>.,:;!?/|'],
    [
      faceKey({ family: 'KaTeX_Math', style: 'italic', weight: '400' }),
      'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγδεζηθι',
    ],
  ]);
  const used = katexCharacters(equations, css);
  const faces: (MadeFont & KatexFace)[] = [];
  for (const [, family = '', file = '', style, weight] of css.matchAll(
    /font-family:"?(KaTeX_\w+)"?;font-style:(?=[^}]*fonts\/(KaTeX_[\w-]+)\.woff2)(\w+);font-weight:(\d+)/g,
  )) {
    const face: KatexFace = {
      family,
      style: style === 'italic' ? 'italic' : 'normal',
      weight: weight === '700' ? '700' : '400',
    };
    const characters = used.get(faceKey(face));
    if (characters === undefined) continue;
    const wanted = [...characters, alphabet.get(faceKey(face)) ?? ''].join('');
    const cut = { name: file.toLowerCase().replace('_', '-'), source: `katex/dist/fonts/${file}.woff2`, features: [] };
    faces.push({ ...(await makeFont(cut, wanted)), ...face });
  }
  return faces;
}

function madeFont(made: ReadonlyMap<string, MadeFont>, name: string): MadeFont {
  const font = made.get(name);
  if (font === undefined) throw new RangeError(`makeFonts: name must be that of a cut, got ${name}`);
  return font;
}

function preloadModule(): string {
  const imports = preloaded.map((name, index) => `import font${index} from './${name}.woff2?url';\n`).join('');
  const names = preloaded.map((_, index) => `font${index}`).join(', ');
  return `${imports}\n/** Addresses of the faces that a page shows first. */\nexport const preloadFonts: readonly string[] = [${names}];\n`;
}

function fontBytes(files: ReadonlyMap<string, string | Uint8Array>): number {
  return Array.from(files.values()).reduce((sum, file) => sum + (typeof file === 'string' ? 0 : file.length), 0);
}

/** Names all that the result depends on in one short text. */
function stampOf(sources: Sources): string {
  const hash = createHash('sha256').update(JSON.stringify(sources));
  const scripts = readdirSync(join(import.meta.dirname, 'fonts')).sort();
  for (const script of ['build-fonts.ts', ...scripts.map((name) => `fonts/${name}`)]) {
    hash.update(readFileSync(join(import.meta.dirname, script)));
  }
  const owners = cuts.map(({ source }) => /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? '');
  for (const owner of new Set([...owners, 'katex', 'subset-font', 'harfbuzzjs'])) {
    hash.update(readFileSync(join(packages, owner, 'package.json')));
  }
  return hash.digest('hex');
}

function isUpToDate(folder: string, stamp: string): boolean {
  const path = join(folder, stampName);
  if (!existsSync(path)) return false;
  const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof found !== 'object' || found === null || !('stamp' in found) || !('files' in found)) return false;
  const { files } = found;
  return found.stamp === stamp && Array.isArray(files) && files.every((name) => existsSync(join(folder, String(name))));
}

/** Writes each file in one step, for a build may be reading; the stamp is last, and files of earlier runs go. */
function writeFonts(folder: string, files: ReadonlyMap<string, string | Uint8Array>, stamp: string): void {
  mkdirSync(folder, { recursive: true });
  const names = Array.from(files.keys());
  for (const [name, content] of [...files, [stampName, JSON.stringify({ stamp, files: names })] as const]) {
    const unfinished = join(folder, `.${name}.${process.pid}`);
    writeFileSync(unfinished, content);
    renameSync(unfinished, join(folder, name));
  }
  for (const name of readdirSync(folder)) {
    if (name !== stampName && !files.has(name) && !name.startsWith('.')) rmSync(join(folder, name));
  }
}

if (import.meta.main) {
  const folder = join(root, 'src/styles/fonts');
  const sources = readSources(join(root, 'src'));
  const stamp = stampOf(sources);
  if (isUpToDate(folder, stamp)) console.log('Fonts are up to date.');
  else {
    const files = await makeFonts(sources);
    writeFonts(folder, files, stamp);
    const row = (bytes: number, name: string) => console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${name}`);
    for (const [name, content] of files) row(content.length, name);
    row(fontBytes(files), 'all fonts');
    const others = uncovered(sources.characters, String(files.get('fonts.css'))).replace(/\s/g, '');
    if (others !== '') console.log(`In the reader's own fonts: ${Array.from(others).join(' ')}`);
  }
}
