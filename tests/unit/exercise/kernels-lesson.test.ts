// The prose of the lesson `kernels`: its plan, its links, and every number it states without a component that computes it.
import { describe, expect, it } from 'vitest';
import { kernelLabLink } from '@components/widgets/kernel-lab/kernel-lab.link.ts';
import { responseCompareLink } from '@components/widgets/response-compare/response-compare.link.ts';
import { namedKernels, type KernelName } from '@lib/conv/named-kernels.ts';
import {
  mapFacts,
  mapIndex,
  placeOf,
  products,
  responseMap,
  roundingTolerance,
  sum,
  windowAt,
  type Place,
} from '@lib/conv/response.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { syntheticPicture } from '@lib/data/synthetic.ts';
import { statedSums } from './arithmetic.ts';
import { named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('kernels');
const { prose } = lesson;
const at = (pixels: ArrayLike<number>, weights: readonly number[], place: Place): number =>
  sum(products(windowAt(pixels, place), weights));
const factsOf = (name: KernelName) =>
  mapFacts(responseMap(sessionDigit, namedKernels[name]), roundingTolerance(namedKernels[name], 255));
const codecs = new Map<string, { parse: (state: string) => { notes: readonly string[] } }>([
  ['kernel-lab', kernelLabLink],
  ['response-compare', responseCompareLink],
]);
const negated = (weights: readonly number[]): number[] => weights.map((weight) => 0 - weight);

describe('the plan of kernels', () => {
  it('has its sections in their permanent order', () => {
    expect(named(lesson, 'h2').map((node) => node.props.id)).toEqual(
      'what-a-kernel-does top-edge patch-arithmetic sign left-edge sliding reading-maps diagonals blur-and-sharpen flip'.split(
        ' ',
      ),
    );
  });

  it('numbers its figures in reading order', () => {
    const figures = lesson.nodes.filter(({ name }) => /Figure$|^KernelLab$|^ResponseCompare$/.test(name));
    expect(figures.map((node) => node.props.number)).toEqual(figures.map((_, before) => `2.${before + 1}`));
  });

  it('corrects what the session and the book got wrong', () => {
    expect(named(lesson, 'Correction').map((node) => node.props.id)).toEqual(
      expect.arrayContaining('E-02 E-03 E-04 E-05 E-06 E-07 E-08 E-09 E-13 E-14 E-17 B-01 B-02'.split(' ')),
    );
  });

  it('asks for a prediction at least three times and ends with two prompts for the forum', () => {
    expect(new Set(named(lesson, 'Predict').map((node) => node.props.id)).size).toBeGreaterThanOrEqual(3);
    expect(named(lesson, 'Forum')).toHaveLength(2);
  });

  it('explains each term of the glossary once', () => {
    const terms = named(lesson, 'Term').map((node) => node.props.id);
    expect(terms.toSorted()).toEqual(
      'convolution convolution-mathematics edge feature feature-map kernel patch relu weight'.split(' '),
    );
  });

  it('has no exclamation mark, and no hyphen for a minus', () => {
    expect(prose).not.toContain('!');
    expect(prose).not.toMatch(/(^|[\s(])-\d/);
  });
});

describe('the links of kernels', () => {
  const scenes = named(lesson, 'Scene').map((node) => ({
    widget: textOf(node, 'widget'),
    state: textOf(node, 'state'),
  }));

  it.each(scenes)('$widget: $state is a state', ({ widget, state }) => {
    const codec = codecs.get(widget);
    expect(codec?.parse(state).notes).toEqual([]);
  });

  it('open every known kernel', () => {
    for (const name of Object.keys(namedKernels))
      expect(scenes.filter(({ state }) => state.split(',').includes(`k:${name}`))).not.toHaveLength(0);
  });
});

describe('the numbers of kernels', () => {
  /** The text must stand in the lesson, so that a claim can't outlive its sentence or a sentence its claim. */
  const says = (text: string): void => {
    expect(prose).toContain(text);
  };

  it('sums come out', () => {
    const sums = statedSums(prose);
    expect(sums.length).toBeGreaterThan(0);
    for (const { written, value, stated } of sums) expect([written, value]).toEqual([written, stated]);
  });

  it('paper and ink of the three', () => {
    says(
      '583 pixels are exactly 0. Of the 201 others, 28 lie from 1 to 50 and 67 from 51 to 199. One inked pixel in three',
    );
    const count = (least: number, greatest: number) =>
      sessionDigit.filter((pixel) => pixel >= least && pixel <= greatest).length;
    expect([count(0, 0), count(1, 255), count(1, 50), count(51, 199)]).toEqual([583, 201, 28, 67]);
    expect(67 / 201).toBeCloseTo(1 / 3, 2);
  });

  it('the windows whose pixels are named', () => {
    expect(windowAt(sessionDigit, [5, 7])).toEqual([0, 0, 0, 142, 155, 246, 254, 254, 254]);
    says('254, 75, 0 in its upper row, 254, 153, 0 in its middle row and 247, 53, 0 in its lower row');
    expect(windowAt(sessionDigit, [8, 18])).toEqual([254, 75, 0, 254, 153, 0, 247, 53, 0]);
    says('centred on (7, 9). Its upper row is ink, 254 three times. Its lower row is paper.');
    expect(windowAt(sessionDigit, [7, 9])).toEqual([254, 254, 254, 189, 189, 189, 0, 0, 0]);
    says('with 192, 141 and 188 in the middle column');
    expect(windowAt(sessionDigit, [18, 18]).filter((_, place) => place % 3 === 1)).toEqual([192, 141, 188]);
    says('All nine pixels are 254');
    expect(windowAt(sessionDigit, [17, 20])).toEqual(new Array(9).fill(254));
  });

  it('nine windows of the bar answer 762 to top, and none more', () => {
    says('Nine windows side by side answer');
    const { greatest } = factsOf('top');
    expect(greatest).toEqual({ value: 762, place: [5, 5], count: 9 });
    const map = responseMap(sessionDigit, namedKernels.top);
    for (let col = 5; col <= 13; col++) expect(map[mapIndex([5, col])]).toBe(762);
  });

  it('doubled weights double the answer', () => {
    says('here you get +1524');
    expect(at(sessionDigit, [-2, -2, -2, 0, 0, 0, 2, 2, 2], [5, 7])).toBe(1524);
  });

  it('the undersides: twelve times −762, at (7, 9) too', () => {
    says('of them are −762');
    expect(factsOf('top').least).toEqual({ value: -762, place: [7, 9], count: 12 });
  });

  it('about half of the answers of top are 0', () => {
    says('zeros, about half');
    expect(factsOf('top').zero / 676).toBeCloseTo(0.5, 1);
  });

  it('right flanks: −755 is nearly the least that left-prewitt answers', () => {
    says('nearly as low as it can');
    expect(factsOf('left-prewitt').least.value).toBe(-762);
    expect(at(sessionDigit, namedKernels['left-prewitt'], [8, 18])).toBe(-755);
  });

  it('a clean edge answers in two rows', () => {
    says('paper above and ink below from row 14 on');
    says('answers +762 in two rows, 13 and 14');
    const map = responseMap(syntheticPicture('horizontal'), namedKernels.top);
    expect(new Set(map)).toEqual(new Set([0, 762]));
    const rows = new Set([...map.entries()].filter(([, answer]) => answer === 762).map(([index]) => placeOf(index)[0]));
    expect([...rows]).toEqual([13, 14]);
  });

  it('the best windows of the diagonals', () => {
    says('its best window on this three is at (20, 17)');
    says('best at (22, 10)');
    expect(factsOf('diag1').greatest).toMatchObject({ place: [20, 17], count: 1 });
    expect(factsOf('diag2').greatest).toMatchObject({ place: [22, 10], count: 1 });
    for (const name of ['diag1', 'diag2'] as const) expect(at(sessionDigit, namedKernels[name], [17, 20])).toBe(254);
  });

  it('the slash kernel without its mean is silent on even ink', () => {
    says('One ninth goes from every weight, the sum becomes 0');
    const weights = namedKernels.diag1.map((weight) => weight - 1 / 9);
    expect(at(sessionDigit, weights, [17, 20])).toBeCloseTo(0, 9);
  });

  it('box at (5, 7) is a mean', () => {
    says('1305 ÷ 9');
    expect(sum(windowAt(sessionDigit, [5, 7]))).toBe(1305);
  });

  it('a checkerboard keeps its contrast under the session’s kernel and loses it under box', () => {
    says('only about 28 apart, a ninth of what they were');
    says('they are still 254 apart');
    const board = syntheticPicture('checker');
    const contrast = (name: KernelName) =>
      Math.abs(at(board, namedKernels[name], [5, 7]) - at(board, namedKernels[name], [5, 8]));
    expect(contrast('box')).toBeCloseTo(254 / 9, 9);
    expect(contrast('box')).toBeCloseTo(28, 0);
    expect(contrast('session-blur')).toBeCloseTo(254, 9);
  });

  it('even grey under box, the session’s kernel, and its positive twin', () => {
    says('100 from box, −60 from the session’s');
    says('With −0.2 the weights sum to −0.6');
    says('With +0.2 they sum to 2.6, and 100 becomes 260');
    const grey = syntheticPicture('flat');
    expect(at(grey, namedKernels.box, [5, 7])).toBeCloseTo(100, 9);
    expect(at(grey, namedKernels['session-blur'], [5, 7])).toBeCloseTo(-60, 9);
    expect(at(grey, namedKernels['session-blur'].map(Math.abs), [5, 7])).toBeCloseTo(260, 9);
  });

  it('under the session’s kernel nearly all the ink is negative', () => {
    const { above, below } = factsOf('session-blur');
    expect(below / (above + below)).toBeGreaterThan(0.95);
  });

  it('sharpen is identity less laplace', () => {
    says('Subtract the first from the second, weight by weight');
    expect(namedKernels.sharpen).toEqual(
      namedKernels.identity.map((weight, place) => weight - (namedKernels.laplace[place] ?? 0)),
    );
  });

  it('flipped kernels', () => {
    const { top, bottom, left, right, box, gauss, sharpen, laplace } = namedKernels;
    expect(top.toReversed()).toEqual(bottom);
    expect(negated(top).map((weight) => weight + 0)).toEqual(bottom);
    expect(left.toReversed()).toEqual(right);
    expect(negated(left)).not.toEqual(right);
    for (const kernel of [box, gauss, sharpen, laplace]) expect(kernel.toReversed()).toEqual(kernel);
  });
});
