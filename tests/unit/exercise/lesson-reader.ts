// Reads a lesson as the build does, but with components that only remember their props: what an author wrote, ready to be checked.
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { evaluate } from 'satteri';

/** A component or an HTML element of a lesson, in reading order. */
export interface LessonNode {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** A lesson taken apart. */
export interface Lesson {
  readonly nodes: readonly LessonNode[];
  /** The words a reader sees in the page itself, equations left out. */
  readonly prose: string;
}

/** Components of MDX, by name, as the page of lessons finds them: each only carries its name. */
const components: Record<string, string> = Object.fromEntries(
  globSync('src/components/{prose,exercises,widgets/*}/*.astro', { cwd: new URL('../../..', import.meta.url) })
    .map((path) => basename(path, '.astro'))
    .map((name) => [name, name]),
);

/** Reads `src/content/lessons/<id>/index.mdx`. */
export function readLesson(id: string): Promise<Lesson> {
  return readText(`lessons/${id}`);
}

/** Reads `src/content/<path>/index.mdx`. */
export async function readText(path: string): Promise<Lesson> {
  const source = readFileSync(new URL(`../../../src/content/${path}/index.mdx`, import.meta.url), 'utf8');
  const nodes: LessonNode[] = [];
  const jsx = (name: unknown, props: unknown): unknown => ({ name, props });
  const module = await evaluate(source.replace(/^---\n[\s\S]*?\n---\n/, ''), {
    jsx,
    jsxs: jsx,
    Fragment: 'fragment',
    elementAttributeNameCase: 'html',
    features: { math: true, headingAttributes: true, smartPunctuation: false },
  });
  if (typeof module.default !== 'function') throw new TypeError('readLesson: the lesson must have content');
  const prose = collect(module.default({ components }), nodes);
  return { nodes, prose: prose.replace(/\s+/g, ' ') };
}

/** All nodes with a name. */
export function named(lesson: Lesson, name: string): readonly LessonNode[] {
  return lesson.nodes.filter((node) => node.name === name);
}

/** A prop that must be text. */
export function textOf(node: LessonNode, prop: string): string {
  const value = node.props[prop];
  if (typeof value !== 'string') throw new TypeError(`${node.name}: ${prop} must be text, got ${String(value)}`);
  return value;
}

/** A prop that must be a list of some kind. */
export function listOf<Item>(node: LessonNode, prop: string, isItem: (item: unknown) => item is Item): readonly Item[] {
  const value = node.props[prop];
  if (!Array.isArray(value) || !value.every(isItem))
    throw new TypeError(`${node.name}: ${prop} must be a list of its kind`);
  return value;
}

const isEquation = (props: object): boolean => 'class' in props && String(props.class).includes('math');

function collect(tree: unknown, nodes: LessonNode[]): string {
  if (typeof tree === 'string') return tree;
  if (Array.isArray(tree)) return tree.map((child) => collect(child, nodes)).join('');
  if (
    typeof tree !== 'object' ||
    tree === null ||
    !('props' in tree) ||
    typeof tree.props !== 'object' ||
    tree.props === null
  )
    return '';
  const name = 'name' in tree && typeof tree.name === 'string' ? tree.name : '';
  if (name !== 'fragment' && name !== '') nodes.push({ name, props: { ...tree.props } });
  if (isEquation(tree.props)) return ' ';
  const inner = 'children' in tree.props ? collect(tree.props.children, nodes) : '';
  return /^(p|h2|li|[A-Z]\w+)$/.test(name) && !/^(Scene|Win|Ker|Term)$/.test(name) ? `${inner} ` : inner;
}
