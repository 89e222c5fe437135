// What an embedded figure does in the page around it: it begins when it is touched, says what it was asked to hide and cannot, and tells its height.
import { heightMessage, isWorthTelling } from '@lib/site/embedding.ts';
import { unknownParts } from '@lib/site/reduced.ts';
import { beginByPress } from './first-press.ts';
import { touch } from './first-touch.ts';
import { readLink, readSetting } from './location.ts';

/** How long a height must stand before it is told: a figure that wakes changes its own several times. */
const settleMs = 150;

/** Brings an embed page to life; called once by that page. */
export function startEmbed(): void {
  const embed = document.querySelector<HTMLElement>('[data-embed]');
  if (embed === null) return;
  const unknown = unknownParts(readSetting('hide') ?? '');
  const note = embed.querySelector<HTMLElement>('.unknown');
  if (note !== null && unknown.length > 0) {
    note.hidden = false;
    note.textContent = `Asked to hide ${unknown.join(', ')}: this figure has no part of that name.`;
  }
  const start = embed.querySelector<HTMLButtonElement>('[data-start]');
  const asked = readLink(embed.dataset['embed'] ?? '');
  const words = start?.querySelector('span');
  const stateWords = start?.dataset['startState'];
  if (words && asked !== undefined && stateWords !== undefined) words.textContent = stateWords;
  const begin = (): void => {
    if (start === null || start.hidden) return;
    start.hidden = true;
    touch();
  };
  start?.addEventListener('click', () => {
    begin();
    document.getElementById(embed.dataset['embed'] ?? '')?.focus({ preventScroll: true });
  });
  const stage = start?.parentElement;
  if (stage) beginByPress(stage, begin);
  if (parent === window) return;
  let told: number | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    const height = Math.ceil(embed.getBoundingClientRect().height);
    if (!isWorthTelling(height, told)) return;
    told = height;
    parent.postMessage({ type: heightMessage, id: embed.dataset['embed'], height }, '*');
  };
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, settleMs);
  }).observe(embed);
}
