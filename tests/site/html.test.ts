// The markup of every page: valid HTML, no equation that failed, no markup of the author's left in the text.
import { HtmlValidate, type ConfigData } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { builds, pathsWithoutStates } from './builds.ts';
import { attribute, htmlPage, textOf } from './html-page.ts';

const off = 'off';

const config: ConfigData = {
  extends: ['html-validate:recommended'],
  elements: [
    'html5',
    {
      // what Astro wraps live parts in; both are `display: contents`
      'astro-island': { flow: true, phrasing: true, permittedContent: ['@flow'] },
      'astro-slot': { flow: true, phrasing: true, permittedContent: ['@flow'] },
    },
  ],
  rules: {
    'no-inline-style': off, // colours and places of cells are data
    'no-redundant-role': off, // Safari forgets a list whose bullets are styled away, unless its role is said
    'valid-id': ['error', { relaxed: true }], // `figure-2.1` is a permanent address
    'unique-landmark': off, // axe judges landmarks, on the live page
    // how the printed markup is spelled is up to Astro and Svelte; a browser reads it the same
    'attribute-boolean-style': off,
    'attribute-empty-style': off,
    'no-trailing-whitespace': off,
    'void-style': off,
  },
};

/** Astro puts this before the first live part of a page, wherever that stands. */
const islandStyle = /<style>astro-island[^<]*<\/style>/;

const validator = new HtmlValidate(config);

describe.each(builds)('built for $base', (build) => {
  describe.each(pathsWithoutStates(build))('%s', (path) => {
    const page = htmlPage(build, path);

    it('is valid', async () => {
      const report = await validator.validateString(page.source.replace(islandStyle, ''), path);
      const messages = report.results.flatMap((result) => result.messages);
      const words = messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${message} (${ruleId})`);
      expect(words).toEqual([]);
    });

    it('has no equation that could not be set', () => {
      const classes = page.elements.flatMap((element) => attribute(element, 'class')?.split(/\s+/) ?? []);
      expect(classes).not.toContain('katex-error');
      if (path === 'kernels/') expect(classes).toContain('katex');
    });

    // licences are shown word for word, whatever signs are in them
    it.skipIf(path === 'notices/')('shows no markup that was meant to be read by the build', () => {
      const text = page.elements
        .filter(({ tagName }) => tagName === 'body')
        .map(textOf)
        .join('');
      expect(text.length).toBeGreaterThan(100);
      expect(text.match(/\$|\{#|\]\(|\*\*|:::|undefined|\[object |\bNaN\b/g)).toBeNull();
    });
  });
});
