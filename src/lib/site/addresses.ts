// Every address of the book that can be given to someone who has not seen it: its title, what it shows in one or two sentences, how long it takes,
// and the picture for those who only see the link. Worked out from the lessons and the widgets; what an author writes by hand wins.
import type { CardSheet } from '@lib/card/sheet.ts';
import type { WidgetCard } from '@lib/card/figure.ts';
import { printedFigure } from '@lib/card/printed.ts';
import { cardLimits, described, fitTitle, textOf, type DescribedBy } from './card-words.ts';
import { challengeAddress } from './challenge-address.ts';
import type { LessonPart, OutlineSection } from './lesson-outline.ts';
import type { Lesson } from './lessons.ts';
import { stateSlug } from './state-slug.ts';

/** What kind of thing an address leads to. */
export type AddressKind =
  | 'page'
  | 'lesson'
  | 'section'
  | 'exercise'
  | 'challenge'
  | 'erratum'
  | 'figure'
  | 'widget'
  | 'state'
  | 'time'
  | 'term';

/** An address and how it presents itself. */
export interface BookAddress extends DescribedBy {
  readonly kind: AddressKind;
  /** After the base path, with a slash at its end; empty for home. */
  readonly path: string;
  readonly title: string;
  /** Reading time; at least 1. */
  readonly minutes: number;
  /** Where it is from, in a few words: `Lesson 2, Kernels`. */
  readonly where: string;
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
  /** What the picture is drawn from. */
  readonly sheet: () => CardSheet;
  /** The page of text and the id in it that the address leads to; an empty id is the page itself. */
  readonly target?: { readonly lesson: string; readonly id: string };
  /** The widget it shows, and its state. */
  readonly widget?: { readonly id: string; readonly state: string };
}

/** A page as its author wrote it. */
export interface WrittenPage {
  readonly title: string;
  readonly description: string;
  readonly outline: readonly OutlineSection[];
  /** Descriptions that an author wrote for sections, by id. */
  readonly written: Readonly<Record<string, string>>;
}

/** A lesson as this file needs it. */
export interface AddressedLesson extends WrittenPage {
  readonly entry: Lesson;
}

/** A page of text in sections, with figures: a lesson, or the challenges. */
export interface TextPage extends WrittenPage {
  /** Its path, and the folder of its places. */
  readonly id: string;
  readonly kind: 'lesson' | 'page';
  /** What it is called in a few words: `Lesson 2`. */
  readonly name: string;
  /** The same with its title: `Lesson 2, Kernels`. */
  readonly where: string;
  /** What its sections' numbers begin with. */
  readonly sign: string;
  readonly minutes: number;
}

/** A lesson as a page of text. */
export function lessonPage({ entry, ...page }: AddressedLesson): TextPage {
  const name = `Lesson ${entry.number}`;
  const where = `${name}, ${shortTitle(page.title)}`;
  return { ...page, id: entry.id, kind: 'lesson', name, where, sign: String(entry.number), minutes: entry.minutes };
}

/** A widget as this file needs it. */
export interface AddressedWidget {
  readonly id: string;
  /** Name of its component in lessons. */
  readonly component: string;
  readonly card: WidgetCard;
}

/** Where in the book a widget stands. */
export interface WidgetHome {
  readonly page: TextPage;
  /** Number of the figure. */
  readonly number: string;
}

/** The first place in the book where a widget stands, if a page of text has it. */
export function homeOf(widget: Pick<AddressedWidget, 'component'>, pages: readonly TextPage[]): WidgetHome | undefined {
  for (const page of pages)
    for (const { parts } of page.outline)
      for (const part of parts) if (part.name === widget.component) return { page, number: textOf(part, 'number') };
  return undefined;
}

/** Longer states, such as drawings, have no folder of their own. */
const longestSlug = 100;

/** All addresses of pages of text and of widgets, in the order of the book. */
export function addressesOf(pages: readonly TextPage[], widgets: readonly AddressedWidget[]): readonly BookAddress[] {
  return [
    ...pages.flatMap((page) => [pageAddress(page, widgets), ...placesOf(page, widgets)]),
    ...widgets.flatMap((widget) => toldApart(widgetAddresses(widget, pages))),
  ];
}

/** States that a widget describes alike are told apart by the state itself. */
function toldApart(addresses: readonly BookAddress[]): BookAddress[] {
  const titles = new Set<string>();
  const descriptions = new Set<string>();
  return addresses.map((address) => {
    const state = address.widget?.state ?? '';
    const isTold = !titles.has(address.title) && !descriptions.has(address.description);
    const told = isTold
      ? address
      : {
          ...address,
          title: withTail(address.title, state, cardLimits.title),
          description: withTail(address.description, state, cardLimits.description[1]),
        };
    titles.add(told.title);
    descriptions.add(told.description);
    return told;
  });
}

function withTail(words: string, tail: string, most: number): string {
  const end = ` · ${tail}`.slice(0, most / 2);
  return words.slice(0, most - end.length) + end;
}

const shortTitle = (title: string): string => title.split(':')[0] ?? title;

function pageAddress(page: TextPage, widgets: readonly AddressedWidget[]): BookAddress {
  const { id, kind, name, title, description, minutes, outline } = page;
  const parts = outline.flatMap((section) => section.parts);
  const own = widgets.find(({ component }) => parts.some((part) => part.name === component));
  return {
    kind,
    path: `${id}/`,
    title,
    description,
    source: 'written',
    minutes,
    where: name,
    alt: `${name} of Threes & Sevens: ${title}${own === undefined ? '' : ', with its figure'}`,
    sheet: () => ({ title, where: name, figure: own?.card.draw(''), words: description }),
    target: { lesson: id, id: '' },
  };
}

function placesOf(page: TextPage, widgets: readonly AddressedWidget[]): BookAddress[] {
  return page.outline.flatMap((section) => [
    ...(section.id === '' ? [] : [sectionAddress(page, section, widgets)]),
    ...section.parts.flatMap((part) => partAddress(page, part, widgets) ?? []),
  ]);
}

const path = (page: TextPage, id: string): string => `s/${page.id}/${id}/`;

function sectionAddress(page: TextPage, section: OutlineSection, widgets: readonly AddressedWidget[]): BookAddress {
  const number = `${page.sign}.${page.outline.filter(({ id }) => id !== '').indexOf(section) + 1}`;
  const long = `${section.title} · ${shortTitle(page.title)}, ${number}`;
  const own = widgets.find(({ component }) => section.parts.some((part) => part.name === component));
  const isOnlyFigure = section.sentences.length === 0 && own !== undefined;
  const sentences = isOnlyFigure ? [`${section.title}. ${own.card.line}`] : section.sentences;
  const words = described(sentences, page.written[section.id]);
  const total = page.outline.reduce((sum, one) => sum + one.words, 0);
  const where = `${page.where}, section ${number}`;
  return {
    kind: 'section',
    path: path(page, section.id),
    title: long.length <= cardLimits.title ? long : section.title,
    ...words,
    minutes: Math.max(1, Math.round((page.minutes * section.words) / total)),
    where,
    alt: `${section.title}: a section of the ${page.kind} “${page.title}”`,
    sheet: () => ({ title: section.title, where, figure: sectionFigure(section, widgets), words: words.description }),
    target: { lesson: page.id, id: section.id },
  };
}

/** The figure that a section is about: its widget in the first state that the text speaks of, a printed figure, or nothing. */
export function sectionFigure(
  { parts }: OutlineSection,
  widgets: readonly AddressedWidget[],
): ReturnType<typeof printedFigure> {
  const scenes = parts.filter(({ name }) => name === 'Scene');
  const own = widgets.find(({ component }) => parts.some(({ name }) => name === component));
  const scene = scenes.find((part) => own === undefined || textOf(part, 'widget') === own.id);
  const shown = own ?? widgets.find(({ id }) => scene !== undefined && id === textOf(scene, 'widget'));
  if (shown !== undefined) return shown.card.draw(scene === undefined ? '' : textOf(scene, 'state'));
  for (const part of parts) {
    const figure = printedFigure(part);
    if (figure !== undefined) return figure;
  }
  return undefined;
}

function partAddress(page: TextPage, part: LessonPart, widgets: readonly AddressedWidget[]): BookAddress | undefined {
  const shared = { minutes: 1, target: { lesson: page.id, id: textOf(part, 'id').toLowerCase() } };
  const lessonName = shortTitle(page.title);
  if (part.name === 'Challenge') return challengeAddress(page, part, widgets);
  if (part.name === 'Exercise') {
    const number = textOf(part, 'number');
    const name = `Exercise${number === '' ? '' : ` ${number}`}`;
    const where = `${page.where}, ${name.toLowerCase()}`;
    const words = described(part.sentences, undefined, `${name} of “${lessonName}”, ${textOf(part, 'title')}. `);
    const question = described(part.sentences, undefined).description;
    const title = `${name}: ${textOf(part, 'title')} · ${lessonName}`;
    return {
      ...shared,
      ...words,
      kind: 'exercise',
      path: path(page, shared.target.id),
      title: fitTitle(title),
      minutes: 2,
      where,
      alt: `The question of ${name.toLowerCase()} of the ${page.kind} “${page.title}”, set large`,
      sheet: () => ({ title: `${name}: ${textOf(part, 'title')}`, where, words: question }),
    };
  }
  if (part.name === 'Correction') {
    const id = textOf(part, 'id');
    const time = textOf(part, 'time');
    const source = time === '' ? 'the book' : `the session at ${time}`;
    const words = described(part.sentences, undefined, `Corrected in “${lessonName}”: `);
    return {
      ...shared,
      ...words,
      kind: 'erratum',
      path: path(page, shared.target.id),
      title: fitTitle(`Correction ${id} to ${source} · ${lessonName}`),
      where: `${page.where}, correction ${id}`,
      alt: `Correction ${id} to ${source}, set large`,
      sheet: () => ({
        title: `Corrected from ${source.replace(' at ', ', ')}`,
        where: `${page.where}, ${id}`,
        words: described(part.sentences, undefined).description,
      }),
    };
  }
  return figureAddress(page, part, widgets);
}

/** Under the picture of a figure: many links to it open another state, of which there is no picture. */
const asItBegins = 'as it begins; the link may open another state';

/** `figure 2.1`, but `figure C.1`: the sign of a page keeps its capital. */
const capitalSign = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

function figureAddress(page: TextPage, part: LessonPart, widgets: readonly AddressedWidget[]): BookAddress | undefined {
  const number = textOf(part, 'number');
  if (number === '') return undefined;
  const widget = widgets.find(({ component }) => component === part.name);
  const isTable = /^(?:LayerTable|LayoutTable|PaddingNames)$/.test(part.name);
  const name = `${isTable ? 'Table' : 'Figure'} ${number}`;
  const where = `${page.where}, ${capitalSign(name)}`;
  if (widget !== undefined) {
    return {
      kind: 'figure',
      path: path(page, widget.id),
      title: fitTitle(`${name}: ${widget.card.title}`),
      description: `${name} of “${shortTitle(page.title)}”. ${widget.card.line}`.slice(0, cardLimits.description[1]),
      source: 'derived',
      minutes: 1,
      where,
      alt: `${name} of the ${page.kind} “${page.title}” in its first state`,
      sheet: () => ({ title: widget.card.title, where, figure: widget.card.draw(''), state: asItBegins }),
      target: { lesson: page.id, id: widget.id },
      widget: { id: widget.id, state: '' },
    };
  }
  const caption = textOf(part, 'caption');
  const sentences = caption === '' ? part.sentences : [caption];
  const figure = printedFigure(part);
  if (figure === undefined || sentences.length === 0) return undefined;
  const id = `${isTable ? 'table' : 'figure'}-${number}`;
  return {
    kind: 'figure',
    path: path(page, id),
    title: fitTitle(`${name} · ${shortTitle(page.title)}: ${(sentences[0] ?? '').split(/[.:;,]/)[0] ?? ''}`),
    ...described(sentences, undefined, `${name}: `),
    minutes: 1,
    where,
    alt: `${name} of the ${page.kind} “${page.title}”`,
    sheet: () => ({ title: (sentences[0] ?? name).split(/(?<=\.)|[:;]/)[0] ?? name, where, figure }),
    target: { lesson: page.id, id },
  };
}

function widgetAddresses(widget: AddressedWidget, pages: readonly TextPage[]): BookAddress[] {
  const { id, card } = widget;
  const home = homeOf(widget, pages);
  const where = home === undefined ? 'A figure of its own' : home.page.where;
  const target = home === undefined ? {} : { target: { lesson: home.page.id, id } };
  const own: BookAddress = {
    kind: 'widget',
    path: `w/${id}/`,
    title: card.title,
    description: card.line,
    source: 'written',
    minutes: 2,
    where,
    alt: `${card.title}, in its first state`,
    sheet: () => ({ title: card.title, where, figure: card.draw(''), state: asItBegins }),
    widget: { id, state: '' },
    ...target,
  };
  const states = statesOf(widget, pages).map((state): BookAddress => {
    const words = card.describe(state);
    return {
      kind: 'state',
      path: `w/${id}/${stateSlug(state)}/`,
      title: fitTitle(words.title),
      description: words.line.slice(0, cardLimits.description[1]),
      source: 'written',
      minutes: 1,
      where,
      alt: words.title,
      sheet: () => ({ title: words.title, where, figure: card.draw(state), state: `?${id}=${state}` }),
      widget: { id, state },
      ...target,
    };
  });
  return [own, ...states];
}

/** The states of a widget that have a card of their own: those the text leads to, and those the widget names; the first state is the widget's own. */
export function statesOf({ id, card }: AddressedWidget, pages: readonly TextPage[]): readonly string[] {
  const linked = pages
    .flatMap(({ outline }) => outline.flatMap(({ parts }) => parts))
    .flatMap((part) => {
      if (part.name === 'Scene' && textOf(part, 'widget') === id) return [textOf(part, 'state')];
      const isOwn =
        (part.name === 'Exercise' || part.name === 'Challenge') && (textOf(part, 'widget') || 'kernel-lab') === id;
      return isOwn && textOf(part, 'scene') !== '' ? [textOf(part, 'scene')] : [];
    });
  const states = [...card.states, ...linked].map((state) => card.canonical(state));
  return [...new Set(states)].filter((state) => state !== '' && stateSlug(state).length <= longestSlug);
}
