// The prose of the lesson `simple-cnn`: its plan, its links, and every number it states without a component that computes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { channelCount, channelSumLink } from '@components/widgets/channel-sum/channel-sum.link.ts';
import { cnnBuilderLink } from '@components/widgets/cnn-builder/cnn-builder.link.ts';
import { breakages } from '@components/widgets/cnn-trainer/breakages.ts';
import { cnnTrainerLink } from '@components/widgets/cnn-trainer/cnn-trainer.link.ts';
import { seedCount } from '@components/widgets/cnn-trainer/seed-band.svelte.ts';
import { presets } from '@components/widgets/cnn-builder/presets.ts';
import { tensor } from '@lib/array/tensor.ts';
import { leftover, outputLength } from '@lib/conv/output-length.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { seenBy } from '@lib/conv/receptive-field.ts';
import { edgeKernel } from '@lib/conv/turned-kernels.ts';
import { committedManifest } from '@lib/data/committed-digits.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { crossEntropy, softmax } from '@lib/nn/cross-entropy.ts';
import { sessionRun, stepsPerEpoch } from '@lib/nn/training-run.ts';
import { sampleSize } from '@lib/state/live-run.svelte.ts';
import { runOf } from '@lib/state/training-run-field.ts';
import { percent } from '@lib/text/run-words.ts';
import { netFact } from '@lib/site/net-facts.ts';
import { architectureOf, sessionNet } from '@lib/state/architecture-field.ts';
import { listener, orderFor, simdSession } from '../engine/training/runs.ts';
import { sessionRunDigits } from '../../fixtures/session-run.ts';
import { statedSums } from './arithmetic.ts';
import { named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('simple-cnn');
const { prose } = lesson;
const source = readFileSync(new URL('../../../src/content/lessons/simple-cnn/index.mdx', import.meta.url), 'utf8');
const { train, valid } = committedManifest().sets;
const codecs = new Map<string, { parse: (state: string) => { notes: readonly string[] } }>([
  ['cnn-builder', cnnBuilderLink],
  ['channel-sum', channelSumLink],
  ['cnn-trainer', cnnTrainerLink],
]);
const written = (value: number) => value.toLocaleString('en');

/** The text must stand in the lesson, so that a claim can't outlive its sentence or a sentence its claim. */
const says = (text: string): void => {
  expect(prose).toContain(text);
};

describe('the plan of simple-cnn', () => {
  it('has its sections in their permanent order', () => {
    expect(named(lesson, 'h2').map((node) => node.props.id)).toEqual(
      'task dense-vs-conv broken thirty-to-one conv-helper shapes why-14 why-64x2 channels-grow logits train accuracy look-inside mistakes'.split(
        ' ',
      ),
    );
  });

  it('numbers its figures in reading order, and keeps the places of the trainer and of the feature maps', () => {
    const tags = [
      ...source.matchAll(/<(?:DigitFigure|CnnBuilder|ChannelSum|CnnTrainer|FeatureMaps) number="([^"]+)"/g),
    ];
    expect(tags.map(([, number]) => number)).toEqual(['8.1', '8.2', '8.3', '8.4', '8.5']);
    expect(source).toMatch(/<CnnTrainer number="8\.4" \/>/);
    expect(source).toMatch(/<FeatureMaps number="8\.5" \/>/);
    expect(named(lesson, 'LayerTable').map((node) => node.props.number)).toEqual(['8.1']);
  });

  it('corrects what the session and the book got wrong', () => {
    expect(
      named(lesson, 'Correction')
        .map((node) => node.props.id)
        .toSorted(),
    ).toEqual('B-03 B-04 E-54 E-57 E-58 E-59 E-62 E-63'.split(' '));
  });

  it('answers two questions of the session', () => {
    expect(named(lesson, 'Question').map((node) => node.props.time)).toEqual(['01:12:00', '01:14:50']);
  });

  it('asks for a prediction at least twice and ends with two prompts for the forum', () => {
    expect(new Set(named(lesson, 'Predict').map((node) => node.props.id)).size).toBeGreaterThanOrEqual(3);
    expect(named(lesson, 'Forum')).toHaveLength(2);
  });

  it('begins with what it needs, in three lines', () => {
    expect(source).toMatch(/---\n\nThree things to know, and you can begin here/);
    expect(source.slice(0, source.indexOf('## ')).match(/^\d\. /gm)).toHaveLength(3);
  });

  it('explains each term of the glossary once', () => {
    const terms = named(lesson, 'Term').map((node) => node.props.id);
    expect(terms.toSorted()).toEqual(
      (
        'accuracy adam batch bias channel convolution cross-entropy dense-layer epoch feature-map flatten floor global-average-pooling gradient ' +
        'kernel learning-rate logit mac mini-batch-step momentum nchw-nhwc one-cycle padding parameter receptive-field relu score shape softmax stride ' +
        'validation-set weight'
      ).split(' '),
    );
  });

  it('has no exclamation mark, and no hyphen for a minus', () => {
    expect(prose).not.toContain('!');
    expect(prose).not.toMatch(/(^|[\s(])-\d/);
  });
});

describe('the links of simple-cnn', () => {
  const scenes = named(lesson, 'Scene').map((node) => ({
    widget: textOf(node, 'widget'),
    state: textOf(node, 'state'),
  }));

  it.each(scenes)('$widget: $state is a state', ({ widget, state }) => {
    expect(codecs.get(widget)?.parse(state).notes).toEqual([]);
  });

  it('set each figure in at least three ways', () => {
    for (const widget of codecs.keys())
      expect(
        new Set(scenes.filter((scene) => scene.widget === widget).map(({ state }) => state)).size,
      ).toBeGreaterThanOrEqual(3);
  });

  it('break the laboratory in ways that it offers itself', () => {
    const states = scenes.filter(({ widget }) => widget === 'cnn-trainer').map(({ state }) => state);
    expect(states.filter((state) => !breakages.some((breakage) => breakage.state === state))).toEqual([
      'ep:14',
      'show:seeds',
    ]);
  });

  it('the builder offers the broken, the session’s, 1 → 128 and the ten-class net', () => {
    const nets = presets.map(({ net }) => net);
    expect(nets).toEqual(
      expect.arrayContaining(['1-30s1-1s1-maps', sessionNet, '1-128s1p0-maps', '1-8k5-16-32-64-10']),
    );
    for (const net of nets) expect(() => architectureOf(net)).not.toThrow();
  });
});

describe('the numbers of simple-cnn', () => {
  it('as many starts and ways to break a run as the text says', () => {
    says('trains the same run from twenty starts');
    says('the median of its twenty seeds');
    expect(seedCount).toBe(20);
    says('breaks a run on purpose, in ten ways');
    expect(breakages).toHaveLength(10);
  });

  it('sums come out', () => {
    const sums = statedSums(prose);
    expect(sums.length).toBeGreaterThan(0);
    for (const { written: sum, value, stated } of sums) expect([sum, value]).toEqual([sum, stated]);
  });

  it('its promise', () => {
    const parameters = netFact({ of: sessionNet, fact: 'parameters' });
    expect(source).toContain(
      `Five convolutions, ${written(parameters)} numbers, two passes over twelve thousand digits.`,
    );
    expect(architectureOf(sessionNet).blocks).toHaveLength(5);
    expect(Math.floor(train.count / 1000)).toBe(12);
  });

  it('the digits there are', () => {
    says(
      `There are ${written(train.count)} digits to learn from, ${written(train.labelCounts[3] ?? NaN)} threes and ${written(train.labelCounts[7] ?? NaN)} sevens.`,
    );
    says(
      `Another ${written(valid.count)} are put aside, ${written(valid.labelCounts[3] ?? NaN)} threes and ${written(valid.labelCounts[7] ?? NaN)} sevens`,
    );
    says(`${written(valid.labelCounts[7] ?? NaN)} of them, just over half`);
    expect((valid.labelCounts[7] ?? NaN) / valid.count).toBeGreaterThan(0.5);
    expect((valid.labelCounts[7] ?? NaN) / valid.count).toBeLessThan(0.51);
  });

  it('which network learns and multiplies most', () => {
    const [dense, broken, ours] = ['1-d30-d1', '1-30s1-1s1-maps', sessionNet].map((of) => ({
      parameters: netFact({ of, fact: 'parameters' }),
      products: netFact({ of, fact: 'products' }),
    }));
    if (!dense || !broken || !ours) throw new TypeError('there are three networks');
    expect(dense.parameters).toBe(23_581);
    expect(ours.parameters).toBeLessThan(dense.parameters / 3);
    says('Ours, more than twice as much.');
    expect(ours.products).toBeGreaterThan(2 * dense.products);
    says('has the fewest parameters of the three, by far, and does the most work');
    expect(broken.parameters * 10).toBeLessThan(ours.parameters);
    expect(broken.products).toBeGreaterThan(ours.products);
    says('thirty for each pixel');
    expect(netFact({ of: '1-d30-d1', stage: 1, fact: 'weights' })).toBe(30 * 784);
  });

  it('the broken net gives 784 numbers, and one once they are averaged', () => {
    says('It is broken because it gives 784 of them.');
    expect(netFact({ of: '1-30s1-1s1-maps', fact: 'numbers' })).toBe(784);
    expect(netFact({ of: '1-30s1-1s1-gap', fact: 'numbers' })).toBe(1);
  });

  it('turned edges: loud at both ends on a top edge, the other way round below, silent on paper', () => {
    says('each channel after it for an edge turned by 12° more');
    expect(360 / channelCount).toBe(12);
    const picture = tensor(
      [1, 1, 28, 28],
      Array.from(sessionDigit, (byte) => byte / 255),
    );
    const kernels = Array.from({ length: channelCount }, (_, at) => edgeKernel(12 * at));
    const maps = conv2d(picture, tensor([channelCount, 1, 3, 3], kernels.flat()), { padding: 1 });
    const at = (row: number, col: number) =>
      kernels.map((_, channel) => Math.max(0, maps.data[channel * 784 + row * 28 + col] ?? NaN));
    const [above, below] = [at(5, 9), at(7, 9)];
    const loud = 0.5;
    for (const channel of [0, 1, 2, 28, 29]) expect(above[channel]).toBeGreaterThan(loud);
    for (const channel of [12, 13, 14, 15, 16, 17]) expect(above[channel]).toBe(0);
    for (const channel of [12, 13, 14, 15, 16, 17]) expect(below[channel]).toBeGreaterThan(loud);
    for (const channel of [0, 1, 2, 28, 29]) expect(below[channel]).toBe(0);
    expect(Math.max(...[1, 2, 3].flatMap((row) => [1, 2, 3].flatMap((col) => at(row, col))))).toBe(0);
  });

  it('without the stride', () => {
    const of = '1-4s1-8s1-16s1-32s1-2s1';
    says('have the same');
    expect(netFact({ of, fact: 'parameters' })).toBe(netFact({ of: sessionNet, fact: 'parameters' }));
    expect([0, 1, 2, 3, 4].map((stage) => netFact({ of, stage, fact: 'side' }))).toEqual([28, 28, 28, 28, 28]);
  });

  it('a kernel of 5 with padding 2 changes no size', () => {
    says('with padding 2, and the sizes stay as they are');
    const sides = (of: string) => [0, 1, 2, 3, 4].map((stage) => netFact({ of, stage, fact: 'side' }));
    expect(sides('1-4k5-8-16-32-2')).toEqual(sides(sessionNet));
  });

  it('sides, centres, and what is never looked at', () => {
    says('So the sides are 28, 14, 7, 4, 2, 1.');
    expect([0, 1, 2, 3, 4].map((stage) => netFact({ of: sessionNet, stage, fact: 'side' }))).toEqual([14, 7, 4, 2, 1]);
    says('how many even numbers are there from 0 to 27? Fourteen.');
    expect(Array.from({ length: 28 }, (_, cell) => cell).filter((cell) => cell % 2 === 0)).toHaveLength(14);
    says('The padding on the right and below is put there, and no window reaches it.');
    expect(leftover(28, 3, { stride: 2, padding: 1 })).toBe(1);
    says('7 cells give 4, and so would 8.');
    expect([7, 8].map((size) => outputLength(size, 3, { stride: 2, padding: 1 }))).toEqual([4, 4]);
  });

  it('weights of one kernel, and where the parameters are', () => {
    says('Each is four slices thick, 4 · 9 = 36 weights');
    const parameters = [0, 1, 2, 3, 4].map((stage) => netFact({ of: sessionNet, stage, fact: 'parameters' }));
    const rest = parameters.filter((_, stage) => stage !== 3).reduce((sum, count) => sum + count, 0);
    expect(parameters[3]).toBeGreaterThan(rest);
  });

  it('what is seen: from the fourth layer on more than the picture is wide', () => {
    says('From the fourth layer on it is wider than the picture.');
    expect([0, 1, 2, 3].map((stage) => netFact({ of: sessionNet, stage, fact: 'field' }) > 28)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    says('no number of the fourth layer sees all of it');
    says('The fifth is the first that does.');
    const slides = Array.from({ length: 5 }, () => ({ kernel: 3, stride: 2, padding: 1 }));
    const seesAll = (layers: number, place: number) => {
      const { seen } = seenBy(slides.slice(0, layers), 28, place);
      return seen?.first === 0 && seen.last === 27;
    };
    expect([seesAll(4, 0), seesAll(4, 1), seesAll(5, 0)]).toEqual([false, false, true]);
  });

  it('what the book multiplied, and the first layer', () => {
    says('14 · 14 · 288 and 7 · 7 · 1152, and finds 56,448 both times');
    expect([14 * 14 * 288, 7 * 7 * 1152]).toEqual([56_448, 56_448]);
    says('just as many as went in. It makes four numbers of every window of nine.');
    expect(netFact({ of: sessionNet, stage: 0, fact: 'numbers' })).toBe(784);
  });

  it('only the difference of scores counts, and guessing costs ln 2', () => {
    const share = (...scores: readonly number[]) => softmax(tensor([1, 2], scores)).data[0];
    says('Add 5 to both, and the shares stay as they are.');
    expect(share(7, 4)).toBe(share(2, -1));
    says('A loss of 0.693 says: I am guessing.');
    expect(crossEntropy(tensor([1, 2], [0, 0]), [0])).toBeCloseTo(0.693, 3);
    expect(Math.LN2).toBeCloseTo(0.693, 3);
  });

  it('the run: batch, steps, epochs, rate', () => {
    const perEpoch = stepsPerEpoch(sessionRun, train.count);
    expect(sessionRun).toMatchObject({
      optimiser: 'adam',
      schedule: 'one-cycle',
      rate: 0.01,
      batch: 64,
      keepsLastBatch: false,
    });
    says('up to 0.01 and down again. A batch has 64 digits.');
    says(`which makes ${perEpoch} full batches and leaves ${train.count - perEpoch * sessionRun.batch} digits over`);
    says(`Two epochs are ${sessionRun.steps} steps.`);
    expect(2 * perEpoch).toBe(sessionRun.steps);
  });

  it('one picture in per cent, and what two runs differ by', () => {
    const one = 100 / valid.count;
    expect(named(lesson, 'h2').at(11)?.props.id).toBe('accuracy');
    says('What one picture is worth');
    expect(one.toFixed(3)).toBe('0.049');
    says('when two networks differ by a tenth of a per cent, they differ by two pictures');
    expect(Math.round(0.1 / one)).toBe(2);
    says('2,020 of 2,038 pictures. The book prints 0.990186 for the same network, which is 2,018 of 2,038');
    expect((2020 / valid.count).toFixed(4)).toBe('0.9912');
    expect((2018 / valid.count).toFixed(6)).toBe('0.990186');
    says('Figure 8.4 would print 99.12 for those 2,020: it rounds, where the session’s 99.11 is cut off');
    expect([percent(2020, valid.count), Math.floor((10_000 * 2020) / valid.count)]).toEqual(['99.12', 9911]);
  });

  it('what fourteen epochs come to', { timeout: 120_000 }, async () => {
    says('thirteen pictures more, 2,035 of the 2,038 where two epochs reach 2,022');
    says('the held-out ones still 0.0086 each');
    says('a fixed sample of 1,024 digits');
    expect(sampleSize).toBe(1024);
    expect(sessionRunDigits.right).toBe(2022);
    const run = runOf(cnnTrainerLink.parse('ep:14').state);
    expect(run.steps).toBe(7 * sessionRun.steps);
    const { record, report } = listener();
    const session = await simdSession();
    await session.train(
      orderFor(run, { snapshotEvery: run.steps, judgeEvery: run.steps, sampled: sampleSize }),
      report,
    );
    const last = record.judgements.at(-1);
    expect(last?.right).toBe(2035);
    expect(last?.loss.toFixed(4)).toBe('0.0086');
    says('the digits it learns from cost next to nothing');
    expect(last?.sample?.loss).toBeLessThan((last?.loss ?? NaN) / 50);
  });

  it('being sure and wrong weighs as much as many that went well', () => {
    says('A single one can weigh as much as a hundred that went well.');
    const loss = (right: number) => crossEntropy(tensor([1, 2], [5, 0]), [right]);
    expect(loss(1) / loss(0)).toBeGreaterThan(100);
  });

  it('quotes no accuracy but those it corrects', () => {
    const outside = source
      .replace(/<Correction[\s\S]*?<\/Correction>/g, '')
      .replace(/<Exercise[\s\S]*?<\/Exercise>/g, '');
    expect(outside).not.toMatch(/9[5-9](\.\d+)? ?%|0\.9[5-9]/);
  });
});
