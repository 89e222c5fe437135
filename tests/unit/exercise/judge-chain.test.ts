import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputLength } from '@lib/conv/output-length.ts';
import { judge, emptyEntry } from '@lib/exercise/judge.ts';
import { givenInWords } from '@lib/exercise/given-words.ts';
import { judgeChain } from '@lib/exercise/judge-chain.ts';
import type { ChainPart } from '@lib/exercise/parts.ts';

const part: ChainPart = { kind: 'chain', from: 28, to: 1, layers: 4 };
const entry = (...layers: readonly (readonly (number | string)[])[]) => layers.flat().join('\n');
const reference = entry([7, 3, 0], [3, 1, 0], [3, 2, 0], [2, 1, 0]);

describe('judgeChain', () => {
  it('takes the reference and says how it runs', () => {
    const verdict = judgeChain(part, reference);
    expect(verdict.kind).toBe('right');
    expect(verdict.lead).toBe('Right: 28 → 8 → 6 → 2 → 1.');
    expect(verdict.cells?.every(({ kind }) => kind === 'right')).toBe(true);
  });

  it.each([
    ['halving with padding', entry([3, 2, 1], [3, 2, 1], [3, 2, 1], [4, 1, 0]), 'Right: 28 → 14 → 7 → 4 → 1.'],
    ['one large kernel', entry([28, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0]), 'A kernel of 28 × 28'],
    [
      'one layer that does it all',
      entry([28, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0]),
      'All 784 pixels are read. One layer',
    ],
    [
      'a chain that reads one pixel',
      entry([1, 28, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0]),
      'But only 1 of the 784 pixels',
    ],
    ['windows that leave the end out', reference, 'But only 625 of the 784 pixels are read'],
    ['halving, which reads all', entry([3, 2, 1], [3, 2, 1], [3, 2, 1], [4, 1, 0]), 'All 784 pixels are read.'],
    ['numbers with words', entry(['7', '3', '0'], ['3', '1', '0'], ['3', '= 2', '0'], ['2', '1', ' 0']), '28 → 8'],
  ])('takes %s', (_name, given, words) => {
    const { kind, lead, rest } = judgeChain(part, given);
    expect(kind).toBe('right');
    expect(`${lead} ${rest}`).toContain(words);
  });

  it.each([
    [
      'a kernel that does not fit',
      entry([7, 3, 0], [9, 1, 0], [3, 2, 0], [2, 1, 0]),
      'wrong',
      '28 → 8, so far it holds. In layer 2 a kernel of 9 does not fit in 8 cells.',
    ],
    [
      'one that does not fit in spite of padding',
      entry([7, 3, 0], [11, 1, 1], [3, 2, 0], [2, 1, 0]),
      'wrong',
      '8 + 2 · 1 = 10 cells',
    ],
    [
      'one that breaks at once',
      entry([30, 1, 0], [3, 1, 0], [3, 2, 0], [2, 1, 0]),
      'wrong',
      'It breaks at once. In layer 1',
    ],
    [
      'an end at 2',
      entry([7, 3, 0], [3, 1, 0], [3, 2, 0], [1, 1, 0]),
      'wrong',
      '28 → 8 → 6 → 2 → 2. It ends at 2, and 1 is wanted.',
    ],
    [
      'a cell that grows again',
      entry([28, 1, 0], [1, 1, 1], [1, 1, 0], [1, 1, 0]),
      'wrong',
      'After layer 1 it was there',
    ],
    ['nothing', emptyEntry(part), 'notice', 'Fill in a layer first.'],
    [
      'two layers',
      entry([7, 3, 0], [3, 1, 0], ['', '', ''], ['', '', '']),
      'notice',
      'So far it runs 28 → 8 → 6. 2 of 4 layers are not complete',
    ],
    ['three layers', entry([7, 3, 0], [3, 1, 0], [3, 2, 0], ['', '', '']), 'notice', '1 of 4 layers is not complete'],
    [
      'a stride of 0',
      entry([7, 0, 0], [3, 1, 0], [3, 2, 0], [2, 1, 0]),
      'notice',
      'Stride of layer 1: that is no stride. Write a whole number from 1',
    ],
    [
      'half a cell',
      entry([7, 3, 0.5], [3, 1, 0], [3, 2, 0], [2, 1, 0]),
      'notice',
      'Padding of layer 1: that is no padding',
    ],
    ['a word', entry([7, 3, 0], ['three', 1, 0], [3, 2, 0], [2, 1, 0]), 'notice', 'Kernel of layer 2'],
  ])('answers %s in words', (_name, given, kind, words) => {
    const verdict = judgeChain(part, given);
    expect(verdict.kind).toBe(kind);
    expect(`${verdict.lead} ${verdict.rest}`).toContain(words);
  });

  it('marks the layers before the break as right, and the one that breaks as wrong', () => {
    const { cells = [] } = judgeChain(part, entry([7, 3, 0], [9, 1, 0], [3, 2, 0], [2, 1, 0]));
    const kinds = cells.map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['right', 'right', 'right']);
    expect(kinds.slice(3, 6)).toEqual(['wrong', 'wrong', 'wrong']);
    expect(kinds.slice(6)).toEqual(new Array(6).fill('empty'));
  });

  it('says nothing of the layers behind one that cannot be read or is not complete', () => {
    const kinds = (given: string) => judgeChain(part, given).cells?.map(({ kind }) => kind);
    const none = new Array(9).fill('empty');
    expect(kinds(entry([7, 0, 0], [3, 1, 0], [3, 2, 0], [2, 1, 0]))).toEqual(['empty', 'unread', 'empty', ...none]);
    expect(kinds(entry([7, '', 0], [3, 1, 0], [3, 2, 0], [2, 1, 0]))).toEqual(['empty', 'empty', 'empty', ...none]);
  });

  it('takes exactly what the formula confirms', () => {
    const setting = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
    );
    fc.assert(
      fc.property(fc.tuple(setting, setting, setting, setting), (layers) => {
        let size = 28;
        for (const [kernel, stride, padding] of layers)
          size = size > 0 && kernel <= size + 2 * padding ? outputLength(size, kernel, { stride, padding }) : 0;
        expect(judge(part, entry(...layers)).kind).toBe(size === 1 ? 'right' : 'wrong');
      }),
    );
  });

  it('is posted layer by layer', () => {
    expect(givenInWords(part, reference)).toBe('kernel/stride/padding: 7/3/0 → 3/1/0 → 3/2/0 → 2/1/0');
    expect(givenInWords(part, entry([7, '', 0], [3, 1, 0], ['', '', ''], ['', '', '']))).toBe(
      'kernel/stride/padding: 7/?/0 → 3/1/0',
    );
    expect(givenInWords(part, emptyEntry(part))).toBe('');
  });
});
