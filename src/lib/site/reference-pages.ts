// The pages to look things up in: what they are called, and the sections they have. The one place where they are listed, for navigation too.

/** A section of such a page. */
export interface ReferenceSection {
  readonly id: string;
  readonly title: string;
  /** What its card says. */
  readonly description: string;
}

/** A page to look things up in. */
export interface ReferencePage {
  /** Folder of its address. */
  readonly id: string;
  readonly title: string;
  /** What one finds there, in one line. */
  readonly line: string;
  /** What its card says. */
  readonly description: string;
  readonly sections: readonly ReferenceSection[];
}

const sessionMap: ReferencePage = {
  id: 'session-map',
  title: 'Session map',
  line: 'From a time in the recording to the place in this book.',
  description:
    'The recorded session on convolutions, an hour and seventeen minutes, stretch by stretch: what was taught when, where this book has it, and what was left open.',
  sections: [
    {
      id: 'find',
      title: 'A time in the recording',
      description:
        'Type a time of the recorded session, such as 24:40, and get the place in the book that has it, with a link to quote.',
    },
    {
      id: 'minutes',
      title: 'What was taught, and when',
      description:
        'Every stretch of the recorded session on convolutions, with what was taught in it and the sections that have it.',
    },
    {
      id: 'questions',
      title: 'What was asked',
      description:
        'The eleven questions that participants asked in the recorded session on convolutions, each with the section that answers it.',
    },
    {
      id: 'promises',
      title: 'What was promised',
      description:
        'What the recorded session announced, set as homework or put off, and the section of this book that delivers it.',
    },
  ],
};

const corrections: ReferencePage = {
  id: 'corrections',
  title: 'Corrections',
  line: 'What the session or its book got wrong, and what is right.',
  description:
    'What one would take away from the recorded session, or from the chapter it follows, and what is right instead: each with its time and the section that shows it.',
  sections: [
    {
      id: 'in-the-session',
      title: 'In the session',
      description:
        'What was said in the recorded session on convolutions and is not so, with the minute in which it was said, each put right.',
    },
    {
      id: 'in-the-book',
      title: 'In its book',
      description: 'What the chapter on convolutions in fastbook prints and is not so: four places, each put right.',
    },
  ],
};

const glossary: ReferencePage = {
  id: 'glossary',
  title: 'Glossary',
  line: 'Every term in one sentence, with its letter in formulas.',
  description:
    'The terms of convolutional networks, from accuracy to weight, in one sentence each, with the letter that stands for them and the section that needs them first.',
  sections: [],
};

/** All of them, in the order of navigation. */
export const referencePages: readonly ReferencePage[] = [sessionMap, corrections, glossary];

/** A page beside the lessons, as navigation names it. */
export type NavigationPage = Pick<ReferencePage, 'id' | 'title' | 'line'>;

/** What navigation shows beside the lessons. */
export const navigationPages: readonly NavigationPage[] = [
  { id: 'challenges', title: 'Challenges', line: 'Tasks without a given answer; the page checks yours.' },
  ...referencePages,
];

/**
 * The page of this id.
 * @throws RangeError if there is none
 */
export function referencePage(id: string): ReferencePage {
  const page = referencePages.find((known) => known.id === id);
  if (page === undefined)
    throw new RangeError(
      `referencePage: id must be one of ${referencePages.map((known) => known.id).join(', ')}, got ${id}`,
    );
  return page;
}
