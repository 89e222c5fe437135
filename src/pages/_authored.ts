// What authors write in MDX without importing it, by name: every component for prose, exercises and figures, and what stands for the headings and
// tables of Markdown.
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

interface AstroModule {
  readonly default: AstroComponentFactory;
}

const modules = import.meta.glob<AstroModule>(
  ['../components/prose/*.astro', '../components/exercises/*.astro', '../components/widgets/*/*.astro'],
  { eager: true },
);
const elements = import.meta.glob<AstroModule>('../components/site/{Heading,Table}.astro', { eager: true });

/** Components for a page's content, as Astro takes them. */
export const authored = {
  ...Object.fromEntries(
    Object.entries(modules).map(([path, module]) => [path.replace(/^.*\/|\.astro$/g, ''), module.default]),
  ),
  h2: elements['../components/site/Heading.astro']?.default,
  table: elements['../components/site/Table.astro']?.default,
};
