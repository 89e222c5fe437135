// Every knob of the laboratory makes another run, and its link says so.
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { patience, openAt, figure, expectWords, expectState, press, knob, slider } from './lab.ts';

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
    openAt('n:1,bs:8');
    await expectWords(/Finished/);
    await press('WASM');
    await expect.poll(() => figure()?.dataset['backend'], patience).toBe('wasm');
    await expectWords(/Finished/);
    await expectState('n:1,bs:8');
  });

  it('the address may force an engine', async () => {
    openAt('n:1,bs:8', 'backend=wasm&');
    await expect.poll(() => figure()?.dataset['backend'], patience).toBe('wasm');
    await expectWords(/Finished/);
  });
});
