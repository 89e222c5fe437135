// The prose of the lesson `conv-as-matmul`: its plan, its links, its colours, and every number it states without a component that computes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matmulBuilderLink, settled, sizesOf } from '@components/widgets/matmul-builder/matmul-builder.link.ts';
import { tensor } from '@lib/array/tensor.ts';
import { convTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { pixelAt, productsAt, tapAt, unroll } from '@lib/conv/unrolled.ts';
import { conv2dGradients } from '@lib/nn/conv2d-gradients.ts';
import { matrixFact } from '@lib/site/matrix-facts.ts';
import { pixelName, plainName, weightName } from '@lib/text/matrix-names.ts';
import { statedSums } from './arithmetic.ts';
import { listOf, named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('conv-as-matmul');
const { prose } = lesson;
const source = readFileSync(new URL('../../../src/content/lessons/conv-as-matmul/index.mdx', import.meta.url), 'utf8');

/** The text must stand in the lesson, so that a claim can't outlive its sentence or a sentence its claim. */
const says = (text: string): void => expect(prose).toContain(text);

const small = unroll({ height: 3, width: 3, kernel: 2, stride: 1, padding: 0 });
const counted = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
const kernel = tensor([1, 1, 2, 2], [1, 2, 3, 4]);
const spoken: Readonly<Record<string, string>> = { α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta' };
const inTex = (tap: number) => {
  const name = spoken[plainName(weightName(tap))] ?? '';
  return `\\htmlClass{w-${name}}{\\${name}}`;
};

describe('the plan of conv-as-matmul', () => {
  it('has its sections in their permanent order', () => {
    expect(named(lesson, 'h2').map((node) => node.props.id)).toEqual(
      'letters four-equations the-matrix shared-weights zeros-are-structure bias scale-up im2col transpose'.split(' '),
    );
  });

  it('begins with what it needs, in three lines', () => {
    expect(source).toMatch(/---\n\nThree things to know, and you can begin here/);
    expect(source.slice(0, source.indexOf('## ')).match(/^\d\. /gm)).toHaveLength(3);
  });

  it('numbers its figures in reading order', () => {
    const figures = [...source.matchAll(/<(?:MatmulBuilder|SlotGradient|MatrixPortrait) number="([^"]+)"/g)];
    expect(figures.map(([, number]) => number)).toEqual(['6.1', '6.2', '6.3']);
  });

  it('asks for predictions, and ends with two prompts for the forum', () => {
    expect(new Set(named(lesson, 'Predict').map((node) => node.props.id)).size).toBeGreaterThanOrEqual(4);
    expect(named(lesson, 'Forum').map((node) => node.props.widget)).toEqual(['matmul-builder', 'matmul-builder']);
  });

  it('explains each term of the glossary once', () => {
    const terms = named(lesson, 'Term').map((node) => node.props.id);
    expect(terms.toSorted()).toEqual(
      'bias convolution dense-layer gradient im2col kernel padding shared-weight stride toeplitz-like-matrix transposed-convolution weight'.split(
        ' ',
      ),
    );
  });

  it('has no exclamation mark, and no hyphen for a minus', () => {
    expect(prose).not.toContain('!');
    expect(prose).not.toMatch(/(^|[\s(])-\d/);
  });
});

describe('the links of conv-as-matmul', () => {
  const scenes = named(lesson, 'Scene').map((node) => textOf(node, 'state'));

  it.each(scenes)('%s is a state, written as the figure writes it', (text) => {
    const { state, notes } = matmulBuilderLink.parse(text);
    expect(notes).toEqual([]);
    expect(settled(state).notes).toEqual([]);
    expect(matmulBuilderLink.parse(matmulBuilderLink.print(settled(state).state)).state).toEqual(settled(state).state);
  });

  it('are many, and in every view', () => {
    expect(new Set(scenes).size).toBeGreaterThanOrEqual(20);
    for (const part of ['view:im2col', 'view:transpose', 'free:local', 'free:dense', 'n:28', 'tap:', 'x:count'])
      expect(scenes.some((scene) => scene.includes(part))).toBe(true);
  });

  it('point where the text says', () => {
    const at = (text: string) => matmulBuilderLink.parse(text).state;
    const [corner, row, pixel, col, tap] = scenes;
    expect(at(corner ?? '')).toMatchObject({ p: 1, col: 0 });
    expect(at(row ?? '')).toMatchObject({ row: 1, col: undefined });
    expect(at(pixel ?? '')).toMatchObject({ col: 4, row: undefined });
    expect(at(col ?? '')).toMatchObject({ tap: 0, row: undefined });
    expect(at(tap ?? '')).toMatchObject({ row: 3, col: 0 });
    expect(tapAt(small, 3, 0)).toBe(-1);
  });
});

describe('the equations of conv-as-matmul', () => {
  it('are the four sums, in the colours of the figure', () => {
    for (const [place, answer] of ['P', 'Q', 'R', 'S'].entries()) {
      const terms = productsAt(small, { place }).map(
        ({ pixel, tap }) => `${inTex(tap)} ${plainName(pixelName(pixel))}`,
      );
      expect(source).toContain(`${answer} &= ${terms.join(' + ')} + b`);
    }
  });

  it('and the rows of the matrix', () => {
    for (let place = 0; place < small.places; place++) {
      const squares = Array.from({ length: small.pixels }, (_, pixel) => {
        const tap = tapAt(small, place, pixel);
        return tap < 0 ? String.raw`\cdot` : inTex(tap);
      });
      expect(source).toContain(squares.join(' & '));
    }
  });
});

describe('the numbers of conv-as-matmul', () => {
  it('sums come out', () => {
    const sums = statedSums(prose);
    expect(sums.length).toBeGreaterThan(4);
    for (const { written, value, stated } of sums) expect([written, value]).toEqual([written, stated]);
  });

  it('the middle pixel is in all four sums, a corner in one', () => {
    expect([4, 0, 2, 6, 8].map((pixel) => productsAt(small, { pixel }).length)).toEqual([4, 1, 1, 1, 1]);
    says('stands in all four lines, each time beside another weight. A corner stands in one.');
  });

  it('squares: sixteen used, twenty empty, 36 in all, four numbers', () => {
    const facts = ['used', 'zero', 'cells', 'distinct'] as const;
    expect(facts.map((fact) => matrixFact({ size: 3, kernel: 2, fact }))).toEqual([16, 20, 36, 4]);
    says('Sixteen squares are used, and four numbers fill them.');
    says('every square has a number of its own, 36 of them');
    says('it would only have to learn twenty zeros, and four times the same four numbers');
  });

  it('with the padding of a full slide every pixel is in four sums', () => {
    says('Here that is a single cell, and');
    const full = unroll({ height: 3, width: 3, kernel: 2, stride: 1, padding: 1 });
    const counts = Array.from({ length: full.pixels }, (_, pixel) => productsAt(full, { pixel }).length);
    expect(new Set(counts)).toEqual(new Set([4]));
  });

  it('is Toeplitz in blocks of 2 × 3', () => {
    says('each block of 2 × 3 is a Toeplitz matrix by itself');
    const isConstant = (offset: number, col: number) =>
      [0, 2].every((row) => tapAt(small, row + 1, offset + col + 1) === tapAt(small, row, offset + col));
    for (const offset of [0, 3, 6]) expect([0, 1].every((col) => isConstant(offset, col))).toBe(true);
    for (const col of [0, 1, 2, 3, 4, 5]) expect(tapAt(small, 2, col + 3)).toBe(tapAt(small, 0, col));
  });

  it('sizes: a staircase, and a first row of which three weights lie on padding', () => {
    says('three of its four weights lie on padding');
    const padded = unroll({ height: 3, width: 3, kernel: 2, stride: 1, padding: 1 });
    expect([0, 1, 2, 3].filter((tap) => pixelAt(padded, 0, tap) < 0)).toHaveLength(3);
    expect(prose).toMatch(/now 16 of the 25 pixels, .* are seen by one answer alone/);
    says('where with stride 1 only the four corners were');
    const strided = sizesOf(matmulBuilderLink.parse('n:5,k:3,s:2').state);
    expect(productsAt(strided, { pixel: 6 })).toHaveLength(1);
    const alone = (of: typeof strided) =>
      Array.from({ length: of.pixels }, (_, pixel) => pixel).filter((pixel) => productsAt(of, { pixel }).length === 1);
    expect(alone(strided)).toHaveLength(16);
    expect(alone(unroll({ ...strided, stride: 1 }))).toEqual([0, 4, 20, 24]);
  });

  it('the gradient of a shared weight is the sum over its copies, and one copy disagrees', () => {
    const [figure] = named(lesson, 'SlotGradient');
    if (figure === undefined) throw new TypeError('there must be a figure of the gradient');
    const rates = listOf(figure, 'gradient', (rate) => typeof rate === 'number');
    expect(rates).toEqual([1, -2, 0, 3]);
    expect(prose).toMatch(
      /at the rate 1 \(if .* larger, so does the loss\), fall with\s+at the rate 2, not care about\s+, and grow with\s+at the rate 3/,
    );
    const { weight } = conv2dGradients(tensor([1, 1, 2, 2], rates), counted, kernel);
    const sums = [0, 1, 2, 3].map((tap) =>
      productsAt(small, { tap }).reduce(
        (sum, { place, pixel }) => sum + (rates[place] ?? 0) * (counted.data[pixel] ?? 0),
        0,
      ),
    );
    expect(sums).toEqual([12, 14, 18, 20]);
    expect([...(weight?.data ?? [])]).toEqual(sums);
    expect(Math.sign((rates[1] ?? 0) * 2)).toBe(-Math.sign(sums[0] ?? 0));
  });

  it('at full size', () => {
    says('26 · 26 = 676 places');
    says('What share of these 529,984 squares is used?');
    expect(matrixFact({ size: 28, kernel: 3, fact: 'cells' })).toBe(529_984);
    says('a quarter of the rows is left');
    const padded = matrixFact({ size: 28, kernel: 3, padding: 1, fact: 'rows' });
    expect(matrixFact({ size: 28, kernel: 3, padding: 1, stride: 2, fact: 'rows' })).toBe(padded / 4);
    says('would have half a million weights to learn');
    expect(Math.round(matrixFact({ size: 28, kernel: 3, fact: 'cells' }) / 1e5)).toBe(5);
    says('1 × 9 by 9 × 676');
    says('three short pieces, framed there, 28 apart');
    says('In this kernel only three of the nine differ, −1, 0 and 1. Three weights are 0 here');
    expect(new Set(namedKernels.top)).toEqual(new Set([-1, 0, 1]));
    expect(namedKernels.top.filter((weight) => weight === 0)).toHaveLength(3);
    expect(Math.round(matrixFact({ size: 28, kernel: 3, fact: 'share' }))).toBe(1);
  });

  it('AlexNet’s first layer', () => {
    const of = { size: 227, kernel: 11, stride: 4, channels: 3 } as const;
    says('3 · 11 · 11 = 363 numbers');
    says('55 · 55 places, 3,025 in all');
    expect([matrixFact({ ...of, fact: 'taps' }), matrixFact({ ...of, fact: 'rows' })]).toEqual([363, 3025]);
    says('every pixel is stored about seven times over');
    expect(Math.round(matrixFact({ ...of, fact: 'patches' }) / matrixFact({ ...of, fact: 'cols' }))).toBe(7);
  });

  it('transposed: the nine numbers, and what does not come back', () => {
    says('turn the kernel by half a turn, and slide it');
    const turned = tensor([1, 1, 2, 2], [4, 3, 2, 1]);
    const four = tensor([1, 1, 2, 2], [1, -2, 0, 3]);
    expect([...conv2d(four, turned, { padding: 1 }).data]).toEqual([...convTranspose2d(four, kernel).data]);
    says('1 + 2 + 3 + 4 = 10');
    says('are 1, 3, 2, then 4, 10, 6, then 3, 7, 4');
    const ones = tensor([1, 1, 2, 2], [1, 1, 1, 1]);
    expect([...convTranspose2d(ones, kernel).data]).toEqual([1, 3, 2, 4, 10, 6, 3, 7, 4]);
    says('Take the answers 37, 47, 67, 77');
    const answers = conv2d(counted, kernel);
    expect([...answers.data]).toEqual([37, 47, 67, 77]);
    expect([...convTranspose2d(answers, kernel).data]).not.toEqual([...counted.data]);
    says('4 · 1 + 3 · −2 + 2 · 0 + 1 · 3 = 1');
    expect(convTranspose2d(tensor([1, 1, 2, 2], [1, -2, 0, 3]), kernel).data[4]).toBe(1);
    says('The corners got one stamp each, the sides two.');
    expect([0, 1].map((pixel) => productsAt(small, { pixel }).length)).toEqual([1, 2]);
  });
});
