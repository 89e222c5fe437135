import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  matmulBuilderLink,
  settled,
  sizesOf,
  type MatmulBuilderLink,
} from '@components/widgets/matmul-builder/matmul-builder.link.ts';

const { initial, parse, print } = matmulBuilderLink;
const opened = (text: string) => settled(parse(text).state);
const stateOf = (text: string): MatmulBuilderLink => opened(text).state;

describe('the link of the convolution as a matrix', () => {
  it('begins with letters, at row Q and column C', () => {
    expect(print(initial)).toBe('');
    expect(initial).toMatchObject({
      n: [3, 3],
      k: 2,
      s: 1,
      p: 0,
      view: 'toeplitz',
      x: 'letters',
      w: 'letters',
      b: 'letter',
      row: 1,
      col: 2,
    });
  });

  it.each([
    'x:count,w:count,b:0',
    'view:transpose,x:ones,w:count,b:0',
    'n:28,k:3,row:110,col:174',
    'n:3x5,k:3,s:2,p:1,row:none,col:none,tap:4',
    'x:count,w:1~0~0~-1,b:0,free:local,own:1_2_5~0_0_-0.5',
    'view:im2col,w:-1~0.25~99~0,b:none',
  ])('%s is written as it was read', (text) => {
    expect(parse(text).notes).toEqual([]);
    expect(print(stateOf(text))).toBe(text);
  });

  it('writes numbers that a word stands for as that word', () => {
    expect(print(stateOf('x:1~2~3~4~5~6~7~8~9,w:1~1~1~1'))).toBe('x:count,w:ones');
  });

  it('knows the kernels of the book by name', () => {
    expect(stateOf('n:28,k:3,w:top').w).toEqual([-1, -1, -1, 0, 0, 0, 1, 1, 1]);
  });

  it.each([
    ['n:7', /n: “7” is no size of 3 to 6/],
    ['n:28x3', /no size/],
    ['x:1~two', /x: one of the numbers is none; 0 stands in its place/],
    ['w:tops', /w: “tops” is neither a list of numbers nor one of letters, count, ones/],
    ['w:100~0~0~0', /numbers go from −99 to 99/],
    ['b:many', /b: “many” is no number/],
    ['own:1_2', /own: cells are written row_column_number/],
    ['k:9', /k: 9 is not a whole number from 1 to 3; 3 is used/],
    ['zz:1', /“zz” is not a setting/],
  ])('%s is said to be impossible', (text, note) => expect(parse(text).notes.join()).toMatch(note));

  it('brings together what excludes each other, and says so', () => {
    expect(opened('x:1~2')).toMatchObject({
      state: { x: 'count' },
      notes: [expect.stringMatching(/2 numbers were given, and there are 9/)],
    });
    expect(opened('w:1~2~3')).toMatchObject({ state: { w: 'count' }, notes: [expect.stringMatching(/there are 4/)] });
    expect(opened('view:im2col,free:dense')).toMatchObject({
      state: { free: 'shared' },
      notes: [expect.stringMatching(/no copies/)],
    });
    expect(opened('n:28,free:local').state.free).toBe('shared');
    expect(opened('own:1_2_5').state.own).toEqual([]);
    expect(opened('row:99,col:99,tap:9').state).toMatchObject({ row: 3, col: 8, tap: 3 });
  });

  it('never throws, and prints nothing that it does not read again', () => {
    const field = fc
      .tuple(fc.constantFrom(...Object.keys(initial), 'v'), fc.string({ maxLength: 12 }))
      .map((pair) => pair.join(':'));
    fc.assert(
      fc.property(fc.array(field, { maxLength: 8 }), (fields) => {
        const { state } = opened(fields.join(','));
        expect(print(stateOf(print(state)))).toBe(print(state));
        expect(print(state)).toMatch(/^[\w.~:,-]*$/);
        expect(sizesOf(state).places).toBeGreaterThan(0);
      }),
    );
  });
});
