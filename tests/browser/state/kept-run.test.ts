import { afterEach, describe, expect, it } from 'vitest';
import { forgetKeptRun, keepRun, keptRun, type KeptRun } from '@lib/state/kept-run.ts';

const kept: KeptRun = {
  link: 'lr:0.02',
  step: 386,
  right: 2020,
  count: 2038,
  learned: Float32Array.of(0.1, -2.5, 1e-20),
  remembered: new Float32Array(0),
};

afterEach(() => localStorage.clear());

describe('the run that is kept', () => {
  it('comes back as it was, its numbers to the last bit', () => {
    keepRun(kept);
    expect(keptRun()).toEqual(kept);
  });
  it('is the last one', () => {
    keepRun(kept);
    keepRun({ ...kept, link: 'lr:0.03' });
    expect(keptRun()?.link).toBe('lr:0.03');
  });
  it('is forgotten on demand', () => {
    keepRun(kept);
    forgetKeptRun();
    expect(keptRun()).toBeUndefined();
  });
  it('comes without its numbers where they are too many', () => {
    keepRun({ ...kept, learned: new Float32Array(200_000) });
    expect(keptRun()).toEqual({ link: 'lr:0.02', step: 386, right: 2020, count: 2038 });
  });
  it('a hundred thousand numbers fit', () => {
    const learned = Float32Array.from({ length: 100_000 }, (_, at) => at / 7);
    keepRun({ ...kept, learned });
    expect(keptRun()?.learned).toEqual(learned);
  });
});

describe('what is not a kept run is ignored', () => {
  const entry = (): Record<string, unknown> => ({ version: 1, link: 'lr:0.02', step: 1, right: 1, count: 2 });
  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', JSON.stringify({ ...entry(), version: 2 })],
    ['a link that is no text', JSON.stringify({ ...entry(), link: 3 })],
    ['a link longer than any', JSON.stringify({ ...entry(), link: 'x'.repeat(2000) })],
    ['half a step', JSON.stringify({ ...entry(), step: 0.5 })],
    ['more right than there are', JSON.stringify({ ...entry(), right: 3 })],
    ['numbers that are no base64', JSON.stringify({ ...entry(), learned: '?', remembered: '' })],
    ['bytes that are no float32', JSON.stringify({ ...entry(), learned: btoa('abc'), remembered: '' })],
  ])('%s', (_, text) => {
    localStorage.setItem('last-run', text);
    expect(keptRun()).toBeUndefined();
  });
  it('numbers that are none are left out, the rest stays', () => {
    keepRun({ ...kept, learned: Float32Array.of(NaN) });
    expect(keptRun()).toEqual({ link: 'lr:0.02', step: 386, right: 2020, count: 2038 });
  });
});
