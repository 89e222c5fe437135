// The only reader and writer of the page's address. A widget's state is the query value under the widget's id; the fragment
// says where to look. Every state is reached by reload, back and copied links alike, because they all come through here.
import { stateSlug } from '@lib/site/state-slug.ts';
import { subjectOf, type StateLooks } from '@lib/site/state-subject.ts';

type Listener = () => void;

const listeners = new Set<Listener>();
const pending = new Map<string, string>();
const writeDelayMs = 500; // Safari refuses more than 100 address changes in 30 seconds
let timer: ReturnType<typeof setTimeout> | undefined;
let isListening = false;
/** The path and the query that the figures follow: a step in history that only changes the fragment is none of theirs. */
let followed: string | undefined;
/** Where figures stand that have left their homes. */
let places: FigurePlaces = {};
const placeListeners = new Set<(places: FigurePlaces) => void>();

/** The figures that stand away from their homes, by the places of the blocks they stand below. */
export type FigurePlaces = Readonly<Record<string, number>>;

/** The state of a widget as the address has it now, not yet parsed. */
export function readLink(widgetId: string): string | undefined {
  return pending.get(widgetId) ?? stateHere(widgetId);
}

/** The state that the address holds: in its query, or in its path where that is the page of a state, `/w/kernel-lab/r-8_c-18/`. */
function stateHere(widgetId: string): string | undefined {
  return new URLSearchParams(location.search).get(widgetId) ?? stateOfPath(widgetId);
}

function stateOfPath(widgetId: string): string | undefined {
  if (!isOwnPage(widgetId)) return undefined;
  const { base = '', states = {} } = linkPlaces() ?? {};
  const pathOf = (state: string) => new URL(whole(statePath(base, widgetId, state))).pathname;
  return states[widgetId]?.find((state) => pathOf(state) === location.pathname);
}

/** Whether this is the page of a widget of its own, or of one of its states: there the path changes with the state. */
function isOwnPage(widgetId: string): boolean {
  const places = linkPlaces();
  return places !== undefined && location.pathname.startsWith(widgetPath(places.base, widgetId));
}

/** Another setting of the address, such as `backend`. */
export function readSetting(name: string): string | undefined {
  return new URLSearchParams(location.search).get(name) ?? undefined;
}

/** The fragment of the address without its `#`. */
export function readFragment(): string {
  return location.hash.slice(1);
}

/** Goes from one place of this page to another, as a link does, with one setting in the address beside it; back leads to the first of them. */
export function goToPlace(
  { from, to }: { readonly from: string; readonly to: string },
  name: string,
  setting: string,
): void {
  change('replaceState', `${location.pathname}?${name}=${setting}#${from}`);
  location.hash = to;
}

/** Calls back whenever the fragment of the address has changed. */
export function onFragmentChange(listener: Listener): void {
  addEventListener('hashchange', listener);
}

/** The address of another page of the book with a widget in its present state: the same figure in its lesson. */
export function sameStateAt(page: string, widgetId: string): string {
  return `${withQuery(page, queryOf(widgetId, readLink(widgetId) ?? ''))}#${widgetId}`;
}

/** Notes a widget's state in the address, without a new entry in the history; rapid changes are written together. */
export function writeLink(widgetId: string, state: string): void {
  pending.set(widgetId, state);
  timer ??= setTimeout(flush, writeDelayMs);
}

/**
 * The address of a widget's state to give to others: one that has a card of its own where the book has one, or that of what the state is about; else the
 * place on this page.
 */
export function stateAddress(widgetId: string, state: string): string {
  const places = linkPlaces();
  return places === undefined
    ? lessonStateAddress(widgetId, state)
    : whole(withQuery(...pageOfState(places, widgetId, state)));
}

/** The page of the book whose card fits a widget's state best, and what the query must still say there. */
function pageOfState(places: LinkPlaces, widgetId: string, state: string): readonly [path: string, query: string] {
  const { base, lesson, states, looks } = places;
  const named = states[widgetId] ?? [];
  if (named.includes(state)) return [statePath(base, widgetId, state), ''];
  const query = queryOf(widgetId, state);
  const fields = looks[widgetId];
  const subject = fields === undefined || state === '' ? '' : subjectOf(state, fields);
  if (named.includes(subject)) return [statePath(base, widgetId, subject), query];
  return [lesson === '' ? widgetPath(base, widgetId) : `${base}s/${lesson}/${widgetId}/`, query];
}

const widgetPath = (base: string, widgetId: string): string => `${base}w/${widgetId}/`;

const statePath = (base: string, widgetId: string, state: string): string =>
  `${widgetPath(base, widgetId)}${stateSlug(state)}/`;

const queryOf = (widgetId: string, state: string): string => (state === '' ? '' : `${widgetId}=${state}`);

const withQuery = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`);

/** The address of a widget's state on the page of its own, whether it stands on this one or not. */
export function ownPageAddress(widgetId: string, state: string): string {
  return whole(withQuery(widgetPath(linkPlaces()?.base ?? '/', widgetId), queryOf(widgetId, state)));
}

/** The address of a widget's state at its place in its lesson, by the path whose card is that of the place; on other pages, that on this page itself. */
export function lessonStateAddress(widgetId: string, state: string): string {
  const places = linkPlaces();
  const { base = '', homes = {}, lesson = '' } = places ?? {};
  const page = homes[widgetId]?.slice(base.length) ?? (lesson === '' ? '' : `${lesson}/`);
  if (page === '') return whole(withStates(new Map([[widgetId, state]]), widgetId, true));
  return whole(withQuery(`${base}s/${page}${widgetId}/`, queryOf(widgetId, state)));
}

/** The picture of a widget's state as posts have it, where the book has drawn one. */
export function postedCard(widgetId: string, state: string, alt: string): { address: string; alt: string } | undefined {
  const address = pictureAddress(widgetId, state);
  return address === undefined ? undefined : { address, alt };
}

/** The address of the picture of a widget's state, where the book has drawn one. */
function pictureAddress(widgetId: string, state: string): string | undefined {
  const places = linkPlaces();
  if (places === undefined || (state !== '' && places.states[widgetId]?.includes(state) !== true)) return undefined;
  return whole(`${places.base}card/w/${widgetId}${state === '' ? '' : `/${stateSlug(state)}`}.png`);
}

/**
 * The address of a place on this page to give to others: one with a card of its own, where the book has one; `known` is an address inside the book that is
 * to be given instead.
 */
export function placeAddress(id: string, known?: string): string {
  if (known !== undefined) return whole(known);
  const places = linkPlaces();
  return places === undefined || places.lesson === ''
    ? sectionAddress(id)
    : whole(`${places.base}s/${places.lesson}/${id}/`);
}

/** The address of a widget without furniture, in a state. */
export function embedAddress(widgetId: string, state: string): string {
  const base = linkPlaces()?.base ?? '/';
  return whole(withQuery(`${base}embed/${widgetId}/`, queryOf(widgetId, state)));
}

/** The forum that the book names, if it names one. */
export function forumOfPage(): string | undefined {
  return linkPlaces()?.forum;
}

/** What a page knows of the addresses around it, as its layout wrote it. */
export interface LinkPlaces {
  /** The base path. */
  readonly base: string;
  /** The lesson that the page is; empty for others. */
  readonly lesson: string;
  /** The states of its widgets that have pages of their own. */
  readonly states: Readonly<Record<string, readonly string[]>>;
  /** What of these states only says where one looks, by widget. */
  readonly looks: Readonly<Record<string, StateLooks>>;
  /** The pages of the lessons that its widgets belong to. */
  readonly homes: Readonly<Record<string, string>>;
  /** The forum, if there is one. */
  readonly forum?: string | undefined;
}

/** Id of the element that holds them. */
export const linkPlacesId = 'link-places';

function linkPlaces(): LinkPlaces | undefined {
  const text = document.getElementById(linkPlacesId)?.textContent;
  if (text === undefined) return undefined;
  const places: unknown = JSON.parse(text);
  return isLinkPlaces(places) ? places : undefined;
}

function isLinkPlaces(value: unknown): value is LinkPlaces {
  return (
    typeof value === 'object' &&
    value !== null &&
    'base' in value &&
    'states' in value &&
    'looks' in value &&
    'homes' in value
  );
}

const whole = (address: string): string => new URL(address, location.href).href;

/** The state that an address on this page holds for a widget, if it holds one. */
export function stateIn(address: string, widgetId: string): string | undefined {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || url.pathname !== location.pathname) return undefined;
  return url.searchParams.get(widgetId) ?? undefined;
}

/**
 * Goes to another state of this page as a step that the back button undoes; widgets follow, nothing is loaded. `placesThen` says where the figures
 * will stand, where the step moves one.
 */
export function goToLink(widgetId: string, state: string, placesThen: FigurePlaces = places): void {
  flush();
  const address = withStates(new Map([[widgetId, state]]), widgetId, false);
  const isMove = !isSame(placesThen, places);
  // a step that showed this figure is left without it: back leads to where both were seen, not to where the figure had not yet come
  const isTakenAway = isMove && readFragment() === widgetId && kept().scrollY !== undefined;
  if (!isTakenAway) keepReadingPlace();
  places = placesThen;
  if (address !== currentAddress() || isMove) change('pushState', address);
  // where the browser refused the step, the figure is set all the same
  if ((stateHere(widgetId) ?? '') !== state) pending.set(widgetId, state);
  tell();
}

/** Keeps the place of reading with the present step of the history, for the browser may remember another; in pixels from the upper end of the page. */
export function keepReadingPlace(topPx = scrollY): void {
  change('replaceState', currentAddress(), topPx);
}

/** Notes where the figures stand, without a step in the history. */
export function notePlaces(placesNow: FigurePlaces): void {
  places = placesNow;
  change('replaceState', currentAddress());
}

/** Where the figures stood when this step of the history was left; nothing for a new one. */
export function keptPlaces(): FigurePlaces | undefined {
  return kept().places;
}

/** Calls back when a step in the history finds the figures in other places, before they are told their states. */
export function onPlacesChange(listener: (places: FigurePlaces) => void): void {
  listenToHistory();
  placeListeners.add(listener);
}

/** Calls back whenever the address changed under the widgets: back, forward, or a link in the prose. Returns the way to stop. */
export function onLinkChange(listener: Listener): () => void {
  listenToHistory();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function listenToHistory(): void {
  if (isListening) return;
  isListening = true;
  followed = statesInAddress();
  addEventListener('popstate', followHistory);
  addEventListener('pagehide', flush);
}

function followHistory(): void {
  // a step that was never left by us, such as one to a fragment, leaves the figures where they are
  const { scrollY: top, places: then = places } = kept();
  const isMove = !isSame(then, places);
  if (statesInAddress() === followed && !isMove) return;
  pending.clear();
  places = then;
  if (isMove) for (const listener of placeListeners) listener(places);
  tell();
  if (top !== undefined) requestAnimationFrame(() => scrollTo({ top, behavior: 'instant' }));
}

/** What was kept with the present step of the history. */
function kept(): { readonly scrollY?: number | undefined; readonly places?: FigurePlaces | undefined } {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null) return {};
  return {
    scrollY: 'scrollY' in state && typeof state.scrollY === 'number' ? state.scrollY : undefined,
    places: 'places' in state && isPlaces(state.places) ? state.places : undefined,
  };
}

function isPlaces(value: unknown): value is FigurePlaces {
  return typeof value === 'object' && value !== null && Object.values(value).every((place) => Number.isInteger(place));
}

function isSame(one: FigurePlaces, other: FigurePlaces): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id] === other[id]);
}

function tell(): void {
  followed = statesInAddress();
  for (const listener of listeners) listener();
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (pending.size === 0) return;
  const address = withStates(pending, undefined, false);
  if (address === currentAddress() || change('replaceState', address)) pending.clear();
}

/**
 * Changes the address; false where the browser refuses, as it does when that was asked too often. With it are kept the places of the figures and, where
 * it is known, the place of reading.
 */
function change(
  how: 'pushState' | 'replaceState',
  address: string,
  readAt = how === 'replaceState' ? kept().scrollY : undefined,
): boolean {
  try {
    history[how]({ places, ...(readAt === undefined ? {} : { scrollY: readAt }) }, '', address);
    followed = statesInAddress();
    return true;
  } catch {
    return false;
  }
}

const statesInAddress = (): string => location.pathname + location.search;

function currentAddress(): string {
  return statesInAddress() + location.hash;
}

/**
 * The address of this page with some widget states changed; on a figure's own page the path is that of its state, which has a card. The query is put
 * together by hand: URLSearchParams would escape the characters that keep a state readable. `only` leaves the other widgets' states out.
 */
function withStates(states: ReadonlyMap<string, string>, fragment: string | undefined, only: boolean): string {
  const kept = location.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !only && !states.has(pair.split('=')[0] ?? ''));
  const places = linkPlaces();
  let path = location.pathname;
  const set = [...states].map(([id, state]) => {
    if (places === undefined || !isOwnPage(id)) return queryOf(id, state);
    const [page, query] = pageOfState(places, id, state);
    path = page;
    return query;
  });
  const query = [...kept, ...set].filter((pair) => pair !== '').join('&');
  return withQuery(path, query) + (fragment === undefined ? location.hash : `#${fragment}`);
}

/** The final address of a section of this page, without any figure's state. */
export function sectionAddress(id: string): string {
  return new URL(`${location.pathname}#${id}`, location.href).href;
}
