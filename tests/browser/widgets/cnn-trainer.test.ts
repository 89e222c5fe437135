import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/book.css';
import '../../../src/styles/figures.css';
import CnnTrainer from '@components/widgets/cnn-trainer/CnnTrainer.svelte';
import { CnnTrainerState } from '@components/widgets/cnn-trainer/cnn-trainer.svelte.ts';
import { statusWords } from '@components/widgets/cnn-trainer/status-words.ts';
import { initialState } from '@lib/engine/training/start.ts';
import type { TrainCall, Trainer } from '@lib/engine/training/trainer.ts';
import { download } from '@lib/export/download.ts';
import { shortNumber } from '@lib/text/numbers.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import { keepRun } from '@lib/state/kept-run.ts';
import { installSceneLinks } from '@lib/state/scenes.ts';
import { LiveRun } from '@lib/state/live-run.svelte.ts';
import { ownDigits } from '@lib/state/own-digits.svelte.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';

vi.mock('@lib/export/download.ts', () => ({ download: vi.fn<() => void>() }));

/** A run takes a quarter of a second by itself, and much longer beside other tests. */
const patience = { timeout: 25_000, interval: 20 };
const home = location.href;

function openAt(state: string, setting = '') {
  dispatchEvent(new Event('pagehide')); // what the last test still had to write is written now
  history.replaceState(null, '', `${location.pathname}?${setting}${state === '' ? '' : `cnn-trainer=${state}`}`);
  scrollTo(0, 0); // nothing is trained before it is seen
  return render(CnnTrainer, { number: '8.4' });
}

const figure = () => document.getElementById('cnn-trainer');
const words = () => figure()?.querySelector('.status[role=status]')?.textContent ?? '';
const now = () => figure()?.querySelector('.now')?.textContent?.trim() ?? '';
const shown = () => figure()?.querySelector('.foot .state')?.textContent ?? '';
const expectWords = (pattern: RegExp) => expect.poll(words, patience).toMatch(pattern);
const expectState = (state: string) =>
  expect.poll(shown, patience).toBe(`?cnn-trainer${state === '' ? '' : `=${state}`}`);
const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const knob = (name: string) => page.getByRole('combobox', { name, exact: true });
const slider = (name: string | RegExp) => page.getByRole('slider', { name, exact: typeof name === 'string' });

beforeEach(() => installSceneLinks());
afterEach(() => {
  for (const own of ownDigits.list) ownDigits.remove(own);
  localStorage.clear();
  trainedNetwork.set(undefined);
  vi.mocked(download).mockClear();
  history.replaceState(null, '', home);
});

describe('the first frame', () => {
  it('is the network of seed 1 before its first step, and says that nothing was trained', async () => {
    openAt('');
    await expectWords(/Not trained yet/);
    expect(figure()?.dataset['backend']).toBe('reference');
    const cells = figure()?.querySelectorAll('.learned .cells span') ?? [];
    const weights = Array.from(initialState(sessionRun).learned.subarray(0, 36));
    expect(Array.from(cells, ({ textContent }) => textContent)).toEqual(weights.map(shortNumber));
  });

  it('leaves the page the network that another figure has trained, until it has one itself', async () => {
    const { learned, remembered } = initialState({ ...sessionRun, initialSeed: 9 });
    trainedNetwork.set({ run: sessionRun, learned, remembered, step: 5 });
    openAt('');
    await expectWords(/Not trained yet/);
    expect(trainedNetwork.current?.step).toBe(5);
    await press('Train');
    await expect.poll(() => trainedNetwork.current?.step, patience).toBe(386);
  });
});

describe('a run', () => {
  it('is trained on a press, and judged, and can be sent as a link', async () => {
    openAt('');
    await press('Train');
    await expectWords(/Finished at step 386/);
    expect(figure()?.dataset['backend']).toBe('simd');
    await expect.poll(now, patience).toBe('At step 386: 2,022 of 2,038 right, 99.21 %.');
    await expectState('step:end');
    await expect.element(page.getByText(/The book’s own kernels · 386 steps in/)).toBeVisible();
  });

  it('is trained by its link, and stands at the step the link says', async () => {
    openAt('n:60,bs:32,seed:3,step:37');
    await expectWords(/Finished at step 60/);
    await expect.poll(now, patience).toMatch(/^At step 37: /);
    const { learned } = trainedNetwork.current ?? {};
    expect(trainedNetwork.current?.step).toBe(37);
    await press('Reset');
    await expectWords(/Not trained yet/);
    history.back();
    await expect.poll(() => trainedNetwork.current?.step, patience).toBe(37);
    expect(trainedNetwork.current?.learned).toEqual(learned);
  });

  it('takes single steps, pauses, goes on, stops, and starts over from the same start', async () => {
    openAt('n:20000,step:0');
    await expectWords(/Training/);
    await press('Pause');
    await expectWords(/Paused at step/);
    await press('Stop');
    await expectWords(/Stopped at step/);
    await press('Start over');
    await expectWords(/Not trained yet/);
    await press('One step');
    await expectWords(/Paused at step 1 of/);
    await press('One step');
    await expectWords(/Paused at step 2 of/);
    await press('Go on');
    await expectWords(/Training/);
    await press('Pause');
    await press('Stop');
    await expectWords(/Stopped/);
  });

  it('goes back along its curve by keyboard, and everything follows', async () => {
    openAt('n:60');
    await expectWords(/Finished at step 60/);
    await slider(/^Loss: step/).click({ force: true });
    await userEvent.keyboard('{Home}');
    await expect.poll(() => trainedNetwork.current?.step, patience).toBe(0);
    expect(trainedNetwork.current?.learned).toEqual(initialState(sessionRun).learned);
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    await expect.poll(now, patience).toMatch(/^At step 3: /);
    await expectState('n:60,step:3');
    await userEvent.keyboard('{End}');
    await expectState('n:60');
  });
});

describe('each knob makes another run', () => {
  it('the digits, and with them the number of scores', async () => {
    openAt('n:20');
    await knob('Digits').selectOptions('all ten digits');
    await expectState('net:1-4-8-16-32-10,d:0~9,n:20');
    await expectWords(/Finished at step 20/);
    await knob('Digits').selectOptions('fours and nines');
    await expectState('d:49,n:20');
    await knob('Second digit').selectOptions('1');
    await expectState('d:14,n:20');
    await expectWords(/Finished/);
  });

  it('the network, by name and typed, with a word on what could not be read', async () => {
    openAt('n:20');
    await knob('Network by name').selectOptions('dense, no convolution');
    await expectState('net:1-d30-d2,n:20');
    const field = page.getByRole('textbox', { name: 'Network' });
    await field.fill('1-8-what-2-gap');
    await userEvent.keyboard('{Enter}');
    await expectState('net:1-8-2-gap,n:20');
    await expect.element(page.getByText(/“what” is not a layer/)).toBeVisible();
    await field.fill('nonsense');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/nothing was changed/)).toBeVisible();
    await expectState('net:1-8-2-gap,n:20');
  });

  it('epochs, rate, schedule, optimiser, batch and seed', async () => {
    openAt('');
    await slider('Epochs').click({ force: true, position: { x: 2, y: 14 } });
    await expectState('ep:1');
    await knob('Schedule').selectOptions('fixed');
    await expectState('ep:1,sched:fixed');
    await knob('Optimiser').selectOptions('momentum');
    await knob('Batch').selectOptions('128');
    await expectState('ep:1,bs:128,sched:fixed,opt:momentum');
    await press('another');
    await expectState('ep:1,bs:128,sched:fixed,opt:momentum,seed:2');
    slider('Rate').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expectState('ep:1,bs:128,lr:0.015,sched:fixed,opt:momentum,seed:2');
    await expectWords(/Finished at step 96/);
  });

  it('steps, order, what is done to the pictures, and the last batch', async () => {
    openAt('n:20');
    await page.getByText('More: steps, order, last batch, pictures').click();
    await page.getByRole('textbox', { name: 'Steps' }).fill('12');
    await userEvent.keyboard('{Enter}');
    await expectState('n:12');
    await press('shuffle');
    await expectState('n:12,order:2');
    await press('as filed');
    await expectState('n:12,order:seq');
    await knob('Pictures').selectOptions('held out off centre');
    await expectState('tamper:off-centre,n:12,order:seq');
    await page.getByRole('checkbox', { name: 'Keep the short last batch' }).click();
    await expectState('tamper:off-centre,n:12,last:1,order:seq');
    await expectWords(/Finished at step 12/);
  });

  it('the engine, which the link does not hold', async () => {
    openAt('n:4,bs:8');
    await expectWords(/Finished/);
    await press('WASM');
    await expect.poll(() => figure()?.dataset['backend'], patience).toBe('wasm');
    await expectWords(/Finished/);
    await expectState('n:4,bs:8');
  });

  it('the address may force an engine', async () => {
    openAt('n:4,bs:8', 'backend=wasm&');
    await expect.poll(() => figure()?.dataset['backend'], patience).toBe('wasm');
    await expectWords(/Finished/);
  });
});

describe('two runs', () => {
  it('stand side by side in one link, and the knobs set the one that is chosen', async () => {
    openAt('n:20');
    await expectWords(/Finished/);
    await press('Hold a second run against it');
    await expectState('n:20,b.seed:2');
    await knob('Optimiser').selectOptions('SGD');
    await expectState('n:20,b.opt:sgd,b.seed:2');
    await press('A');
    await knob('Optimiser').selectOptions('momentum');
    await expectState('n:20,opt:momentum,b.opt:sgd,b.seed:2');
    await expectWords(/Finished/);
    const readings = () =>
      [...(figure()?.querySelectorAll('#cnn-trainer-loss dt') ?? [])].map((name) => name.textContent);
    await expect.poll(readings).toEqual(['step', 'B', 'A']);
    await press('drop B');
    await expectState('n:20,opt:momentum');
  });
});

describe('faults, in words', () => {
  it('a network that cannot be trained', async () => {
    openAt('net:1-30s1-1s1-maps');
    await expectWords(/Cannot be trained\. This network leaves a grid of 1 × 28 × 28 numbers/);
    expect(trainedNetwork.current).toBeUndefined();
  });

  it('a run that diverges, with a tenth of the rate one press away', async () => {
    openAt('net:1-4r0-8r0-16r0-32r0-2,lr:1,sched:fixed,opt:sgd');
    await expectWords(/Diverged at step \d+\..*Try a tenth of the rate, 0\.1/);
    await press('A tenth of the rate');
    await expectWords(/Finished at step 386/);
    await expectState('net:1-4r0-8r0-16r0-32r0-2,lr:0.1,sched:fixed,opt:sgd');
  });

  it('a link that asks for what there is not', async () => {
    openAt('lr:9999,opt:lion,n:4,bs:8');
    await expect.element(page.getByText(/lr: a rate here goes from 0.0001 to 100/)).toBeVisible();
    await expect.element(page.getByText(/“lion” is not one of/)).toBeVisible();
    await expectWords(/Finished/);
  });
});

describe('beyond one run', () => {
  it('twenty seeds, with their middle and both ends in words', async () => {
    openAt('net:1-d2,n:10,show:seeds');
    await expect.element(page.getByText(/The best and the worst of 20 seeds are/), patience).toBeVisible();
    await expect.poll(() => figure()?.querySelector('#cnn-trainer-loss .band'), patience).not.toBeNull();
  });

  it('rates, each from three seeds, and a press on one trains at it', async () => {
    openAt('net:1-d2,n:4,show:rates');
    await expect.element(page.getByText(/even the worst of 3 seeds/), patience).toBeVisible();
  });

  it('a race, in which every engine says how it stands', async () => {
    openAt('net:1-d2,n:2,bs:8,show:race');
    await press('Start the race');
    const race = () => figure()?.querySelector('[aria-label="Beyond one run"]')?.textContent ?? '';
    await expect.poll(race, patience).toMatch(/WebGPU.*software graphics only/);
    await expect.poll(() => race().match(/finished/g)?.length, patience).toBe(3);
    await expect.element(page.getByRole('button', { name: 'Start the race' })).toBeVisible();
  });
});

describe('ways to break it', () => {
  it('are one press each, with the reason', async () => {
    openAt('');
    await press('a net that is born dead');
    await expectState('net:1-2-2-2-2-2,seed:2');
    await expect.element(page.getByText(/no gradient comes through/)).toBeVisible();
    await expectWords(/Finished/);
    await expect.poll(now, patience).toMatch(/1,028 of 2,038 right/);
    history.back();
    await expectState('');
    await expectWords(/Not trained yet/);
  });
});

describe('a figure that leaves the page', () => {
  it('takes its run along, and the network that the page had of it', async () => {
    const { unmount } = await openAt('n:20000');
    await expectWords(/Training/);
    expect(trainedNetwork.current).toBeDefined();
    await unmount();
    expect(trainedNetwork.current).toBeUndefined();
    openAt('n:4,bs:8');
    await expectWords(/Finished at step 4/);
    expect(trainedNetwork.current?.run.steps).toBe(4);
  });
});

describe('a picture that was told wrong', () => {
  it('is sent to the figures that look inside, and stays in the link', async () => {
    openAt('n:60');
    await expectWords(/Finished/);
    await expect
      .poll(() => figure()?.querySelectorAll('[aria-label=Mistakes] button').length, patience)
      .toBeGreaterThan(0);
    await page.getByRole('region', { name: 'Mistakes' }).getByRole('button').first().click();
    await expect.poll(() => trainedNetwork.asked?.set, patience).toBe('valid');
    await expectState(`n:60,pic:${trainedNetwork.asked?.place}`);
    await expect.element(page.getByText(/^Held-out picture \d+, a [37]\./)).toBeVisible();
  });

  it('is so by a threshold that can be moved', async () => {
    openAt('n:60,t:1');
    await expectWords(/Finished/);
    await expect.poll(() => figure()?.querySelector('[data-cell="0,1"]')?.textContent, patience).toBe('0');
    await press('Reset');
    await expectState('');
  });
});

describe('what is kept', () => {
  const last = { link: 'n:20,bs:32', step: 20, right: 1100, count: 2038 };

  it('the last run is offered, and brought back', async () => {
    keepRun(last);
    openAt('');
    await expect.element(page.getByText(/Your last run, threes and sevens at rate 0.01/)).toBeVisible();
    await press('Bring it back');
    await expectWords(/Finished at step 20/);
    await expectState('n:20,bs:32,step:20');
  });

  it('the link in the address wins', async () => {
    keepRun(last);
    openAt('n:4,bs:8');
    await expectWords(/Finished at step 4/);
    await expect.element(page.getByText(/Your last run/)).not.toBeInTheDocument();
  });

  it('a run that has finished is kept', async () => {
    openAt('n:4,bs:8');
    await expectWords(/Finished at step 4/);
    await expect.poll(() => localStorage.getItem('last-run')).toMatch(/"link":"n:4,bs:8"/);
  });
});

describe('what is taken home', () => {
  const bring = (name: string, content: BlobPart) => {
    const input = figure()?.querySelector<HTMLInputElement>('input[type=file]');
    const files = new DataTransfer();
    files.items.add(new File([content], name));
    if (input === null || input === undefined) return expect.unreachable('there is a place for files');
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };

  it.each(['weights for PyTorch', 'weights as JSON'])(
    '%s go out and come back, bit for bit, and can be trained on',
    async (form) => {
      openAt('n:30');
      await expectWords(/Finished at step 30/);
      await expect.poll(() => trainedNetwork.current?.step).toBe(30);
      const learned = trainedNetwork.current?.learned.slice();
      await press(form);
      await expect.poll(() => vi.mocked(download).mock.calls.length, patience).toBe(1);
      const [name = '', content = ''] = vi.mocked(download).mock.calls[0] ?? [];
      await press('Reset');
      await expectWords(/Not trained yet/);
      bring(name, content);
      await expectWords(/From a file, step 30/);
      expect(trainedNetwork.current?.learned).toEqual(learned);
      await expect.poll(now, patience).toMatch(/^At step 30: /);
      await press('train these on');
      await expectWords(/Finished at step 30/);
      expect(trainedNetwork.current?.learned).not.toEqual(learned);
    },
  );

  it('a file that is none is refused in words', async () => {
    openAt('');
    bring('rubbish.json', '{"what":1}');
    await expect.element(page.getByText(/is not one of weights from this book/)).toBeVisible();
  });

  it.each([
    ['curves as CSV', /^step,rate,loss/],
    ['layers as CSV', /^layer,kind/],
  ])('%s', async (form, pattern) => {
    openAt('n:4,bs:8');
    await expectWords(/Finished/);
    await press(form);
    await expect.poll(() => vi.mocked(download).mock.calls[0]?.[1], patience).toMatch(pattern);
  });

  it('the curves as a picture, both of them', async () => {
    openAt('n:4,bs:8');
    await expectWords(/Finished/);
    await press('curves as PNG');
    await expect.poll(() => vi.mocked(download).mock.calls[0]?.[0], patience).toBe('run.png');
    const content = vi.mocked(download).mock.calls[0]?.[1];
    if (!(content instanceof Blob)) return expect.unreachable('a picture is a blob');
    const { width, height } = await createImageBitmap(content);
    expect(width).toBeGreaterThan(400);
    expect(height).toBeGreaterThan(700);
  });

  it('curves that are not there yet are said to be missing', async () => {
    openAt('');
    await press('curves as CSV');
    await expect.element(page.getByText('There is no curve yet: train first.')).toBeVisible();
  });

  it('code in PyTorch and fastai', async () => {
    openAt('n:4,bs:8');
    await press('Show the code');
    await expect.element(page.getByText('The same settings in fastai'), patience).toBeVisible();
    expect(figure()?.querySelectorAll('pre')).toHaveLength(3);
  });
});

describe('the reader’s own digits', () => {
  const own = { name: /^Learn from my own digits, too/ };
  const drawn = (digit: 3 | 7 | 8, byte: number) => ownDigits.add(digit, new Uint8Array(784).fill(byte));
  const losses = async () => {
    vi.mocked(download).mockClear();
    await press('curves as CSV');
    await expect.poll(() => vi.mocked(download).mock.calls[0]?.[1], patience).toMatch(/^step,rate,loss/);
    // the looks at the held-out digits, which go on meanwhile, stand in the columns behind
    const lines = String(vi.mocked(download).mock.calls[0]?.[1]).trim().split('\r\n');
    return lines.slice(2).map((line) => Number(line.split(',')[2]));
  };

  it('are not spoken of where none was drawn, or none of the digits that are told apart', async () => {
    drawn(8, 255);
    openAt('n:4,bs:8');
    await expectWords(/Finished at step 4/);
    await expect.element(page.getByRole('checkbox', own)).not.toBeInTheDocument();
  });

  it('are learned from on request, which the words say and the link does not', async () => {
    for (let at = 0; at < 20; at++) drawn(at % 2 === 0 ? 3 : 7, 255 - at);
    drawn(8, 255);
    openAt('n:30,bs:512');
    await expectWords(/Finished at step 30\. The same link gives the same run/);
    await expect.element(page.getByText(/an epoch is 24\.$/)).toBeVisible();
    const without = await losses();
    const toggle = page.getByRole('checkbox', own);
    await expect.element(page.getByText('Learn from my own digits, too (20)')).toBeVisible();
    await expect.element(toggle).not.toBeChecked();
    await toggle.click();
    await expectWords(
      /Finished at step 30\. It learned from 20 digits of your own, too; the link gives the run without/,
    );
    await expect.element(page.getByText(/No link and no script carries them/)).toBeVisible();
    await expectState('n:30,bs:512');
    const withOwn = await losses();
    expect(without).toHaveLength(30);
    expect(withOwn).not.toEqual(without);
    await expect.poll(() => trainedNetwork.current?.step, patience).toBe(30);

    await press('Show the code');
    await expect.element(page.getByText(/no script can train this run/), patience).toBeVisible();
    expect(figure()?.querySelectorAll('pre')).toHaveLength(1);
    expect(figure()?.querySelector('pre')?.textContent).not.toMatch(/optim|Learner/);

    await toggle.click();
    await expectWords(/Finished at step 30\. The same link gives the same run/);
    expect(await losses()).toEqual(without);
  });

  it('come last in the first epoch, and a run that ends before says that it hardly met them', async () => {
    drawn(3, 255);
    openAt('n:4,bs:8');
    await page.getByRole('checkbox', own).click();
    await expectWords(/Your own digit comes last in the first epoch, so this run hardly met it; the link/);
  });

  it('make a run that is not kept, since its link gives another', async () => {
    drawn(3, 255);
    openAt('');
    await page.getByRole('checkbox', own).click();
    await expectWords(
      /Finished at step 386\. It learned from 1 digit of your own, too; the link gives the run without it/,
    );
    expect(localStorage.getItem('last-run')).toBeNull();
  });
});

describe('what is said of pictures that are not there', () => {
  const state = initialState(sessionRun);
  const none = () => Promise.reject(new Error('only runs are asked for here'));

  /** A trainer that does with a run what a test says. */
  const trainer = (train: (call: TrainCall) => Awaited<ReturnType<Trainer['train']>>): Trainer => ({
    train: (_, call = {}) => Promise.resolve(train(call)),
    gradient: none,
    measure: none,
    obstacle: none,
    held: none,
    dispose: () => undefined,
  });
  const outcome = { ended: 'finished', state, engine: 'simd', reason: '' } as const;

  it.each([
    ['train', 'Waiting for digits.', /^Training pictures 2,048 to 4,095 are on their way; the run goes on/],
    [
      'valid',
      'Waiting for held-out digits.',
      /^Held-out pictures 2,048 to 4,095 are on their way; the network is asked/,
    ],
  ] as const)('%s pictures', async (set, title, pattern) => {
    const lab = new CnnTrainerState();
    let end = (): void => undefined;
    const live = new LiveRun(() => ({
      ...trainer(() => outcome),
      train: (_, { onProgress } = {}) => {
        onProgress?.({ kind: 'waiting', set, first: 2048, last: 4095 });
        return new Promise((resolve) => (end = () => resolve(outcome)));
      },
    }));
    const going = live.start(sessionRun);
    await expect.poll(() => live.phase).toBe('waiting');
    expect(statusWords(live, lab)).toEqual({ title, words: expect.stringMatching(pattern) });
    end();
    await going;
    expect(live.phase).toBe('finished');
    live.dispose();
    lab.dispose();
  });

  it('held-out pictures that could not be had, until they were looked at after all', async () => {
    const lab = new CnnTrainerState();
    const live = new LiveRun(() =>
      trainer(({ onProgress }) => {
        onProgress?.({ kind: 'snapshot', state: { ...state, step: 386 } });
        return { ...outcome, unjudged: 'The digits could not be fetched.' };
      }),
    );
    await live.start(sessionRun);
    expect(statusWords(live, lab)).toEqual({
      title: 'Finished at step 386.',
      words: expect.stringMatching(
        /^The held-out digits could not be looked at\. The digits could not be fetched\. The/,
      ),
    });
    await live.lookAgain();
    expect(statusWords(live, lab).words).toMatch(/could not be looked at/);
    live.dispose();
    lab.dispose();
  });
});
