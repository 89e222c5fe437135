// A figure goes to the block of text that talks of it, as the element it is, and back.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/book.css';
import { onFigurePlace, placeFigures, placesNow } from '@lib/state/figure-places.ts';
import { notePlaces, readLink } from '@lib/state/location.ts';
import { installSceneLinks, putBack, visitFigure } from '@lib/state/scenes.ts';

const home = location.href;
const wide = [1280, 900] as const;
const narrow = [390, 800] as const;

const figure = (id: string, number: string) => `<div class="full" id="${id}-block">
  <figure id="${id}" data-widget="${id}" tabindex="-1">
    <p class="fig-no">Figure ${number}</p>
    <canvas width="300" height="200" style="display:block"></canvas>
    <label>Knob <input></label>
    <div style="height:300px"></div>
  </figure>
</div>`;
const text = (id: string, words: string, heightPx = 300) =>
  `<p id="${id}" style="min-height:${heightPx}px">${words}</p>`;
const link = (widget: string, state: string, words: string) =>
  `<a data-scene="${widget}" href="?${widget}=${state}#${widget}">${words}</a>`;
const head = (id: string, at: number) => `<div class="section-head"><h2 id="${id}">Section ${at}</h2></div>`;

let lesson: HTMLElement;
const at = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`#${id} is not there`);
  return found;
};
const order = () => [...(lesson.querySelector('.prose')?.children ?? [])].map(({ id, className }) => id || className);
const topOf = (id: string) => Math.round(at(id).getBoundingClientRect().top);
const frame = () => new Promise((seen) => requestAnimationFrame(seen));
const markerOf = (id: string) => document.querySelector<HTMLElement>(`[data-away-figure="${id}"]`);

/** Follows a link in the prose that stands in the middle of the screen. */
async function follow(words: string): Promise<void> {
  const element = page.getByRole('link', { name: words }).element();
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  await userEvent.click(element);
  await frame();
}

beforeEach(async () => {
  await page.viewport(...wide);
  lesson = document.createElement('article');
  lesson.className = 'sheet';
  lesson.innerHTML = `<nav class="toc"><a href="#one"><span>4.1</span></a><a href="#two"><span>4.2</span></a></nav><div class="prose">${[
    head('one', 1),
    text('before', 'Look at the figure.', 900),
    figure('stepper', '4.1'),
    text('after', `A link ${link('stepper', 's:1', 'stride 1')} near it.`, 80),
    text('far', 'Much is said here.', 2000),
    head('two', 2),
    text('there', `With ${link('stepper', 's:2', 'stride 2')} or ${link('stepper', 's:3', 'stride 3')}.`, 60),
    '<div class="note" id="note">A note beside it.</div>',
    text('next', `And ${link('calculator', 'n:1', 'one picture')}.`, 60),
    figure('calculator', '4.2'),
    text('end', `The end, ${link('calculator', 'n:2', 'two pictures')}.`, 3000),
    text('last', `Nothing more, ${link('calculator', 'n:3', 'three pictures')}.`, 900),
    text('over', `Only ${link('stepper', 's:9', 'stride 9')} is left.`, 900),
  ].join('')}</div>`;
  document.body.append(lesson);
  installSceneLinks();
});
afterEach(() => {
  placeFigures({});
  notePlaces({});
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', home);
  lesson.remove();
});

describe('a link far from its figure', () => {
  it('brings the figure to below its block, and leaves a line where it stood', async () => {
    await follow('stride 2');
    expect(order().slice(2, 4)).toEqual(['figure-away', 'after']);
    expect(order().slice(6, 9)).toEqual(['there', 'note', 'stepper-block']);
    expect(markerOf('stepper')?.textContent).toBe('Figure 4.1 stands in section 4.2 now. Put it back');
    expect(readLink('stepper')).toBe('s:2');
    expect(placesNow()).toEqual({ stepper: 6 });
  });

  it('is the same figure: its element, its canvas, and what is typed in it', async () => {
    const [element, canvas, knob] = [at('stepper'), lesson.querySelector('canvas'), lesson.querySelector('input')];
    if (canvas === null || knob === null) throw new Error('the figure has parts');
    canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
    knob.value = '7';
    await follow('stride 2');
    expect(at('stepper')).toBe(element);
    expect(element.contains(canvas) && element.contains(knob)).toBe(true);
    expect(canvas.getContext('2d')?.getImageData(5, 5, 1, 1).data[3]).toBe(255);
    expect(knob.value).toBe('7');
  });

  it('stays where it is on the screen, though all that was above it went', async () => {
    const element = page.getByRole('link', { name: 'stride 2' }).element();
    element.scrollIntoView({ block: 'start', behavior: 'instant' });
    scrollBy({ top: -120, behavior: 'instant' });
    const before = Math.round(element.getBoundingClientRect().top);
    await userEvent.click(element);
    await frame();
    expect(Math.round(element.getBoundingClientRect().top)).toBe(before);
    expect(topOf('stepper')).toBeGreaterThan(before);
    expect(topOf('stepper')).toBeLessThan(before + 300);
  });

  it('on a narrow screen the figure comes before the note of the block; on a wide one the note stays beside it', async () => {
    await page.viewport(...narrow);
    await follow('stride 2');
    expect(order().slice(6, 9)).toEqual(['there', 'stepper-block', 'note']);
    await page.viewport(...wide);
    await expect.poll(() => order().slice(6, 9)).toEqual(['there', 'note', 'stepper-block']);
  });

  it('says once where the figure is, for those who hear the page', async () => {
    await follow('stride 2');
    const said = [...document.querySelectorAll('body > [role=status]')].map(({ textContent }) => textContent);
    expect(said).toEqual(['Figure 4.1 is below, set to “stride 2”. Tab leads to it.']);
  });

  it('moves it without moveBefore too, and what has the focus keeps it', async () => {
    const original = Object.getOwnPropertyDescriptor(Element.prototype, 'moveBefore');
    Object.defineProperty(Element.prototype, 'moveBefore', { value: undefined, configurable: true });
    const knob = lesson.querySelector('input');
    knob?.focus();
    placeFigures({ stepper: 6 });
    expect(order()[8]).toBe('stepper-block');
    expect(document.activeElement).toBe(knob);
    if (original !== undefined) Object.defineProperty(Element.prototype, 'moveBefore', original);
  });
});

describe('a link near its figure', () => {
  it('uses it where it stands', async () => {
    at('stepper').scrollIntoView({ block: 'start', behavior: 'instant' });
    await follow('stride 1');
    expect(placesNow()).toEqual({});
    expect(readLink('stepper')).toBe('s:1');
  });

  it('in the same block takes the figure that came for another', async () => {
    await follow('stride 2');
    await follow('stride 3');
    expect(placesNow()).toEqual({ stepper: 6 });
    expect(readLink('stepper')).toBe('s:3');
  });

  it('just before the own place of the figure brings it home', async () => {
    await follow('three pictures');
    expect(placesNow()).toEqual({ calculator: 11 });
    await follow('one picture');
    expect(placesNow()).toEqual({});
    expect(order().slice(8, 10)).toEqual(['next', 'calculator-block']);
    expect(markerOf('calculator')).toBeNull();
  });
});

describe('a figure that its new state makes too tall', () => {
  it('to be seen with a link under it comes below that link after all', async () => {
    at('stepper').scrollIntoView({ block: 'start', behavior: 'instant' });
    const canvas = lesson.querySelector('canvas');
    page
      .getByRole('link', { name: 'stride 1' })
      .element()
      .addEventListener('click', () => canvas?.style.setProperty('height', '900px'));
    await follow('stride 1');
    await vi.waitFor(() => expect(placesNow()).toEqual({ stepper: 3 }));
    await frame();
    expect(order().slice(2, 5)).toEqual(['figure-away', 'after', 'stepper-block']);
    expect(markerOf('stepper')?.textContent).toMatch(/^Figure 4.1 stands further down in this section now\./);
    expect(topOf('after')).toBeGreaterThanOrEqual(0);
  });
});

describe('a figure that is a part of a larger block', () => {
  it('stays there, and the block with it', async () => {
    const challenge = document.createElement('section');
    challenge.id = 'challenge';
    lesson.querySelector('.prose')?.append(challenge);
    challenge.append(at('calculator-block'));
    await follow('one picture');
    expect(placesNow()).toEqual({});
    expect(readLink('calculator')).toBe('n:1');
    expect(order().at(-1)).toBe('challenge');
    expect(challenge.contains(at('calculator'))).toBe(true);
  });
});

describe('a figure that another one sets', () => {
  it('is shown where it stands, has the focus, and lets it go', async () => {
    visitFigure('stepper', 's:4');
    await frame();
    expect(placesNow()).toEqual({});
    expect(readLink('stepper')).toBe('s:4');
    expect(document.activeElement).toBe(at('stepper'));
    await userEvent.tab({ shift: true });
    expect(document.activeElement).not.toBe(at('stepper'));
  });
});

describe('two figures', () => {
  it('move by themselves', async () => {
    await follow('stride 2');
    await follow('three pictures');
    expect(placesNow()).toEqual({ stepper: 6, calculator: 11 });
    putBack('stepper');
    expect(placesNow()).toEqual({ calculator: 11 });
    expect(order().at(-2)).toBe('calculator-block');
  });
});

describe('the way home', () => {
  it('by its head: the text stays, the link has the focus, and the figure hears of it', async () => {
    const heard: boolean[] = [];
    const stop = onFigurePlace('stepper', (isAway) => heard.push(isAway));
    await follow('stride 2');
    const before = topOf('there');
    putBack('stepper');
    await frame();
    stop();
    expect(heard).toEqual([true, false]);
    expect(topOf('there')).toBe(before);
    await expect.element(page.getByRole('link', { name: 'stride 2' })).toHaveFocus();
    expect(readLink('stepper')).toBe('s:2');
  });

  it('by the line in its own place: the figure appears where the line was', async () => {
    await follow('stride 2');
    const marker = markerOf('stepper');
    marker?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const before = Math.round(marker?.getBoundingClientRect().top ?? NaN);
    marker?.querySelector('button')?.click();
    await frame();
    expect(order()[2]).toBe('stepper-block');
    expect(topOf('stepper')).toBe(before);
    expect(document.activeElement).toBe(at('stepper'));
  });

  it('is gone for the time of printing', async () => {
    await follow('stride 2');
    const top = scrollY;
    dispatchEvent(new Event('beforeprint'));
    expect(order()[2]).toBe('stepper-block');
    dispatchEvent(new Event('afterprint'));
    expect(order()[8]).toBe('stepper-block');
    expect(scrollY).toBe(top);
  });
});

describe('back and forward', () => {
  it('return the state, the figure’s place and the place of reading', async () => {
    const element = page.getByRole('link', { name: 'stride 2' }).element();
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const top = scrollY;
    await userEvent.click(element);
    await follow('three pictures');
    history.back();
    await vi.waitFor(() => expect(placesNow()).toEqual({ stepper: 6 }));
    history.back();
    await vi.waitFor(() => expect(placesNow()).toEqual({}));
    expect(readLink('stepper')).toBeUndefined();
    await expect.poll(() => scrollY).toBe(top);
    history.forward();
    await vi.waitFor(() => expect(placesNow()).toEqual({ stepper: 6 }));
    expect(readLink('stepper')).toBe('s:2');
  });

  it('lead to where a figure was seen with its link, if the next step took it away from there', async () => {
    await follow('stride 2');
    const isSeen = (id: string) => topOf(id) >= 0 && topOf(id) < innerHeight - 100;
    await vi.waitFor(() => expect(isSeen('stepper')).toBe(true));
    await follow('stride 9');
    expect(placesNow()).toEqual({ stepper: 12 });
    expect(isSeen('there')).toBe(false);
    history.back();
    await vi.waitFor(() => expect(placesNow()).toEqual({ stepper: 6 }));
    await expect.poll(() => isSeen('there') && isSeen('stepper')).toBe(true);
  });

  it('leave the figures alone on a step to another section', async () => {
    await follow('stride 2');
    location.hash = '#one';
    expect(placesNow()).toEqual({ stepper: 6 });
    await follow('three pictures');
    history.back();
    await vi.waitFor(() => expect(placesNow()).toEqual({ stepper: 6 }));
  });
});

describe('by keyboard', () => {
  it('Enter leaves the focus on the link, Tab goes to the figure, Shift+Tab back, and then Tab goes on', async () => {
    at('there').querySelector('a')?.focus();
    await userEvent.keyboard('{Enter}');
    await frame();
    await expect.element(page.getByRole('link', { name: 'stride 2' })).toHaveFocus();
    await userEvent.tab();
    expect(document.activeElement).toBe(at('stepper'));
    await userEvent.tab();
    expect(document.activeElement).toBe(at('stepper').querySelector('input'));
    at('stepper').focus();
    await userEvent.tab({ shift: true });
    await expect.element(page.getByRole('link', { name: 'stride 2' })).toHaveFocus();
    await userEvent.tab();
    await expect.element(page.getByRole('link', { name: 'stride 3' })).toHaveFocus();
  });
});
