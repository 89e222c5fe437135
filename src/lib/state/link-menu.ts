// The menus that copy links. One pair of ears for the whole page hears all of them, those of figures that come alive later too. Where the clipboard is
// closed, what was to be copied stands selected in the menu.
import { embedCode } from '@lib/site/embedding.ts';
import { pageLink } from '@lib/site/links.ts';
import { discussAddress, firstSentences, shareForms, shareText, type Shared } from '@lib/export/share.ts';
import { download } from '@lib/export/download.ts';
import { notQuotable } from '@lib/text/sentences.ts';
import { copyText } from './clipboard.ts';
import { embedAddress, forumOfPage, lessonStateAddress, placeAddress, stateAddress } from './location.ts';
import { pictureName, pictureOf, postOf, stateWords } from './state-posts.ts';

let isInstalled = false;

/** Lets the menus of this page copy; calling it again changes nothing. */
export function installLinkMenus(): void {
  if (isInstalled) return;
  isInstalled = true;
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest<HTMLElement>('[data-link-menu] [data-copy]');
    if (button) void copyFrom(button);
    const saving = target?.closest<HTMLElement>('[data-link-menu] [data-save]');
    if (saving) void savePicture(saving);
    const inside = target?.closest('[data-link-menu]');
    for (const menu of openMenus()) if (menu !== inside) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    const menu = event.target instanceof Element ? event.target.closest<HTMLDetailsElement>('[data-link-menu]') : null;
    if (menu === null || !menu.open) return;
    if (event.key === 'Escape') {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(menu, event.key === 'ArrowDown' ? 1 : -1);
    }
  });
  // `toggle` does not bubble, but it is heard on its way down
  document.addEventListener(
    'toggle',
    (event) => {
      const menu = event.target;
      if (!(menu instanceof HTMLDetailsElement) || !menu.open || menu.dataset['linkMenu'] === undefined) return;
      say(menu, '');
      void offerForum(menu);
    },
    true,
  );
}

function openMenus(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>('[data-link-menu][open]');
}

/** Moves the focus through the menu, round its ends. */
function step(menu: HTMLElement, by: 1 | -1): void {
  const items = [...menu.querySelectorAll<HTMLElement>('summary, a:not([hidden]), button')];
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + by + items.length) % items.length]?.focus();
}

/** The address that a menu shares. */
function addressOf(menu: HTMLElement): string {
  const { for: id = '', state, address } = menu.dataset;
  return state === undefined ? placeAddress(id, address) : stateAddress(id, state);
}

/** What a menu shares: its title, its address, and what stands there; of a figure, what its state is called and shows. */
async function sharedBy(menu: HTMLElement): Promise<Shared> {
  const { for: id = '', title, state } = menu.dataset;
  const address = addressOf(menu);
  if (state !== undefined) return { ...(await stateWords(id, state, title ?? id)), address };
  const place = document.getElementById(id);
  const words = title ?? place?.textContent.trim() ?? id;
  return { title: words.replace(/\s+/g, ' '), address, line: lineOf(place) };
}

/** The first sentences of what a place says, those with equations left out. */
function lineOf(place: Element | null): string {
  const caption = place?.matches('figure') === true ? place.querySelector('figcaption') : null;
  if (caption !== null) return firstSentences([wordsWithout(caption, ':scope > b:first-child, .figure-link')]);
  const isHeading = place !== null && /^H[1-6]$/.test(place.tagName);
  const paragraphs = isHeading
    ? paragraphsAfter(place.closest('.section-head') ?? place)
    : [...(place?.querySelectorAll('p') ?? [])];
  const said = paragraphs.filter((p) => !p.matches('.label, .level, [role=status], form *, noscript *'));
  return firstSentences(said.map((p) => wordsWithout(p, '.meaning')));
}

/** What an element says, some of its parts left out: a caption’s number and menu, what a press on a word shows. */
function wordsWithout(element: Element, parts: string): string {
  const words = document.importNode(element, true);
  for (const part of words.querySelectorAll(parts)) part.remove();
  for (const equation of words.querySelectorAll('.katex')) equation.replaceWith(notQuotable);
  return words.textContent;
}

function paragraphsAfter(head: Element): HTMLParagraphElement[] {
  const found: HTMLParagraphElement[] = [];
  for (
    let next = head.nextElementSibling;
    next !== null && next.querySelector('h2') === null;
    next = next.nextElementSibling
  )
    if (next instanceof HTMLParagraphElement) found.push(next);
  return found;
}

async function copyFrom(button: HTMLElement): Promise<void> {
  const menu = button.closest<HTMLElement>('[data-link-menu]');
  if (menu === null) return;
  const { copy } = button.dataset;
  say(menu); // what was said of an earlier copy is not true of this one yet
  const text = await textOf(copy, menu);
  if (await copyText(text)) say(menu, 'Copied', ...(copy === 'embed' ? heightHint() : []));
  else show(menu, text);
}

async function textOf(copy: string | undefined, menu: HTMLElement): Promise<string> {
  const { for: id = '', state = '' } = menu.dataset;
  if (copy === 'link') return addressOf(menu); // for which nothing has to be fetched
  if (copy === 'lesson') return lessonStateAddress(id, state);
  if (copy === 'post') return postOf(id, state, menu.dataset['title'] ?? id);
  const shared = await sharedBy(menu);
  if (copy === 'embed') return embedCode({ widget: id, title: shared.title, address: embedAddress(id, state) });
  return shareText(shareForms.find((form) => form === copy) ?? 'link', shared);
}

async function savePicture(button: HTMLElement): Promise<void> {
  const menu = button.closest<HTMLElement>('[data-link-menu]');
  if (menu === null) return;
  const { for: id = '', state = '' } = menu.dataset;
  const number = document.getElementById(id)?.querySelector('.fig-no')?.textContent ?? '';
  try {
    const picture = await pictureOf(id, state, number);
    download(pictureName(id), picture, picture.type);
    say(menu, `${pictureName(id)} was handed to the browser.`);
  } catch (error) {
    say(menu, error instanceof Error ? error.message : String(error));
  }
}

function say(menu: HTMLElement, ...words: readonly (string | Node)[]): void {
  menu.querySelector('[role=status]')?.replaceChildren(...words);
}

/** What whoever pastes a frame should know of its height. */
function heightHint(): readonly (string | Node)[] {
  const way = document.createElement('a');
  way.href = `${pageLink('for-forums')}#embedding`;
  way.textContent = 'a few lines of script';
  return [', as high as a forum needs. Elsewhere it may scroll inside; ', way, ' fit it.'];
}

function show(menu: HTMLElement, text: string): void {
  say(menu, 'The clipboard is closed here. Copy it yourself:');
  const field = document.createElement('textarea');
  field.readOnly = true;
  field.value = text;
  field.setAttribute('aria-label', 'Text to copy');
  menu.querySelector('[role=status]')?.append(field);
  field.focus();
  field.select();
}

/** Shows the way to the forum where the book names one. */
async function offerForum(menu: HTMLElement): Promise<void> {
  const link = menu.querySelector<HTMLAnchorElement>('[data-discuss]');
  const forum = forumOfPage();
  if (link === null || forum === undefined) return;
  const address = discussAddress(forum, await sharedBy(menu));
  if (address === undefined) return;
  link.href = address;
  link.hidden = false;
}
