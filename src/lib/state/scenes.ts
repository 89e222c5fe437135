// Links in the prose that set a figure: `<a data-scene="kernel-lab" href="?kernel-lab=k:top,r:5,c:7#kernel-lab">`. With script
// they change the figure in place and bring it into view; without, they are ordinary links to the same state.
import { goToLink, stateIn } from './location.ts';
import { prefersReducedMotion } from './motion.ts';

/** A reader who followed a link in the prose to a figure, and the link, so that they can go back to it. */
export interface SceneVisit {
  readonly widgetId: string;
  readonly from: HTMLAnchorElement;
}

let visit: SceneVisit | undefined;
let isInstalled = false;
const listeners = new Set<(visit: SceneVisit) => void>();

/** Lets links in the prose set the figures of this page; calling it again changes nothing. */
export function installSceneLinks(): void {
  if (isInstalled) return;
  isInstalled = true;
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-scene]') : null;
    const widgetId = link?.dataset['scene'];
    const figure = widgetId === undefined ? null : document.getElementById(widgetId);
    if (link === null || widgetId === undefined || figure === null || new URL(link.href).pathname !== location.pathname)
      return;
    event.preventDefault();
    visit = { widgetId, from: link };
    goToLink(widgetId, stateIn(link.href, widgetId) ?? '');
    bringIntoView(figure);
    for (const listener of listeners) listener(visit);
  });
}

/** Calls back for each visit to a figure, and at once for one that came before the figure was alive. Returns the way to stop. */
export function onSceneVisit(widgetId: string, listener: (visit: SceneVisit) => void): () => void {
  const hear = (heard: SceneVisit) => {
    if (heard.widgetId === widgetId) listener(heard);
  };
  listeners.add(hear);
  if (visit !== undefined) hear(visit);
  return () => listeners.delete(hear);
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

/** Scrolls a figure to the top of the screen unless most of it is seen, and moves the focus to it. */
export function bringIntoView(figure: HTMLElement): void {
  const { top, bottom } = figure.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  if (seen < Math.min(bottom - top, innerHeight) * 0.75) {
    figure.scrollIntoView({ block: 'start', behavior: prefersReducedMotion() ? 'instant' : 'smooth' });
  }
  figure.focus({ preventScroll: true });
}
