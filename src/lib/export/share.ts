// What a reader copies to give to others: a link in the forms in which forums take it.
import { allSentences, isQuotable, notQuotable } from '@lib/text/sentences.ts';
import { markdownLink, markdownText } from './markdown.ts';

/** The forms of a link. */
export const shareForms = ['link', 'markdown', 'quote'] as const;

/** A form of a link. */
export type ShareForm = (typeof shareForms)[number];

/** What is shared. */
export interface Shared {
  readonly title: string;
  readonly address: string;
  /** What it says, in a sentence or two; nothing if left out. */
  readonly line?: string | undefined;
}

/**
 * A link as text. As a quote, the address stands on a line by itself, where forums make a card of it.
 * @throws RangeError if the address is not one of http or https
 */
export function shareText(form: ShareForm, { title, address, line = '' }: Shared): string {
  if (form === 'link') return address;
  if (form === 'markdown') return markdownLink(title, address);
  const words = line === '' ? '' : `>\n> ${markdownText(line)}\n`;
  return `> **${markdownText(title)}**\n${words}\n${address}\n`;
}

const longestQuote = 250;

/** The first sentences of some paragraphs that follow each other and can be quoted, as many as make a quote; else what the first paragraph begins with. */
export function firstSentences(paragraphs: readonly string[]): string {
  let quote = '';
  for (const sentence of paragraphs.flatMap(allSentences)) {
    if (!isQuotable(sentence)) {
      if (quote === '') continue;
      break;
    }
    const longer = quote === '' ? sentence : `${quote} ${sentence}`;
    if (longer.length > longestQuote) break;
    quote = longer;
  }
  if (quote !== '') return quote;
  const first = (paragraphs.find((text) => text.trim() !== '' && !text.includes(notQuotable)) ?? '').trim();
  return first.length <= longestQuote ? first : `${first.slice(0, longestQuote - 1)}…`;
}

/**
 * Where something is discussed: the thread that the book names, or the form for a new topic with title and text filled in. `undefined` if the
 * book names neither.
 */
export function discussAddress(forum: string | undefined, shared: Shared): string | undefined {
  if (forum === undefined || forum === '') return undefined;
  const url = new URL(forum);
  if (/\/t\//.test(url.pathname)) return url.href;
  const category = /\/c\/([^/]+(?:\/[a-z][^/]*)?)/.exec(url.pathname)?.[1];
  const form = new URL('/new-topic', url.origin);
  form.searchParams.set('title', shared.title);
  form.searchParams.set('body', shareText('quote', shared));
  if (category !== undefined) form.searchParams.set('category', category);
  return form.href;
}

/** A prompt of the book with what a reader has to show for it. */
export interface AnsweredPrompt {
  readonly prompt: string;
  /** The figure that the prompt is about, in the reader's state. */
  readonly address: string;
  /** The other figures that the reader has set. */
  readonly others: readonly Pick<Shared, 'title' | 'address'>[];
}

/**
 * A prompt as a quote, the reader's figure on a line by itself, where forums make a card of it, and a list of the others.
 * @throws RangeError if an address is not one of http or https
 */
export function promptPost({ prompt, address, others }: AnsweredPrompt): string {
  const list = others.map((other) => `- ${markdownLink(other.title, other.address)}`).join('\n');
  return `> ${markdownText(prompt)}\n\n${address}\n${list === '' ? '' : `\nAlso set:\n\n${list}\n`}`;
}
