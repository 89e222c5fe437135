import { readFileSync } from 'node:fs';
import subsetFont from 'subset-font';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFonts, uncovered } from '../../../scripts/build-fonts.ts';
import { charactersIn } from '../../../scripts/fonts/characters.ts';
import { equationsIn, fontRules, katexCharacters } from '../../../scripts/fonts/equations.ts';
import { compositeRules, fallbackRule, sample, unicodeRange } from '../../../scripts/fonts/font-faces.ts';
import { codePointOf, meanWidth, readFont } from '../../../scripts/fonts/font-tables.ts';
import { budgetBytes, composites, preloaded } from '../../../scripts/fonts/recipe.ts';

const packages = new URL('../../../node_modules/', import.meta.url);
const katexCss = readFileSync(new URL('katex/dist/katex.min.css', packages), 'utf8');
const katexMain = readFileSync(new URL('katex/dist/fonts/KaTeX_Main-Regular.ttf', packages));

describe('charactersIn', () => {
  it('finds what is written as itself and what is written as an escape', () => {
    const characters = charactersIn(['ŷ = 3', String.raw`'\u21ba' and '\u{2192}' and \u0041`]);
    for (const character of 'ŷ↺→−~') expect(characters).toContain(character);
  });

  it('names each character once', () => {
    const characters = Array.from(charactersIn(['ŷŷ−−aa']));
    expect(new Set(characters).size).toBe(characters.length);
  });
});

describe('equationsIn', () => {
  it('finds equations in the line and on their own, and none in code', () => {
    const markdown = ['with $r$ and $w_{i}$:', '$$', 'y = x', '$$', '```sh', 'echo $HOME $PATH', '```'].join('\n');
    expect(equationsIn(markdown)).toEqual(['r', 'w_{i}', '\ny = x\n']);
  });

  it('takes no escaped dollar for an equation', () => {
    expect(equationsIn(String.raw`costs \$5 or \$6`)).toEqual([]);
  });
});

describe('katexCharacters', () => {
  const charactersOf = (tex: string) =>
    Object.fromEntries([...katexCharacters([tex], katexCss)].map(([face, set]) => [face, [...set].sort().join('')]));

  it.each([
    ['y=2', { 'KaTeX_Math italic 400': 'y', 'KaTeX_Main normal 400': '2=' }],
    [String.raw`\sum`, { 'KaTeX_Size1 normal 400': '∑', 'KaTeX_Size2 normal 400': '∑' }],
    [String.raw`\mathbf{w}`, { 'KaTeX_Main normal 700': 'w' }],
    [String.raw`\mathbb{R}`, { 'KaTeX_AMS normal 400': 'R' }],
    [String.raw`\text{sum}`, { 'KaTeX_Main normal 400': 'msu' }],
    [String.raw`\htmlClass{w-kernel}{w}`, { 'KaTeX_Math italic 400': 'w' }],
  ])('%s', (tex, expected) => {
    expect(charactersOf(tex)).toEqual(expected);
  });

  it('reads every face that the style sheet can choose', () => {
    const declared = new Set(katexCss.match(/(?<=@font-face\{[^}]*font-family:"?)KaTeX_\w+/g));
    const chosen = new Set(fontRules(katexCss).map(({ change }) => change.family));
    for (const family of declared) expect(chosen).toContain(family);
  });
});

describe('unicodeRange', () => {
  it.each([
    [[0x41], 'U+41'],
    [[0x43, 0x41, 0x42, 0x2212], 'U+41-43,U+2212'],
    [[], ''],
  ])('%j -> %s', (codePoints, range) => {
    expect(unicodeRange(codePoints)).toBe(range);
  });
});

describe('compositeRules', () => {
  it('gives each character to the first file that has it, and leaves out a file that is left with none', () => {
    const files = [
      { name: 'signs', codePoints: new Set([0x2b]) },
      { name: 'text', codePoints: new Set([0x2b, 0x41]) },
      { name: 'spare', codePoints: new Set([0x41]) },
    ];
    const css = compositeRules({ family: 'Text', style: 'normal', weight: '400', files });
    expect(css).toMatch(/signs\.woff2[^}]*unicode-range:U\+2B\}/);
    expect(css).toMatch(/text\.woff2[^}]*unicode-range:U\+41\}/);
    expect(css).not.toContain('spare');
  });
});

describe('readFont', () => {
  it('reads heights and widths as KaTeX designed them', () => {
    const font = readFont(katexMain);
    expect(font.unitsPerEm).toBe(1000);
    expect(font.advances.get(codePointOf('0'))).toBe(500); // Computer Modern's digits are half an em
    expect(font.advances.get(codePointOf('−'))).toBe(778);
    expect(font.advances.has(codePointOf('é'))).toBe(false);
  });

  it('averages the widths of a text', () => {
    expect(meanWidth(readFont(katexMain), '00−')).toBeCloseTo((0.5 + 0.5 + 0.778) / 3, 10);
    expect(() => meanWidth(readFont(katexMain), 'é')).toThrow('meanWidth: font must have every character, got é');
  });

  it('says which table is missing', () => {
    expect(() => readFont(new Uint8Array(12))).toThrow('readFont: font must have a table head');
  });
});

describe('fallbackRule', () => {
  it('scales a font of double width to a half, and its heights the other way', () => {
    const like = { unitsPerEm: 1000, ascent: 700, descent: 250, lineGap: 0, advances: widthsOf(400) };
    const css = fallbackRule({ family: 'F', style: 'normal', weight: '400', local: ['L'], width: 0.8 }, like);
    expect(css).toContain('size-adjust:50.00%;ascent-override:140.00%;descent-override:50.00%;line-gap-override:0.00%');
  });

  function widthsOf(advance: number): Map<number, number> {
    return new Map(Array.from(sample, (character) => [codePointOf(character), advance]));
  }
});

describe('the fonts of the book', () => {
  const equations = [String.raw`y_{r,c} = \sum_{i=0}^{2} w_{i}\, x_{r+i-1}`];
  const characters = charactersIn(['ŷ']);
  let files: Map<string, string | Uint8Array>;

  beforeAll(async () => {
    files = await makeFonts({ characters, equations });
  });

  const textOf = (name: string) => String(files.get(name));
  const fontNamed = async (name: string) => {
    const file = files.get(name);
    if (!(file instanceof Uint8Array)) throw new Error(`no font ${name}`);
    return readFont(await subsetFont(file, '0123456789+−=Σ', { targetFormat: 'sfnt' }));
  };

  it('weigh no more than the budget', () => {
    const bytes = Array.from(files.values()).map((file) => (typeof file === 'string' ? 0 : file.length));
    expect(bytes.reduce((sum, length) => sum + length)).toBeLessThanOrEqual(budgetBytes);
  });

  it('are all named by the style sheets, and only they', () => {
    const named = `${textOf('fonts.css')}${textOf('katex.css')}`.match(/(?<=url\(\.\/)[\w.-]+(?=\))/g);
    const made = Array.from(files.keys()).filter((name) => name.endsWith('.woff2'));
    expect([...new Set(named)].sort()).toEqual(made.sort());
    expect(textOf('katex.css')).not.toContain('url(fonts/');
  });

  it('leave to the reader only what no typeface of the book has', () => {
    expect(uncovered(charactersIn([]), textOf('fonts.css')).replace(/\s/g, '')).toBe('');
    expect(uncovered(characters, textOf('fonts.css'))).toContain('ŷ');
  });

  it('show minus, plus and equals in the stronger cut in each style of Newsreader', () => {
    const rules = textOf('fonts.css').match(/@font-face\{[^}]*operators\.woff2[^}]*\}/g) ?? [];
    const newsreaders = composites.filter(({ family }) => family === 'Newsreader Variable');
    expect(rules.map((rule) => /font-style:\w+;font-weight:[\d ]+/.exec(rule)?.[0]).sort()).toEqual(
      newsreaders.map(({ style, weight }) => `font-style:${style};font-weight:${weight}`).sort(),
    );
  });

  it.each(['source-sans.woff2', 'newsreader-text.woff2'])('%s sets digits in columns', async (name) => {
    const { advances } = await fontNamed(name);
    const widths = new Set(Array.from('0123456789', (digit) => advances.get(codePointOf(digit))));
    expect([...widths]).toEqual([expect.any(Number)]);
  });

  it('the italic has digits that do not stand in columns, since its even 7 leaves a gap in 6,722', async () => {
    const file = files.get('newsreader-italic.woff2');
    if (!(file instanceof Uint8Array)) throw new Error('no italic');
    expect(Buffer.from(await subsetFont(file, '6,7', { targetFormat: 'sfnt' })).includes('pnum')).toBe(true);
  });

  it('have no face of KaTeX that no equation uses', () => {
    const faces = Array.from(files.keys()).filter((name) => name.startsWith('katex-') && name.endsWith('.woff2'));
    expect(faces.sort()).toEqual([
      'katex-main-regular.woff2',
      'katex-math-italic.woff2',
      'katex-size1-regular.woff2',
      'katex-size2-regular.woff2',
    ]);
  });

  it('are fetched early where a page shows them first', () => {
    for (const name of preloaded) expect(textOf('preload.ts')).toContain(`'./${name}.woff2?url'`);
  });
});
