import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstUse } from '@lib/site/cited.ts';
import { lessonById } from '@lib/site/lessons.ts';
import { readBook } from '../../../src/pages/_book.ts';
import terms from '../../../src/content/glossary/terms.json' with { type: 'json' };

const lessonsFolder = join(import.meta.dirname, '../../../src/content/lessons');
const longestMeaning = 110;

const usedTerms = readdirSync(lessonsFolder).flatMap((lesson) => {
  const text = readFileSync(join(lessonsFolder, lesson, 'index.mdx'), 'utf8');
  return [...text.matchAll(/<Term id="([^"]*)"/g)].map((match) => ({ lesson, id: match[1] ?? '' }));
});

/** The terms that the book needs. */
const needed =
  'activation accuracy adam axis backend batch batch-normalisation bias channel circular-padding convolution convolution-mathematics cross-entropy depthwise-grouped dilation dense-layer edge epoch feature feature-map filter flatten floor full-padding global-average-pooling gradient half-padding im2col jump kernel learning-rate logit mac mini-batch-step momentum nchw-nhwc one-cycle padding parameter patch pooling rank receptive-field reflection-padding relu replicate-padding rgb score shape shared-weight slice softmax stride tensor toeplitz-like-matrix transposed-convolution unit-axis valid validation-set weight';

const { lessons } = await readBook();

describe('the glossary', () => {
  it('has all terms that the book needs', () => {
    expect(terms.map(({ id }) => id).join(' ')).toBe(needed);
  });

  it('gives each letter of a formula to one term, but for the w of a kernel’s weights and the p of no padding', () => {
    const letters = terms.flatMap(({ symbol }) => symbol ?? []);
    expect(letters).toHaveLength(17);
    expect(letters.filter((letter, at) => letters.indexOf(letter) !== at)).toEqual([]);
  });

  it('knows the lesson of each term, and where a written one first explains it', () => {
    for (const { lesson } of terms) expect(lessonById(lesson).id).toBe(lesson);
    const uses = terms.map((term) => ({ term, use: firstUse(term, lessons) }));
    const lost = uses
      .filter(({ term, use }) => use === undefined && lessons.some(({ entry }) => entry.id === term.lesson))
      .map(({ term }) => term.id);
    expect(lost, 'the lesson of these terms is written and never explains them by <Term>').toEqual([]);
    expect(firstUse({ id: 'relu', lesson: 'kernels' }, lessons)?.lesson.entry.id).toBe('kernels');
  });

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
