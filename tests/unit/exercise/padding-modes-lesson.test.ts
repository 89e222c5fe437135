// The prose of the lesson `padding-modes`: its plan, its links, and every number it states without a component that computes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paddingPlaygroundLink } from '@components/widgets/padding-playground/padding-playground.link.ts';
import { canonicalText } from '@components/widgets/padding-playground/padding-playground.svelte.ts';
import { tensor } from '@lib/array/tensor.ts';
import { answerAt, answersOf, copiesOf, gridTensor, padGrid, windowCells, type Grid } from '@lib/conv/padded-grid.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import { pad2d, paddingModes, widestPadding, type PaddingMode } from '@lib/conv/pad.ts';
import { kernelTensor } from '@lib/conv/response.ts';
import { conv2dSame, padEnds } from '@lib/conv/same-conv2d.ts';
import { compareWindows, sameInTensorflow } from '@lib/conv/same-padding.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { paddingPictures } from '@lib/data/padding-pictures.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import { netFact } from '@lib/site/net-facts.ts';
import { sessionNet } from '@lib/state/architecture-field.ts';
import { statedSums } from './arithmetic.ts';
import { named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('padding-modes');
const { prose } = lesson;
const source = readFileSync(new URL('../../../src/content/lessons/padding-modes/index.mdx', import.meta.url), 'utf8');
const { nine, row, flat, three, slope } = paddingPictures;

/** The text must stand in the lesson, so that a claim can't outlive its sentence or a sentence its claim. */
const says = (text: string): void => {
  expect(prose).toContain(text);
};

/** A row of the padded 1 to 9, with padding 1. */
const ringRow = (mode: PaddingMode, at: number): string =>
  padGrid(nine, { mode, padding: 1 })
    .cells.slice(at * 5, at * 5 + 5)
    .map(({ value }) => value)
    .join(' ');
const box = namedKernels.box;
const answer = (grid: Grid, place: readonly [number, number], mode: PaddingMode, kernel: readonly number[] = box) =>
  Number(answerAt(answersOf(grid, kernel, { mode, padding: 1 }), place)?.toFixed(4));

describe('the plan of padding-modes', () => {
  it('has its sections in their permanent order', () =>
    expect(named(lesson, 'h2').map((node) => node.props.id)).toEqual(
      'four-modes examples edge-effects augmentation-or-layer same-is-not-padding-1'.split(' '),
    ));

  it('numbers its figures in reading order', () => {
    const tags = [...source.matchAll(/<(?:PaddingRows|PaddingPlayground|RimFigure|SameTrap) number="([^"]+)"/g)];
    expect(tags.map(([, number]) => number)).toEqual(['5.1', '5.2', '5.3', '5.4']);
  });

  it('corrects what the session got wrong, at its times', () =>
    expect(named(lesson, 'Correction').map(({ props }) => [props.id, props.time])).toEqual([
      ['E-36', '00:48:40'],
      ['E-37', '00:49:31'],
    ]));

  it('asks for a prediction three times and ends with two prompts for the forum', () => {
    expect(new Set(named(lesson, 'Predict').map(({ props }) => props.id)).size).toBe(3);
    expect(named(lesson, 'Forum').map(({ props }) => props.widget)).toEqual(Array(2).fill('padding-playground'));
  });

  it('explains each term of the glossary once', () =>
    expect(named(lesson, 'Term').map(({ props }) => props.id)).toEqual(
      'kernel patch padding replicate-padding circular-padding reflection-padding relu stride'.split(' '),
    ));

  it('has no exclamation mark, and no hyphen for a minus', () => {
    expect(prose).not.toContain('!');
    expect(prose).not.toMatch(/(^|[\s(])-\d/);
  });
});

describe('the links of padding-modes', () => {
  const scenes = named(lesson, 'Scene').map((node) => textOf(node, 'state'));
  const exercises = [...source.matchAll(/scene(?:: '|=")([^'"]+)['"]/g)].map(([, state = '']) => state);

  it.each([...scenes, ...exercises])('%s is a state that its rule allows', (state) => {
    expect(paddingPlaygroundLink.parse(state).notes).toEqual([]);
    expect(paddingPlaygroundLink.parse(canonicalText(state))).toEqual(paddingPlaygroundLink.parse(state));
  });

  it('sets the figure in many ways, and shows the rim that zeros make', () => {
    expect(new Set(scenes).size).toBeGreaterThanOrEqual(12);
    expect(scenes).toContain('mode:zeros,p:1,img:flat,see:window,r:0,c:0');
  });
});

describe('the numbers of padding-modes', () => {
  it('sums come out', () => {
    const sums = statedSums(prose);
    expect(sums.map(({ written }) => written)).toContain('1 · 10 + 1 = 11');
    for (const { written, value, stated } of sums) expect([written, value]).toEqual([written, stated]);
  });

  it('the window on a corner pixel', () => {
    const cells = windowCells(padGrid(flat, { mode: 'zeros', padding: 1 }), [0, 0]);
    says('Nine cells are asked for. Four of them exist. The other five must be made up');
    expect([cells.length, cells.filter(({ isInside }) => isInside).length]).toEqual([9, 4]);
  });

  it('the row by each rule', () => {
    const padded = (mode: PaddingMode) => [...pad2d(tensor([1, 1, 1, 4], row.values), [0, 2], mode).data];
    const written = (mode: PaddingMode) => {
      const all = padded(mode);
      return [all.slice(0, 2), all.slice(2, 6), all.slice(6)].map((part) => part.join(' ')).join(' | ');
    };
    says(`write zeros: ${written('zeros')}.`);
    says(`go on, ${written('replicate')}. The session calls that border`);
    says(`begins again: ${written('circular')}, which is circular.`);
    expect(padded('reflect').slice(0, 2)).toEqual([3, 2]);
    says('3 2. The mirror does not stand beside the 1.');
    expect(padded('symmetric').slice(0, 2)).toEqual([2, 1]);
    says(`so that this pixel is shown again: ${written('symmetric')}. It goes by the name of symmetric.`);
  });

  it('how many rules PyTorch’s layers know', () => says('Four of the five are settings of a layer in PyTorch.'));

  it('the rings of 1 to 9', () => {
    says(`The whole upper edge of that ring reads ${ringRow('reflect', 0)}.`);
    says(`Under it come ${ringRow('reflect', 1)}, with the picture’s own 1 2 3 inside.`);
    says(`the ring begins ${ringRow('replicate', 0)}.`);
    says(`the 9 from the lower right: ${ringRow('circular', 0)}.`);
    says('the corner pixel 1 has three copies');
    expect(copiesOf(padGrid(nine, { mode: 'replicate', padding: 1 }), [0, 0])).toHaveLength(3);
    says('it cannot be told from border');
    const values = (mode: PaddingMode, padding: number) =>
      padGrid(nine, { mode, padding }).cells.map(({ value }) => value);
    expect(values('symmetric', 1)).toEqual(values('replicate', 1));
    says('They part at the second cell.');
    expect(values('symmetric', 2)[0]).not.toBe(values('replicate', 2)[0]);
  });

  it('the three by circular: feet above, bar on the right; by reflection, feet below its feet', () => {
    const inked = (mode: PaddingMode, isThere: (row: number, col: number) => boolean) =>
      padGrid(three, { mode, padding: 5 }).cells.filter(({ place, value }) => isThere(...place) && value > 200).length;
    expect(inked('circular', (at) => at < 0)).toBeGreaterThan(0);
    expect(inked('circular', (_, at) => at > 27)).toBeGreaterThan(0);
    expect(inked('reflect', (at) => at > 27)).toBeGreaterThan(0);
    expect(inked('replicate', (at) => at > 27)).toBe(0);
  });

  it('how far each rule goes', () => {
    expect([3, 7].map((size) => widestPadding(size, 'reflect'))).toEqual([2, 6]);
    says('Symmetric and circular can show every pixel once, so they go as far as the picture is long.');
    expect((['symmetric', 'circular'] as const).map((mode) => widestPadding(5, mode))).toEqual([5, 5]);
    says('Zeros and border have no end.');
    expect((['zeros', 'replicate'] as const).map((mode) => widestPadding(5, mode))).toEqual([Infinity, Infinity]);
  });

  it('the rim of the nines', () => {
    says('there is 4 in the corners, 6 along the sides and 9 in the middle');
    expect([answer(flat, [0, 0], 'zeros'), answer(flat, [0, 1], 'zeros'), answer(flat, [1, 1], 'zeros')]).toEqual([
      4, 6, 9,
    ]);
    says('The 4 in the middle. Every other window hangs over the edge');
    const all = answersOf(flat, box, { mode: 'zeros', padding: 1 }).values;
    expect(all.filter((value) => Math.abs(value - 9) < 1e-4)).toHaveLength(4);
    says('border, reflection and circular all give 9, everywhere.');
    for (const mode of paddingModes.filter((other) => other !== 'zeros'))
      for (const value of answersOf(flat, box, { mode, padding: 1 }).values) expect(value).toBeCloseTo(9, 4);
  });

  it('a top edge that was drawn by the padding', () => {
    says('top answers +27 along its upper side, between the corners, where it is +18');
    says('Along the lower side it answers −27');
    expect([0, 3].map((col) => answer(flat, [0, col], 'zeros', namedKernels.top))).toEqual([18, 18]);
    expect([1, 2].map((col) => answer(flat, [3, col], 'zeros', namedKernels.top))).toEqual([-27, -27]);
    expect([1, 2].map((col) => answer(flat, [0, col], 'zeros', namedKernels.top))).toEqual([27, 27]);
    expect(answer(flat, [0, 1], 'replicate', namedKernels.top)).toBe(0);
  });

  it('five blurs: zeros leave a frame five wide, the others none', () => {
    const blurred = (mode: PaddingMode) => {
      let grid: Grid = slope;
      for (let time = 0; time < 5; time++) grid = answersOf(grid, box, { mode, padding: 1 });
      return grid.values;
    };
    expect(source).toContain(
      'the same after five blurs by box in a row, each with padding 1; the links open the first',
    );
    const [zeros, border, reflection] = [blurred('zeros'), blurred('replicate'), blurred('reflect')];
    const differs = (at: number) => Math.abs((zeros[at] ?? NaN) - (border[at] ?? NaN)) > 1e-3;
    const middle = 8 * slope.cols;
    expect([0, 1, 2, 3, 4].every((col) => differs(middle + col))).toBe(true);
    expect(differs(middle + 5)).toBe(false);
    expect(zeros[0]).toBeLessThan((slope.values[0] ?? NaN) / 4);
    for (const other of [border, reflection]) expect(other[0]).toBeGreaterThan(slope.values[0] ?? NaN);
    expect(source).toContain('Their corner even darkens a little: it was the palest');
    const far = slope.values.filter((_, at) => Math.hypot(Math.floor(at / 16) - 4, (at % 16) - 10) >= 3); // outside the spot
    expect(slope.values[0]).toBe(Math.min(...far));
  });

  it('what each rule makes of the slope at its upper side', () => {
    const top = (mode: PaddingMode, at: number) => answer(slope, [at, 8], mode, namedKernels.top);
    says('Inside, the answer is 24 wherever the spot is far.');
    for (const mode of paddingModes) for (const at of [9, 12, 14]) expect(top(mode, at)).toBe(24);
    says(`Zeros: ${plainNumber(top('zeros', 0))}. An edge ten times as loud as the slope`);
    expect(top('zeros', 0)).toBe(10 * 24);
    says(`Circular: ${plainNumber(top('circular', 0))}. The darkest row comes to stand above the palest`);
    says(`Border: ${plainNumber(top('replicate', 0))}. The row above repeats the rim, and half the slope is lost.`);
    expect(top('replicate', 0)).toBe(24 / 2);
    says(`Reflection: ${plainNumber(top('reflect', 0))}. The row above is the row below`);
  });

  it('how many answers on the nines are not those of zeros', () => {
    says('counts the answers that a rule has changed from those of zeros: 12 of 16 here.');
    const by = (mode: PaddingMode) => answersOf(flat, box, { mode, padding: 1 }).values;
    const zeros = by('zeros');
    for (const mode of paddingModes.filter((other) => other !== 'zeros'))
      expect(by(mode).filter((value, at) => Math.abs(value - (zeros[at] ?? NaN)) > 1e-3)).toHaveLength(12);
  });

  it('for the three with padding 1 the rule makes no difference, for any kernel', () => {
    says('all five rules give the same 784 answers');
    const padded = paddingModes.map((mode) => padGrid(three, { mode, padding: 1 }).cells.map(({ value }) => value));
    for (const cells of padded) expect(cells).toEqual(padded[0]);
    expect(answersOf(three, box, { mode: 'zeros', padding: 1 }).values).toHaveLength(784);
  });

  it('the forum’s question has an answer', () => {
    const by = (mode: PaddingMode, padding: number) => answersOf(three, box, { mode, padding }).values;
    const differing = (mode: PaddingMode, padding: number) =>
      by(mode, padding).filter((value, at) => Math.abs(value - (by('zeros', padding)[at] ?? NaN)) > 1e-3).length;
    expect([differing('reflect', 2), differing('reflect', 3)]).toEqual([0, 18]);
  });

  it('same: 29 cells for 28, and one after', () => {
    const { before, after, count } = sameInTensorflow(28, { kernel: 3, stride: 2, dilation: 1 });
    expect([before, after, count]).toEqual([0, 1, 14]);
    expect(13 * 2 + 3).toBe(28 + before + after);
    says('Its fourteen windows begin on the first of them and never reach the last.');
    expect((outputLength(28, 3, { stride: 2, padding: 1 }) - 1) * 2 + 3).toBe(28 + 2 - 1);
    const counted = tensor(
      [1, 1, 28, 28],
      Array.from({ length: 784 }, (_, at) => at),
    );
    const identity = kernelTensor(namedKernels.identity);
    const small = tensor([1, 1, 10, 10], counted.data.slice(0, 100));
    says('That pixel has the number 1 · 10 + 1 = 11.');
    expect(sameInTensorflow(10, { kernel: 3, stride: 2, dilation: 1 })).toEqual({ before: 0, after: 1, count: 5 });
    expect(conv2dSame(small, identity, 2).data[0]).toBe(11);
    expect(conv2d(small, identity, { stride: 2, padding: 1 }).data[0]).toBe(0);
    const [same, even] = [conv2dSame(counted, identity, 2), conv2d(counted, identity, { stride: 2, padding: 1 })];
    says('Every other window is off by the same step: one down, one to the right.');
    expect(same.data.every((value, at) => value - (even.data[at] ?? NaN) === 29)).toBe(true);
  });

  it('same: the number of answers, the rule, and even kernels', () => {
    says('a side of 28 is to give half as many, 14. A side of 7 is to give 3.5, rounded up to 4.');
    const same = (size: number, kernel: number, stride: number) =>
      sameInTensorflow(size, { kernel, stride, dilation: 1 });
    expect([same(28, 3, 2).count, same(7, 3, 2).count]).toEqual([14, 4]);
    for (const size of [5, 7, 10, 28])
      for (const kernel of [1, 2, 3, 4, 5])
        for (const stride of [1, 2, 3]) {
          const { before, after } = same(size, kernel, stride);
          const all = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
          expect([before, after]).toEqual([Math.floor(all / 2), all - Math.floor(all / 2)]);
        }
    says('a kernel of 2 needs one cell, and gets it at the far end.');
    expect(same(28, 2, 1)).toMatchObject({ before: 0, after: 1 });
  });

  it('padding first and padding none is what both ways out come to', () => {
    says('tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]])');
    says('F.pad(x, (0, 1, 0, 1)) and padding=0 do what ‘same’ does here');
    const picture = gridTensor(three);
    const weight = kernelTensor(namedKernels.sharpen);
    const first = (before: number, after: number) =>
      conv2d(padEnds(picture, { before, after }, { before, after }), weight, { stride: 2 });
    expect(first(1, 1)).toEqual(conv2d(picture, weight, { stride: 2, padding: 1 }));
    expect(first(0, 1)).toEqual(conv2dSame(picture, weight, 2));
  });

  it('four of the five layers of the session’s network', () => {
    says('in four of the five layers of the network in lesson 8');
    const sides = [28, ...[0, 1, 2, 3].map((stage) => netFact({ of: sessionNet, stage, fact: 'side' }))];
    expect(sides).toEqual([28, 14, 7, 4, 2]);
    const areEqual = (side: number) =>
      compareWindows(sameInTensorflow(side, { kernel: 3, stride: 2, dilation: 1 }), {
        before: 1,
        after: 1,
        count: outputLength(side, 3, { stride: 2, padding: 1 }),
      }).kind === 'same';
    expect(sides.map(areEqual)).toEqual([false, false, true, false, false]);
  });
});
