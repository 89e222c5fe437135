// The fourteen lessons in their order: the one place that knows how they are numbered, how long they take, and which four are enough.

/** A lesson as lists of lessons name it. */
export interface Lesson {
  /** Folder, address and permanent name. */
  readonly id: string;
  /** Its place, counted from 0. */
  readonly number: number;
  readonly title: string;
  /** What it is about, in one line. */
  readonly line: string;
  /** Reading and a little playing, without waiting for training. */
  readonly minutes: number;
  /** Whether it is on the short way. */
  readonly isCore: boolean;
}

interface Entry extends Omit<Lesson, 'number' | 'isCore'> {
  readonly isCore?: true;
}

const inOrder: readonly Entry[] = [
  { id: 'start', title: 'Start here', line: 'How to read this book, and what to bring.', minutes: 4 },
  {
    id: 'images-as-numbers',
    title: 'An image is a table of numbers',
    line: 'Point at a pixel and read what is stored.',
    minutes: 9,
  },
  {
    id: 'kernels',
    title: 'Kernels: nine numbers that look for something',
    line: 'Multiply, add, and an edge gives its answer.',
    minutes: 22,
    isCore: true,
  },
  {
    id: 'channels-and-batches',
    title: 'Batches, channels and reading shapes',
    line: 'What each number in 64 × 4 × 26 × 26 counts.',
    minutes: 17,
  },
  {
    id: 'strides-padding',
    title: 'Strides, padding and the size formula',
    line: 'How large the answer is, before you compute it.',
    minutes: 22,
    isCore: true,
  },
  {
    id: 'padding-modes',
    title: 'What to put outside the picture',
    line: 'Nothing, the border again, or a mirror.',
    minutes: 15,
  },
  {
    id: 'conv-as-matmul',
    title: 'A convolution is a matrix in disguise',
    line: 'Every answer is a row, and most of the row is zeros.',
    minutes: 20,
    isCore: true,
  },
  {
    id: 'learned-kernels',
    title: 'Let gradient descent find the kernel',
    line: 'Hide nine weights and win them back from their answers.',
    minutes: 13,
  },
  {
    id: 'simple-cnn',
    title: 'A first CNN: is it a 3 or a 7?',
    line: 'Count it, train it, look inside.',
    minutes: 30,
    isCore: true,
  },
  {
    id: 'colour-images',
    title: 'Colour: one kernel, three slices',
    line: 'Red, green and blue go in; one number comes out.',
    minutes: 14,
  },
  {
    id: 'one-two-three-d',
    title: 'One, two, three dimensions',
    line: 'Along a line, across a page, through a block.',
    minutes: 11,
  },
  {
    id: 'receptive-field',
    title: 'How much does one number see?',
    line: 'From one answer back to all of its pixels.',
    minutes: 12,
  },
  {
    id: 'training-stability',
    title: 'Making training behave',
    line: 'Steps too long, batches too small, layers gone silent.',
    minutes: 16,
  },
  {
    id: 'going-further',
    title: 'From here to ResNet',
    line: 'Its first layer taken apart, and what to read next.',
    minutes: 12,
  },
];

/** All lessons, in the order of the book. */
export const lessons: readonly Lesson[] = inOrder.map((entry, number) => ({
  ...entry,
  number,
  isCore: entry.isCore === true,
}));

/**
 * The lesson of this id.
 *
 * @throws RangeError when the book has no such lesson
 */
export function lessonById(id: string): Lesson {
  const lesson = lessons.find((candidate) => candidate.id === id);
  if (lesson === undefined)
    throw new RangeError(`lessonById: id must be one of ${lessons.map((known) => known.id).join(', ')}, got ${id}`);
  return lesson;
}

/** Lessons to read one after the other, and the minutes they take together. */
export interface ReadingPath {
  readonly lessons: readonly Lesson[];
  readonly minutes: number;
}

const pathOf = (chosen: readonly Lesson[]): ReadingPath => ({
  lessons: chosen,
  minutes: chosen.reduce((minutes, lesson) => minutes + lesson.minutes, 0),
});

/** The short way: what a reader needs to build and understand a small network. */
export const corePath = pathOf(lessons.filter((lesson) => lesson.isCore));

/** The whole way, from first lesson to last. */
export const wholePath = pathOf(lessons);

const stepMinutes = 5;
const longMinutes = 120;

/** Writes a reading time as one would say it: `95 minutes`; from two hours on in half hours, `3½ hours`. */
export function roundedTime(minutes: number): string {
  const rounded = Math.round(minutes / stepMinutes) * stepMinutes;
  if (rounded < longMinutes) return `${rounded} minutes`;
  const halfHours = Math.round(minutes / 30);
  return `${Math.floor(halfHours / 2)}${halfHours % 2 === 0 ? '' : '½'} hours`;
}
