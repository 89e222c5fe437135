// The theme the page is shown in, for what CSS can't colour: canvases. `<html data-theme>` forces one, else the system decides.
import type { Theme } from '@lib/draw/ramps.ts';
import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  const system = matchMedia('(prefers-color-scheme: dark)');
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
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
