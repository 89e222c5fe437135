import { describe, expect, it } from 'vitest';
import { pastedRun } from '@lib/state/pasted-run.ts';

describe('pastedRun', () => {
  it.each([
    'https://book.example/w/cnn-trainer/?cnn-trainer=net:1-2-4-8-16-2,ep:10#cnn-trainer',
    'see [my run](https://book.example/simple-cnn/?backend=simd&cnn-trainer=net:1-2-4-8-16-2,ep:10) of today',
    'https://book.example/w/cnn-trainer/net-1-2-4-8-16-2_ep-10/',
    '?cnn-trainer=net:1-2-4-8-16-2,ep:10',
    'https://book.example/?cnn-trainer=net%3A1-2-4-8-16-2%2Cep%3A10',
    '  net:1-2-4-8-16-2,ep:10 ',
  ])('reads %s', (text) => expect(pastedRun(text)?.state).toBe('net:1-2-4-8-16-2,ep:10'));

  it.each(['https://book.example/w/cnn-trainer/', 'https://book.example/w/cnn-trainer/#cnn-trainer'])(
    'the laboratory without a state is the session’s run: %s',
    (text) => expect(pastedRun(text)?.state).toBe(''),
  );

  it('leaves out what is only looked at, and says that there was a second run', () => {
    const run = pastedRun('?cnn-trainer=ep:3,b.seed:2,show:seeds,step:12,pic:7');
    expect(run).toMatchObject({ state: 'ep:3', notes: [], hadSecond: true });
  });

  it('says what of the run cannot be read', () =>
    expect(pastedRun('net:1-2,lr:fast')?.notes).toEqual(['lr: “fast” is not a number; 0.01 is used.']));

  it.each(['', 'hello', 'https://book.example/kernels/?kernel-lab=k:top', 'a run: the best one'])(
    'finds none in “%s”',
    (text) => expect(pastedRun(text)).toBeUndefined(),
  );
});
