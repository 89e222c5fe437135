// A built page as parse5 reads it, and the few questions the tests ask of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Build } from './builds.ts';

type Node = DefaultTreeAdapterTypes.Node;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** A page of a build. */
export interface HtmlPage {
  /** Path after the base path. */
  readonly path: string;
  /** Its address on a host that the tests make up, with base path. */
  readonly address: URL;
  readonly source: string;
  readonly elements: readonly HtmlElement[];
  readonly ids: readonly string[];
}

export const host = 'https://book.test';

const read = new Map<string, HtmlPage>();

/** Reads a page by its path after the base path. */
export function htmlPage({ folder, base }: Build, path: string): HtmlPage {
  const file = join(folder, path === '' || path.endsWith('/') ? `${path}index.html` : path);
  const known = read.get(file);
  if (known !== undefined) return known;
  const source = readFileSync(file, 'utf8');
  const elements = [...elementsIn(parse(source, { scriptingEnabled: false }))];
  const ids = elements.map((element) => attribute(element, 'id')).filter((id) => id !== undefined);
  const page = { path, address: new URL(`${base}${path}`, host), source, elements, ids };
  read.set(file, page);
  return page;
}

function* elementsIn(node: Node): Generator<HtmlElement> {
  if (defaultTreeAdapter.isElementNode(node)) yield node;
  if ('content' in node) yield* elementsIn(node.content);
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsIn(child);
}

/** The value of an attribute, `undefined` without it. */
export function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

/** The text inside an element, what is no prose (scripts, styles, the sources of equations) left out. */
export function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  if ('tagName' in node && ['script', 'style', 'annotation'].includes(node.tagName)) return '';
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
