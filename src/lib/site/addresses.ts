// Every address of the book that can be given to someone who has not seen it: its title, what it shows in one or two sentences, how long it takes,
// and the picture for those who only see the link. Worked out from the lessons and the widgets; what an author writes by hand wins.
import type { CardSheet } from '@lib/card/sheet.ts';
import type { WidgetCard } from '@lib/card/figure.ts';
import { printedFigure } from '@lib/card/printed.ts';
import type { LessonPart, OutlineSection } from './lesson-outline.ts';
import type { Lesson } from './lessons.ts';
import { stateSlug } from './state-slug.ts';

/** What kind of thing an address leads to. */
export type AddressKind =
  'page' | 'lesson' | 'section' | 'exercise' | 'erratum' | 'figure' | 'widget' | 'state' | 'time' | 'term';

/** Bounds of what forums show of a link: they cut the rest. */
export const cardLimits = { title: 80, description: [40, 250] } as const;

/** An address and how it presents itself. */
export interface BookAddress {
  readonly kind: AddressKind;
  /** After the base path, with a slash at its end; empty for home. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Whether the description is an author's, taken from the text, or missing; a missing one fails the tests. */
  readonly source: 'written' | 'derived' | 'missing';
  /** Reading time; at least 1. */
  readonly minutes: number;
  /** Where it is from, in a few words: `Lesson 2, Kernels`. */
  readonly where: string;
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
  /** What the picture is drawn from. */
  readonly sheet: () => CardSheet;
  /** The lesson, or the page to look things up in, and the id in it that the address leads to. */
  readonly target?: { readonly lesson: string; readonly id: string };
  /** The widget it shows, and its state. */
  readonly widget?: { readonly id: string; readonly state: string };
}

/** A lesson as this file needs it. */
export interface AddressedLesson {
  readonly entry: Lesson;
  readonly title: string;
  readonly description: string;
  readonly outline: readonly OutlineSection[];
  /** Descriptions that an author wrote for sections, by id. */
  readonly written: Readonly<Record<string, string>>;
}

/** A widget as this file needs it. */
export interface AddressedWidget {
  readonly id: string;
  /** Name of its component in lessons. */
  readonly component: string;
  readonly card: WidgetCard;
}

/** Where in the lessons a widget stands. */
export interface WidgetHome {
  readonly lesson: AddressedLesson;
  readonly section: OutlineSection;
  /** Number of the figure. */
  readonly number: string;
}

/** The first place in the book where a widget stands, if a lesson has it. */
export function homeOf(
  widget: Pick<AddressedWidget, 'component'>,
  lessons: readonly AddressedLesson[],
): WidgetHome | undefined {
  for (const lesson of lessons)
    for (const section of lesson.outline)
      for (const part of section.parts)
        if (part.name === widget.component) return { lesson, section, number: text(part, 'number') };
  return undefined;
}

/** Longer states, such as drawings, have no folder of their own. */
const longestSlug = 100;

/** All addresses of lessons and widgets, in the order of the book. */
export function addressesOf(
  lessons: readonly AddressedLesson[],
  widgets: readonly AddressedWidget[],
): readonly BookAddress[] {
  const known = new Map(widgets.map((widget) => [widget.id, widget]));
  return [
    ...lessons.flatMap((lesson) => [lessonAddress(lesson, known), ...placesOf(lesson, widgets)]),
    ...widgets.flatMap((widget) => toldApart(widgetAddresses(widget, lessons))),
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
const whereIn = ({ entry, title }: AddressedLesson): string => `Lesson ${entry.number}, ${shortTitle(title)}`;

function lessonAddress(lesson: AddressedLesson, widgets: ReadonlyMap<string, AddressedWidget>): BookAddress {
  const { entry, title, description, outline } = lesson;
  const parts = outline.flatMap((section) => section.parts);
  const own = [...widgets.values()].find((widget) => parts.some(({ name }) => name === widget.component));
  return {
    kind: 'lesson',
    path: `${entry.id}/`,
    title,
    description,
    source: 'written',
    minutes: entry.minutes,
    where: `Lesson ${entry.number}`,
    alt: `Lesson ${entry.number} of Threes & Sevens: ${title}${own === undefined ? '' : ', with its figure'}`,
    sheet: () => ({ title, where: `Lesson ${entry.number}`, figure: own?.card.draw(''), words: description }),
    target: { lesson: entry.id, id: '' },
  };
}

function placesOf(lesson: AddressedLesson, widgets: readonly AddressedWidget[]): BookAddress[] {
  return lesson.outline.flatMap((section) => [
    ...(section.id === '' ? [] : [sectionAddress(lesson, section, widgets)]),
    ...section.parts.flatMap((part) => partAddress(lesson, part, widgets) ?? []),
  ]);
}

const path = (lesson: AddressedLesson, id: string): string => `s/${lesson.entry.id}/${id}/`;

function sectionAddress(
  lesson: AddressedLesson,
  section: OutlineSection,
  widgets: readonly AddressedWidget[],
): BookAddress {
  const number = `${lesson.entry.number}.${lesson.outline.filter(({ id }) => id !== '').indexOf(section) + 1}`;
  const long = `${section.title} · ${shortTitle(lesson.title)}, ${number}`;
  const own = widgets.find(({ component }) => section.parts.some((part) => part.name === component));
  const isOnlyFigure = section.sentences.length === 0 && own !== undefined;
  const sentences = isOnlyFigure ? [`${section.title}. ${own.card.line}`] : section.sentences;
  const words = described(sentences, lesson.written[section.id]);
  const total = lesson.outline.reduce((sum, one) => sum + one.words, 0);
  const where = `${whereIn(lesson)}, section ${number}`;
  return {
    kind: 'section',
    path: path(lesson, section.id),
    title: long.length <= cardLimits.title ? long : section.title,
    ...words,
    minutes: Math.max(1, Math.round((lesson.entry.minutes * section.words) / total)),
    where,
    alt: `${section.title}: a section of the lesson “${lesson.title}”`,
    sheet: () => ({ title: section.title, where, figure: sectionFigure(section, widgets), words: words.description }),
    target: { lesson: lesson.entry.id, id: section.id },
  };
}

/** The figure that a section is about: its widget in the first state that the text speaks of, a printed figure, or nothing. */
export function sectionFigure(
  { parts }: OutlineSection,
  widgets: readonly AddressedWidget[],
): ReturnType<typeof printedFigure> {
  const scenes = parts.filter(({ name }) => name === 'Scene');
  const own = widgets.find(({ component }) => parts.some(({ name }) => name === component));
  const scene = scenes.find((part) => own === undefined || text(part, 'widget') === own.id);
  const shown = own ?? widgets.find(({ id }) => scene !== undefined && id === text(scene, 'widget'));
  if (shown !== undefined) return shown.card.draw(scene === undefined ? '' : text(scene, 'state'));
  for (const part of parts) {
    const figure = printedFigure(part);
    if (figure !== undefined) return figure;
  }
  return undefined;
}

function partAddress(
  lesson: AddressedLesson,
  part: LessonPart,
  widgets: readonly AddressedWidget[],
): BookAddress | undefined {
  const shared = { minutes: 1, target: { lesson: lesson.entry.id, id: text(part, 'id').toLowerCase() } };
  const lessonName = shortTitle(lesson.title);
  if (part.name === 'Exercise') {
    const number = text(part, 'number');
    const name = `Exercise${number === '' ? '' : ` ${number}`}`;
    const where = `${whereIn(lesson)}, ${name.toLowerCase()}`;
    const words = described(part.sentences, undefined, `${name} of “${lessonName}”, ${text(part, 'title')}. `);
    const question = described(part.sentences, undefined).description;
    const title = `${name}: ${text(part, 'title')} · ${lessonName}`;
    return {
      ...shared,
      ...words,
      kind: 'exercise',
      path: path(lesson, shared.target.id),
      title: fitTitle(title),
      minutes: 2,
      where,
      alt: `The question of ${name.toLowerCase()} of the lesson “${lesson.title}”, set large`,
      sheet: () => ({ title: `${name}: ${text(part, 'title')}`, where, words: question }),
    };
  }
  if (part.name === 'Correction') {
    const id = text(part, 'id');
    const time = text(part, 'time');
    const source = time === '' ? 'the book' : `the session at ${time}`;
    const words = described(part.sentences, undefined, `Corrected in “${lessonName}”: `);
    return {
      ...shared,
      ...words,
      kind: 'erratum',
      path: path(lesson, shared.target.id),
      title: fitTitle(`Correction ${id} to ${source} · ${lessonName}`),
      where: `${whereIn(lesson)}, correction ${id}`,
      alt: `Correction ${id} to ${source}, set large`,
      sheet: () => ({
        title: `Corrected from ${source.replace(' at ', ', ')}`,
        where: `${whereIn(lesson)}, ${id}`,
        words: described(part.sentences, undefined).description,
      }),
    };
  }
  return figureAddress(lesson, part, widgets);
}

function figureAddress(
  lesson: AddressedLesson,
  part: LessonPart,
  widgets: readonly AddressedWidget[],
): BookAddress | undefined {
  const number = text(part, 'number');
  if (number === '') return undefined;
  const widget = widgets.find(({ component }) => component === part.name);
  const isTable = part.name === 'LayerTable';
  const name = `${isTable ? 'Table' : 'Figure'} ${number}`;
  const where = `${whereIn(lesson)}, ${name.toLowerCase()}`;
  if (widget !== undefined) {
    return {
      kind: 'figure',
      path: path(lesson, widget.id),
      title: fitTitle(`${name}: ${widget.card.title}`),
      description: `${name} of “${shortTitle(lesson.title)}”. ${widget.card.line}`.slice(0, cardLimits.description[1]),
      source: 'derived',
      minutes: 1,
      where,
      alt: `${name} of the lesson “${lesson.title}” in its first state`,
      sheet: () => ({ title: widget.card.title, where, figure: widget.card.draw('') }),
      target: { lesson: lesson.entry.id, id: widget.id },
      widget: { id: widget.id, state: '' },
    };
  }
  const caption = text(part, 'caption');
  const sentences = caption === '' ? part.sentences : [caption];
  const figure = printedFigure(part);
  if (figure === undefined || sentences.length === 0) return undefined;
  const id = `${isTable ? 'table' : 'figure'}-${number}`;
  return {
    kind: 'figure',
    path: path(lesson, id),
    title: fitTitle(`${name} · ${shortTitle(lesson.title)}: ${(sentences[0] ?? '').split(/[.:;,]/)[0] ?? ''}`),
    ...described(sentences, undefined, `${name}: `),
    minutes: 1,
    where,
    alt: `${name} of the lesson “${lesson.title}”`,
    sheet: () => ({ title: (sentences[0] ?? name).split(/(?<=[.:;])/)[0] ?? name, where, figure }),
    target: { lesson: lesson.entry.id, id },
  };
}

function widgetAddresses(widget: AddressedWidget, lessons: readonly AddressedLesson[]): BookAddress[] {
  const { id, card } = widget;
  const home = homeOf(widget, lessons);
  const where = home === undefined ? 'A figure of its own' : whereIn(home.lesson);
  const target = home === undefined ? {} : { target: { lesson: home.lesson.entry.id, id } };
  const own: BookAddress = {
    kind: 'widget',
    path: `w/${id}/`,
    title: card.title,
    description: card.line,
    source: 'written',
    minutes: 2,
    where,
    alt: `${card.title}, in its first state`,
    sheet: () => ({ title: card.title, where, figure: card.draw('') }),
    widget: { id, state: '' },
    ...target,
  };
  const states = statesOf(widget, lessons).map((state): BookAddress => {
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

/** The states of a widget that have a card of their own: those the lessons lead to, and those the widget names; the first state is the widget's own. */
export function statesOf({ id, card }: AddressedWidget, lessons: readonly AddressedLesson[]): readonly string[] {
  const linked = lessons
    .flatMap(({ outline }) => outline.flatMap(({ parts }) => parts))
    .flatMap((part) => {
      if (part.name === 'Scene' && text(part, 'widget') === id) return [text(part, 'state')];
      const isOwn = part.name === 'Exercise' && (text(part, 'widget') || 'kernel-lab') === id;
      return isOwn && text(part, 'scene') !== '' ? [text(part, 'scene')] : [];
    });
  const states = [...card.states, ...linked].map((state) => card.canonical(state));
  return [...new Set(states)].filter((state) => state !== '' && stateSlug(state).length <= longestSlug);
}

function text({ props }: LessonPart, name: string): string {
  const value = props[name];
  return typeof value === 'string' ? value : '';
}

/** A title as long as forums show it, cut between words. */
export function fitTitle(title: string): string {
  if (title.length <= cardLimits.title) return title;
  return `${title.slice(0, cardLimits.title - 2).replace(/[\s,;:.·–—-]*\S*$/, '')} …`;
}

const enough = 110; // characters

/** A description out of whole sentences: what an author wrote, else as many of the first ones as say something and fit. */
function described(
  sentences: readonly string[],
  written: string | undefined,
  prefix = '',
): Pick<BookAddress, 'description' | 'source'> {
  if (written !== undefined) return { description: written, source: 'written' };
  const [least, most] = cardLimits.description;
  let description = prefix;
  for (const sentence of sentences) {
    const longer = description === prefix ? prefix + sentence : `${description} ${sentence}`;
    if (longer.length > most || description.length - prefix.length >= enough) break;
    description = longer;
  }
  if (description === prefix && sentences[0] !== undefined)
    description = `${(prefix + sentences[0]).slice(0, most - 2).replace(/[\s,;:.–—-]*\S*$/, '')} …`;
  description = description.trim();
  return { description, source: description.length >= least ? 'derived' : 'missing' };
}
