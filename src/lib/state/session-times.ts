// Times of the recording in the session map: `#t-00-24-40` and `?t=24:40` lead to the row they fall in, and so does what is typed into the form. The rows
// are read from the page, which has printed them; each tells when it begins and ends.
import { nearestFirst, nothingToCorrect, stretchAt, type Stretch } from '@lib/site/session-map.ts';
import { clock, parseTime } from '@lib/text/times.ts';
import { copyText } from './clipboard.ts';
import { goToPlace, onFragmentChange, placeAddress, readFragment, readSetting } from './location.ts';

interface Row extends Stretch {
  readonly element: HTMLElement;
}

/** The parts of the form. */
interface Finder {
  readonly form: HTMLFormElement;
  readonly field: HTMLInputElement;
  /** Where the answer is told. */
  readonly answer: HTMLElement;
  /** The link to the row, and what is shown while there is one. */
  readonly found: HTMLElement;
  readonly link: HTMLAnchorElement;
  readonly said: HTMLElement;
}

/** The place of the form on its page. */
const formPlace = 'find';

const unread = 'That is no time. Write it as 24:40, 0:24:40 or 1480 s.';

/** Follows times in the address, and answers the form. */
export function followSessionTimes(form: HTMLFormElement): void {
  const finder = finderOf(form);
  const rows = [...document.querySelectorAll<HTMLElement>('[data-from]')].map((element) => ({
    element,
    from: Number(element.dataset['from']),
    to: Number(element.dataset['to']),
  }));
  const follow = () => {
    const second = askedSecond(rows);
    if (second !== undefined) mark(rows, second);
  };
  onFragmentChange(() => {
    follow();
    if (readFragment() === formPlace) finder.field.focus({ preventScroll: true }); // whoever comes back from the list asks again
  });
  follow();
  finder.field.addEventListener('input', () => answer(finder, rows));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const row = answer(finder, rows);
    const second = parseTime(finder.field.value);
    if (row === undefined || second === undefined) return;
    goToPlace({ from: formPlace, to: row.element.id }, 't', clock(second));
  });
  form.querySelector('[data-copy-time]')?.addEventListener('click', () => void copyTime(finder, rows));
  const asked = readSetting('t') ?? fragmentTime();
  if (asked !== undefined) finder.field.value = asked;
  answer(finder, rows);
}

/** An exact time at the end of the address, `#t-00-24-40`, as one would type it. */
function fragmentTime(): string | undefined {
  const fragment = readFragment();
  const second = fragment.startsWith('t-') ? parseTime(fragment) : undefined;
  return second === undefined ? undefined : clock(second);
}

/** The time that the address asks for: an exact one in its query where its end is the row of that time or says nothing, else its end. */
function askedSecond(rows: readonly Row[]): number | undefined {
  const setting = readSetting('t');
  const exact = setting === undefined ? undefined : parseTime(setting);
  const fragment = readFragment();
  if (exact !== undefined && (fragment === '' || stretchAt(rows, exact)?.element.id === fragment)) return exact;
  return fragment.startsWith('t-') ? parseTime(fragment) : undefined;
}

/** Marks the row of a time, says the time in it where the row does not begin with it, and brings it into view. */
function mark(rows: readonly Row[], second: number): void {
  const found = stretchAt(rows, second);
  for (const { element } of rows) {
    element.classList.toggle('is-marked', element === found?.element);
    const moment = element.querySelector('[data-moment]');
    const isHere = element === found?.element && second !== found.from;
    if (moment !== null) moment.textContent = isHere ? `${clock(second)} is here` : '';
  }
  found?.element.scrollIntoView({ block: 'start', behavior: 'instant' });
  found?.element.focus({ preventScroll: true });
}

/** Tells which row the typed time falls in; the row, if there is one. */
function answer({ field, answer: told, found, link, said }: Finder, rows: readonly Row[]): Row | undefined {
  const second = parseTime(field.value);
  const row = second === undefined ? undefined : stretchAt(rows, second);
  found.hidden = row === undefined;
  said.textContent = '';
  if (row !== undefined && second !== undefined) {
    told.textContent = `${clock(second)} is in`;
    link.href = `#${row.element.id}`;
    link.textContent = row.element.querySelector('[data-row-title]')?.textContent.trim() ?? row.element.id;
    const places = found.querySelector('[data-places]');
    showOnLine(second);
    places?.replaceChildren(...[...row.element.querySelectorAll('.place')].map((place) => place.cloneNode(true)));
    found.querySelector('[data-row-corrections]')?.replaceChildren(...correctionsOf(row, second));
  } else if (field.value.trim() === '') told.textContent = '';
  else if (second === undefined) told.textContent = unread;
  else told.textContent = `The recording is over at ${clock(Math.max(...rows.map(({ to }) => to)))}.`;
  return row;
}

/** What the answer says of the corrections of a row: their names, those nearest the time first. */
function correctionsOf({ element }: Row, second: number): readonly (Node | string)[] {
  const links = [...element.querySelectorAll<HTMLElement>('[data-corrections] a')];
  if (links.length === 0) return [nothingToCorrect];
  const timed = links.map((link) => ({ link, second: Number(link.dataset['saidAt']) }));
  const nearest = nearestFirst(timed, second).flatMap(({ link }) => [', ', link.cloneNode(true)]);
  return ['Corrected: ', ...nearest.slice(1)];
}

/** Moves the mark on the line of the session. */
function showOnLine(second: number): void {
  for (const mark of document.querySelectorAll<HTMLElement>('[data-session-now]'))
    mark.style.left = `${(100 * second) / Number(mark.dataset['length'])}%`;
}

/** Copies the address of the typed time: the row’s, which has a card, with the exact time in its query. */
async function copyTime({ field, said }: Finder, rows: readonly Row[]): Promise<void> {
  const second = parseTime(field.value);
  const row = second === undefined ? undefined : stretchAt(rows, second);
  if (row === undefined || second === undefined) return;
  const exact = second === row.from ? '' : `?t=${clock(second)}`;
  const address = `${placeAddress(row.element.id)}${exact}`;
  said.textContent = (await copyText(address)) ? 'Copied' : `The clipboard is closed here. The link: ${address}`;
}

/**
 * The parts of the form.
 * @throws TypeError if one is missing
 */
function finderOf(form: HTMLFormElement): Finder {
  const field = form.querySelector('input');
  const link = form.querySelector<HTMLAnchorElement>('[data-row-link]');
  const [told, found, said] = ['[data-answer]', '[data-found]', '[data-said]'].map((part) =>
    form.querySelector<HTMLElement>(part),
  );
  if (!field || !link || !told || !found || !said)
    throw new TypeError('finderOf: form must have a field, an answer and a link, got a form without one of them');
  return { form, field, answer: told, found, link, said };
}
