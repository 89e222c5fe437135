// A picture in a link: the name of a known one, or its own numbers, rows joined by `_` and the numbers of a row by `~`.
import type { Grid } from '@lib/conv/padded-grid.ts';
import { paddingPictureName, paddingPictures, type PaddingPictureName } from '@lib/data/padding-pictures.ts';
import { shorten, type LinkField } from './link-codec.ts';
import { readNumber } from './link-fields.ts';

/** The most rows and columns of a picture of one’s own. */
export const mostCells = 8;

const greatestInk = 255;
const leastCells = 2;

/** What became of numbers that were typed or linked: a picture, or why there is none. */
export type ReadGrid = { readonly picture: Grid } | { readonly fault: string };

/** Reads rows of numbers. */
function readRows(rows: readonly (readonly string[])[]): ReadGrid {
  const [{ length: cols } = []] = rows;
  if (rows.length > mostCells || rows.some(({ length }) => length > mostCells))
    return { fault: `a picture has at most ${mostCells} rows and ${mostCells} columns` };
  if (rows.some(({ length }) => length !== cols)) return { fault: 'all rows must have as many numbers as the first' };
  const values = rows.flat().map(readNumber);
  if (values.includes(undefined)) return { fault: 'a picture is made of numbers' };
  const bytes = values.map((value) => value ?? 0);
  if (bytes.some((value) => value < 0 || value > greatestInk || !Number.isInteger(value)))
    return { fault: `pixels are whole numbers from 0 to ${greatestInk}` };
  if (bytes.length < leastCells) return { fault: `a picture has at least ${leastCells} pixels` };
  const picture = { rows: rows.length, cols, values: bytes };
  const name = paddingPictureName(picture);
  return { picture: name === undefined ? picture : paddingPictures[name] };
}

/** Reads a picture as a reader types it: numbers with spaces or commas between them, rows ended by `/`, `;` or a new line. */
export function readTypedGrid(text: string): ReadGrid {
  const rows = text
    .split(/[/;\n]/)
    .map((row) => row.split(/[\s,]+/).filter((word) => word !== ''))
    .filter(({ length }) => length > 0);
  return rows.length === 0 ? { fault: 'there are no numbers yet' } : readRows(rows);
}

/** A picture as a reader would type it. */
export function typedGrid({ cols, values }: Grid): string {
  return values.map((value, at) => (at === 0 ? '' : at % cols === 0 ? ' / ' : ' ') + value).join('');
}

const isName = (text: string): text is PaddingPictureName => Object.hasOwn(paddingPictures, text);

/** A field that holds a picture; `initial` is a known one. */
export function gridPictureField(initial: PaddingPictureName): LinkField<Grid> {
  return {
    initial: paddingPictures[initial],
    parse(text) {
      if (isName(text)) return { value: paddingPictures[text] };
      const read = readRows(text.split('_').map((row) => row.split('~')));
      if ('picture' in read) return { value: read.picture };
      const note = `“${shorten(text)}” is no picture (${read.fault}); ${initial} is used.`;
      return { value: paddingPictures[initial], note };
    },
    print(picture) {
      const { cols, values } = picture;
      return (
        paddingPictureName(picture) ??
        values.map((value, at) => (at === 0 ? '' : at % cols === 0 ? '_' : '~') + value).join('')
      );
    },
  };
}
