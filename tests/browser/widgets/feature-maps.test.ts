import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/book.css';
import '../../../src/styles/figures.css';
import FeatureMaps from '@components/widgets/feature-maps/FeatureMaps.svelte';
import { initialState } from '@lib/engine/training/start.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';
import { ownDigits } from '@lib/state/own-digits.svelte.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';

const home = location.href;

// the page's digits take hold of fetch when they are first asked for
let isOffline = false;
const reallyFetch = fetch;
vi.stubGlobal('fetch', (...asked: Parameters<typeof fetch>) =>
  isOffline ? Promise.reject(new TypeError('offline')) : reallyFetch(...asked),
);

const RealWorker = Worker;
const patient = { timeout: 20_000 };

function openAt(query: string) {
  dispatchEvent(new Event('pagehide')); // what the last test still had to write is written now
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(FeatureMaps, { number: '8.5' });
}

const figure = () => document.querySelector<HTMLElement>('[data-widget="feature-maps"]');
const stateInAddress = () => new URLSearchParams(location.search).get('feature-maps') ?? '';
const sheet = () => page.getByRole('application', { name: 'Sheet to draw a digit on' });
const map = (channel: number, layer: number) =>
  page.getByRole('radio', { name: `Map ${channel} of layer ${layer}`, exact: true });
const cell = (channel: number, layer: number) =>
  page.getByRole('slider', { name: `Cell of map ${channel} of layer ${layer}`, exact: true });

/** Draws straight pieces on the sheet by mouse, in percent of its side. */
function draw(points: readonly (readonly [number, number])[], pointerType = 'mouse') {
  const surface = sheet().element();
  const box = surface.getBoundingClientRect();
  const send = (type: string, [x, y]: readonly [number, number]) => {
    const place = { clientX: box.left + (x / 100) * box.width, clientY: box.top + (y / 100) * box.height };
    const pointer = { pointerId: 1, pointerType, isPrimary: true, button: 0, buttons: 1, bubbles: true };
    surface.dispatchEvent(new PointerEvent(type, { ...pointer, ...place }));
  };
  const [first = [50, 50], ...rest] = points;
  send('pointerdown', first);
  for (const point of rest) send('pointermove', point);
  send('pointerup', points.at(-1) ?? first);
}

const seven = [
  [20, 20],
  [50, 20],
  [80, 20],
  [60, 55],
  [45, 90],
] as const;

/** Puts an untrained network of another kind in the place of the page's. */
function useNetwork(text: string, digits: readonly number[] = [3, 7], step = 0) {
  const run: TrainingRun = { ...sessionRun, digits, layers: layersOf(architectureOf(text)) };
  trainedNetwork.set({ run, ...initialState(run), step });
}

beforeEach(() => {
  // a synthetic pointer has no capture
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  trainedNetwork.set(undefined);
  for (const own of ownDigits.list) ownDigits.remove(own);
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', home);
});

describe('feature-maps', () => {
  it('shows the untrained network on the session’s three, says so, and the engine agrees with plain code', async () => {
    openAt('backend=wasm');
    await expect.element(page.getByText(/its maps mean nothing yet/)).toBeVisible();
    await expect.poll(() => figure()?.dataset['backend'], patient).toBe('wasm');
    await expect.element(page.getByText(/WASM · .* ms · agrees/)).toBeVisible();
    expect(document.querySelectorAll('#feature-maps .map input[type=radio]')).toHaveLength(4 + 8 + 16 + 32 + 2);
    await expect.element(page.getByText('It says seven, with 51.3\u00a0%. It is a three.')).toBeVisible();
  });

  it('trains the session’s network, and then knows the three', async () => {
    openAt('');
    await page.getByRole('button', { name: 'Train the session’s net now' }).click();
    await expect.element(page.getByText(/The network after 386 steps of training\./), patient).toBeVisible();
    await expect.element(page.getByText(/2,0\d\d of 2,038 held-out digits told right/)).toBeVisible();
    await expect.element(page.getByText(/^It says three, with .* So it is\.$/)).toBeVisible();
    expect(trainedNetwork.current?.step).toBe(386);
  });

  it('says why it could not be trained', async () => {
    vi.stubGlobal('Worker', undefined);
    openAt('');
    await page.getByRole('button', { name: 'Train the session’s net now' }).click();
    await expect
      .element(
        page.getByRole('alert').getByText(/could not be trained\. This site’s own code failed .*the CPU failed/),
        patient,
      )
      .toBeVisible();
    vi.stubGlobal('Worker', RealWorker);
  });

  it('opens a map by a press, and by arrow keys, Home and End', async () => {
    openAt('');
    await map(2, 2).click();
    await expect.element(cell(2, 2)).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(map(3, 2)).toHaveFocus();
    await expect.element(map(3, 2)).toBeChecked();
    await userEvent.keyboard('{End}');
    await expect.element(map(7, 2)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(map(0, 2)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(map(7, 2)).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect.poll(stateInAddress).toBe('layer:2,r:1,c:3');
  });

  it('takes a cell apart: what each channel adds, the bias, ReLU; and a channel into nine products', async () => {
    openAt('feature-maps=layer:2,m:2,r:3,c:3');
    await expect.element(page.getByText(/\(bias\) = .* ReLU/)).toBeVisible();
    await page.getByRole('button', { name: /^Channel 3 adds/ }).click();
    await expect.element(page.getByText('In channel 3: window × kernel = products')).toBeVisible();
    await expect.element(page.getByRole('group', { name: 'Products' })).toBeVisible();
    await expect.poll(stateInAddress).toBe('layer:2,m:2,c:3,ch:3');
    cell(2, 2).element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}');
    await expect.element(cell(2, 2)).toHaveAttribute('aria-valuetext', expect.stringMatching(/^Row 2, column 4: /));
    await userEvent.keyboard('{PageDown}{End}');
    await expect.poll(stateInAddress).toBe('layer:2,m:2,r:6,c:6,ch:3');
  });

  it('shows what comes before ReLU, where the largest sum is below 0, and the scores as the last maps', async () => {
    openAt('');
    await page.getByRole('button', { name: 'Before ReLU' }).click();
    await expect.poll(stateInAddress).toBe('show:pre');
    await page.getByRole('button', { name: /^Score of three: −0\.06, take it apart/ }).click();
    await expect.element(page.getByText(/32 channels, together .* \(bias\) = −0\.06\./)).toBeVisible();
    await expect.element(page.getByRole('radio', { name: 'three' })).toBeChecked();
  });

  it('draws by mouse: what the network sees is scaled and centred, and undo and clear take it back', async () => {
    openAt('');
    await page.getByRole('button', { name: 'Draw one' }).click();
    await expect.element(page.getByText(/^The sheet is empty/)).toBeVisible();
    await expect.element(page.getByText('Nothing to say yet.')).toBeVisible();
    await expect.element(page.getByText('No picture has gone through the network yet.')).toBeVisible();
    draw(seven);
    await expect.element(page.getByText(/^It says (three|seven), with/)).toBeVisible();
    await expect.poll(stateInAddress).toMatch(/^d:pad,pad:[0-9A-Za-z]{20,60}$/);
    draw([
      [30, 55],
      [70, 55],
    ]);
    await expect.poll(stateInAddress).toMatch(/^d:pad,pad:[0-9A-Za-z]+~[0-9A-Za-z]+$/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(stateInAddress).toMatch(/^d:pad,pad:[0-9A-Za-z]{20,60}$/);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(stateInAddress).toBe('d:pad');
    history.back();
    await expect.element(page.getByText(/^It says (three|seven), with/)).toBeVisible();
  });

  it('draws by finger too, and a second finger draws nothing', async () => {
    openAt('feature-maps=d:pad');
    draw(seven, 'touch');
    await expect.poll(stateInAddress).toMatch(/^d:pad,pad:/);
    const before = stateInAddress();
    sheet()
      .element()
      .dispatchEvent(
        new PointerEvent('pointerdown', { pointerId: 2, pointerType: 'touch', isPrimary: false, button: 0 }),
      );
    sheet()
      .element()
      .dispatchEvent(new PointerEvent('pointerup', { pointerId: 2, isPrimary: false }));
    expect(stateInAddress()).toBe(before);
    expect(getComputedStyle(sheet().element()).touchAction).toBe('none');
  });

  it('draws by keyboard: Space puts the pen down and lifts it, arrows move it, Backspace and Ctrl+Z undo', async () => {
    openAt('feature-maps=d:pad');
    sheet().element().focus();
    await expect.element(page.getByText(/^The pen is up, 50 % across and 25 % down\.$/)).toBeInTheDocument();
    await userEvent.keyboard('{ArrowLeft} {ArrowDown}{ArrowDown}{ArrowRight}');
    await expect.element(page.getByText(/^The pen is down, 50 % across and 31 % down\.$/)).toBeInTheDocument();
    await userEvent.keyboard(' ');
    await expect.poll(stateInAddress).toBe('d:pad,pad:1w12UkcU');
    await userEvent.keyboard('{Enter}{ArrowUp}{Escape}');
    await expect.poll(stateInAddress).toMatch(/~/);
    await userEvent.keyboard('{Backspace}');
    await expect.poll(stateInAddress).toBe('d:pad,pad:1w12UkcU');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(stateInAddress).toBe('d:pad');
  });

  it('opens a drawing from a link, and says what can’t be read', async () => {
    openAt('feature-maps=d:pad,pad:1w12UkcU');
    await expect.element(page.getByText(/^It says (three|seven), with/)).toBeVisible();
    history.replaceState(null, '', home);
    openAt('feature-maps=d:pad,pad:!!,layer:40');
    await expect.element(page.getByText(/the drawing can’t be read; the sheet is empty/)).toBeVisible();
    await expect.element(page.getByText(/layer: 40 is not a whole number from 1 to 16/)).toBeVisible();
  });

  it('a full sheet says so', async () => {
    const dots = Array.from({ length: 220 }, () => '1w12').join('~');
    openAt(`feature-maps=d:pad,pad:${dots}`);
    await expect.element(page.getByText(/^It says/)).toBeVisible();
    draw(seven);
    await expect.element(page.getByText(/can hold no more strokes/)).toBeVisible();
  });

  it('covers a part, slides the patch by keys, and maps what that changes', async () => {
    openAt('');
    await page.getByRole('checkbox', { name: 'Cover a part of the digit' }).click();
    const patch = page.getByRole('slider', { name: 'Patch on the picture' });
    await expect.element(page.getByText(/484 places tried\./), patient).toBeVisible();
    await expect
      .element(page.getByText(/^Rows 10 to 16, columns 10 to 16 covered: seven minus three goes from/))
      .toBeVisible();
    patch.element().focus();
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}');
    await expect
      .element(patch)
      .toHaveAttribute(
        'aria-valuetext',
        expect.stringMatching(/^Row 12, column 12: change of seven minus three [+−]?\d/),
      );
    await userEvent.keyboard('{Home}{PageUp}');
    await expect.element(page.getByText(/^Rows 0 to 6, columns 0 to 6 covered/)).toBeVisible();
    await expect.poll(stateInAddress).toBe('p:7,pr:0,pc:0');
    await page.getByRole('slider', { name: /^Patch of 7 × 7/ }).fill('14');
    await expect.element(page.getByText(/225 places tried\./), patient).toBeVisible();
    await page.getByRole('button', { name: 'paper', exact: true }).click();
    await page.getByRole('button', { name: 'the margin' }).click();
    await page.getByRole('combobox', { name: 'Lead of' }).selectOptions('three');
    await expect.poll(stateInAddress).toBe('p:14,pr:0,pc:0,fill:paper,map:margin,of:3');
    await expect.element(patch).toHaveAttribute('aria-valuetext', expect.stringMatching(/: three minus seven [+−]\d/));
  });

  it('the map’s number under the patch is the margin of the picture as it is shown', async () => {
    openAt('feature-maps=p:7,map:margin');
    await expect.element(page.getByText(/484 places tried\./), patient).toBeVisible();
    const margin = page.getByRole('slider', { name: 'Margin under the patch' });
    const shown = margin.element().getAttribute('aria-valuetext') ?? '';
    const [three, seven7] = ['three', 'seven'].map((word) =>
      Number(
        page
          .getByRole('button', { name: new RegExp(`^Score of ${word}`) })
          .element()
          .textContent?.trim()
          .replace('−', '-'),
      ),
    );
    const said = Number(/three ([+−][\d.]+)$/.exec(shown)?.[1]?.replace('−', '-'));
    expect(Math.abs((seven7 ?? NaN) - (three ?? NaN) - said)).toBeLessThan(0.0016);
  });

  it('own digits are added, kept, counted and taken away', async () => {
    openAt('feature-maps=d:pad');
    const add = page.getByRole('button', { name: 'as a 7' });
    await expect.element(add).toHaveAttribute('aria-disabled', 'true');
    draw(seven);
    await add.click();
    await expect.element(page.getByText('Your own digits, 1 of at most 64')).toBeVisible();
    await expect.poll(stateInAddress).toBe('d:pad'); // a clean sheet for the next
    await expect.element(page.getByText(/It is 1 of 12,397 pictures/), patient).toBeVisible();
    expect(localStorage.getItem('own-digits')).toMatch(/^7[0-9a-f]{1568}$/);
    expect(ownDigits.pictures([3, 7])?.classes).toEqual(Uint8Array.of(1));
    expect(ownDigits.pictures([1, 2])).toBeUndefined();
    await page.getByRole('button', { name: 'Take away this seven' }).click();
    expect(localStorage.getItem('own-digits')).toBeNull();
  });

  it('where storage is closed, own digits hold for the page, and it says so', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    openAt('feature-maps=d:pad');
    draw(seven);
    await page.getByRole('button', { name: 'as a 3' }).click();
    await expect.element(page.getByText(/gone when the page is left, since this browser keeps nothing/)).toBeVisible();
    expect(ownDigits.list).toHaveLength(1);
  });

  it('keeps at most 64 own digits, and says so', async () => {
    for (let at = 0; at < 70; at++) ownDigits.add(7, new Uint8Array(784));
    expect(ownDigits.list).toHaveLength(64);
    openAt('feature-maps=d:pad');
    draw(seven);
    await expect.element(page.getByText(/64 are kept, and no more/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'as a 7' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('sends a picture that another figure asks for through the network', async () => {
    openAt('');
    trainedNetwork.asked = { set: 'valid', place: 5 };
    await expect.element(page.getByText('held-out picture 5', { exact: true }), patient).toBeVisible();
    expect(trainedNetwork.asked).toBeUndefined();
    expect(stateInAddress()).toBe('at:v5');
    await page.getByRole('button', { name: 'Next picture' }).click();
    await expect.poll(stateInAddress).toBe('at:v6');
    await page.getByRole('spinbutton', { name: 'number' }).fill('2000000');
    await userEvent.keyboard('{Tab}');
    await expect.poll(stateInAddress).toBe('at:v2037');
    await page.getByRole('combobox', { name: 'Picture' }).selectOptions('a seven');
    await expect.poll(stateInAddress).toBe('d:7');
  });

  it('a place beyond the last one is said', async () => {
    openAt('feature-maps=at:v999999');
    await expect
      .element(page.getByText(/there are 2,038 such pictures, counted from 0; the last one is shown/), patient)
      .toBeVisible();
  });

  it('a picture that can’t be loaded is said, and tried again', async () => {
    isOffline = true;
    openAt('feature-maps=at:t12000');
    const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await expect.element(again, patient).toBeVisible();
    await expect
      .element(page.getByText('Nothing to say: the picture could not be had. Another can be chosen.'))
      .toBeVisible();
    isOffline = false;
    await again.click();
    await expect.element(page.getByText('training picture 12000', { exact: true }), patient).toBeVisible();
  });

  it.each([
    ['1-6k5s1bn-mp2-8k3s1bn-ap3s2p1-d12-d2', 6],
    ['1-8k7s2-16k1s1-gap-d2', 4],
    ['1-d30-d2', 2],
    ['1-4bn-8bn-16bn-16s1bn-32bn-32s1bn-64bn-2', 8],
  ] as const)('looks into %s: each layer opens, and its number comes apart', async (text, layers) => {
    useNetwork(text);
    openAt('feature-maps=show:pre');
    for (let layer = 1; layer <= layers; layer++) {
      const first = page
        .getByRole('radiogroup', { name: `Maps of layer ${layer}` })
        .getByRole('radio')
        .first();
      await first.click();
      await expect.element(page.getByText(/\(bias\) = |^The largest of|^The mean of/).first()).toBeVisible();
    }
    await expect.element(page.getByText(/· agrees/), patient).toBeVisible();
  });

  it('tells ten digits apart', async () => {
    useNetwork('1-8k5-16-32-64-10', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 12);
    openAt('feature-maps=p:9');
    await expect.element(page.getByText('The network after 12 steps of training.')).toBeVisible();
    await expect.element(page.getByRole('row', { name: /^eight/ })).toBeVisible();
    await expect.element(page.getByText(/and all 10 such powers add up to/)).toBeVisible();
    await expect.element(page.getByText(/: the lead of \w+ goes from/), patient).toBeVisible();
    await page.getByRole('combobox', { name: 'Lead of' }).selectOptions('eight');
    await expect.element(page.getByText(/: the lead of eight goes from/)).toBeVisible();
  });

  it('leaves a network that is too large for plain code to the engine, and tries fewer places', async () => {
    useNetwork('1-32k7s1-32k5s1-32k5s2-2s3-mp3s3-gap');
    openAt('feature-maps=layer:2,m:1,p:7&backend=wasm');
    await expect.poll(() => figure()?.dataset['backend'], patient).toBe('wasm');
    await expect.element(page.getByText(/32 channels, together/), patient).toBeVisible();
    await expect.element(page.getByText(/one in \d along each axis/), patient).toBeVisible();
    expect(figure()?.textContent).not.toContain('agrees');
  });

  it('shows code for the cell and the network shown, and gives away the weights it reads', async () => {
    openAt('feature-maps=layer:2,m:5,r:6,c:0,show:pre');
    await page.getByRole('button', { name: 'Show the code' }).click();
    const code = page.getByRole('region', { name: 'The same numbers by PyTorch' });
    const codeText = () => code.query()?.textContent ?? '';
    await expect.poll(codeText).toMatch(/INITIAL_SEED = 1/);
    await expect.poll(codeText).toMatch(/maps = net\[:3\]\(picture\) +# layer 2, before ReLU/);
    await expect.poll(codeText).toMatch(/maps\[0, 5, 6, 0\]/);
    await expect.element(page.getByRole('region', { name: /src\/lib\/nn\/forward\.ts/ })).toBeVisible();
    useNetwork('1-4-8-16-32-2', [3, 7], 12); // the weights have changed, and the link has not
    await expect.element(code).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.poll(codeText).toMatch(/else "network-step-12\.safetensors"/);
    await page.getByRole('button', { name: 'weights for PyTorch' }).click();
    await expect.element(page.getByText('network-step-12.safetensors was handed to the browser.')).toBeVisible();
  });

  it('resets, and copies a link to its state', async () => {
    openAt('feature-maps=layer:3,m:4');
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await page.getByRole('button', { name: 'Copy link to this state' }).click();
    expect(new URL(write.mock.calls[0]?.[0] ?? '').searchParams.get('feature-maps')).toBe('layer:3,m:4');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.element(cell(0, 1)).toBeVisible();
    expect(stateInAddress()).toBe('');
  });
});
