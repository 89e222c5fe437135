// The prose of the lesson `padding-modes`: its plan, its links, and every number it states without a component that computes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paddingPlaygroundLink } from '@components/widgets/padding-playground/padding-playground.link.ts';
import { canonicalText } from '@components/widgets/padding-playground/padding-playground.svelte.ts';
import { tensor } from '@lib/array/tensor.ts';
import { answerAt, answersOf, copiesOf, padGrid, windowCells, type Grid } from '@lib/conv/padded-grid.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import { pad2d, paddingModes, widestPadding, type PaddingMode } from '@lib/conv/pad.ts';
import { kernelTensor } from '@lib/conv/response.ts';
import { conv2dSame } from '@lib/conv/same-conv2d.ts';
import { compareWindows, sameInTensorflow } from '@lib/conv/same-padding.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { paddingPictures } from '@lib/data/padding-pictures.ts';
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
    expect(sums.map(({ written }) => written)).toContain('13 · 2 + 3 = 29');
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
    says('It gives 2 1, and goes by the name of symmetric.');
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
    says('top answers +27 along its upper side');
    expect([1, 2].map((col) => answer(flat, [0, col], 'zeros', namedKernels.top))).toEqual([27, 27]);
    expect(answer(flat, [0, 1], 'replicate', namedKernels.top)).toBe(0);
  });

  it('five blurs: zeros leave a frame five wide, the others none', () => {
    const blurred = (mode: PaddingMode) => {
      let grid: Grid = slope;
      for (let time = 0; time < 5; time++) grid = answersOf(grid, box, { mode, padding: 1 });
      return grid.values;
    };
    const [zeros, border, reflection] = [blurred('zeros'), blurred('replicate'), blurred('reflect')];
    const differs = (at: number) => Math.abs((zeros[at] ?? NaN) - (border[at] ?? NaN)) > 1e-3;
    const middle = 8 * slope.cols;
    expect([0, 1, 2, 3, 4].every((col) => differs(middle + col))).toBe(true);
    expect(differs(middle + 5)).toBe(false);
    expect(zeros[0]).toBeLessThan((slope.values[0] ?? NaN) / 4);
    for (const other of [border, reflection]) expect(other[0]).toBeGreaterThanOrEqual(slope.values[0] ?? NaN);
  });

  it('circular finds an edge along the seam of the slope, louder than any inside', () => {
    says('top finds a loud edge along the seam where there is none');
    const inside = (mode: PaddingMode) => answersOf(slope, namedKernels.top, { mode, padding: 1 }).values;
    const seam = Math.abs(answer(slope, [0, 4], 'circular', namedKernels.top));
    const elsewhere = inside('circular').filter((_, at) => Math.floor(at / 16) > 0 && Math.floor(at / 16) < 15);
    expect(seam).toBeGreaterThan(Math.max(...elsewhere.map(Math.abs)));
  });

  it('for the three with padding 1 the rule makes no difference, for any kernel', () => {
    says('all five rules give the same 784 answers');
    const padded = paddingModes.map((mode) => padGrid(three, { mode, padding: 1 }).cells.map(({ value }) => value));
    for (const cells of padded) expect(cells).toEqual(padded[0]);
    expect(answersOf(three, box, { mode: 'zeros', padding: 1 }).values).toHaveLength(784);
  });

  it('the forum’s question has an answer', () => {
    const rings = paddingModes.map((mode) => padGrid(three, { mode, padding: 5 }).cells.map(({ value }) => value));
    expect(new Set(rings.map((ring) => ring.join())).size).toBeGreaterThan(1);
  });

  it('same: 29 cells for 28, and one after', () => {
    const { before, after, count } = sameInTensorflow(28, { kernel: 3, stride: 2, dilation: 1 });
    expect([before, after, count]).toEqual([0, 1, 14]);
    expect(13 * 2 + 3).toBe(28 + before + after);
    says('Its fourteen windows begin on the first of them and never reach the last.');
    expect((outputLength(28, 3, { stride: 2, padding: 1 }) - 1) * 2 + 3).toBe(28 + 2 - 1);
    says('That pixel has the number 1 · 28 + 1 = 29.');
    const counted = tensor(
      [1, 1, 28, 28],
      Array.from({ length: 784 }, (_, at) => at),
    );
    const identity = kernelTensor(namedKernels.identity);
    expect(conv2dSame(counted, identity, 2).data[0]).toBe(29);
    expect(conv2d(counted, identity, { stride: 2, padding: 1 }).data[0]).toBe(0);
    const [same, even] = [conv2dSame(counted, identity, 2), conv2d(counted, identity, { stride: 2, padding: 1 })];
    says('Every other window is off by the same step: one down, one to the right.');
    expect(same.data.every((value, at) => value - (even.data[at] ?? NaN) === 29)).toBe(true);
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
