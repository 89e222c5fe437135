// The prose of the lesson `strides-padding`: its plan, its links, and every number it states without a component that computes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shapeCalculatorLink } from '@components/widgets/shape-calculator/shape-calculator.link.ts';
import { slideStepperLink } from '@components/widgets/slide-stepper/slide-stepper.link.ts';
import { presets } from '@components/widgets/slide-stepper/presets.ts';
import { wholeStreak } from '@components/widgets/slide-stepper/prediction.svelte.ts';
import { kernelSpan, leftover, outputLength, paddingThatKeeps } from '@lib/conv/output-length.ts';
import { receptiveFields } from '@lib/conv/receptive-field.ts';
import { compareWindows, sameInTensorflow } from '@lib/conv/same-padding.ts';
import { sizesUntilTooSmall } from '@lib/conv/shrinking.ts';
import { printWindowSettings, windowSettingsIn, windowsOf } from '@lib/state/window-fields.ts';
import { named, readLesson, textOf } from './lesson-reader.ts';

const lesson = await readLesson('strides-padding');
const { prose } = lesson;
const source = readFileSync(new URL('../../../src/content/lessons/strides-padding/index.mdx', import.meta.url), 'utf8');

/** The text must stand in the lesson, so that a claim can't outlive its sentence or a sentence its claim. */
const says = (text: string): void => {
  expect(prose).toContain(text);
};
const side = (state: string): number => windowsOf(windowSettingsIn(state), 0).count;

describe('the plan of strides-padding', () => {
  it('has its sections in their permanent order', () => {
    expect(named(lesson, 'h2').map((node) => node.props.id)).toEqual(
      'why-it-shrinks vanishing-map padding half-full stride formula kernel-vs-stride when-to-stride dilation cs231n-or-floor'.split(
        ' ',
      ),
    );
  });

  it('corrects what the session got wrong', () => {
    expect(
      named(lesson, 'Correction')
        .map((node) => node.props.id)
        .toSorted(),
    ).toEqual('E-25 E-26 E-31 E-32 E-33 E-38 E-40 E-42 E-47 E-48 E-49'.split(' '));
  });

  it('answers three questions of the session', () => expect(named(lesson, 'Question')).toHaveLength(3));

  it('asks for a prediction, has two prompts for the forum, and begins with what it needs in three lines', () => {
    expect(new Set(named(lesson, 'Predict').map((node) => node.props.id)).size).toBeGreaterThanOrEqual(4);
    expect(named(lesson, 'Forum')).toHaveLength(2);
    expect(source).toMatch(/---\n\nThree things to know, and you can begin here/);
    expect(source.slice(0, source.indexOf('## ')).match(/^\d\. /gm)).toHaveLength(3);
  });

  it('corrects nothing before the exercise or the prediction that asks for it', () => {
    const place = (text: string) => source.indexOf(text);
    for (const [correction, ask] of [
      ['E-31', 'id="p-parity"'],
      ['E-32', 'id="SP-1"'],
      ['E-33', 'id="SP-1"'],
      ['E-38', 'id="SP-3"'],
    ] as const) {
      expect(place(ask)).toBeGreaterThan(0);
      // a paragraph stands between them, so that the note in the margin is not beside the question
      const between = source.slice(place(ask), place(`<Correction id="${correction}"`));
      expect(between).toMatch(/<\/(Exercise|Predict)>\n\n[A-Z]/);
    }
  });

  it('explains each term of the glossary once', () => {
    const terms = named(lesson, 'Term').map((node) => node.props.id);
    expect(terms.toSorted()).toEqual(
      'batch channel dilation feature-map floor full-padding half-padding kernel padding patch pooling receptive-field stride valid'.split(
        ' ',
      ),
    );
  });

  it('numbers its figures in reading order', () => {
    const tags = [...source.matchAll(/<(?:SlideStepper|ShrinkingMaps|ShapeCalculator) number="([^"]+)"/g)];
    expect(tags.map(([, number]) => number)).toEqual(tags.map((_, at) => `4.${at + 1}`));
  });

  it('has no exclamation mark, and no hyphen for a minus', () => {
    expect(prose).not.toContain('!');
    expect(prose).not.toMatch(/(^|[\s(])-\d/);
  });
});

describe('the links of strides-padding', () => {
  const states = named(lesson, 'Scene')
    .filter((node) => node.props.widget === 'slide-stepper')
    .map((node) => textOf(node, 'state'));

  it('are many, and the states of the figure', () => {
    expect(new Set(states).size).toBeGreaterThan(20);
    for (const state of states) expect([state, slideStepperLink.parse(state).notes]).toEqual([state, []]);
  });

  it('and two of the calculator’s', () => {
    const calculated = named(lesson, 'Scene').filter((node) => node.props.widget === 'shape-calculator');
    expect(calculated).toHaveLength(2);
    for (const node of calculated) expect(shapeCalculatorLink.parse(textOf(node, 'state')).notes).toEqual([]);
  });

  it('and its presets are the eight of the guide', () => {
    expect(presets.map(({ setting }) => printWindowSettings(setting))).toEqual([
      '',
      'i:5,k:4,p:2',
      'i:5,p:1',
      'i:5,p:2',
      'i:5,s:2',
      'i:5,s:2,p:1',
      'i:6,s:2,p:1',
      'i:7,d:2',
    ]);
  });
});

describe('the numbers of strides-padding', () => {
  it('why it shrinks', () => {
    says('Two times two are four places');
    expect(side('i:4') ** 2).toBe(4);
    says('28 − 3 + 1 = 26 of each');
    expect(outputLength(28, 3)).toBe(26);
  });

  it('the vanishing map', () => {
    says('Fifty such layers need a picture of at least 101 × 101, and leave a single number');
    expect(sizesUntilTooSmall(101, 3)).toHaveLength(51);
    expect(sizesUntilTooSmall(101, 3).at(-1)).toBe(1);
    expect(sizesUntilTooSmall(100, 3).length).toBeLessThan(51);
    says('After 13 layers it is 2 × 2');
    for (const [size, last] of [
      [28, 2],
      [27, 1],
    ] as const) {
      const sizes = sizesUntilTooSmall(size, 3);
      expect([sizes.length - 1, sizes.at(-1)]).toEqual([13, last]);
      expect(new Set(sizes.map((one) => one % 2)).size).toBe(1);
    }
  });

  it('padding', () => {
    says('6 × 6. A ring goes all the way round');
    expect(windowsOf(windowSettingsIn('p:1'), 0).padded).toBe(6);
    says('It gives 6 × 6. To get 5 × 5 you need another kernel, 4 × 4, or three rows in all');
    expect([side('p:2'), side('k:4,p:2'), outputLength(4 + 3, 3)]).toEqual([6, 5, 5]);
    says(
      'the corner of a 5 × 5 picture is read once, its middle nine times. With a ring around it the corner is read four times',
    );
    const uses = (state: string, cell: number) => {
      const axis = windowsOf(windowSettingsIn(state), 0);
      return (axis.uses[cell + axis.padding] ?? 0) ** 2;
    };
    expect([uses('i:5', 0), uses('i:5', 2), uses('i:5,p:1', 0)]).toEqual([1, 9, 4]);
  });

  it('half and full', () => {
    says('For 3 × 3 that is 1, for 5 × 5 it is 2.');
    expect([paddingThatKeeps(3), paddingThatKeeps(5), paddingThatKeeps(4)]).toEqual([1, 2, undefined]);
    says('one too few or one too many');
    expect([side('i:5,k:4,p:1'), side('i:5,k:4,p:2')]).toEqual([4, 6]);
    says('Here 5 becomes');
    expect(side('i:5,p:2')).toBe(5 + 3 - 1);
  });

  it('stride', () => {
    says('begins in row 0 or in row 2');
    expect(windowsOf(windowSettingsIn('i:5,s:2'), 0).starts).toEqual([0, 2]);
    says('On 4 × 4 there is no room for them');
    expect(side('s:2')).toBe(1);
    says('whole rows and columns are stepped over');
    const { uses } = windowsOf(windowSettingsIn('i:8,k:2,s:3'), 0);
    expect(uses).toEqual([1, 1, 0, 1, 1, 0, 1, 1]);
    says('a row and a column are left over');
    expect(leftover(4, 3, { stride: 2 })).toBe(1);
  });

  it('the formula', () => {
    says('so 5 are left to move over. A step is 2 cells long, which makes two steps and a half');
    expect([(7 - 3) / 2, (8 - 3) / 2]).toEqual([2, 2.5]);
    says('The fraction goes from 2 to 2.5');
    says('half a step is one cell on each axis: one row and one column');
    expect([side('i:7,s:2'), side('i:8,s:2'), leftover(8, 3, { stride: 2 })]).toEqual([3, 3, 1]);
    says('For 7 it is ⌊(7 + 2 − 3) ÷ 2⌋ + 1 = 4');
    expect(Math.floor((7 + 2 - 3) / 2) + 1).toBe(4);
    for (let size = 1; size < 60; size++)
      expect(outputLength(size, 3, { stride: 2, padding: 1 })).toBe(Math.ceil(size / 2));
    says('The same 7 without padding gives');
    expect([side('i:7,s:2,p:1'), side('i:7,s:2'), side('i:7,k:1,s:2')]).toEqual([4, 3, 4]);
    says('Ten in a row');
    expect(wholeStreak).toBe(10);
  });

  it('kernel or stride', () => {
    says('a 7 × 7 kernel takes 6 of them away. Stride 2 takes half');
    expect(2160 - outputLength(2160, 7)).toBe(6);
    says('A 7 × 7 kernel has 49 weights where a 3 × 3 has 9, and does more than five times the multiplications');
    expect(49 / 9).toBeGreaterThan(5);
  });

  it('when to stride', () => {
    says('sees 7 × 7 pixels of the picture, where behind one of stride 1 it sees 5 × 5');
    says('it sees 15 × 15, in place of 7 × 7');
    says('the 28 · 28 = 784 of the picture');
    expect(28 * 28).toBe(784);
    const layer = { kernel: 3, stride: 2 };
    expect(receptiveFields([layer, layer, layer]).map(({ field }) => field)).toEqual([3, 7, 15]);
    const slow = { kernel: 3, stride: 1 };
    expect(receptiveFields([slow, slow, slow]).map(({ field }) => field)).toEqual([3, 5, 7]);
    const sizes = [224, outputLength(224, 7, { stride: 2, padding: 3 })];
    for (let step = 0; step < 4; step++) sizes.push(outputLength(sizes.at(-1) ?? 0, 3, { stride: 2, padding: 1 }));
    expect(sizes).toEqual([224, 112, 56, 28, 14, 7]);
    says('does so five times');
  });

  it('dilation', () => {
    says('Nine numbers then cover 5 × 5 cells');
    expect(kernelSpan(3, 2)).toBe(5);
    says('It fits exactly once, and the forty others are not asked');
    expect(side('i:7,d:3')).toBe(1);
    expect(7 * 7 - 9).toBe(40);
    says('never reads 56 of the 81 pixels');
    const { uses } = windowsOf(windowSettingsIn('i:9,s:2,d:2'), 0);
    const read = uses.filter((windows) => windows > 0).length;
    expect([uses.length ** 2, uses.length ** 2 - read ** 2]).toEqual([81, 56]);
  });

  it('CS231n, TensorFlow and the floor', () => {
    says('(10 − 3) ÷ 2 = 3.5, plus 1 is 4.5');
    expect((10 - 3) / 2 + 1).toBe(4.5);
    expect(leftover(10, 3, { stride: 2 })).toBe(1);
    says('(227 − 11) ÷ 4 = 54, plus 1 is');
    expect([(227 - 11) / 4, outputLength(227, 11, { stride: 4 })]).toEqual([54, 55]);
    says('lets the floor drop a quarter of a step');
    expect([(224 + 4 - 11) / 4, outputLength(224, 11, { stride: 4, padding: 2 })]).toEqual([54.25, 55]);
    says('every window stands one cell further on');
    says('Do the same with 7, and the two agree');
    const verdict = (size: number) =>
      compareWindows(sameInTensorflow(size, { kernel: 3, stride: 2, dilation: 1 }), {
        before: 1,
        after: 1,
        count: outputLength(size, 3, { stride: 2, padding: 1 }),
      });
    expect([verdict(28), verdict(7)]).toEqual([{ kind: 'shifted', by: 1 }, { kind: 'same' }]);
  });
});
