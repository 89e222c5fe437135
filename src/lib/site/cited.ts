// What the reference pages take out of the lessons, so that it is written down once: corrections, questions that were asked, first uses of terms.
import type { AddressedLesson } from './addresses.ts';
import { textOf } from './card-words.ts';
import type { LessonPart, OutlineSection } from './lesson-outline.ts';

/** Where something stands in a lesson. */
export interface Standing {
  readonly lesson: AddressedLesson;
  readonly section: OutlineSection;
}

/** A correction. */
export interface Erratum {
  /** As in links: `e-04`. */
  readonly id: string;
  /** When it was said, `00:13:05` or `00:13`; what the book says has none. */
  readonly time: string | undefined;
  /** Every place where a lesson puts it right, in the order of the book. */
  readonly standings: readonly Standing[];
}

/** A question from the session, as a lesson asks and answers it. */
export interface Asked {
  readonly ask: string;
  readonly time: string | undefined;
}

interface Found extends Standing {
  readonly part: LessonPart;
}

function allOf(name: string, lessons: readonly AddressedLesson[]): readonly Found[] {
  return lessons.flatMap((lesson) =>
    lesson.outline.flatMap((section) =>
      section.parts.filter((part) => part.name === name).map((part) => ({ lesson, section, part })),
    ),
  );
}

/** When something was said; what has no time was not said in the session. */
const timeOf = (part: LessonPart): string | undefined => textOf(part, 'time') || undefined;

/** All corrections by number, those of the session before those of the book. */
export function errataOf(lessons: readonly AddressedLesson[]): readonly Erratum[] {
  const byId = Map.groupBy(allOf('Correction', lessons), ({ part }) => textOf(part, 'id').toLowerCase());
  const errata = [...byId].map(([id, found]) => ({
    id,
    time: found.map(({ part }) => timeOf(part)).find((time) => time !== undefined),
    standings: found.map(({ lesson, section }) => ({ lesson, section })),
  }));
  const order = ({ id }: Erratum): string => `${id.startsWith('e') ? 0 : 1}${id}`;
  return errata.sort((a, b) => order(a).localeCompare(order(b)));
}

/** The questions from the session that a section answers. */
export function askedIn({ parts }: OutlineSection): readonly Asked[] {
  return parts
    .filter(({ name }) => name === 'Question')
    .map((part) => ({ ask: textOf(part, 'ask'), time: timeOf(part) }));
}

/** Where a term is first explained: in its own lesson if that one is written and explains it, else in the book. */
export function firstUse(
  { id, lesson }: { readonly id: string; readonly lesson: string },
  lessons: readonly AddressedLesson[],
): Standing | undefined {
  const uses = allOf('Term', lessons).filter(({ part }) => textOf(part, 'id') === id);
  return uses.find((use) => use.lesson.entry.id === lesson) ?? uses[0];
}
