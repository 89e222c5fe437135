// The challenges: their answers are those of the arithmetic, right answers are taken, near misses are refused with their own words, and no words of the
// page give an answer away.
import { describe, expect, it } from 'vitest';
import { tapAt, unroll } from '@lib/conv/unrolled.ts';
import { judge, emptyEntry } from '@lib/exercise/judge.ts';
import { blanksOf, splitCells } from '@lib/exercise/judge-table.ts';
import { tiers, type AuthoredPart, type Part } from '@lib/exercise/parts.ts';
import { resolvePart } from '@lib/exercise/resolve.ts';
import { netFact, netShape } from '@lib/site/net-facts.ts';
import { sessionNet } from '@lib/state/architecture-field.ts';
import { listOf, named, readText, textOf } from './lesson-reader.ts';

const page = await readText('challenges');
const isPart = (part: unknown): part is AuthoredPart => typeof part === 'object' && part !== null && 'kind' in part; // the build checks the rest
const isText = (hint: unknown): hint is string => typeof hint === 'string';
const challenges = named(page, 'Challenge').map((node) => ({
  id: textOf(node, 'id'),
  level: textOf(node, 'level'),
  right: textOf(node, 'right'),
  goals: node.props['goals'],
  hints: listOf(node, 'hints', isText),
  parts: listOf(node, 'parts', isPart).map(resolvePart),
}));

function partOf(id: string, at = 0): Part {
  const part = challenges.find((challenge) => challenge.id === id)?.parts[at];
  if (part === undefined) throw new RangeError(`${id} must have a part ${at}`);
  return part;
}

/** The right answers of a table's cells, as they stand in the page. */
function answersOf(part: Part): readonly unknown[] {
  return part.kind === 'table' ? blanksOf(part).map(({ cell }) => cell.answer) : [];
}

describe('the challenges', () => {
  it('have ids of their own, a level, and hints', () => {
    expect(new Set(challenges.map(({ id }) => id)).size).toBe(challenges.length);
    for (const id of [1, 2, 7, 8, 9, 11, 12, 13]) expect(challenges.map((one) => one.id)).toContain(`CH-${id}`);
    for (const { id, level, hints } of challenges) {
      expect(['easy', 'fair', 'hard', 'very hard']).toContain(level);
      expect(hints.length, id).toBeGreaterThan(0);
    }
  });

  it('name every tier where there are any', () => {
    for (const { goals } of challenges) if (goals !== undefined) expect(Object.keys(Object(goals))).toEqual([...tiers]);
  });

  it('count no empty answer as a try', () => {
    for (const { parts } of challenges)
      for (const part of parts)
        if (part.kind !== 'kernel-grid' && part.kind !== 'state')
          expect(judge(part, emptyEntry(part)).kind).toBe('notice');
  });

  it('say something of their own to every foreseen mistake, and never the answer', () => {
    for (const { id, parts } of challenges)
      for (const part of parts) {
        if (part.kind !== 'number') continue;
        for (const { value, why } of part.wrong) {
          expect(judge(part, String(value)).kind, `${id}: ${value}`).toBe('wrong');
          expect(why).not.toMatch(new RegExp(`\\b${part.answer}\\b`));
        }
      }
  });
});

describe('CH-1', () => {
  const part = partOf('CH-1');
  const stages = [0, 1, 2, 3, 4];
  const right = [
    ...stages.flatMap((stage) => [
      netShape({ of: sessionNet, stage, batch: 1 }).slice(1).join(' x '),
      ...(['weights', 'biases', 'products'] as const).map((fact) => String(netFact({ of: sessionNet, stage, fact }))),
    ]),
    ...(['weights', 'biases', 'products'] as const).map((fact) => String(netFact({ of: sessionNet, fact }))),
  ];

  it('is the table of the session’s net, from the code that the builder uses', () => {
    expect(answersOf(part)).toHaveLength(23);
    expect(judge(part, right.join('\n')).kind).toBe('right');
    expect(right.slice(-3)).toEqual(['6660', '62', '58608']);
  });

  it('is summed up as its numbers have it', () => {
    const of = (fact: 'weights' | 'products', stage: number) => netFact({ of: sessionNet, stage, fact });
    const cells = (stage: number) =>
      netShape({ of: sessionNet, stage, batch: 1 })
        .slice(2)
        .reduce((a, b) => a * b, 1);
    const words = challenges.find(({ id }) => id === 'CH-1')?.right;
    expect(words).toContain(`grow ${of('weights', 3) / of('weights', 0)}-fold`);
    expect(words).toContain(`from ${cells(0)} cells to ${cells(3)}.`);
    const growth = of('products', 3) / of('products', 0);
    expect([growth > 2, growth < 3, cells(4)]).toEqual([true, true, 1]);
  });

  it.each([
    [0, '64 x 4 x 14 x 14', 'one picture'],
    [4, '8x8x7', 'Right in your 8 × 8 × 7: channels, width. Put the side before it into the formula'],
    [2, '5', 'Your 5 is too large. Count the kernels'],
    [0, '4 x 28 x 28', 'keeps the size only where the stride is 1'],
    [5, '72', 'one slice thick'],
    [7, '56448', 'a place at every cell of the input'],
    [8, '16 x 3 x 3', 'first the floor'],
    [20, '6722', 'weights and biases together'],
  ])('cell %i: %s is refused', (at, given, words) => {
    const verdict = judge(part, right.map((text, cell) => (cell === at ? given : text)).join('\n'));
    expect(verdict.kind).toBe('wrong');
    expect(verdict.cells?.filter(({ kind }) => kind === 'wrong')).toHaveLength(1);
    expect(verdict.more?.map((one) => one.words).join()).toContain(words);
  });
});

describe('CH-9', () => {
  const letters = 'abcdefghi';
  const sizes = unroll({ height: 4, width: 4, kernel: 3, stride: 1, padding: 1 });
  const pixels = Array.from({ length: sizes.pixels }, (_, pixel) => pixel);
  const words = pixels.map((pixel) => letters[tapAt(sizes, 0, pixel)] ?? '0');

  it('is a row of the book’s own matrix', () => {
    expect([sizes.places, sizes.pixels]).toEqual([16, 16]);
    expect(words.join('')).toBe('ef00hi0000000000');
    expect(judge(partOf('CH-9'), words.join('\n')).kind).toBe('right');
    expect(judge(partOf('CH-9'), words.map((word) => (word === '0' ? '' : word.toUpperCase())).join('\n')).kind).toBe(
      'right',
    );
  });

  it('reads another row backwards', () => {
    const columns = [1, 2, 3, 5, 6, 7, 9, 10, 11];
    const used = pixels.filter((pixel) => tapAt(sizes, 1 * 4 + 2, pixel) >= 0);
    expect(used).toEqual(columns);
    expect(judge(partOf('CH-9', 1), '(1, 2)').kind).toBe('right');
    expect(judge(partOf('CH-9', 1), '2, 1').more?.[0]?.words).toContain('the row comes first');
    expect(judge(partOf('CH-9', 1), '0, 1').more?.[0]?.words).toContain('under the corner');
  });

  it('explains a kernel that was laid with its corner on the pixel', () => {
    const corner = ['a', 'b', 'c', '0', 'd', 'e', 'f', '0', 'g', 'h', 'i', '0', '0', '0', '0', '0'];
    const verdict = judge(partOf('CH-9'), corner.join('\n'));
    expect(verdict.kind).toBe('wrong');
    expect(verdict.more?.map((one) => one.words).join()).toContain('its middle lies there');
  });
});

describe('CH-11', () => {
  const places = 28 * 28;
  const one = 8 * 8 * 25;
  const pair = 2 * 8 * 8 * 9;

  it('is counted by the formula', () => {
    expect(answersOf(partOf('CH-11'))).toEqual([one, one * places, pair, pair * places]);
    expect(judge(partOf('CH-11'), '1,600\n1 254 400\n1152\n903,168').kind).toBe('right');
    const most = Math.max(...Array.from({ length: 40 }, (_, m) => m).filter((m) => 2 * 9 * 8 * m < one));
    expect(judge(partOf('CH-11', 1), String(most)).kind).toBe('right');
    expect(judge(partOf('CH-11', 1), String(most + 1)).kind).toBe('wrong');
  });

  it.each([
    ['1608\n1254400\n1152\n903168', 'biases'],
    ['1600\n921600\n1152\n903168', '24 × 24'],
    ['1600\n1254400\n576\n903168', 'one of the two layers'],
  ])('%j is refused', (given, words) => {
    expect(splitCells(given)).toHaveLength(4);
    const verdict = judge(partOf('CH-11'), given);
    expect(verdict.kind).toBe('wrong');
    expect(verdict.more?.map((said) => said.words).join()).toContain(words);
  });
});

describe('CH-8 and CH-12', () => {
  it('ask a second thing with one right answer', () => {
    expect(judge(partOf('CH-8', 1), '3').kind).toBe('right');
    expect(judge(partOf('CH-8', 1), '2').kind).toBe('wrong');
    const choice = partOf('CH-12', 1);
    if (choice.kind !== 'choice') throw new TypeError('CH-12 must have a choice');
    expect(choice.options.map((_, at) => judge(choice, String(at)).kind)).toEqual(['wrong', 'right', 'wrong', 'wrong']);
  });
});
