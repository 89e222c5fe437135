// Judges a table that readers fill in: each blank cell by itself, with words about the wrong ones that give no right one away.
import { plainNumber } from '@lib/text/numbers.ts';
import { shapeWords, wholeNumber } from '@lib/text/network-words.ts';
import { verbatim } from './emphasis.ts';
import { readings } from './parse-number.ts';
import { readTwoNumbers } from './parse-place.ts';
import { readShape, readSide } from './parse-shape.ts';
import type { BlankCell, CellVerdict, CellWords, Place, TablePart, Verdict, WordCell } from './parts.ts';

type Blank = BlankCell<number, readonly number[]>;
type Table = TablePart<number, readonly number[]>;
type NumberCell = Extract<Blank, { kind: 'number' }>;
type ShapeCell = Extract<Blank, { kind: 'shape' }>;
type PlaceCell = Extract<Blank, { kind: 'place' }>;

/** So many characters of what was typed are quoted. */
const mostQuoted = 24;

const usualAxes = ['batch', 'channels', 'height', 'width'] as const;

/** The blank cells of a table in reading order, each with its name: that of its row, and of its column where there are several to fill in. */
export function blanksOf({ rows, columns }: Table): { readonly name: string; readonly cell: Blank }[] {
  const isBlank = (cell: string | Blank): cell is Blank => typeof cell !== 'string';
  const columnsWithBlanks = columns
    .slice(1)
    .filter((_, col) => rows.some(({ cells }) => typeof cells[col] === 'object'));
  return rows.flatMap(({ head, cells }) =>
    cells.flatMap((cell, col) =>
      isBlank(cell) ? [{ name: columnsWithBlanks.length > 1 ? `${head}, ${columns[col + 1] ?? ''}` : head, cell }] : [],
    ),
  );
}

/** What stands in each blank cell. */
export function splitCells(entry: string): readonly string[] {
  return entry.split('\n');
}

/** The answer of a cell, as it is printed. */
export function cellInWords(cell: Blank): string {
  if (cell.kind === 'word') return cell.answer;
  if (cell.kind === 'place') return placeWords(cell.answer);
  return cell.kind === 'shape' ? shapeWords(cell.answer) : wholeNumber(cell.answer);
}

/** Judges what stands in all blank cells. */
export function judgeTable(part: Table, entry: string): Verdict {
  const texts = splitCells(entry);
  const isUntouched = texts.every((text) => text.trim() === '');
  const judged = blanksOf(part).map(({ name, cell }, at) => {
    const text = texts[at] ?? '';
    return { name, text, ...(isUntouched ? untouched : judgeCell(cell, text, part.otherwise)) };
  });
  const cells = judged.map(({ text, kind }): CellVerdict => ({ text, kind }));
  const count = (kind: CellVerdict['kind']): number => cells.filter((cell) => cell.kind === kind).length;
  const [right, wrong, empty] = [count('right'), count('wrong'), count('empty')];
  if (empty === cells.length)
    return {
      kind: 'notice',
      lead: 'Fill in a cell first.',
      rest: 'One is enough to be checked, and a guess is welcome: a wrong one gets an explanation.',
      cells,
    };
  if (right === cells.length)
    return { kind: 'right', lead: ['Right.', 'Right, both.'][right - 1] ?? `Right, all ${right}.`, rest: '', cells };
  const lead =
    cells.length === 1
      ? 'Not right yet.'
      : right === 0
        ? `${cells.length === 2 ? 'Neither' : 'None of them'} is right so far.`
        : `${right} of ${cells.length} ${right === 1 ? 'is' : 'are'} right so far.`;
  const rest = empty === 0 ? '' : `${empty} ${empty === 1 ? 'is' : 'are'} still empty.`;
  return { kind: wrong > 0 ? 'wrong' : 'notice', lead, rest, cells, more: gathered(judged) };
}

/** Cells about which the same is said are named together. */
function gathered(judged: readonly { readonly name: string; readonly words: string }[]): CellWords[] {
  const said = Map.groupBy(
    judged.filter(({ words }) => words !== ''),
    ({ words }) => words,
  );
  return [...said].map(([words, cells]) => ({ about: cells.map(({ name }) => name).join('; '), words }));
}

type Judged = Pick<CellVerdict, 'kind'> & { readonly words: string };
const untouched: Judged = { kind: 'empty', words: '' };

function judgeCell(cell: Blank, text: string, otherwise: string): Judged {
  if (text.trim() === '')
    return { kind: cell.kind === 'word' && cell.isBlankRight === true ? 'right' : 'empty', words: '' };
  if (cell.kind === 'word') return judgeWord(cell, text, otherwise);
  if (cell.kind === 'place') return judgePlace(cell, text, otherwise);
  return cell.kind === 'shape' ? judgeShape(cell, text, otherwise) : judgeCount(cell, text, otherwise);
}

function judgeWord({ answer, also = [], wrong = [] }: WordCell, text: string, otherwise: string): Judged {
  const word = plainWord(text);
  if ([answer, ...also].some((right) => plainWord(right) === word)) return { kind: 'right', words: '' };
  const known = wrong.find((mistake) => plainWord(mistake.value) === word);
  return { kind: 'wrong', words: known?.why ?? otherwise };
}

/** A word without what counts for nothing: case, spaces, brackets, and the marks of TeX and of indices. */
function plainWord(text: string): string {
  return text.toLowerCase().replace(/[\s\u00a0\\_,()[\]{}$]/g, '');
}

function judgeCount({ answer, wrong = [], isSide, ...cell }: NumberCell, text: string, ofTable: string): Judged {
  const values = [...readings(text), ...(isSide === true ? readSide(text) : [])];
  const [value] = values;
  if (value === undefined) return { kind: 'unread', words: `${quoted(text)} is not one number yet.` };
  if (values.includes(answer)) return { kind: 'right', words: '' };
  const known = wrong.find((mistake) => values.includes(mistake.value));
  const size = value > answer ? 'large' : 'small';
  const otherwise = cell.otherwise ?? ofTable;
  return { kind: 'wrong', words: known?.why ?? `Your ${plainNumber(value)} is too ${size}. ${otherwise}` };
}

/** The beginning of what a reader typed, whose stars are no markup. */
function quoted(text: string): string {
  return `“${verbatim(text.trim().slice(0, mostQuoted))}”`;
}

function placeWords([row, col]: Place): string {
  return `(${plainNumber(row)}, ${plainNumber(col)})`;
}

function judgePlace({ answer, wrong = [] }: PlaceCell, text: string, otherwise: string): Judged {
  const place = readTwoNumbers(text);
  if (place === undefined)
    return {
      kind: 'unread',
      words: `${quoted(text)} is not a place yet. Write a row and a column, such as (1, 4).`,
    };
  if (isSame(place, answer)) return { kind: 'right', words: '' };
  const known = wrong.find(({ value }) => isSame(value, place));
  if (known !== undefined) return { kind: 'wrong', words: known.why };
  if (isSame(place.toReversed(), answer))
    return { kind: 'wrong', words: 'Both numbers are right, their order is not: the row comes first.' };
  const isNear = [0, 1].filter((axis) => place[axis] === answer[axis]);
  const said = isNear.length === 0 ? '' : isNear[0] === 0 ? 'The row is right. ' : 'The column is right. ';
  return { kind: 'wrong', words: `${said}${otherwise}` };
}

function judgeShape(cell: ShapeCell, text: string, ofTable: string): Judged {
  const { answer, wrong = [], axes = usualAxes } = cell;
  const about = (at: readonly number[]): string =>
    cell.otherwise === undefined ? ofTable : [...new Set(at.flatMap((axis) => cell.otherwise?.[axis] ?? []))].join(' ');
  const shape = readShape(text);
  if (shape === undefined)
    return {
      kind: 'unread',
      words: `${quoted(text)} is not a shape yet. Write numbers with × or x between them.`,
    };
  if (isSame(shape, answer)) return { kind: 'right', words: '' };
  const known = wrong.find(({ value }) => isSame(value, shape));
  if (known !== undefined) return { kind: 'wrong', words: known.why };
  if (shape.length !== answer.length)
    return {
      kind: 'wrong',
      words:
        `Your ${shapeWords(shape)} has ${shape.length} ${shape.length === 1 ? 'axis' : 'axes'}. Here there are ${answer.length}. ${about([])}`.trim(),
    };
  if (isSame(shape.toSorted(ascending), answer.toSorted(ascending)))
    return {
      kind: 'wrong',
      words: `The numbers are right, their order is not: ${axes.slice(0, answer.length).join(', ')}.`,
    };
  const areRight = axes.filter((_, axis) => axis < answer.length && shape[axis] === answer[axis]);
  const said =
    areRight.length === 0 ? 'No axis is right yet.' : `Right in your ${shapeWords(shape)}: ${areRight.join(', ')}.`;
  const areWrong = answer.flatMap((size, axis) => (shape[axis] === size ? [] : [axis]));
  return { kind: 'wrong', words: `${said} ${about(areWrong)}` };
}

const ascending = (one: number, other: number): number => one - other;

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((size, axis) => size === other[axis]);
}
