// What stays of a run: kept for the next visit, taken home as files, code and a post, and brought back.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { download } from '@lib/export/download.ts';
import { keepRun } from '@lib/state/kept-run.ts';
import { trainedNetwork } from '@lib/state/trained-network.svelte.ts';
import { patience, openAt, figure, now, expectWords, expectState, press } from './lab.ts';

vi.mock('@lib/export/download.ts', () => ({ download: vi.fn<() => void>() }));
afterEach(() => vi.mocked(download).mockClear());

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
