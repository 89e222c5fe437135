// A lesson as a list of what has an address in it, read from its MDX as the build reads it, with components that only remember what was handed
// to them: sections, exercises, corrections, figures, and the states that its text links to. Runs in Node only.
import { evaluate } from 'satteri';
import { notQuotable, sentencesOf } from '@lib/text/sentences.ts';
import { computedWords } from './computed-words.ts';

/** A component of a lesson and what it was given. */
export interface LessonPart {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Its words, in sentences. */
  readonly sentences: readonly string[];
}

/** A section of a lesson. */
export interface OutlineSection {
  readonly id: string;
  readonly title: string;
  /** What its running text says: whole sentences that hold no number still to be computed and no equation. */
  readonly sentences: readonly string[];
  /** Its components, in the order of reading. */
  readonly parts: readonly LessonPart[];
  /** How many words there are to read, components included. */
  readonly words: number;
}

/** Components whose words belong to the sentence around them. */
const inline = new Set(['Term', 'Ker', 'Win', 'Scene']);

interface Node {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

const frontmatter = /^---\n[\s\S]*?\n---\n/;

/**
 * The sections of a lesson, by the source of its MDX; what stands before the first heading is a section without an id.
 * @throws TypeError if the source has no content
 */
export async function lessonOutline(source: string): Promise<readonly OutlineSection[]> {
  const jsx = (name: unknown, props: unknown): unknown => ({ name, props });
  const module = await evaluate(source.replace(frontmatter, ''), {
    jsx,
    jsxs: jsx,
    Fragment: 'fragment',
    elementAttributeNameCase: 'html',
    features: { math: true, headingAttributes: true, smartPunctuation: false },
  });
  const content: unknown = module.default;
  if (!isContent(content)) throw new TypeError('lessonOutline: source must have content, got none');
  const components = Object.fromEntries([...source.matchAll(/<([A-Z]\w*)/g)].map(([, name = '']) => [name, name]));
  const tree: unknown = content({ components });
  const sections: { id: string; title: string; nodes: unknown[] }[] = [{ id: '', title: '', nodes: [] }];
  for (const child of topLevel(tree)) {
    if (isNode(child) && child.name === 'h2')
      sections.push({ id: textProp(child.props, 'id'), title: wordsOf(child).trim(), nodes: [] });
    else sections.at(-1)?.nodes.push(child);
  }
  return sections.map(({ id, title, nodes }) => ({
    id,
    title,
    sentences: nodes.flatMap((node) => (isNode(node) && node.name === 'p' ? sentencesOf(wordsOf(node)) : [])),
    parts: nodes.flatMap(partsOf),
    words: nodes.map(wordsOf).join(' ').split(/\s+/).length,
  }));
}

type Content = (props: { readonly components: Readonly<Record<string, string>> }) => unknown;

function isContent(value: unknown): value is Content {
  return typeof value === 'function';
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'props' in value &&
    typeof value.props === 'object' &&
    value.props !== null
  );
}

function textProp(props: Node['props'], name: string): string {
  const value = props[name];
  return typeof value === 'string' ? value : '';
}

const childrenOf = ({ props }: Node): readonly unknown[] =>
  Array.isArray(props['children']) ? props['children'] : props['children'] === undefined ? [] : [props['children']];

function topLevel(tree: unknown): readonly unknown[] {
  if (Array.isArray(tree)) return tree.flatMap(topLevel);
  return isNode(tree) && tree.name === 'fragment' ? childrenOf(tree).flatMap(topLevel) : [tree];
}

function wordsOf(node: unknown): string {
  if (typeof node === 'string') return node;
  if (typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map(wordsOf).join('');
  if (!isNode(node)) return '';
  if (/math/.test(textProp(node.props, 'class'))) return notQuotable;
  const isComponent = /^[A-Z]/.test(node.name);
  const inner = childrenOf(node).map(wordsOf).join('');
  if (isComponent && !inline.has(node.name)) {
    return inner === '' ? (computedWords(node.name, node.props) ?? notQuotable) : `${inner} `;
  }
  return /^(?:p|li|td|tr)$/.test(node.name) ? `${inner} ` : inner;
}

function partsOf(node: unknown): LessonPart[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (!isNode(node)) return [];
  const own = /^[A-Z]/.test(node.name)
    ? [{ name: node.name, props: node.props, sentences: sentencesOf(childrenOf(node).map(wordsOf).join('')) }]
    : [];
  return [...own, ...childrenOf(node).flatMap(partsOf)];
}
