// Ties a figure to the address: the link opens its state, its state is kept in the address, back and forward follow, and the
// links in the prose are marked while the figure is in their state.
import { asTarget, opensMark } from '@lib/site/opening.ts';
import { backendSetting } from './backend-setting.ts';
import { onLinkChange, readFragment, readLink, writeLink } from './location.ts';
import { printedState } from './printed-state.ts';
import { focusIfSeen, holdIfSeen, installSceneLinks, markScenes } from './scenes.ts';
import { onMount } from 'svelte';

/** The state of a figure, as a link opens it. */
export interface LinkedState {
  /** The state now shown, as the codec writes it. */
  readonly text: string;
  /** What had to be said about the link that was opened. */
  notes: readonly string[];
  /** Takes over the state of a link; nothing is the default. */
  open(text: string | undefined): void;
}

/**
 * Ties a figure to the address; to be called while its component is made. The first frame stays as it was printed, in its first state or in
 * the one that the page is about: the link is opened when the component has been mounted. `canonical` writes the state of any text as the codec does.
 */
export function linkFigure(id: string, figure: LinkedState, canonical: (text: string) => string): void {
  let isOpen = $state(false);
  const printed = printedState(id);
  if (printed !== undefined) figure.open(printed);

  onMount(() => {
    const follow = () => figure.open(readLink(id));
    installSceneLinks();
    // a figure in another state may be taller than it was printed: what the link leads to stays where it is
    holdIfSeen(readFragment(), follow);
    showOpened(id);
    const { note: backendNote } = backendSetting();
    if (backendNote !== undefined) figure.notes = [...figure.notes, backendNote];
    // the browser has scrolled to the fragment by itself; a reader who is elsewhere by now is left alone
    if (readFragment() === id && document.activeElement === document.body) focusIfSeen(id);
    isOpen = true;
    return onLinkChange(follow);
  });

  $effect(() => {
    if (!isOpen) return;
    writeLink(id, figure.text);
    markScenes(id, figure.text, canonical);
    if (printed !== undefined) markPromise(figure.text === canonical(printed));
  });
}

/** Shows a figure that waited for its state. */
function showOpened(id: string): void {
  const root = document.documentElement;
  const others = (root.getAttribute(opensMark) ?? '').split(' ').filter((one) => one !== id && one !== asTarget(id));
  if (others.join('') === '') root.removeAttribute(opensMark);
  else root.setAttribute(opensMark, others.join(' '));
}

/** Shows what the page of a state says of it while the figure is in that state; else its room is empty, so that nothing moves. */
function markPromise(isKept: boolean): void {
  for (const words of document.querySelectorAll<HTMLElement>('[data-opens-on]'))
    words.style.visibility = isKept ? '' : 'hidden';
}
