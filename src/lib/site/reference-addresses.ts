// The addresses of the pages to look things up in: the pages, their sections, every stretch of the session and every term, each with its card.
// A correction has none here: it has one in the lesson that puts it right, and the same thing has one address.
import type { CardFigure } from '@lib/card/figure.ts';
import { timelineFigure } from '@lib/card/timeline.ts';
import { sectionFigure, type AddressedLesson, type AddressedWidget, type BookAddress } from './addresses.ts';
import { cardLimits, fitTitle } from './card-words.ts';
import { firstUse } from './cited.ts';
import type { OutlineSection } from './lesson-outline.ts';
import { placeOf, sectionPlace } from './places.ts';
import { referencePages, type ReferencePage } from './reference-pages.ts';
import type { SeenState, SessionRow } from './session-map.ts';

/** A term of the glossary. */
export interface GlossaryTerm {
  readonly id: string;
  readonly term: string;
  readonly meaning: string;
  /** The letter or sign that stands for it in formulas. */
  readonly symbol?: string | undefined;
  /** The lesson it belongs to. */
  readonly lesson: string;
  /** A figure that shows it. */
  readonly see?: SeenState | undefined;
}

/** What the addresses are worked out from. */
export interface ReferenceBook {
  readonly rows: readonly SessionRow[];
  readonly terms: readonly GlossaryTerm[];
  readonly lessons: readonly AddressedLesson[];
  readonly widgets: readonly AddressedWidget[];
}

/** All addresses of the reference pages. */
export function referenceAddresses(book: ReferenceBook): readonly BookAddress[] {
  return [
    ...referencePages.flatMap((page) => [pageAddress(page, book), ...sectionAddresses(page)]),
    ...book.rows.map((row) => rowAddress(row, book)),
    ...book.terms.map((term) => termAddress(term, book)),
  ];
}

function pageAddress({ id, title, line, description }: ReferencePage, { rows }: ReferenceBook): BookAddress {
  const figure = id === 'session-map' ? timelineFigure(rows) : undefined;
  return {
    kind: 'page',
    path: `${id}/`,
    title: `${title}: ${line.slice(0, 1).toLowerCase()}${line.slice(1, -1)}`,
    description,
    source: 'written',
    minutes: 5,
    where: 'To look things up',
    alt: figure === undefined ? `${title}, and what it is for` : 'The session as a line, with the lessons that have it',
    sheet: () => ({ title, where: 'To look things up', figure, words: description, caption: line }),
    target: { lesson: id, id: '' },
  };
}

function sectionAddresses({ id: page, title: pageTitle, sections }: ReferencePage): readonly BookAddress[] {
  return sections.map(({ id, title, description }) => ({
    kind: 'section',
    path: `s/${page}/${id}/`,
    title: `${title} · ${pageTitle}`,
    description,
    source: 'written',
    minutes: 2,
    where: pageTitle,
    alt: `${title}: a part of the page “${pageTitle}”`,
    sheet: () => ({ title, where: pageTitle, words: description }),
    target: { lesson: page, id },
  }));
}

/** As many of some sentences as fit a card, the first in any case. */
function fitting(first: string, ...more: readonly string[]): string {
  const [, most] = cardLimits.description;
  return more.reduce((words, next) => (words.length + next.length < most ? `${words} ${next}` : words), first);
}

function rowAddress({ id, from, to, title, taught, places, see }: SessionRow, book: ReferenceBook): BookAddress {
  const known = places.map((name) => placeOf(name, book.lessons));
  const first = known.find(({ href }) => href !== undefined);
  const drawn = () => seen(see, book) ?? known.map(({ section }) => figureIn(section, book)).find(Boolean);
  const leadsTo =
    first === undefined ? 'Its lesson is not written yet.' : `In this book: ${first.number}, ${first.title}.`;
  const where = `The session, ${from} to ${to}`;
  return {
    kind: 'time',
    path: `s/session-map/${id}/`,
    title: fitTitle(`Session ${from}: ${title}`),
    description: fitting(`${from} to ${to}. ${taught}`, leadsTo),
    source: 'written',
    minutes: 1,
    where,
    alt: `${title}: what the session taught from ${from} on`,
    sheet: () => ({ title, where, ...figureOrWords(drawn(), taught) }),
    target: { lesson: 'session-map', id },
  };
}

function termAddress(term: GlossaryTerm, book: ReferenceBook): BookAddress {
  const use = firstUse(term, book.lessons);
  const place = use === undefined ? placeOf(term.lesson, book.lessons) : sectionPlace(use.lesson, use.section);
  const name = `${term.term.slice(0, 1).toUpperCase()}${term.term.slice(1)}`;
  const leadsTo = place.href === undefined ? '' : `First needed in ${place.number}, ${place.title}.`;
  return {
    kind: 'term',
    path: `s/glossary/${term.id}/`,
    title: fitTitle(`${name} · Glossary`),
    description: fitting(`${name}, in convolutional networks: ${term.meaning}`, leadsTo).trim(),
    source: 'written',
    minutes: 1,
    where: 'Glossary',
    alt: `${name}: ${term.meaning}`,
    sheet: () => {
      const figure = seen(term.see, book) ?? figureIn(use?.section, book);
      return { title: name, where: 'Glossary', ...figureOrWords(figure, term.meaning) };
    },
    target: { lesson: 'glossary', id: term.id },
  };
}

function figureIn(section: OutlineSection | undefined, { widgets }: ReferenceBook): CardFigure | undefined {
  return section === undefined ? undefined : sectionFigure(section, widgets);
}

function seen(see: SeenState | undefined, { widgets }: ReferenceBook): CardFigure | undefined {
  return see === undefined ? undefined : widgets.find(({ id }) => id === see.widget)?.card.draw(see.state);
}

/** Words stand beside a figure, or large where there is none. */
function figureOrWords(figure: CardFigure | undefined, words: string) {
  return figure === undefined ? { words } : { figure, caption: words };
}
