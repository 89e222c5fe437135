// What every widget promises, checked for every widget there is.
import { afterEach, describe, expect, it } from 'vitest';
import { mount, unmount, type Component } from 'svelte';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/book.css';
import '../../../src/styles/figures.css';
import { pageEngine } from '@lib/engine/page-engine.ts';
import { widgetCodecs } from '../../fixtures/widget-codecs.ts';

const components = import.meta.glob<{ default: Component<{ number: string }> }>(
  '../../../src/components/widgets/*/*.svelte',
  { eager: true },
);

const widgets = [...widgetCodecs].map(([id, codec]) => {
  const name = id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const component = components[`../../../src/components/widgets/${id}/${name}.svelte`];
  if (component === undefined) throw new Error(`${id} must have ${name}.svelte`);
  return { id, Component: component.default, codec };
});

const home = location.href;

async function start({ id, Component }: (typeof widgets)[number]) {
  const target = document.body.appendChild(document.createElement('div'));
  const widget = mount(Component, { target, props: { number: '1' } });
  const root = () => document.getElementById(id);
  await expect.poll(() => root()?.dataset['backend'], { timeout: 10_000 }).toMatch(/./);
  return {
    root,
    stop: async () => {
      await unmount(widget);
      target.remove();
    },
  };
}

afterEach(() => {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', home);
});

describe.each(widgets)('$id', (widget) => {
  it('has its id as anchor and as data-widget, and shows what computed it', async () => {
    const { root, stop } = await start(widget);
    expect(root()?.dataset['widget']).toBe(widget.id);
    expect(root()?.dataset['backend']).toMatch(/^(webgpu|webgl|wasm|cpu|simd|reference)$/);
    await stop();
  });

  it('the default state is the empty link', () => expect(widget.codec.print(widget.codec.initial)).toBe(''));

  it('every control can be reached by keyboard and has a name, and is at least 24 px in both directions', async () => {
    const { root, stop } = await start(widget);
    for (const folded of root()?.querySelectorAll('details') ?? []) folded.open = true;
    for (const control of root()?.querySelectorAll<HTMLElement>(
      'button, input:not([hidden]), select, summary, [role=slider]',
    ) ?? []) {
      const labels =
        control instanceof HTMLInputElement || control instanceof HTMLSelectElement
          ? [...(control.labels ?? [])].map((label) => label.textContent)
          : [];
      const name = [control.getAttribute('aria-label'), control.textContent, ...labels].join('').trim();
      expect(name, control.outerHTML).not.toBe('');
      const { width, height } = control.getBoundingClientRect();
      const box = control.matches('.check input') ? control.closest('label')?.getBoundingClientRect() : undefined;
      expect(Math.min(box?.width ?? width, box?.height ?? height), control.outerHTML).toBeGreaterThanOrEqual(24);
      // of a row that the arrows go along, one has the stop of the tab key
      const tabStop =
        control.tabIndex < 0 ? control.closest('[role=group]')?.querySelector('button[tabindex="0"]') : control;
      if (!control.matches(':disabled')) expect(tabStop, control.outerHTML).toBeInstanceOf(HTMLElement);
    }
    await stop();
  });

  it('has copy link, reset, and a text for its pictures', async () => {
    const { root, stop } = await start(widget);
    const words = root()?.textContent ?? '';
    expect(words).toContain('Copy link to this state');
    expect(words).toContain('Reset');
    for (const slider of root()?.querySelectorAll('[role=slider]') ?? [])
      expect(slider.getAttribute('aria-valuetext')).toMatch(
        /Row −?\d+, column −?\d+|picture \d+, channel \d+|step \d+|more than −?\d+/i,
      );
    await stop();
  });

  it('comes and goes ten times and leaves nothing behind: no element, no timer, no listener, no tensor', async () => {
    const { stop } = await start(widget);
    await stop();
    const tensors = await pageEngine().countTensors();
    const open = watch();
    for (let time = 0; time < 10; time++) {
      const { stop: stopAgain } = await start(widget);
      await stopAgain();
    }
    expect(document.getElementById(widget.id)).toBeNull();
    expect(open.timers()).toBe(0);
    expect(open.listeners()).toBe(0);
    open.end();
    expect(await pageEngine().countTensors()).toBe(tensors);
  });
});

/** Counts what is begun on the window, the document and the system, and not ended, from now on. */
function watch() {
  const timers = new Set<unknown>();
  let listeners = 0;
  const { setInterval, clearInterval } = window;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const isGlobal = (target: unknown) =>
    target === undefined || target === window || target === document || target instanceof MediaQueryList;
  const countedInterval = (...given: Parameters<typeof setInterval>) => {
    const timer = setInterval(...given);
    timers.add(timer);
    return timer;
  };
  Object.assign(window, { setInterval: countedInterval });
  window.clearInterval = (timer) => {
    timers.delete(timer);
    clearInterval(timer);
  };
  EventTarget.prototype.addEventListener = function (...given) {
    if (isGlobal(this)) listeners++;
    addEventListener.apply(this, given);
  };
  EventTarget.prototype.removeEventListener = function (...given) {
    if (isGlobal(this)) listeners--;
    removeEventListener.apply(this, given);
  };
  return {
    timers: () => timers.size,
    listeners: () => listeners,
    end: () => {
      Object.assign(window, { setInterval, clearInterval });
      Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
    },
  };
}
