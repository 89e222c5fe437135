// What a figure inside someone else's page holds back until it is touched: the engine, and with it everything large. Other pages hold nothing back.
import { startEvent, waitsMark } from '@lib/site/embed-start.ts';

/** Whether this page's figure waits for a touch. */
function isUntouched(): boolean {
  return document.documentElement.hasAttribute(waitsMark);
}

/** Says that the reader has touched the figure. */
export function touch(): void {
  document.documentElement.removeAttribute(waitsMark);
  dispatchEvent(new Event(startEvent));
}

/** Resolves once work may begin: at once, except where a figure waits to be touched. */
export function firstTouch(): Promise<void> {
  if (!isUntouched()) return Promise.resolve();
  return new Promise((go) => addEventListener(startEvent, () => go(), { once: true }));
}
