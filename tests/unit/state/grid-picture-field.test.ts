import { describe, expect, it } from 'vitest';
import { paddingPictureNames, paddingPictures } from '@lib/data/padding-pictures.ts';
import { gridPictureField, mostCells, readTypedGrid, typedGrid } from '@lib/state/grid-picture-field.ts';

const field = gridPictureField('nine');

describe('gridPictureField', () => {
  it.each(paddingPictureNames)('reads and writes %s by its name', (name) => {
    expect(field.parse(name)).toEqual({ value: paddingPictures[name] });
    expect(field.print(paddingPictures[name])).toBe(name);
  });

  it.each(['5~1~4_2~8~3_7~0~6', '10~20~30~40', '1_2_3', '1~2', '1~2_3~4', '1~2~3_4~5~6', '0~0~0~0~0~0~0~255'])(
    'reads and writes %s',
    (text) => {
      const { value, note } = field.parse(text);
      expect(note).toBeUndefined();
      expect(field.print(value)).toBe(text);
    },
  );

  it('knows a picture by its numbers', () => expect(field.parse('1~2~3~4').value).toBe(paddingPictures.row));

  it.each([
    ['', 'a picture is made of numbers'],
    ['1~2_3', 'all rows must have as many numbers as the first'],
    ['1~x~3', 'a picture is made of numbers'],
    ['1~-2~3', 'pixels are whole numbers from 0 to 255'],
    ['1~2~256', 'pixels are whole numbers from 0 to 255'],
    ['1~2~2.5', 'pixels are whole numbers from 0 to 255'],
    ['5', 'a picture has at least 2 pixels'],
    [Array.from({ length: mostCells + 1 }, () => '1').join('~'), 'a picture has at most 8 rows and 8 columns'],
  ])('refuses “%s” in words', (text, fault) => {
    const { value, note } = field.parse(text);
    expect(value).toBe(paddingPictures.nine);
    expect(note).toContain(`is no picture (${fault}); nine is used.`);
  });
});

describe('readTypedGrid', () => {
  it.each(['5 1 4 / 2 8 3 / 7 0 6', '5,1,4;2,8,3;7,0,6', '5 1 4\n2 8 3\n7 0 6\n', ' 5, 1, 4 /2, 8, 3/7, 0, 6 '])(
    'reads %j',
    (text) =>
      expect(readTypedGrid(text)).toEqual({ picture: { rows: 3, cols: 3, values: [5, 1, 4, 2, 8, 3, 7, 0, 6] } }),
  );
  it('reads what it writes', () =>
    expect(readTypedGrid(typedGrid(paddingPictures.flat))).toEqual({ picture: paddingPictures.flat }));
  it('has words for nothing', () => expect(readTypedGrid(' / ')).toEqual({ fault: 'there are no numbers yet' }));
});
