// What several routes need to know of the whole book: the lessons that are written, taken apart, the widgets with their cards, and so every address
// there is. Read from the files as they stand, so that nothing is registered by hand.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { widgetCard, type WidgetCard } from '@lib/card/figure.ts';
import { inkPlate } from '@lib/card/parts.ts';
import { trainForCards } from '@lib/card/trained.ts';
import { firstCommitted } from '@lib/data/committed-digits.ts';
import { digitLabels } from '@lib/data/digit-chunk.ts';
import { knowDigits } from '@lib/data/known-digits.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import {
  addressesOf,
  homeOf,
  lessonPage,
  statesOf,
  type AddressedLesson,
  type AddressedWidget,
  type BookAddress,
  type TextPage,
  type WrittenPage,
} from '@lib/site/addresses.ts';
import { challengesOf } from '@lib/site/challenge-name.ts';
import { pageLink } from '@lib/site/links.ts';
import { lessonOutline } from '@lib/site/lesson-outline.ts';
import { lessons } from '@lib/site/lessons.ts';
import { referenceAddresses } from '@lib/site/reference-addresses.ts';
import type { LinkCodec } from '@lib/state/link-codec.ts';
import type { LinkPlaces } from '@lib/state/location.ts';
import forum from '../content/forum.json' with { type: 'json' };
import terms from '../content/glossary/terms.json' with { type: 'json' };
import rows from '../content/session/rows.json' with { type: 'json' };

const folder = 'src/content/lessons';
const challengesFile = 'src/content/challenges/index.mdx';

/** The cards of widgets, by the folders they stand in. */
const cards = import.meta.glob<{ readonly card: WidgetCard }>('../components/widgets/*/*.card.ts', { eager: true });

/** All widgets that have states, whether they have a card or not. */
const schemas = import.meta.glob<Readonly<Record<string, unknown>>>('../components/widgets/*/*.link.ts', {
  eager: true,
});

const idOf = (path: string): string => path.split('/').at(-2) ?? '';

/** Ids of all widgets. */
const widgetIds: readonly string[] = Object.keys(schemas).map(idOf).sort();

/** Widgets that say nothing of how they look where only a link is seen: a test names them. */
export const widgetsWithoutCard: readonly string[] = widgetIds.filter(
  (id) => !Object.keys(cards).some((path) => idOf(path) === id),
);

/** All widgets with their cards; the plainest there is for one that has none. */
export const widgets: readonly AddressedWidget[] = widgetIds.map((id) => {
  const own = Object.entries(cards).find(([path]) => idOf(path) === id)?.[1].card;
  return { id, component: componentName(id), card: own ?? plainCard(id) };
});

function plainCard(id: string): WidgetCard {
  const schema = Object.entries(schemas).find(([path]) => idOf(path) === id)?.[1] ?? {};
  const codec = Object.values(schema).find(isCodec);
  if (codec === undefined) throw new RangeError(`plainCard: ${id}.link.ts must export a codec, got none`);
  const words = id.replaceAll('-', ' ');
  const title = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}, a figure to work with`;
  const figure = { width: 400, height: 400, parts: [inkPlate(sessionDigit, { x: 0, y: 0, size: 14 })] };
  return widgetCard(codec, {
    title,
    line: `${title}: everything it shows is computed in the page, and every state of it is a link.`,
    describe: (state) => ({
      title: `${title}: ${codec.print(state)}`,
      line: `${title}, in the state ${codec.print(state)}.`,
    }),
    draw: () => figure,
  });
}

function isCodec(value: unknown): value is LinkCodec<unknown> {
  return typeof value === 'object' && value !== null && 'parse' in value && 'print' in value && 'initial' in value;
}

function componentName(id: string): string {
  return id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

async function readLessons(): Promise<readonly AddressedLesson[]> {
  const written = lessons.filter(({ id }) => existsSync(join(folder, id, 'index.mdx')));
  return Promise.all(
    written.map(async (entry) => ({ entry, ...(await readPage(join(folder, entry.id, 'index.mdx'))) })),
  );
}

/** The challenges: a page of text beside the lessons. */
async function readChallenges(): Promise<TextPage> {
  const page = await readPage(challengesFile);
  const minutes = challengesOf(page.outline).reduce((sum, one) => sum + one.minutes, 0);
  return { ...page, id: 'challenges', kind: 'page', name: 'Challenges', where: 'Challenges', sign: 'C', minutes };
}

async function readPage(file: string): Promise<WrittenPage> {
  const source = readFileSync(file, 'utf8');
  const matter: unknown = parse(/^---\n([\s\S]*?)\n---\n/.exec(source)?.[1] ?? '');
  return { outline: await lessonOutline(source), ...frontmatterOf(matter) };
}

function frontmatterOf(matter: unknown): Omit<WrittenPage, 'outline'> {
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
  page(
    'for-forums/',
    'For forums and teachers: cards, frames and links',
    'What a link to this book shows in a forum, what an administrator has to allow, how to put a figure into a page of your own, and how to show less of it.',
  ),
  page(
    'credits/',
    'Credits and licences',
    'Where the digits, the lessons, the typefaces and the tools of this book come from, and on what terms you may use them and the book itself.',
  ),
  page(
    'notices/',
    'Notices',
    'The licences of the digits, the typefaces and the libraries that reach a reader’s browser with this book, word for word.',
  ),
];

function page(path: string, title: string, description: string, where = 'About the book'): BookAddress {
  const isHome = path === '';
  const figure = isHome
    ? { width: 420, height: 420, parts: [inkPlate(sessionDigit, { x: 0, y: 0, size: 15 })] }
    : undefined;
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
  /** The lessons, and the challenges after them. */
  readonly textPages: readonly TextPage[];
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

/** Digits of either kind that cards can show: a batch needs at most 64. */
const cardDigits = 48;

async function makeBook(): Promise<Book> {
  const written = await readLessons();
  for (const label of digitLabels) knowDigits(firstCommitted('train', label, cardDigits));
  const textPages = [...written.map(lessonPage), await readChallenges()];
  // while pages are written nobody waits half a minute for the curves on cards
  if (import.meta.env.MODE !== 'development') {
    const runs = widgets.flatMap((widget) =>
      ['', ...statesOf(widget, textPages)].flatMap((state) => widget.card.runs(state)),
    );
    await trainForCards(runs);
  }
  const addresses = [
    ...pages,
    ...addressesOf(textPages, widgets),
    ...referenceAddresses({ rows, terms, lessons: written, widgets }),
  ];
  const byPath = new Map(addresses.map((address) => [address.path, address]));
  const widgetOf = (id: string) => widgets.find((widget) => widget.id === id);
  return {
    lessons: written,
    textPages,
    addresses,
    find: (path) => byPath.get(path),
    homeOf: (id) => homeOf({ component: componentName(id) }, textPages),
    statesOf: (id) => {
      const widget = widgetOf(id);
      return widget === undefined ? [] : statesOf(widget, textPages);
    },
  };
}

/** What a page with figures or sections tells its link menus of the addresses around it; nothing for other pages. */
export async function linkPlacesOf(address: BookAddress | undefined): Promise<LinkPlaces | undefined> {
  if (address === undefined || (address.kind === 'page' && address.target === undefined)) return undefined;
  const book = await readBook();
  const page = book.textPages.find(({ id }) => `${id}/` === address.path);
  const parts = page?.outline.flatMap((section) => section.parts) ?? [];
  const shown = widgets.filter(
    ({ id, component }) => id === address.widget?.id || parts.some(({ name }) => name === component),
  );
  const homes = shown.flatMap(({ id }) => {
    const home = book.homeOf(id);
    return page !== undefined || home === undefined ? [] : [[id, pageLink(home.page.id)] as const];
  });
  return {
    base: pageLink(''),
    lesson: page?.id ?? (address.kind === 'page' ? address.target?.lesson : undefined) ?? '',
    states: Object.fromEntries(shown.map(({ id }) => [id, book.statesOf(id)])),
    looks: Object.fromEntries(shown.flatMap(({ id, card }) => (card.looks === undefined ? [] : [[id, card.looks]]))),
    homes: Object.fromEntries(homes),
    forum: forum.address ?? undefined,
  };
}
