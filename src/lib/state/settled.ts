// When a figure that was set stands in its new state, so that the page is scrolled once and not again for what grows meanwhile.

/** So long the height stays the same in a figure that is drawn; it waits for answers that come from a worker. */
const quietMs = 150;
/** No figure is waited for longer; one that sleeps has to be loaded first. */
const mostMs = { awake: 700, asleep: 1500 };

/** Calls back once a figure is alive and its height has come to rest, or when that takes too long. */
export function whenSettled(figure: HTMLElement, then: () => void): void {
  const island = figure.closest('astro-island[ssr]');
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(() => {
    clearTimeout(quiet);
    quiet = setTimeout(end, quietMs);
  });
  const most = setTimeout(end, island === null ? mostMs.awake : mostMs.asleep);
  function end(): void {
    clearTimeout(quiet);
    clearTimeout(most);
    observer.disconnect();
    island?.removeEventListener('astro:hydrate', watch);
    then();
  }
  function watch(): void {
    observer.observe(figure); // which tells the height at once
  }
  if (island === null) watch();
  else island.addEventListener('astro:hydrate', watch, { once: true });
}
