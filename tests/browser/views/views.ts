// What the tests of views share: the book's styles, a frame as wide as asked, and axe on what stands in it.
import axe from 'axe-core';
import { flushSync, unmount } from 'svelte';
import { expect } from 'vitest';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/figures.css';
import { rampStyles } from '@lib/draw/ramps.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

document.head.append(Object.assign(document.createElement('style'), { textContent: rampStyles() }));

/** A view on the page. */
export interface ShownView {
  readonly frame: HTMLElement;
  close(): Promise<void>;
}

/** Puts a view, mounted by the caller, in a frame of so many pixels. */
export function show(mountIn: (target: HTMLElement) => Record<string, unknown>, widthPx = 600): ShownView {
  const frame = document.body.appendChild(document.createElement('main'));
  frame.style.width = `${widthPx}px`;
  const view = mountIn(frame);
  flushSync();
  return {
    frame,
    async close() {
      await unmount(view);
      frame.remove();
    },
  };
}

/** What axe finds in the frame, one line for each element; pages as a whole are judged in tests/site. */
export async function expectAccessible({ frame }: ShownView): Promise<void> {
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset['theme'] = theme;
    const { violations } = await axe.run(frame, {
      runOnly: standards,
      resultTypes: ['violations'],
      rules: { region: { enabled: false } },
    });
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${theme}, ${id}: ${html}`));
    expect(found).toEqual([]);
  }
  delete document.documentElement.dataset['theme'];
}

/** Sends a pointer event that no mouse can make here: in the middle of an element's height, at a share of its width. */
export function pointer(type: string, element: Element, share: number, more: PointerEventInit = {}): void {
  const { left, width, top, height } = element.getBoundingClientRect();
  element.dispatchEvent(
    new PointerEvent(type, {
      bubbles: true,
      cancelable: true,
      pointerId: 1,
      isPrimary: true,
      pointerType: 'mouse',
      clientX: left + share * width,
      clientY: top + height / 2,
      ...more,
    }),
  );
}
