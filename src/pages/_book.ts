// What several routes need to know of the whole book: the lessons that are written, taken apart, the widgets with their cards, and so every address
// there is. Read from the files as they stand, so that nothing is registered by hand.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { WidgetCard } from '@lib/card/figure.ts';
import { inkPlate } from '@lib/card/parts.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import {
  addressesOf,
  homeOf,
  statesOf,
  type AddressedLesson,
  type AddressedWidget,
  type BookAddress,
} from '@lib/site/addresses.ts';
import { lessonOutline } from '@lib/site/lesson-outline.ts';
import { lessons } from '@lib/site/lessons.ts';

const folder = 'src/content/lessons';

/** The cards of widgets, by the folders they stand in. */
const cards = import.meta.glob<{ readonly card: WidgetCard }>('../components/widgets/*/*.card.ts', { eager: true });

/** All widgets that have states, whether they have a card or not. */
const schemas = import.meta.glob('../components/widgets/*/*.link.ts');

const idOf = (path: string): string => path.split('/').at(-2) ?? '';

/** Ids of all widgets. */
export const widgetIds: readonly string[] = Object.keys(schemas).map(idOf).sort();

/** The widgets that say how they look where only a link is seen. */
export const widgets: readonly AddressedWidget[] = Object.entries(cards)
  .map(([path, { card }]) => ({ id: idOf(path), component: componentName(idOf(path)), card }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

function componentName(id: string): string {
  return id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

async function readLessons(): Promise<readonly AddressedLesson[]> {
  const written = lessons.filter(({ id }) => existsSync(join(folder, id, 'index.mdx')));
  return Promise.all(
    written.map(async (entry) => {
      const source = readFileSync(join(folder, entry.id, 'index.mdx'), 'utf8');
      const matter: unknown = parse(/^---\n([\s\S]*?)\n---\n/.exec(source)?.[1] ?? '');
      return { entry, outline: await lessonOutline(source), ...frontmatterOf(matter) };
    }),
  );
}

function frontmatterOf(matter: unknown): Pick<AddressedLesson, 'title' | 'description' | 'written'> {
  const field = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  const sections = field(matter, 'sections');
  const names = typeof sections === 'object' && sections !== null ? Object.keys(sections) : [];
  const cardOf = (name: string): string => String(field(field(sections, name), 'card') ?? '');
  return {
    title: String(field(matter, 'title')),
    description: String(field(matter, 'description')),
    written: Object.fromEntries(names.map((name) => [name, cardOf(name)])),
  };
}

const homeWords =
  'An interactive book on convolutions, for whoever can read a grid of numbers. Every figure computes, every number comes apart, every state is a link.';

/** Pages beside the lessons. */
const pages: readonly BookAddress[] = [
  page('', 'Threes & Sevens: convolutions you can take apart', homeWords, 'An interactive book'),
  page('credits/', 'Credits and licences', 'Where the digits, the lessons, the typefaces and the tools of this book come from, and on what terms you may use them and the book itself.'),
  page('notices/', 'Notices', 'The licences of the digits, the typefaces and the libraries that reach a reader’s browser with this book, word for word.'),
];

function page(path: string, title: string, description: string, where = 'About the book'): BookAddress {
  const isHome = path === '';
  const figure = isHome ? { width: 420, height: 420, parts: [inkPlate(sessionDigit, { x: 0, y: 0, size: 15 })] } : undefined;
  return {
    kind: 'page',
    path,
    title,
    description,
    source: 'written',
    minutes: 1,
    where,
    alt: isHome ? 'A handwritten three, as the book stores it' : title,
    sheet: () => ({ title: isHome ? 'Convolutions you can take apart' : title, where, figure, words: description }),
  };
}

/** The whole book. */
export interface Book {
  readonly lessons: readonly AddressedLesson[];
  readonly addresses: readonly BookAddress[];
  /** The address of a path, with slashes as in `s/kernels/sign/`. */
  find(path: string): BookAddress | undefined;
  homeOf(widgetId: string): ReturnType<typeof homeOf>;
  /** States of a widget that have pages of their own. */
  statesOf(widgetId: string): readonly string[];
}

let read: Promise<Book> | undefined;

/** The book, read once for a build. */
export function readBook(): Promise<Book> {
  if (import.meta.env.DEV) return makeBook();
  read ??= makeBook();
  return read;
}

async function makeBook(): Promise<Book> {
  const written = await readLessons();
  const addresses = [...pages, ...addressesOf(written, widgets)];
  const byPath = new Map(addresses.map((address) => [address.path, address]));
  const widgetOf = (id: string) => widgets.find((widget) => widget.id === id);
  return {
    lessons: written,
    addresses,
    find: (path) => byPath.get(path),
    homeOf: (id) => homeOf({ component: componentName(id) }, written),
    statesOf: (id) => {
      const widget = widgetOf(id);
      return widget === undefined ? [] : statesOf(widget, written);
    },
  };
}
