// The prose of the lesson `channels-and-batches`: its plan, its links, and every number it states without a component that computes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filterBankLink } from '@components/widgets/filter-bank/filter-bank.link.ts';
import { shapeCalculatorLink } from '@components/widgets/shape-calculator/shape-calculator.link.ts';
import { tensor } from '@lib/array/tensor.ts';
import { movedLast, renamedLast } from '@lib/conv/channels-last.ts';
import { sessionStack } from '@lib/conv/named-kernels.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import { callAccount } from '@lib/site/call-facts.ts';
import { orderedShape } from '@lib/text/call-words.ts';
import { statedSums } from './arithmetic.ts';
import { named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('channels-and-batches');
const { prose } = lesson;
const source = readFileSync(
  new URL('../../../src/content/lessons/channels-and-batches/index.mdx', import.meta.url),
  'utf8',
);
const codecs = new Map<string, { parse: (state: string) => { notes: readonly string[] } }>([
  ['filter-bank', filterBankLink],
  ['shape-calculator', shapeCalculatorLink],
]);

/** The text must stand in the lesson, so that a claim can't outlive its sentence or a sentence its claim. */
const says = (text: string): void => {
  expect(prose).toContain(text);
};

describe('the plan of channels-and-batches', () => {
  it('has its sections in their permanent order', () => {
    expect(named(lesson, 'h2').map((node) => node.props.id)).toEqual(
      'batching stacking unit-axis nchw nchw-nhwc conv2d-call why-26 why-four many-kernels filters-vs-size cost'.split(
        ' ',
      ),
    );
  });

  it('numbers its figures in reading order', () => {
    const tags = [
      ...source.matchAll(/<(?:FilterBank|StackFigure|AxesFigure|LayoutFigure|ShapeCalculator) number="([^"]+)"/g),
    ];
    expect(tags.map(([, number]) => number)).toEqual(['3.1', '3.2', '3.3', '3.4', '3.5']);
    expect(named(lesson, 'LayoutTable').map((node) => node.props.number)).toEqual(['3.1']);
  });

  it('corrects what the session and the book got wrong', () => {
    const corrections = named(lesson, 'Correction').map(({ props }) => [props.id, props.time]);
    expect(corrections).toEqual([
      ['E-18b', undefined],
      ['E-18', '00:28:40'],
      ['E-21', '00:30:57'],
      ['E-25', '00:36:24'],
      ['E-26', '00:38'],
      ['E-27', '00:40:50'],
    ]);
  });

  it('answers four questions of the session', () => {
    expect(named(lesson, 'Question').map((node) => node.props.time)).toEqual([
      '00:32:00',
      '00:32:00',
      '00:52:05',
      '00:43:00',
    ]);
  });

  it('asks for two predictions and ends with two prompts for the forum', () => {
    expect(named(lesson, 'Predict').map((node) => node.props.id)).toEqual(['p-at-once', 'p-three-in']);
    expect(named(lesson, 'Forum').map((node) => node.props.widget)).toEqual(['shape-calculator', 'filter-bank']);
  });

  it('explains each term of the glossary once', () => {
    const terms = named(lesson, 'Term').map((node) => node.props.id);
    expect(terms.toSorted()).toEqual(
      (
        'activation axis batch bias channel convolution dense-layer depthwise-grouped dilation feature-map filter kernel mac nchw-nhwc ' +
        'padding parameter rank shape stride tensor unit-axis weight'
      ).split(' '),
    );
  });

  it('has no exclamation mark, and no hyphen for a minus', () => {
    expect(prose).not.toContain('!');
    expect(prose).not.toMatch(/(^|[\s(])-\d/);
  });
});

describe('the links of channels-and-batches', () => {
  const scenes = named(lesson, 'Scene').map((node) => ({
    widget: textOf(node, 'widget'),
    state: textOf(node, 'state'),
  }));

  it.each(scenes)('$widget: $state is a state', ({ widget, state }) => {
    expect(codecs.get(widget)?.parse(state).notes).toEqual([]);
  });

  it('set each figure in at least five ways', () => {
    for (const widget of codecs.keys())
      expect(
        new Set(scenes.filter((scene) => scene.widget === widget).map(({ state }) => state)).size,
      ).toBeGreaterThanOrEqual(5);
  });

  it('choose only maps that there are', () => {
    for (const { widget, state } of scenes) {
      if (widget !== 'filter-bank') continue;
      const { b, n, sel } = filterBankLink.parse(state).state;
      expect([state, sel[0] < b, sel[1] < n]).toEqual([state, true, true]);
    }
  });
});

describe('the numbers of channels-and-batches', () => {
  it('sums come out', () => {
    const sums = statedSums(prose);
    expect(sums.length).toBeGreaterThan(2);
    for (const { written, value, stated } of sums) expect([written, value]).toEqual([written, stated]);
  });

  it('256 maps of 64 pictures under four kernels, and what a call makes of them', () => {
    says('At 26 × 26 places, that made a map.');
    expect(outputLength(28, 3)).toBe(26);
    const { outputShape, perBatch } = callAccount({});
    expect(outputShape).toEqual([64, 4, 26, 26]);
    expect(64 * 4 * callAccount({ co: 1 }).perPicture).toBe(perBatch);
    expect(textOf(named(lesson, 'Predict')[0] ?? { name: '', props: {} }, 'question')).toMatch(/^The 256 maps of 64/);
  });

  it('the stack is the session’s, and holds 36 numbers', () => {
    says('The session stacks left, top and the two slants, in this order.');
    expect(sessionStack).toEqual(['left', 'top', 'diag1', 'diag2']);
    says('4 · 3 · 3 = 36');
    expect(callAccount({}).weights).toBe(36);
  });

  it('orders to move axes in: there, and back', () => {
    const moved = (shape: readonly unknown[], order: readonly number[]) => order.map((axis) => shape[axis]);
    says('For pictures that is (0, 2, 3, 1)');
    expect(moved(['N', 'C', 'H', 'W'], [0, 2, 3, 1])).toEqual(['N', 'H', 'W', 'C']);
    says('Back it is (0, 3, 1, 2).');
    expect(moved(['N', 'H', 'W', 'C'], [0, 3, 1, 2])).toEqual(['N', 'C', 'H', 'W']);
    says('For kernels it is (2, 3, 1, 0), and back (3, 2, 0, 1).');
    const { weightShape } = callAccount({ ci: 5, k: 3 });
    const last = orderedShape('weight', weightShape, 'nhwc').map(({ length }) => length);
    expect(moved(weightShape, [2, 3, 1, 0])).toEqual(last);
    expect(moved(last, [3, 2, 0, 1])).toEqual(weightShape);
  });

  it('renaming the axes of three equal channels makes nine small pictures of one', () => {
    expect(source).toContain('nine small threes are what a network would be trained on');
    const size = 6;
    const picture = Array.from({ length: size * size }, (_, at) => at);
    const three = tensor([1, 3, size, size], [...picture, ...picture, ...picture]);
    const first = (input: { readonly data: Float32Array }) => picture.map((cell) => input.data[3 * cell]);
    expect(first(movedLast(three))).toEqual(picture);
    // the first row goes through three rows of the picture, taking every third pixel
    expect(first(renamedLast(three)).slice(0, size)).toEqual([0, 3, 6, 9, 12, 15]);
    expect(first(renamedLast(three)).slice(2 * size, 3 * size)).toEqual([0, 3, 6, 9, 12, 15]);
  });

  it('what a kernel’s size costs', () => {
    says('5 × 5 costs four rows, 1 × 1 costs none');
    expect([28 - outputLength(28, 5), 28 - outputLength(28, 1)]).toEqual([4, 0]);
    says('4 × 4 gives 2 × 2, and 28 × 28 gives 26 × 26');
    expect([outputLength(4, 3), outputLength(28, 3)]).toEqual([2, 26]);
    says('the first centre is column 1 and the last is column 26');
  });

  it('128 kernels and ResNet’s first layer', () => {
    says('64 · 128 = 8192 maps');
    const stem = callAccount({ ci: 3, h: 224, w: 224, co: 64, k: 7, s: 2, p: 3 });
    says('Each has 3 · 7 · 7 = 147 weights, which makes 9,408 in all');
    expect([stem.perAnswer, stem.weights]).toEqual([147, 9408]);
    expect(stem.outputShape).toEqual([64, 64, 112, 112]);
  });

  it('what doubles which count', () => {
    const { weights, biases, perPicture, perBatch } = callAccount({});
    expect(source).toContain('= 24{,}336');
    expect([perPicture, 26 * 26 * 4 * 9]).toEqual([24_336, 24_336]);
    const kernels = callAccount({ co: 8 });
    says('Twice the kernels double both.');
    expect([kernels.weights + kernels.biases, kernels.perPicture]).toEqual([2 * (weights + biases), 2 * perPicture]);
    says('Twice the batch doubles the work and adds no parameter.');
    expect(callAccount({ n: 128 })).toMatchObject({ weights, perBatch: 2 * perBatch });
    says('Twice the side makes rather more than four times the work');
    const side = callAccount({ h: 56, w: 56 });
    expect(side.weights).toBe(weights);
    expect(side.perPicture / perPicture).toBeGreaterThan(4);
    expect(side.perPicture / perPicture).toBeLessThan(4.5);
    says('weights and work double, while the biases and the shape of what comes out stay as they are');
    const channels = callAccount({ ci: 2 });
    expect(channels).toMatchObject({ weights: 2 * weights, perPicture: 2 * perPicture, biases });
    expect(channels.outputShape).toEqual(callAccount({}).outputShape);
  });
});
