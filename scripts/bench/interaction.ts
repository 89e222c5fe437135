// How long a reader waits after an input: until the arithmetic row shows the new numbers, and until the map does, computed by the
// engine in its worker. Times run from the event's own timestamp to the frame that carries the change.
import type { Page } from 'playwright';

/** One input and what followed, in milliseconds after it. */
export interface Sample {
  /** The arithmetic row has changed in the document. */
  readonly changed: number;
  /** That change has been handed to the screen. */
  readonly feedback: number;
  /** The new answers have been handed to the screen. */
  readonly result: number;
}

/** An input to measure. */
export interface Interaction {
  readonly title: string;
  /** The event that counts as the input. */
  readonly event: 'keydown' | 'pointermove' | 'click';
  /** Whether the whole map is computed anew; else its answers stand, and the new one is pointed out. */
  readonly isMapNew: boolean;
  /** Brings the page to where samples can begin. */
  readonly prepare: (page: Page) => Promise<void>;
  /** The input itself, a different one each time. */
  readonly act: (page: Page, round: number) => Promise<void>;
}

declare global {
  interface Window {
    /** Waits for the next input and what follows it. */
    nextSample: (event: string, isMapNew: boolean) => Promise<Sample>;
    sample: Promise<Sample>;
  }
}

/** Puts the stopwatch into the page. */
async function install(page: Page): Promise<void> {
  await page.evaluate(() => {
    const lab = document.getElementById('kernel-lab');
    const row = lab?.querySelector('.arithmetic');
    const sum = lab?.querySelector('.sum .num');
    const flag = lab?.querySelector('.flag');
    const canvas = lab?.querySelector<HTMLCanvasElement>('.map canvas');
    if (!row || !sum || !flag || !canvas) throw new Error('the laboratory has changed its parts');
    let onpaint = () => undefined;
    const fillRect = CanvasRenderingContext2D.prototype.fillRect;
    CanvasRenderingContext2D.prototype.fillRect = function (...box) {
      fillRect.apply(this, box);
      // a painting begins with its ground
      if (this.canvas === canvas && box[2] === canvas.width) onpaint();
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
    window.nextSample = (event, isMapNew) =>
      new Promise((resolve, reject) => {
        let startMs = NaN;
        let changed = NaN;
        let feedback: Promise<number> | undefined;
        let isPainted = !isMapNew;
        // plain code has the map at once; the new result counts when the engine has answered too
        let isAnswered = !isMapNew;
        const answers = new PerformanceObserver(() => {
          if (!Number.isNaN(startMs)) isAnswered = true;
          finish();
        });
        answers.observe({ type: 'mark' });
        const limit = setTimeout(() => reject(new Error(`nothing followed a ${event}`)), 5000);
        const begin = ({ timeStamp }: Event) => {
          if (Number.isNaN(startMs)) startMs = timeStamp;
        };
        addEventListener(event, begin, { capture: true });
        const observer = new MutationObserver(() => {
          if (Number.isNaN(startMs)) return;
          if (feedback === undefined) {
            changed = performance.now() - startMs;
            feedback = framed();
          }
          finish();
        });
        const finish = () => {
          if (
            feedback === undefined ||
            !isPainted ||
            !isAnswered ||
            flag.textContent?.trim() !== sum.textContent?.trim()
          )
            return;
          removeEventListener(event, begin, { capture: true });
          observer.disconnect();
          answers.disconnect();
          clearTimeout(limit);
          onpaint = () => undefined;
          const result = framed();
          void Promise.all([feedback, result]).then(([feedbackMs, resultMs]) =>
            resolve({ changed, feedback: feedbackMs - startMs, result: resultMs - startMs }),
          );
        };
        onpaint = () => {
          if (!Number.isNaN(startMs)) isPainted = true;
          finish();
          return undefined;
        };
        observer.observe(row, { subtree: true, characterData: true, childList: true, attributes: true });
        observer.observe(flag, { subtree: true, characterData: true, childList: true });
      });
  });
}

/** Takes samples of an input in a laboratory that is awake. The pauses differ, so that inputs fall anywhere between two frames. */
export async function measureInteraction(
  page: Page,
  interaction: Interaction,
  count: number,
): Promise<readonly Sample[]> {
  await install(page);
  await interaction.prepare(page);
  const samples: Sample[] = [];
  for (let round = 0; round < count; round++) {
    await page.waitForTimeout(40 + ((round * 7) % 17));
    await page.evaluate(
      ([event, isMapNew]) => {
        window.sample = window.nextSample(event, isMapNew);
      },
      [interaction.event, interaction.isMapNew] as const,
    );
    await interaction.act(page, round);
    samples.push(await page.evaluate(() => window.sample));
  }
  return samples;
}

/** A page with nothing but the parts that the stopwatch looks at: a key changes one number. */
const barePage = `<!doctype html><div id="kernel-lab"><p class="arithmetic"><b class="sum"><b class="num">0</b></b></p>
<p class="flag">0</p><p class="map"><canvas></canvas></p></div><script>
const shown = document.querySelectorAll('.num, .flag');
addEventListener('keydown', () => shown.forEach((place) => (place.textContent = Number(place.textContent) + 1)));
</script>`;

/** What this machine and browser take for the least there can be: the floor under every other figure. */
export async function measureFloor(page: Page, count: number): Promise<readonly Sample[]> {
  await page.setContent(barePage);
  return measureInteraction(
    page,
    {
      title: 'floor',
      event: 'keydown',
      isMapNew: false,
      prepare: async () => undefined,
      act: async () => page.keyboard.press('x'),
    },
    count,
  );
}

const picture = (page: Page) => page.locator('#kernel-lab').getByRole('slider', { name: 'Window on the picture' });

/** The inputs that the laboratory's speed is judged by. */
export const interactions: readonly Interaction[] = [
  {
    title: 'a weight typed',
    event: 'keydown',
    isMapNew: true,
    prepare: (page) => page.locator('#kernel-lab .kernel input').nth(7).focus(),
    act: async (page, round) => {
      await page
        .locator('#kernel-lab .kernel input')
        .nth(7)
        .evaluate((input) => input instanceof HTMLInputElement && input.select());
      await page.keyboard.press(String((round % 8) + 2));
    },
  },
  {
    title: 'a preset',
    event: 'click',
    isMapNew: true,
    prepare: async () => undefined,
    act: async (page, round) => {
      const presets = page.locator('#kernel-lab .presets button');
      await presets.nth([3, 4, 1, 10, 8, 0][round % 6] ?? 0).click();
    },
  },
  {
    title: 'the window moved by key',
    event: 'keydown',
    isMapNew: false,
    prepare: async (page) => {
      await page.locator('#kernel-lab .presets button').first().click();
      await picture(page).focus();
    },
    act: (page, round) => page.keyboard.press(round % 16 < 8 ? 'ArrowRight' : 'ArrowLeft'),
  },
  {
    title: 'the window dragged',
    event: 'pointermove',
    isMapNew: false,
    prepare: async (page) => {
      await picture(page).scrollIntoViewIfNeeded();
      const [x, y] = await cell(page, 8, 6);
      await page.mouse.move(x, y);
      await page.mouse.down();
    },
    act: async (page, round) => {
      const step = round % 16;
      const [x, y] = await cell(page, 8, 7 + (step < 8 ? step : 16 - step));
      await page.mouse.move(x, y);
    },
  },
];

async function cell(page: Page, row: number, col: number): Promise<readonly [x: number, y: number]> {
  const box = await picture(page).boundingBox();
  if (box === null) throw new Error('the picture is not shown');
  return [box.x + ((col + 0.5) / 28) * box.width, box.y + ((row + 0.5) / 28) * box.height];
}
