// What a page says of its training laboratory: when an input was, when what followed was on the screen, and what the workers sent meanwhile.
import type { Page } from 'playwright';

/** What workers sent to the page: the work of a drag, which unlike its time does not depend on who else uses the machine. */
export interface Work {
  readonly messages: number;
  /** Steps that were reported, those of runs that were given up among them. */
  readonly steps: number;
  /** Looks at the held-out pictures. */
  readonly looks: number;
  readonly snapshots: number;
  readonly kilobytes: number;
}

declare global {
  interface Window {
    labWatch: {
      work: { -readonly [Name in keyof Work]: Work[Name] };
      /** Settles with the time from the next such event on to the frame that follows it, in milliseconds. */
      untilPaint: (event: string) => Promise<number>;
      /** Settles when the run has ended and is drawn, with the time since the last move of a knob. */
      untilFinished: () => Promise<number>;
      /** What is being waited for. */
      waiting: Promise<number>;
    };
  }
}

/** Puts the watch into a page; before it is loaded, since workers are made early. */
export async function installWatch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const work = { messages: 0, steps: 0, looks: 0, snapshots: 0, kilobytes: 0 };
    const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
    const bytesOf = (value: unknown): number =>
      ArrayBuffer.isView(value)
        ? value.byteLength
        : isRecord(value)
          ? Object.values(value).reduce((sum: number, part) => sum + bytesOf(part), 0)
          : 0;
    const PlainWorker = window.Worker;
    window.Worker = class extends PlainWorker {
      constructor(...of: ConstructorParameters<typeof PlainWorker>) {
        super(...of);
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          work.messages++;
          work.kilobytes += bytesOf(data) / 1000;
          const event = isRecord(data) ? data['event'] : undefined;
          if (!isRecord(event)) return;
          if (event['kind'] === 'judged') work.looks++;
          if (event['kind'] === 'snapshot') work.snapshots++;
          if (event['kind'] === 'steps' && ArrayBuffer.isView(event['losses']))
            work.steps += event['losses'].byteLength / 4;
        });
      }
    };
    /** Settles when the frame that comes next has been handed over. */
    const framed = () =>
      new Promise<number>((handed) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => handed(performance.now());
          port2.postMessage(undefined);
        }),
      );
    const untilPaint = (event: string) =>
      new Promise<number>((resolve) =>
        addEventListener(event, ({ timeStamp }) => void framed().then((ms) => resolve(ms - timeStamp)), {
          capture: true,
          once: true,
        }),
      );
    const untilFinished = () =>
      new Promise<number>((resolve, reject) => {
        let movedMs = NaN;
        const move = ({ timeStamp }: Event) => (movedMs = timeStamp);
        addEventListener('input', move, { capture: true });
        const limit = setTimeout(
          () => reject(new Error('no run has ended; where runs take seconds, a moved knob waits for a press')),
          20_000,
        );
        const ends = new PerformanceObserver((list) => {
          if (!list.getEntriesByName('run-ended').some(({ startTime }) => startTime > movedMs)) return;
          ends.disconnect();
          clearTimeout(limit);
          removeEventListener('input', move, { capture: true });
          void framed().then((ms) => resolve(ms - movedMs));
        });
        ends.observe({ type: 'mark' });
      });
    window.labWatch = { work, untilPaint, untilFinished, waiting: Promise.resolve(NaN) };
  });
}

/** What workers have sent so far. */
export function workOf(page: Page): Promise<Work> {
  return page.evaluate(() => ({ ...window.labWatch.work }));
}

/** Waits from now on for the frame after the next such event, or for the end of a run; `answer` gives what came of it. */
export async function expectNext(page: Page, what: { readonly event: string } | 'finished'): Promise<void> {
  await page.evaluate((next) => {
    const { labWatch } = window;
    labWatch.waiting = next === 'finished' ? labWatch.untilFinished() : labWatch.untilPaint(next.event);
  }, what);
}

/** How long what was expected took, in milliseconds. */
export function answer(page: Page): Promise<number> {
  return page.evaluate(() => window.labWatch.waiting);
}
