// Beyond one run: two side by side, twenty seeds, many rates, and the engines in a race.
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';
import {
  patience,
  openAt,
  figure,
  now,
  expectWords,
  expectState,
  press,
  choose,
  knob,
  slider,
  readings,
} from './lab.ts';

describe('two runs', () => {
  it('stand side by side in one link, and the knobs set the one that is chosen', async () => {
    openAt('n:20');
    await expectWords(/Finished/);
    await press('Hold a second run against it');
    await expectState('n:20,b.seed:2');
    await knob('Optimiser').selectOptions('SGD');
    await expectState('n:20,b.opt:sgd,b.seed:2');
    await choose('Which run the knobs set', 'A');
    await knob('Optimiser').selectOptions('momentum');
    await expectState('n:20,opt:momentum,b.opt:sgd,b.seed:2');
    await expectWords(/Finished/);
    await expect.poll(() => readings('loss')).toEqual(['step', 'B', 'A']);
    await press('drop B');
    await expectState('n:20,opt:momentum');
  });

  it('each can be looked into, and what stands below follows', async () => {
    openAt('n:20,b.opt:sgd');
    await expectWords(/Finished/);
    await expect.poll(() => trainedNetwork.current?.run.optimiser, patience).toBe('adam');
    await expect.poll(now, patience).toMatch(/^A, at step 20: /);
    const ofA = now();
    await choose('Which run is looked into', 'B');
    await expectState('n:20,b.opt:sgd,in:b');
    await expect.poll(() => trainedNetwork.current?.run.optimiser, patience).toBe('sgd');
    await expect.poll(now, patience).toMatch(/^B, at step 20: /);
    expect(now().slice(1)).not.toBe(ofA.slice(1));
    expect(readings('loss')).toEqual(['step', 'A', 'B']);
    await expect.element(page.getByText(/kernels of the first layer of B at step 20/)).toBeVisible();
    await expect.element(page.getByText(/held-out digits that B tells wrong/)).toBeVisible();
    await press('Twenty seeds');
    await expect.element(page.getByText(/^Of 20 seeds, the middle two have/), patience).toBeVisible();
    await choose('Which run is looked into', 'A');
    await expectState('n:20,b.opt:sgd,show:seeds');
    await expect.element(page.getByText(/^Train A from 20 starts/)).toBeVisible();
    await press('drop B');
    await expectState('n:20,show:seeds');
    await expect.poll(() => readings('right'), patience).toEqual(['step', 'learned from', 'held out']);
  });

  it('a link that looks into the second at a step opens there', async () => {
    openAt('n:20,step:7,b.tamper:off-centre,in:b');
    await expectWords(/Finished/);
    await expect.poll(now, patience).toMatch(/^B, at step 7: /);
    expect(trainedNetwork.current).toMatchObject({ step: 7, run: { tampering: 'off-centre' } });
  });

  it('a link that looks into a second that it does not have looks into the first', async () => {
    openAt('n:4,bs:8,in:b');
    await expectWords(/Finished/);
    await expectState('n:4,bs:8');
  });
});

describe('beyond one run', () => {
  it('twenty seeds, with their middle and both ends in words', async () => {
    openAt('net:1-d2,n:10,show:seeds');
    await expect.element(page.getByText(/The best and the worst of 20 seeds are/), patience).toBeVisible();
    await expect.poll(() => figure()?.querySelector('#cnn-trainer-loss .band'), patience).not.toBeNull();
    await expect
      .element(page.getByText(/^Of 20 seeds, the middle two have [\d,]+ (and [\d,]+ right|right each), .* Part \(e\)/))
      .toBeVisible();
    await expect.poll(() => figure()?.querySelectorAll('[aria-label="Beyond one run"] circle').length).toBe(20);
  });

  it('twenty seeds, asked for by a link in the text when the run is there already', async () => {
    openAt('net:1-d2,n:10');
    await expectWords(/Finished/);
    const link = Object.assign(document.createElement('a'), {
      href: '?cnn-trainer=net:1-d2,n:10,show:seeds#cnn-trainer',
      textContent: 'many seeds',
    });
    link.dataset['scene'] = 'cnn-trainer';
    document.body.append(link);
    await page.getByRole('link', { name: 'many seeds' }).click();
    link.remove();
    await expectState('net:1-d2,n:10,show:seeds');
    await expect.element(page.getByText(/The best and the worst of 20 seeds are/), patience).toBeVisible();
  });

  it('rates, each from three seeds, and a press on one trains at it', async () => {
    openAt('net:1-d2,n:4,show:rates');
    await expect.element(page.getByText(/The best median is at .* Its 3 runs/), patience).toBeVisible();
    slider('Learning rate').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expectState('net:1-d2,n:4,lr:0.0125,show:rates');
    await expectWords(/Finished at step 4/);
    await expect.element(page.getByText(/The best median is at .* Its 3 runs/)).toBeVisible();
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
