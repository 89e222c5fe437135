import { describe, expect, it } from 'vitest';
import { givenInWords } from '@lib/exercise/given-words.ts';
import type { Part } from '@lib/exercise/parts.ts';

const table: Part = {
  kind: 'table',
  columns: ['layer', 'size'],
  rows: [
    { head: 'first', cells: [{ kind: 'number', answer: 14 }] },
    { head: 'second', cells: [{ kind: 'number', answer: 7 }] },
  ],
  otherwise: '',
};

describe('givenInWords', () => {
  it.each<[string, Part, string, string]>([
    ['a number', { kind: 'number', answer: 1, wrong: [], otherwise: '' }, ' −29 ', '−29'],
    [
      'a choice',
      {
        kind: 'choice',
        options: [
          { text: 'this', why: '' },
          { text: 'that', why: '' },
        ],
      },
      '1',
      'that',
    ],
    ['no choice', { kind: 'choice', options: [{ text: 'this', why: '' }] }, '', ''],
    ['the cells of a table that are filled in', table, '\n7', 'second: 7'],
    ['a kernel', { kind: 'kernel-grid', check: 'bottom-edge' }, '1~1~1~0~0~0~-1~-1~-1', '1 1 1 / 0 0 0 / −1 −1 −1'],
  ])('says %s', (_, part, entry, words) => expect(givenInWords(part, entry)).toBe(words));
});
