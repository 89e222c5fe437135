// Links in the prose that set a figure: `<a data-scene="kernel-lab" href="?kernel-lab=k:top,r:5,c:7#kernel-lab">`. With script the figure comes to the
// reader: it is set, and where it does not stand near it moves to just below the block of text with the link. Without, they are ordinary links.
import {
  blockAt,
  blockPlaceOf,
  followPlaces,
  homeOf,
  isJustBelow,
  isNextTo,
  numberOf,
  placeBelow,
  placeFigures,
  placesNow,
  placesWith,
  sectionAround,
} from './figure-places.ts';
import {
  goToLink,
  keepReadingPlace,
  notePlaces,
  readFragment,
  readLink,
  stateIn,
  type FigurePlaces,
} from './location.ts';
import { prefersReducedMotion } from './motion.ts';
import { whenSettled } from './settled.ts';
import { fitsBoth, scrollToShow, type FigureParts, type Span } from './show-both.ts';

/** The last visit to a figure, and what led there: from it Tab goes to the figure, and back there the focus goes. */
interface SceneVisit {
  readonly widgetId: string;
  readonly from: HTMLElement;
}

/** Smaller drawings in a figure are signs, no pictures. */
const leastPicturePx = { width: 100, height: 80 };
const edgePx = 10;
/** Two lines of text: so much of a sentence is shown before the link in it. */
const linesBeforePx = 64;

let visit: SceneVisit | undefined;
/** Whether the focus is still where the visit began, so that Tab leads on to the figure. */
let isTabNext = false;
let isInstalled = false;
/** Counts what takes the reader on: only the last visit scrolls, and only if nothing came after it. */
let turns = 0;
/** Where it is said that a figure came, for those who hear the page. */
let status: HTMLElement | undefined;

/** Lets links in the prose set the figures of this page, and the figures stand where the history or the address has them; calling it again changes nothing. */
export function installSceneLinks(): void {
  if (isInstalled) return;
  isInstalled = true;
  status = document.body.appendChild(document.createElement('p'));
  status.className = 'vh';
  status.style.top = '0'; // at the end of a page that fills its frame it would make it a pixel longer
  status.setAttribute('role', 'status');
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const away = target?.closest('[data-away-figure] button')?.parentElement?.dataset['awayFigure'];
    if (away !== undefined) bringBack(away);
    if (!isPlain(event)) return;
    const link = target?.closest<HTMLAnchorElement>('a[data-scene]') ?? null;
    const widgetId = link?.dataset['scene'];
    if (link === null || widgetId === undefined || document.getElementById(widgetId) === null) return;
    if (new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    visitFigure(widgetId, stateIn(link.href, widgetId) ?? '', link);
  });
  addEventListener('popstate', () => turns++);
  document.addEventListener('keydown', goByTab);
  document.addEventListener('focusin', ({ target }) => (isTabNext &&= target === visit?.from));
  // what moved has pushed the place that the browser was to show
  if (followPlaces(placesInAddress)) document.getElementById(readFragment())?.scrollIntoView({ behavior: 'instant' });
}

function isPlain(event: MouseEvent): boolean {
  const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  return !defaultPrevented && button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}

/**
 * Sets a figure of this page as a step that the back button undoes, and lets it be seen with the link that led there: where it does not stand near, it
 * moves to just below the link's block. The link stays where it is on the screen, or goes up just as far as it takes to see both, and keeps the focus.
 * Without a link the figure is shown where it stands, and has the focus.
 */
export function visitFigure(widgetId: string, state: string, link?: HTMLElement): void {
  const figure = document.getElementById(widgetId);
  if (figure === null) return;
  const from = link ?? figure;
  const turn = ++turns;
  visit = link === undefined ? undefined : { widgetId, from: link };
  isTabNext = link !== undefined;
  const block = figure.contains(from) || homeOf(widgetId) === undefined ? undefined : blockPlaceOf(from);
  const isFar = (): boolean =>
    block !== undefined && from.isConnected && !isJustBelow(widgetId, block) && !isNear(from, figure, block);
  const placesHere = (): FigurePlaces =>
    placesWith(widgetId, block === undefined ? undefined : placeBelow(widgetId, block));
  const isMove = isFar();
  const places = isMove ? placesHere() : placesNow();
  holdStill(
    from,
    () => {
      goToLink(widgetId, state, places);
      if (isMove) placeFigures(places);
    },
    () => {
      const start = scrollY;
      keepReadingPlace();
      whenSettled(figure, () => {
        // a reader who went on meanwhile, by hand, by another link or through the history, is left alone
        if (Math.abs(scrollY - start) > edgePx || turns !== turn || !from.isConnected) return;
        if (!isFar()) return show(from, figure);
        // in its new state it has grown too tall to be seen with the link from where it stands
        notePlaces(placesHere());
        holdStill(
          from,
          () => placeFigures(placesHere()),
          () => show(from, figure),
        );
      });
    },
  );
  if (from === figure) figure.focus({ preventScroll: true });
  else if (status !== undefined) status.textContent = sentence(figure, from);
}

/** Puts a figure back in its own place; the reader stays with the text that it stood below. */
export function putBack(widgetId: string): void {
  turns++;
  const place = placesNow()[widgetId];
  const block = place === undefined ? undefined : blockAt(place);
  if (block === undefined) return;
  holdStill(block, () => placeFigures(placesWith(widgetId, undefined)));
  notePlaces(placesNow());
  const from = visit?.widgetId === widgetId && visit.from.isConnected ? visit.from : undefined;
  const link = from ?? block.querySelector<HTMLElement>(`a[data-scene="${widgetId}"]`);
  if (link === null) block.setAttribute('tabindex', '-1'); // the button that had the focus is gone
  if (link !== null) link.focus();
  else if (block instanceof HTMLElement) block.focus();
}

/** Brings a figure back to its own place, where the reader is. */
function bringBack(widgetId: string): void {
  turns++;
  const figure = document.getElementById(widgetId);
  const marker = document.querySelector(`[data-away-figure="${widgetId}"]`);
  if (figure === null || marker === null) return;
  holdStill(marker, () => placeFigures(placesWith(widgetId, undefined)), undefined, figure);
  notePlaces(placesNow());
  figure.focus({ preventScroll: true });
}

/** Marks the links whose state the figure is in; `canonical` writes any state text the way the figure's codec does. */
export function markScenes(widgetId: string, state: string, canonical: (text: string) => string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`a[data-scene="${widgetId}"]`)) {
    link.classList.toggle('is-shown', canonical(stateIn(link.href, widgetId) ?? '') === state);
  }
}

/** Moves the focus to a figure that is on the screen. */
export function focusIfSeen(widgetId: string): void {
  const figure = document.getElementById(widgetId);
  if (figure === null) return;
  const { top, bottom } = figure.getBoundingClientRect();
  if (top < innerHeight && bottom > 0) figure.focus({ preventScroll: true });
}

/** Changes the page while a place of it that is on the screen stays where it is there. */
export function holdIfSeen(placeId: string, change: () => void): void {
  const place = document.getElementById(placeId);
  const span = place?.getBoundingClientRect();
  if (place === null || span === undefined || span.top >= innerHeight || span.bottom <= 0) change();
  else holdStill(place, change);
}

/** Whether a link and the first picture of a figure fit on one screen, and are on it or nearly so. */
function isNear(from: HTMLElement, figure: HTMLElement, block: number): boolean {
  const [first] = partsOf(figure).pictures;
  const screen = screenFor(figure);
  if (first === undefined || !wordsOf(from).some((words) => fitsBoth(words, first, screen))) return false;
  return isNextTo(figure.id, block) || (first.top >= screen.top && first.bottom <= screen.bottom);
}

/** Scrolls, once, until a figure is seen with what led there. */
function show(from: HTMLElement, figure: HTMLElement): void {
  const by = scrollToShow(wordsOf(from), partsOf(figure), screenFor(figure));
  const top = scrollY + by;
  keepReadingPlace(top);
  if (Math.abs(by) >= 1) scrollTo({ top, behavior: prefersReducedMotion() ? 'instant' : 'smooth' });
}

/** Where the words of a link are on the screen: with the lines before them in their block that make a sentence of them, alone, and their last line. */
function wordsOf(from: HTMLElement): readonly Span[] {
  const whole = from.getBoundingClientRect();
  if (from.matches('[data-widget]')) return [{ top: whole.top, bottom: whole.top }];
  const block = from.closest('p, li, figure, .prose > *')?.getBoundingClientRect().top ?? whole.top;
  const last = [...from.getClientRects()].at(-1) ?? whole;
  return [{ top: Math.max(block, whole.top - linesBeforePx), bottom: whole.bottom }, whole, last];
}

/** The parts of a figure that show its first picture, its first two, and so on; and the one that it marks as its main part. */
function partsOf(figure: HTMLElement): FigureParts {
  const { top } = figure.getBoundingClientRect();
  const main = figure.querySelector('[data-main]')?.getBoundingClientRect();
  const bottoms = [...figure.querySelectorAll('canvas, svg, table, [role=img], [role=slider]')]
    .map((picture) => picture.getBoundingClientRect())
    .filter(({ width, height }) => width > leastPicturePx.width && height > leastPicturePx.height)
    .map(({ bottom }) => bottom)
    .sort((one, other) => one - other);
  const pictures = bottoms.map((bottom) => ({ top, bottom }));
  return { pictures: bottoms.length === 0 ? [figure.getBoundingClientRect()] : pictures, main };
}

/** The part of the screen that nothing covers: the contents are a line at its upper edge where it is narrow. */
function screenFor(figure: HTMLElement): Span {
  return { top: parseFloat(getComputedStyle(figure).scrollMarginTop) || edgePx, bottom: innerHeight - edgePx };
}

/**
 * Changes the page while something stays where it is on the screen, whatever grows or shrinks above it; `then` is called when what was changed stands,
 * before it is drawn. `twin` is what stands in its stead then.
 */
function holdStill(element: Element, change: () => void, then?: () => void, twin: Element = element): void {
  const { top } = element.getBoundingClientRect();
  const { style } = document.documentElement;
  style.overflowAnchor = 'none'; // the browser would correct it as well
  change();
  const correct = (): void => {
    const moved = twin.isConnected ? twin.getBoundingClientRect().top - top : 0;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' });
  };
  correct();
  requestAnimationFrame(() => {
    correct();
    style.overflowAnchor = '';
    then?.();
  });
}

/** After a visit Tab goes to the figure, once; and back from there to the link. */
function goByTab(event: KeyboardEvent): void {
  if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey || visit === undefined) return;
  const { widgetId, from } = visit;
  const figure = document.getElementById(widgetId);
  if (figure === null) return;
  if (!event.shiftKey && isTabNext && document.activeElement === from) {
    isTabNext = false;
    event.preventDefault();
    figure.dataset['reached'] = '';
    figure.addEventListener('blur', () => delete figure.dataset['reached'], { once: true });
    figure.focus({ preventScroll: true });
    const { top } = figure.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.75) figure.scrollIntoView({ block: 'start', behavior: 'instant' });
  } else if (event.shiftKey && document.activeElement === figure && from.isConnected) {
    event.preventDefault();
    from.focus();
  }
}

/** What those hear who do not see where the figure is. */
function sentence(figure: HTMLElement, link: HTMLElement): string {
  const words = link.getAttribute('aria-label') ?? link.textContent.trim();
  const isBelow = (link.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return `${numberOf(figure.id)} is ${isBelow ? 'below' : 'above'}, set to “${words}”. Tab leads to it.`;
}

/**
 * Where the figures stand on a page opened by an address with a section and states of figures that belong to other sections: such a figure comes to
 * the first block of the section that talks of it. One that the section does not talk of comes to its end, if it is the only one.
 */
function placesInAddress(): FigurePlaces {
  const target = document.getElementById(readFragment());
  const at = target === null ? undefined : blockPlaceOf(target);
  if (target === null || at === undefined || target.closest('[data-widget]') !== null) return {};
  const section = sectionAround(at);
  const set = [...document.querySelectorAll('.prose [data-widget]')]
    .map(({ id }) => id)
    .filter((id) => (readLink(id) ?? '') !== '' && !section.includes(homeOf(id) ?? at));
  const range = section[0] === at ? section : [at];
  const placed = set.flatMap((id) => {
    const talking = range.find((place) => hasLinkTo(id, place));
    const place = talking ?? (set.length === 1 ? range.at(-1) : undefined);
    return place === undefined ? [] : [[id, place] as const];
  });
  return Object.fromEntries(placed);
}

function hasLinkTo(widgetId: string, place: number): boolean {
  return (blockAt(place)?.querySelectorAll(`a[data-scene="${widgetId}"]`).length ?? 0) > 0;
}
