// Which of KaTeX's typefaces, and which characters of each, the equations of the lessons need. Each equation is rendered as the
// lessons do it, and KaTeX's own style sheet tells which face its classes stand for, so that nothing has to be known by hand.
import katex from 'katex';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

/** A face as CSS names it, such as `KaTeX_Math`, italic, 400. */
export interface KatexFace {
  readonly family: string;
  readonly style: 'normal' | 'italic';
  readonly weight: '400' | '700';
}

interface FontRule {
  readonly classes: readonly string[];
  readonly change: Partial<KatexFace>;
}

const fenced = /^(```|~~~)[^]*?^\1/gm;
const equation = /\$\$([^]+?)\$\$|(?<![\\$])\$((?:\\.|[^$\\\n])+)\$/g;
const zeroWidth = /[\u200b\s]/g; // KaTeX's struts, and spaces, which it prints as margins

/** The TeX of all equations of a Markdown text. */
export function equationsIn(markdown: string): string[] {
  return Array.from(markdown.replace(fenced, '').matchAll(equation), (match) => match[1] ?? match[2] ?? '');
}

/** The rules of KaTeX's style sheet that choose a face, in its order: on which classes of an element, and what they change. */
export function fontRules(css: string): FontRule[] {
  return Array.from(css.matchAll(/([^{}]+)\{([^{}]*)\}/g)).flatMap(([, selectors = '', body = '']) => {
    const change = faceChange(body);
    if (Object.keys(change).length === 0 || selectors.includes('@')) return [];
    return selectors.split(',').map((selector) => {
      const last =
        selector
          .replace(/>span$/, '')
          .trim()
          .split(/\s+/)
          .at(-1) ?? '';
      return { classes: Array.from(last.matchAll(/\.([\w-]+)/g), ([, name = '']) => name), change };
    });
  });
}

/** The characters that equations take from each face, by `family style weight`. */
export function katexCharacters(equations: readonly string[], css: string): Map<string, Set<string>> {
  const rules = fontRules(css);
  const used = new Map<string, Set<string>>();
  const collect = (node: DefaultTreeAdapterTypes.ChildNode, face: KatexFace): void => {
    if ('value' in node) {
      const text = node.value.replace(zeroWidth, '');
      if (text === '') return;
      const key = faceKey(face);
      const characters = used.get(key) ?? new Set<string>();
      used.set(key, characters);
      for (const character of text) characters.add(character);
    }
    if (!('attrs' in node)) return;
    const classes = node.attrs.find(({ name }) => name === 'class')?.value.split(' ') ?? [];
    const inner = rules
      .filter((rule) => rule.classes.length > 0 && rule.classes.every((name) => classes.includes(name)))
      .reduce((outer, rule) => ({ ...outer, ...rule.change }), face);
    for (const child of node.childNodes) collect(child, inner);
  };
  for (const tex of equations) {
    for (const displayMode of [false, true]) {
      const html = katex.renderToString(tex, {
        displayMode,
        output: 'html',
        trust: true,
        strict: false,
        throwOnError: false,
      });
      for (const node of parseFragment(html).childNodes) collect(node, mainFace);
    }
  }
  return used;
}

/** The key of a face in `katexCharacters`. */
export function faceKey({ family, style, weight }: KatexFace): string {
  return `${family} ${style} ${weight}`;
}

const mainFace: KatexFace = { family: 'KaTeX_Main', style: 'normal', weight: '400' };

function faceChange(declarations: string): Partial<KatexFace> {
  const family = /(?:^|;)font(?:-family)?:[^;]*?"?(KaTeX_\w+)/.exec(declarations)?.[1];
  const style = /(?:^|;)font-style:(normal|italic)/.exec(declarations)?.[1];
  const weight = /(?:^|;)font-weight:(400|700|normal|bold)/.exec(declarations)?.[1];
  return {
    ...(family !== undefined && { family }),
    ...((style === 'normal' || style === 'italic') && { style }),
    ...(weight !== undefined && {
      weight: weight === '700' || weight === 'bold' ? ('700' as const) : ('400' as const),
    }),
  };
}
