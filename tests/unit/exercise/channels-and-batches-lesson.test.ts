// The prose of the lesson `channels-and-batches`: its plan, its links, and every number it states without a component that computes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filterBankLink } from '@components/widgets/filter-bank/filter-bank.link.ts';
import { shapeCalculatorLink } from '@components/widgets/shape-calculator/shape-calculator.link.ts';
import { tensor } from '@lib/array/tensor.ts';
import { movedLast, renamedLast } from '@lib/conv/channels-last.ts';
import { sessionStack } from '@lib/conv/named-kernels.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { kernelBank } from '@lib/conv/kernel-bank.ts';
import { kernelTensor, mapIndex, responseMap } from '@lib/conv/response.ts';
import { firstCommitted } from '@lib/data/committed-digits.ts';
import { sessionDigitIndex } from '@lib/data/session-digit.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import { callAccount } from '@lib/site/call-facts.ts';
import { axesOf, orderedShape } from '@lib/text/call-words.ts';
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
      ...source.matchAll(
        /<(?:FilterBank|StackFigure|AxesFigure|LayoutFigure|ShapeCalculator|ThickFigure) number="([^"]+)"/g,
      ),
    ];
    expect(tags.map(([, number]) => number)).toEqual(['3.1', '3.2', '3.3', '3.4', '3.5', '3.6']);
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

  it('asks for three predictions and ends with two prompts for the forum', () => {
    expect(named(lesson, 'Predict').map((node) => node.props.id)).toEqual(['p-at-once', 'p-three-in', 'p-twice']);
    expect(named(lesson, 'Forum').map((node) => node.props.widget)).toEqual(['shape-calculator', 'filter-bank']);
  });

  it('explains each term of the glossary once', () => {
    const terms = named(lesson, 'Term').map((node) => node.props.id);
    expect(terms.toSorted()).toEqual(
      (
        'activation axis batch bias channel convolution dense-layer depthwise-grouped dilation feature-map filter kernel mac nchw-nhwc ' +
        'padding parameter rank shape slice stride tensor unit-axis weight'
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
    says('(0, 2, 3, 1) reads: first the old axis 0, then the old 2, 3 and 1.');
    expect(moved(['N', 'C', 'H', 'W'], [0, 2, 3, 1])).toEqual(['N', 'H', 'W', 'C']);
    expect(axesOf('output', 'nhwc').map((axis) => axesOf('output', 'nchw').indexOf(axis))).toEqual([0, 2, 3, 1]);
    expect(axesOf('weight', 'nhwc').map((axis) => axesOf('weight', 'nchw').indexOf(axis))).toEqual([2, 3, 1, 0]);
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

  it('the scale of colours, before and after twelve random kernels', () => {
    says('twelve more, and each adds a column');
    says('it now ends at ±1,224 instead of ±765');
    const digits = [...firstCommitted('train', 3, 64), ...firstCommitted('train', 7, 64)]
      .filter(({ mnistIndex }) => mnistIndex >= sessionDigitIndex)
      .toSorted((one, other) => one.mnistIndex - other.mnistIndex)
      .slice(0, 64);
    expect([digits[1]?.mnistIndex, digits[1]?.label]).toEqual([15, 7]); // the second picture is a seven
    const { seed } = filterBankLink.initial;
    const pictures = tensor([64, 1, 28, 28], Float32Array.from(digits.flatMap(({ pixels }) => [...pixels])));
    const end = (count: number) =>
      conv2d(pictures, kernelTensor(...kernelBank(count, seed))).data.reduce(
        (most, value) => Math.max(most, Math.abs(value)),
        0,
      );
    expect([end(4), Math.round(end(16))]).toEqual([765, 1224]);
  });

  it('its links to the second picture lay the window on a stroke', () => {
    const [seven] = firstCommitted('train', 7, 64).filter(({ mnistIndex }) => mnistIndex === 15);
    const onSeven = named(lesson, 'Scene')
      .filter((node) => textOf(node, 'widget') === 'filter-bank')
      .map((node) => filterBankLink.parse(textOf(node, 'state')).state)
      .filter(({ sel }) => sel[0] === 1);
    expect(onSeven).toHaveLength(3);
    for (const { sel, r, c, n, seed } of onSeven) {
      const map = responseMap(seven?.pixels ?? [], kernelBank(n, seed)[sel[1]] ?? []);
      expect(Math.abs(map[mapIndex([r, c])] ?? 0)).toBeGreaterThan(200);
    }
  });

  it('128 kernels and ResNet’s first layer', () => {
    says('64 · 128 = 8192 maps');
    const stem = callAccount({ ci: 3, h: 224, w: 224, co: 64, k: 7, s: 2, p: 3 });
    says('Each has 3 · 7 · 7 = 147 weights, which makes 9,408 in all');
    expect([stem.perAnswer, stem.weights]).toEqual([147, 9408]);
    expect(stem.outputShape).toEqual([64, 64, 112, 112]);
    expect(callAccount({ n: 32, ci: 3, h: 224, w: 224, co: 64, k: 7, s: 2, p: 3 }).outputShape[0]).toBe(32);
  });

  it('what doubles which count', () => {
    const { weights, biases, perPicture, perBatch } = callAccount({});
    expect(source).toContain('= 24{,}336');
    expect([perPicture, 26 * 26 * 4 * 9]).toEqual([24_336, 24_336]);
    const kernels = callAccount({ co: 8 });
    says('Twice the kernels double both counts.');
    expect([kernels.weights + kernels.biases, kernels.perPicture]).toEqual([2 * (weights + biases), 2 * perPicture]);
    says('Twice the batch doubles the work and adds no parameter.');
    expect(callAccount({ n: 128 })).toMatchObject({ weights, perBatch: 2 * perBatch });
    says('make 4.31 times the work');
    const side = callAccount({ h: 56, w: 56 });
    expect(side.weights).toBe(weights);
    expect((side.perPicture / perPicture).toFixed(2)).toBe('4.31');
    says('weights and work double, while the biases and the shape of what comes out stay as they are');
    const channels = callAccount({ ci: 2 });
    expect(channels).toMatchObject({ weights: 2 * weights, perPicture: 2 * perPicture, biases });
    expect(channels.outputShape).toEqual(callAccount({}).outputShape);
  });
});
