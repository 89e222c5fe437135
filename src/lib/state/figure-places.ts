// Where the figures of a lesson stand: each in its own place, or below a block of the text that talks of it. A figure moves as the element it is, so
// that its state, its canvases and its worker go with it; a line in its own place says where it is. Blocks are counted as the page was printed.
import { keptPlaces, notePlaces, onPlacesChange, type FigurePlaces } from './location.ts';

/** The words and the button that a figure leaves in its own place. */
const awayClass = 'figure-away';

/** From this width on, notes stand in the margin beside the block before them. */
const marginQuery = '(min-width: 1121px)';

interface Lesson {
  /** What the running text consists of, in the order in which it was printed. */
  readonly blocks: readonly Element[];
  readonly hasMargin: MediaQueryList;
}

let lesson: Lesson | undefined;
let places: FigurePlaces = {};
/** What stands for the figures that are away. */
const markers = new Map<string, HTMLElement>();
const listeners = new Map<string, Set<(isAway: boolean) => void>>();

/** Reads the blocks of the page's text, once; nothing on a page without running text. */
function lessonHere(): Lesson | undefined {
  if (lesson?.blocks[0]?.isConnected === true) return lesson;
  const prose = document.querySelector('.prose');
  lesson = prose === null ? undefined : { blocks: [...prose.children], hasMargin: matchMedia(marginQuery) };
  return lesson;
}

/** The place of the block that holds an element of the running text. */
export function blockPlaceOf(element: Element): number | undefined {
  const block = element.closest('.prose > *');
  const place = block === null ? -1 : (lessonHere()?.blocks.indexOf(block) ?? -1);
  return place < 0 ? undefined : place;
}

/** The block of the running text at a place. */
export function blockAt(place: number): Element | undefined {
  return lessonHere()?.blocks[place];
}

/** The places of the blocks of the section around a place: from its heading to the one before the next heading. */
export function sectionAround(place: number): readonly number[] {
  const blocks = lessonHere()?.blocks ?? [];
  const isHead = (at: number) => blocks[at]?.querySelector(':scope > h2') !== null;
  let from = place;
  while (from > 0 && !isHead(from)) from--;
  let to = place;
  while (to + 1 < blocks.length && !isHead(to + 1)) to++;
  return blocks.slice(from, to + 1).map((_, at) => from + at);
}

/** Where the figures stand that are away from their own places. */
export function placesNow(): FigurePlaces {
  return places;
}

/** The places with one figure below a block, or with nothing in its own place. */
export function placesWith(widgetId: string, place: number | undefined): FigurePlaces {
  const others = Object.entries(places).filter(([id]) => id !== widgetId);
  return Object.fromEntries(place === undefined ? others : [...others, [widgetId, place]]);
}

/** The place of a figure when it is at home; nothing for one that is not part of the running text. */
export function homeOf(widgetId: string): number | undefined {
  const wrapper = wrapperOf(widgetId);
  return wrapper === undefined ? undefined : blockPlaceOf(wrapper);
}

/** Where a figure stands when it is just below a block: the block's place, or nothing where that is the figure's own place. */
export function placeBelow(widgetId: string, place: number): number | undefined {
  const next = (lastOf(place) ?? 0) + 1;
  return lessonHere()?.blocks[next] === wrapperOf(widgetId) ? undefined : place;
}

/** Whether a figure stands beside a block: nothing comes between them, or one block of text. */
export function isNextTo(widgetId: string, place: number): boolean {
  const [wrapper, block] = [wrapperOf(widgetId), blockAt(place)];
  if (wrapper === undefined || block === undefined) return false;
  const texts = [...(wrapper.parentElement?.children ?? [])].filter(
    (child) => child === block || child === wrapper || !child.matches(`.note, .${awayClass}`),
  );
  return Math.abs(texts.indexOf(wrapper) - texts.indexOf(block)) <= 2;
}

/** Whether nothing stands between a block and a figure below it. */
export function isJustBelow(widgetId: string, place: number): boolean {
  const wrapper = wrapperOf(widgetId);
  return wrapper !== undefined && spotBelow(place) === wrapper;
}

/** Puts the figures where they are said to stand, and the others in their own places. */
export function placeFigures(wanted: FigurePlaces): void {
  if (lessonHere() === undefined) return;
  const was = places;
  places = wanted;
  for (const id of Object.keys(was)) if (wanted[id] === undefined) takeHome(id);
  for (const [id, place] of Object.entries(wanted)) takeTo(id, place);
}

/** Calls back when a figure goes away from its own place or comes back to it, and at once for one that is away. Returns the way to stop. */
export function onFigurePlace(widgetId: string, listener: (isAway: boolean) => void): () => void {
  const heard = listeners.get(widgetId) ?? new Set();
  listeners.set(widgetId, heard.add(listener));
  if (places[widgetId] !== undefined) listener(true);
  return () => heard.delete(listener);
}

/**
 * Keeps the figures where the history has them. `fromAddress` says where they stand on a page that was opened by its address, neither anew nor by a step
 * in the history; returns whether it was asked and moved any.
 */
export function followPlaces(fromAddress: () => FigurePlaces): boolean {
  const here = lessonHere();
  if (here === undefined) return false;
  const [opened] = performance.getEntriesByType('navigation');
  const isNew = !(opened instanceof PerformanceNavigationTiming) || opened.type === 'navigate';
  const kept = keptPlaces();
  placeFigures(kept ?? (isNew ? fromAddress() : {}));
  const hasMoved = Object.keys(places).length > 0;
  if (hasMoved) notePlaces(places);
  onPlacesChange(placeFigures);
  here.hasMargin.addEventListener('change', () => {
    for (const [id, place] of Object.entries(places)) takeTo(id, place);
  });
  // on paper every figure stands where it belongs
  let away: { readonly places: FigurePlaces; readonly top: number } | undefined;
  addEventListener('beforeprint', () => {
    away ??= { places, top: scrollY };
    placeFigures({});
  });
  addEventListener('afterprint', () => {
    if (away === undefined) return;
    placeFigures(away.places);
    scrollTo({ top: away.top, behavior: 'instant' });
    away = undefined;
  });
  return hasMoved && kept === undefined;
}

/** The block of the running text that is the figure; one that is a part of a larger block stays there. */
function wrapperOf(widgetId: string): Element | undefined {
  const figure = document.getElementById(widgetId);
  const wrapper = (figure?.closest('astro-island') ?? figure)?.parentElement;
  return wrapper?.parentElement?.matches('.prose') === true ? wrapper : undefined;
}

/** The place of the last block that nothing may part from a block: where there is a margin, its notes stay beside it. */
function lastOf(place: number): number | undefined {
  const here = lessonHere();
  if (here?.blocks[place] === undefined) return undefined;
  let last = place;
  while (here.hasMargin.matches && here.blocks[last + 1]?.matches('.note') === true) last++;
  return last;
}

/** What a figure just below a block stands before; null at the end of the text. */
function spotBelow(place: number): Element | null | undefined {
  return blockAt(lastOf(place) ?? -1)?.nextElementSibling;
}

function takeTo(widgetId: string, place: number): void {
  const wrapper = wrapperOf(widgetId);
  if (wrapper === undefined) return;
  const marker = markers.get(widgetId) ?? makeMarker(widgetId);
  if (!marker.isConnected) wrapper.before(marker);
  say(marker, widgetId, place);
  const spot = spotBelow(place);
  if (spot !== undefined && spot !== wrapper) move(wrapper, spot);
  tell(widgetId, true);
}

function takeHome(widgetId: string): void {
  const [wrapper, marker] = [wrapperOf(widgetId), markers.get(widgetId)];
  if (wrapper === undefined || marker === undefined) return;
  move(wrapper, marker);
  marker.remove();
  markers.delete(widgetId);
  tell(widgetId, false);
}

/** Moves an element within the running text, to before another or to its end; what has the focus keeps it. */
function move(wrapper: Element, before: Element | null): void {
  const prose = wrapper.parentElement;
  if (prose === null) return;
  const focused = document.activeElement;
  const mover: Partial<Pick<ParentNode, 'moveBefore'>> = prose; // not every browser has it
  if (mover.moveBefore === undefined) prose.insertBefore(wrapper, before);
  else mover.moveBefore(wrapper, before);
  if (focused instanceof HTMLElement && focused !== document.activeElement && wrapper.contains(focused))
    focused.focus({ preventScroll: true });
}

function makeMarker(widgetId: string): HTMLElement {
  const marker = document.createElement('div');
  marker.className = awayClass;
  marker.dataset['awayFigure'] = widgetId;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'text-btn';
  button.textContent = 'Put it back';
  marker.append(document.createElement('span'), ' ', button);
  markers.set(widgetId, marker);
  return marker;
}

function say(marker: HTMLElement, widgetId: string, place: number): void {
  const words = marker.querySelector('span');
  const home = homeOf(widgetId) ?? place;
  const isHere = sectionAround(home).includes(place);
  const here = `further ${place < home ? 'up' : 'down'} in this section`;
  if (words !== null) words.textContent = `${numberOf(widgetId)} stands ${isHere ? here : sectionWords(place)} now.`;
}

/** What a figure is called: its number, as it prints it. */
export function numberOf(widgetId: string): string {
  return document.getElementById(widgetId)?.querySelector('.fig-no')?.textContent.trim() ?? 'The figure';
}

/** In which section a place is, by the number that the contents give it. */
function sectionWords(place: number): string {
  const [head = place] = sectionAround(place);
  const id = blockAt(head)?.querySelector(':scope > h2')?.id ?? '';
  const number = document.querySelector(`.toc a[href="#${id}"] span`)?.textContent.trim();
  return number === undefined ? 'before the first section' : `in section ${number}`;
}

function tell(widgetId: string, isAway: boolean): void {
  for (const listener of listeners.get(widgetId) ?? []) listener(isAway);
}
