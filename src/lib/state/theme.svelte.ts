// The theme the page is shown in, for what CSS can't colour: canvases. `<html data-theme>` forces one, else the system decides.
import type { Theme } from '@lib/draw/ramps.ts';
import { createSubscriber } from 'svelte/reactivity';

let known: MediaQueryList | undefined;

/** What the system prefers; asked for once, since a figure of many small canvases asks often. */
function darkSystem(): MediaQueryList {
  return (known ??= matchMedia('(prefers-color-scheme: dark)'));
}

const subscribe = createSubscriber((update) => {
  const system = darkSystem();
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', update);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', update);
  };
});

/** The theme now shown; an effect that reads it runs again when it changes. */
export function shownTheme(): Theme {
  subscribe();
  const forced = document.documentElement.dataset['theme'];
  if (forced === 'light' || forced === 'dark') return forced;
  return darkSystem().matches ? 'dark' : 'light';
}
