// The words of a card: titles cut where forums would cut them, descriptions out of whole sentences.
import type { LessonPart } from './lesson-outline.ts';

/** Bounds of what forums show of a link: they cut the rest. */
export const cardLimits = { title: 80, description: [40, 250] } as const;

/** A description, and whether it is an author's, taken from the text, or missing; a missing one fails the tests. */
export interface DescribedBy {
  readonly description: string;
  readonly source: 'written' | 'derived' | 'missing';
}

/** A setting of a component that is text; empty if it has none. */
export function textOf({ props }: Pick<LessonPart, 'props'>, name: string): string {
  const value = props[name];
  return typeof value === 'string' ? value : '';
}

/** A title that forums show whole; one that is too long is cut at a word, and its brackets are closed. */
export function fitTitle(title: string): string {
  if (title.length <= cardLimits.title) return title;
  const cut = withoutLooseEnd(title.slice(0, cardLimits.title - 3));
  const opened = /[([“][^)\]”]*$/.exec(cut);
  if (opened === null) return `${cut} …`;
  // a bracket that has only begun says nothing yet
  if (opened.index > cardLimits.title / 2) return `${withoutLooseEnd(cut.slice(0, opened.index))} …`;
  return `${cut} …${closing[cut.charAt(opened.index)] ?? ''}`;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '“': '”' };

/** What is left without the word that was cut, and the small words and signs that led to it. */
function withoutLooseEnd(cut: string): string {
  return cut
    .replace(/[\s,;:.·–—-]*\S*$/, '')
    .replace(/(?:[\s,;:·–—-]+(?:at|of|on|in|by|to|and|with|a|an|the))*[\s,;:·–—-]*$/, '');
}

const enough = 110; // characters

/** A description out of whole sentences: what an author wrote, else as many of the first ones as say something and fit. */
export function described(sentences: readonly string[], written: string | undefined, prefix = ''): DescribedBy {
  if (written !== undefined) return { description: written, source: 'written' };
  const [least, most] = cardLimits.description;
  let description = prefix;
  for (const sentence of sentences) {
    const longer = description === prefix ? prefix + sentence : `${description} ${sentence}`;
    if (longer.length > most || description.length - prefix.length >= enough) break;
    description = longer;
  }
  if (description === prefix && sentences[0] !== undefined)
    description = `${(prefix + sentences[0]).slice(0, most - 2).replace(/[\s,;:.–—-]*\S*$/, '')} …`;
  description = description.trim();
  return { description, source: description.length >= least ? 'derived' : 'missing' };
}
