// Ties a figure to the address: the link opens its state, its state is kept in the address, back and forward follow, and the
// links in the prose are marked while the figure is in their state.
import { backendSetting } from './backend-setting.ts';
import { nameState, onLinkChange, readFragment, readLink, writeLink } from './location.ts';
import { printedState } from './printed-state.ts';
import { focusIfSeen, installSceneLinks, markScenes } from './scenes.ts';
import { onMount } from 'svelte';

/** A figure that has states. */
export interface Linked {
  /** Id of the widget. */
  readonly id: string;
  /** Takes over the state of a link; `undefined` is the default. */
  open: (text: string | undefined) => void;
  /** The state now shown, as the codec writes it. */
  text: () => string;
  /** Writes the state of any text as the codec does. */
  canonical: (text: string) => string;
  /** Shows what had to be said about the link, beside what `open` found. */
  note: (words: string) => void;
}

/**
 * Ties a figure to the address; to be called while its component is made. The first frame stays as it was printed, in its first state or in
 * the one that the page is about: the link is opened when the component has been mounted.
 */
export function linkFigure({ id, open, text, canonical, note }: Linked): void {
  let isOpen = $state(false);
  const printed = printedState(id);
  if (printed !== undefined) open(printed);

  onMount(() => {
    if (printed !== undefined) nameState(id, printed);
    const follow = () => open(readLink(id));
    follow();
    const { note: backendNote } = backendSetting();
    if (backendNote !== undefined) note(backendNote);
    // the browser has scrolled to the fragment by itself; a reader who is elsewhere by now is left alone
    if (readFragment() === id && document.activeElement === document.body) focusIfSeen(id);
    installSceneLinks();
    isOpen = true;
    return onLinkChange(follow);
  });

  $effect(() => {
    if (!isOpen) return;
    writeLink(id, text());
    markScenes(id, text(), canonical);
  });
}
