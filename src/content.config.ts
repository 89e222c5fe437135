// The schemas of everything authors write. A lesson folder holds its prose and what only that lesson uses.
import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';

const time = z.string().regex(/^\d\d:\d\d:\d\d$/);

const lessons = defineCollection({
  loader: glob({
    base: './src/content/lessons',
    pattern: '*/index.mdx',
    generateId: ({ entry }) => entry.split('/')[0] ?? entry,
  }),
  schema: z.object({
    /** Title of the page, in sentence case. */
    title: z.string().max(70),
    /** One sentence that makes sense out of context: for search results and link previews. */
    description: z.string().min(40).max(250),
    /** The sentence under the title: what the lesson shows. */
    promise: z.string().max(200),
    /** What a reader can do afterwards, each a clause that follows “you can”. */
    able: z.array(z.string()).min(1),
    /** What a reader should know before, in words that follow “Needs”. */
    needs: z.string().optional(),
    /** The part of the recorded session that the lesson follows. */
    sessionFrom: time.optional(),
    sessionTo: time.optional(),
    /** Challenges that ask for what it teaches, by their anchors: a line at its end leads there. */
    challenges: z.array(z.string().regex(/^ch-\d+$/)).default([]),
    /** By a section's id: what its card says where the first sentences of the section do not say it. */
    sections: z.record(z.string(), z.object({ card: z.string().min(40).max(250) })).optional(),
  }),
});

const challenges = defineCollection({
  loader: glob({ base: './src/content/challenges', pattern: 'index.mdx', generateId: () => 'challenges' }),
  schema: z.object({
    /** Title of the page. */
    title: z.string().max(70),
    /** One sentence that makes sense out of context: for search results and link previews. */
    description: z.string().min(40).max(250),
    /** The sentence under the title. */
    promise: z.string().max(200),
    /** By a section's id: what its card says where its first sentences do not say it. */
    sections: z.record(z.string(), z.object({ card: z.string().min(40).max(250) })).optional(),
  }),
});

/** A place of the book, `strides-padding#formula`, or a lesson by its id. */
const place = z.string().regex(/^[a-z0-9-]+(?:#[a-z0-9-]+)?$/);

/** A figure in a state that shows it: on its card, and for the reader. Default: what the section shows. */
const see = z.object({ widget: z.string(), state: z.string() }).optional();

const glossary = defineCollection({
  loader: file('./src/content/glossary/terms.json'),
  schema: z.object({
    /** The term as it is listed. */
    term: z.string(),
    /** What it means, in one line. */
    meaning: z.string().max(140),
    /** The letter or sign that stands for it in formulas. */
    symbol: z.string().max(8).optional(),
    /** The lesson it belongs to. */
    lesson: z.string(),
    see,
  }),
});

const session = defineCollection({
  loader: file('./src/content/session/rows.json'),
  schema: z.object({
    /** Permanent, from the time at which it begins: links end in it. */
    id: z.string().regex(/^t-\d\d-\d\d-\d\d$/),
    from: time,
    to: time,
    /** What it is about, in a few words. */
    title: z.string().max(60),
    /** What was taught, in a sentence or two that make sense out of context. */
    taught: z.string().min(40).max(220),
    /** Where the book has it; the first is the nearest. */
    places: z.array(place).min(1),
    /** What was left open there, a clause that follows “Left open:”. */
    open: z.string().max(90).optional(),
    see,
  }),
});

const questions = defineCollection({
  loader: file('./src/content/session/questions.json'),
  schema: z.object({
    /** The section that answers it. It asks the question in its own words, by `<Question>`. */
    place,
    /** What stands here until that section is written. */
    until: z.object({ time, ask: z.string() }).optional(),
  }),
});

const promises = defineCollection({
  loader: file('./src/content/session/promises.json'),
  schema: z.object({
    /** What was promised, set as homework or put off. */
    promise: z.string().max(90),
    time,
    /** The section that delivers it. */
    place,
  }),
});

const corrections = defineCollection({
  loader: file('./src/content/corrections/taken.json'),
  schema: z.object({
    /** What one would take away. What is right stands in the lesson, in the `<Correction>` of this id, and is taken from there. */
    taken: z.string().max(90),
    /** Sections that show it beside the one in which the correction stands. */
    proofs: z.array(place).optional(),
  }),
});

export const collections = { lessons, challenges, glossary, session, questions, promises, corrections };
