// Whether the page stands still and stays at hand: how far its layout shifts while it is read, and how long the main thread is
// busy in one piece while the engine's worker starts.
import type { Browser, CDPSession, Page } from 'playwright';
import { wakeLaboratory } from './first-load.ts';

/** A sum of layout shifts with the elements that moved most. */
export interface Shift {
  readonly sum: number;
  readonly moved: readonly string[];
}

interface ShiftEntry extends PerformanceEntry {
  readonly value: number;
  readonly sources?: readonly { readonly node: Node | null }[];
}

/** Loads a page and reads it to its end, with a wheel's steps, and sums up all layout shifts on the way. */
export async function measureShift(browser: Browser, url: string, width: number): Promise<Shift> {
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  try {
    await page.goto(url);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.mouse.move(width / 2, 400);
    for (let top = 0; top < height; top += 600) {
      await page.mouse.wheel(0, 600);
      await page.evaluate(() => new Promise((seen) => setTimeout(seen, 100)));
    }
    return await page.evaluate(
      () =>
        new Promise<Shift>((resolve) => {
          const isShift = (entry: PerformanceEntry): entry is ShiftEntry => 'value' in entry;
          const name = (node: Node | null) =>
            node instanceof Element ? `${node.tagName.toLowerCase()}.${[...node.classList].join('.')}` : 'text';
          new PerformanceObserver((list, observer) => {
            observer.disconnect();
            const entries = list.getEntries().filter(isShift);
            resolve({
              sum: entries.reduce((sum, { value }) => sum + value, 0),
              moved: [...new Set(entries.flatMap(({ sources = [] }) => sources.map(({ node }) => name(node))))],
            });
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve({ sum: 0, moved: [] }), 500); // nothing is heard where nothing moved
        }),
    );
  } finally {
    await page.close();
  }
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest task of the page's main thread, in milliseconds, from the scroll to the laboratory until the engine answered. */
export async function measureLongestTask(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 844 } });
  try {
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    const session = await browser.newBrowserCDPSession();
    const events = await trace(session, page, () => wakeLaboratory(page));
    await session.detach();
    return longestTask(events);
  } finally {
    await page.close();
  }
}

async function trace(session: CDPSession, page: Page, work: () => Promise<unknown>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const isEvent = (value: unknown): value is TraceEvent =>
    typeof value === 'object' && value !== null && 'name' in value && 'ph' in value;
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) if (isEvent(event)) events.push(event);
  });
  const includedCategories = ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline'];
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  await work();
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(seen)));
  const completed = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await completed;
  return events;
}

/** The longest task of the busiest page: other main threads belong to pages kept in reserve. */
function longestTask(events: readonly TraceEvent[]): number {
  const isTask = ({ name, ph }: TraceEvent): boolean => ph === 'X' && name === 'RunTask';
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const tasks = threads.map(({ pid, tid }) =>
    events.filter((event) => event.pid === pid && event.tid === tid && isTask(event)),
  );
  const busiest = tasks.toSorted((a, b) => b.length - a.length)[0] ?? [];
  return Math.max(0, ...busiest.map(({ dur = 0 }) => dur)) / 1000;
}
