// What the laboratory says of its ways to break a run, held against the runs themselves, on the book's own kernels.
import { describe, expect, it } from 'vitest';
import { cnnTrainerLink } from '@components/widgets/cnn-trainer/cnn-trainer.link.ts';
import { breakages } from '@components/widgets/cnn-trainer/breakages.ts';
import { runOf, secondOf } from '@lib/state/training-run-field.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { listener, orderFor, simdSession } from '../../engine/training/runs.ts';

/** How near to ln 2 the loss of a guess between two classes is. */
const guessTolerance = 0.01;

const patienceMs = 120_000;

async function ran(run: TrainingRun) {
  const session = await simdSession();
  const { record, report } = listener();
  const end = await session.train(orderFor(run, { snapshotEvery: run.steps, judgeEvery: run.steps }), report);
  const last = record.judgements.at(-1);
  return {
    ended: end.ended,
    loss: last?.loss ?? NaN,
    share: (last?.right ?? NaN) / (last?.count ?? NaN),
    losses: record.losses,
  };
}

function settings(id: string) {
  const { state } = cnnTrainerLink.parse(
    breakages.find((breakage) => breakage.id === id)?.state ?? 'nothing of the kind',
  );
  const second = secondOf(state);
  return { a: runOf(state), b: second === undefined ? undefined : runOf(second) };
}

const first = (id: string) => ran(settings(id).a);

describe('what is said of a way to break a run is so', { timeout: patienceMs }, () => {
  it.each(['rate-too-high', 'dead'])('%s: the loss ends near ln 2', async (id) => {
    const { ended, loss, share } = await first(id);
    expect(ended).toBe('finished');
    expect(Math.abs(loss - Math.LN2)).toBeLessThan(guessTolerance);
    expect(share).toBeLessThan(0.51);
  });
  it('other seeds of the net that is born dead learn', async () => {
    const { share } = await ran({ ...settings('dead').a, initialSeed: 1 });
    expect(share).toBeGreaterThan(0.95);
  });
  it('diverged: the loss is no number any more, after it grew and grew', async () => {
    const { ended, losses } = await first('diverged');
    expect(ended).toBe('diverged');
    expect(Math.max(...losses.filter(Number.isFinite))).toBeGreaterThan(1e6);
  });
  it('no-relu: a straight line is nearly enough for two digits', async () => {
    expect((await first('no-relu')).share).toBeGreaterThan(0.97);
  });
  it('mended-head: trains, and learns slowly', async () => {
    const { share } = await first('mended-head');
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(0.95);
  });
  it('shuffled: falls far behind, below a dense net, which loses nothing', async () => {
    const conv = settings('shuffled');
    const dense = settings('shuffled-dense');
    if (conv.b === undefined || dense.b === undefined)
      return expect.unreachable('both hold a second run against the first');
    const [plain, shuffled] = [await ran(conv.a), await ran(conv.b)];
    const [densePlain, denseShuffled] = [await ran(dense.a), await ran(dense.b)];
    expect(plain.share - shuffled.share).toBeGreaterThan(0.04);
    expect(shuffled.share).toBeLessThan(denseShuffled.share);
    expect(Math.abs(densePlain.share - denseShuffled.share)).toBeLessThan(0.01);
  });
  it('off-centre: little is left of what it learned', async () => {
    expect((await first('off-centre')).share).toBeLessThan(0.7);
  });
  it('wrong-labels: the training loss stays up, and the held-out digits come out well', async () => {
    const { share, losses } = await first('wrong-labels');
    const late = losses.slice(-50);
    expect(late.reduce((sum, loss) => sum + loss, 0) / late.length).toBeGreaterThan(0.4);
    expect(share).toBeGreaterThan(0.97);
  });
});
