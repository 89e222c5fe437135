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

const glossary = defineCollection({
  loader: file('./src/content/glossary/terms.json'),
  schema: z.object({
    /** The term as it is listed. */
    term: z.string(),
    /** What it means, in one line. */
    meaning: z.string().max(140),
  }),
});

export const collections = { lessons, challenges, glossary };
