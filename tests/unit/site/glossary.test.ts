import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import terms from '../../../src/content/glossary/terms.json' with { type: 'json' };

const lessonsFolder = join(import.meta.dirname, '../../../src/content/lessons');
const longestMeaning = 110;

const usedTerms = readdirSync(lessonsFolder).flatMap((lesson) => {
  const text = readFileSync(join(lessonsFolder, lesson, 'index.mdx'), 'utf8');
  return [...text.matchAll(/<Term id="([^"]*)"/g)].map((match) => ({ lesson, id: match[1] ?? '' }));
});

describe('the glossary', () => {
  it('has each id once, fit for an address', () => {
    const ids = terms.map((term) => term.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('explains a term in one line that ends like a sentence', () => {
    for (const { meaning } of terms) {
      expect(meaning.length).toBeLessThanOrEqual(longestMeaning);
      expect(meaning).toMatch(/[.)]$/);
    }
  });

  it('has every term that a lesson explains', () => {
    const ids = new Set(terms.map((term) => term.id));
    expect(usedTerms.length).toBeGreaterThan(0);
    expect(usedTerms.filter((term) => !ids.has(term.id))).toEqual([]);
  });

  it('is consulted once for each term of a lesson, at its first use', () => {
    const uses = usedTerms.map(({ lesson, id }) => `${lesson}: ${id}`);
    expect(new Set(uses).size).toBe(uses.length);
  });
});
