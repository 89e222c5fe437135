// Places of the book by name, `strides-padding#formula` or `strides-padding`, as the reference pages keep them: what to call them, and whether they are
// written. A place whose lesson is written must exist; one whose lesson is not becomes a link by itself once it is.
import type { AddressedLesson } from './addresses.ts';
import type { OutlineSection } from './lesson-outline.ts';
import { lessonById } from './lessons.ts';
import { lessonLink } from './links.ts';

/** A place and how it is named in a list. */
export interface BookPlace {
  /** `4.1` for a section, `Lesson 6` for a whole lesson, and for a section that is not written. */
  readonly number: string;
  readonly title: string;
  /** Where a link leads; nothing for a lesson that is not written. */
  readonly href: string | undefined;
  /** The section itself, if it is one that is written. */
  readonly section: OutlineSection | undefined;
}

/**
 * The place of this name.
 * @throws RangeError if no lesson has the id, or if the lesson is written and has no such section
 */
export function placeOf(name: string, lessons: readonly AddressedLesson[]): BookPlace {
  const [id = '', sectionId] = name.split('#');
  const entry = lessonById(id);
  const lesson = lessons.find((written) => written.entry.id === id);
  const whole = { number: `Lesson ${entry.number}`, title: entry.title, section: undefined };
  if (lesson === undefined) return { ...whole, href: undefined };
  if (sectionId === undefined) return { ...whole, href: lessonLink(id) };
  const section = lesson.outline.find((candidate) => candidate.id === sectionId);
  if (section === undefined || sectionId === '')
    throw new RangeError(`placeOf: name must be a section of ${id}, got ${name}`);
  return sectionPlace(lesson, section);
}

/** A section as a place; what stands before the first heading is the lesson itself, at its beginning. */
export function sectionPlace(lesson: AddressedLesson, section: OutlineSection): BookPlace {
  const { id, number, title } = lesson.entry;
  if (section.id === '')
    return { number: `Lesson ${number}`, title: `${title}, at its beginning`, href: lessonLink(id), section };
  const at = lesson.outline.filter((one) => one.id !== '').indexOf(section);
  return { number: `${number}.${at + 1}`, title: section.title, href: lessonLink(id, section.id), section };
}
