// One run: how it begins, is halted, taken back and looked into, and leaves the page.
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it, vi } from 'vitest';
import { initialState } from '@lib/engine/training/start.ts';
import { sessionRun } from '@lib/nn/training-run.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';
import { shortNumber } from '@lib/text/numbers.ts';
import { patience, openAt, figure, now, expectWords, expectState, press, slider, readings } from './lab.ts';

/** A look every 65 of 386 steps, the start and the end, and one for the words between. */
const mostStrokes = 9;

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
    await expect.element(page.getByText(/This site’s own code · 386 steps in/)).toBeVisible();
    expect(readings('loss')).toEqual(['step', 'each batch', 'learned from', 'held out']);
    const learned = figure()?.querySelectorAll('#cnn-trainer-right dd')[1];
    await expect.poll(() => learned?.textContent?.trim(), patience).toBe('99.32 %');
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
    await expect
      .element(page.getByText(/^Held-out picture \d+, a [37]: said [37], with a share of 0\.\d+\./))
      .toBeVisible();
  });

  it('is so by a threshold that can be moved', async () => {
    openAt('n:60,t:1');
    await expectWords(/Finished/);
    await expect.poll(() => figure()?.querySelector('[data-cell="0,1"]')?.textContent, patience).toBe('0');
    await press('Reset');
    await expectState('');
  });
});

describe('with reduced motion', () => {
  it('the curves grow in a stroke for each look, not with every frame', async () => {
    const asked = window.matchMedia.bind(window);
    vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
      asked(query.includes('prefers-reduced-motion') ? 'all' : query),
    );
    openAt('');
    await expectWords(/Not trained yet/);
    const curve = figure()?.querySelector('#cnn-trainer-loss path.thin');
    const strokes = new Set<string>();
    const observer = new MutationObserver(() => strokes.add(curve?.getAttribute('d') ?? ''));
    if (!curve) return expect.unreachable('there is a curve of the batches');
    observer.observe(curve, { attributes: true });
    await press('Train');
    await expectWords(/Finished at step 386/);
    observer.disconnect();
    vi.restoreAllMocks();
    expect(strokes.size).toBeGreaterThan(0);
    expect(strokes.size).toBeLessThanOrEqual(mostStrokes);
  });
});
