// What the figure says of whatever is pointed at.
import { pixelAt, productsAt, tapAt } from '@lib/conv/unrolled.ts';
import { plainName, weightName, type Name } from '@lib/text/matrix-names.ts';
import { counted, plainNumber } from '@lib/text/numbers.ts';
import type { MatmulBuilderState } from './matmul-builder.svelte.ts';
import { nameOfPixel, nameOfPlace, nameOfSquare, pixelText, placeText } from './tiles.ts';

/** Words, or the name of something in the figure: of a weight, in its ink, or of a pixel or an answer. */
export type Piece =
  | string
  | { readonly text: string; readonly foot?: string }
  | { readonly text: string; readonly foot?: string; readonly tap: number };

/** A heading, the answer as a sum where one is meant, and a sentence or two. */
export interface Reading {
  readonly head: string;
  readonly sum: readonly Piece[];
  readonly text: readonly Piece[];
}

const mostNamed = 9;
const write = (value: number): string => plainNumber(value, 2);

/** Says what is pointed at. */
export function reading(figure: MatmulBuilderState): Reading {
  const { place, pixel, tap } = figure.pointed;
  if (place !== undefined && (pixel !== undefined || tap !== undefined)) return ofSquare(figure, place, pixel);
  if (place !== undefined) return ofAnswer(figure, place);
  if (pixel !== undefined) return ofPixel(figure, pixel);
  if (tap !== undefined) return ofWeight(figure, tap);
  return {
    head: 'Point at anything.',
    sum: [],
    text: ['A pixel, a weight, an answer, a square of the matrix: the others answer.'],
  };
}

const nameWeight = (tap: number): Piece => ({ text: plainName(weightName(tap)), tap });
const pieceOf = ({ letter, foot }: Name): Piece => ({ text: letter, ...(foot !== undefined && { foot }) });
const placePiece = (figure: MatmulBuilderState, place: number): Piece => pieceOf(nameOfPlace(figure, place));
const pixelPiece = (figure: MatmulBuilderState, pixel: number): Piece => pieceOf(nameOfPixel(figure, pixel));

/** What stands in a square of the matrix, in the ink of its weight if the kernel has one there. */
function squarePiece(figure: MatmulBuilderState, place: number, pixel: number): Piece {
  const tap = tapAt(figure.sizes, place, pixel);
  if (!figure.hasLetterWeights) {
    const text = write(figure.cellValue(place, pixel));
    return tap < 0 ? text : { text, tap };
  }
  const { letter, foot } = nameOfSquare(figure, place, pixel);
  return { text: letter, ...(foot !== undefined && { foot }), ...(tap >= 0 && { tap }) };
}

function listed(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, at) => (at === 0 ? [piece] : [at === pieces.length - 1 ? ' and ' : ', ', piece]));
}

/** One thing that comes out, as the sum it is. */
function sumOf(figure: MatmulBuilderState, at: number): Piece[] {
  const isTransposed = figure.view === 'transpose';
  const products = figure.joins(isTransposed ? { pixel: at } : { place: at });
  if (products.length > mostNamed) return [];
  const out = isTransposed ? pixelPiece(figure, at) : placePiece(figure, at);
  const terms = products.flatMap(({ place, pixel }, term): Piece[] => {
    const own = squarePiece(figure, place, pixel);
    const isLetter = figure.hasLetterInput;
    const number = figure.input[isTransposed ? place : pixel] ?? 0;
    const into: Piece = isLetter
      ? isTransposed
        ? placePiece(figure, place)
        : pixelPiece(figure, pixel)
      : write(number);
    const between = isLetter && figure.hasLetterWeights ? '\u2009' : ' · ';
    return [term === 0 ? '' : ' + ', own, between, into];
  });
  const { shownBias: b } = figure;
  const bias: Piece[] = b === 'letter' ? [' + ', { text: 'b' }] : b === 'none' || b === 0 ? [] : [` + ${write(b)}`];
  const end: Piece[] =
    figure.hasLetterOutput || (figure.isDigit && figure.hasLetterWeights)
      ? []
      : [` = ${write(figure.output[at] ?? 0)}`];
  return [out, ' = ', ...(terms.length === 0 ? ['0'] : terms), ...bias, ...end];
}

function ofSquare(figure: MatmulBuilderState, place: number, pixel: number | undefined): Reading {
  const { sizes, view, free } = figure;
  const { tap } = figure;
  const out = view === 'transpose' ? (pixel ?? 0) : place;
  const sum = sumOf(figure, out);
  const names = [placeText(figure, place), pixelText(figure, pixel ?? 0)];
  const head = figure.isDigit
    ? `Answer ${names[0] ?? ''}, pixel ${pixel === undefined ? 'of the padding' : (names[1] ?? '')}`
    : view === 'transpose'
      ? `Row ${names[1] ?? ''}, column ${names[0] ?? ''}`
      : view === 'im2col'
        ? `Column ${names[0] ?? ''}`
        : `Row ${names[0] ?? ''}, column ${names[1] ?? ''}`;
  if (pixel === undefined)
    return { head, sum, text: ['This square lies on the padding: it is 0, whatever the picture.'] };
  const [answer, seen] = [placePiece(figure, place), pixelPiece(figure, pixel)];
  if (tap === undefined)
    return {
      head,
      sum,
      text:
        free === 'dense'
          ? [
              'Here the kernel had nothing to say. Now the square has a number of its own: ',
              seen,
              ' may count for ',
              answer,
              ', however far apart they are.',
            ]
          : [
              'Nothing is here, and nothing will be. The window of ',
              answer,
              ' does not reach ',
              seen,
              '. Training cannot change this 0: it is not a weight.',
            ],
    };
  const copies = productsAt(sizes, { tap }).length;
  const weight = nameWeight(tap);
  if (view === 'im2col') {
    const times = productsAt(sizes, { pixel }).length;
    return {
      head,
      sum,
      text: [
        'Pixel ',
        seen,
        ' as the window of ',
        answer,
        ' sees it, to be multiplied by ',
        weight,
        `. The pixel is written down ${times === 1 ? 'once' : counted(times, 'time')}; the weight stands once.`,
      ],
    };
  }
  const role: Piece[] =
    view === 'transpose'
      ? ['It lets the answer ', answer, ' back into the picture at ', seen, '. ']
      : ['It lets the pixel ', seen, ' into the answer ', answer, '. '];
  const sharing: Piece[] =
    free === 'shared'
      ? [
          'Change ',
          weight,
          copies === 1
            ? ', and only this square changes: it has no copy.'
            : `, and all ${counted(copies, 'square')} of it change, because they are one number.`,
        ]
      : [
          'It began as a copy of ',
          weight,
          figure.hasLeft(place, pixel)
            ? ', and has left: its number is its own now.'
            : ' and is still equal to it. But nothing holds it there: drag it, and the others stay.',
        ];
  return { head, sum, text: ['This square holds ', squarePiece(figure, place, pixel), '. ', ...role, ...sharing] };
}

function ofAnswer(figure: MatmulBuilderState, place: number): Reading {
  const products = productsAt(figure.sizes, { place });
  const isTransposed = figure.view === 'transpose';
  const sum = isTransposed ? [] : sumOf(figure, place);
  const answer = placePiece(figure, place);
  const reached = figure.joins({ place }).length;
  const head = `Answer ${placeText(figure, place)}`;
  if (isTransposed)
    return {
      head,
      sum,
      text: [
        answer,
        ` is spread over ${counted(reached, 'pixel')}: ${figure.free === 'dense' ? 'a whole picture of weights' : 'the kernel'}, stamped as large as `,
        answer,
        ' is.',
      ],
    };
  if (figure.free === 'dense')
    return {
      head,
      sum,
      text: [
        `One row of the matrix, and nothing in it is kept empty: all ${counted(figure.sizes.pixels, 'pixel')} have a weight in `,
        answer,
        '.',
      ],
    };
  const missing = figure.sizes.taps - products.length;
  const over: Piece[] = missing === 0 ? [] : [` The other ${counted(missing, 'weight')} lie on padding and meet 0.`];
  return {
    head,
    sum,
    text: [
      figure.view === 'im2col'
        ? 'One column of patches: its window, written from top to bottom, to be multiplied by the kernel. It sees '
        : 'One row of the matrix. Its window sees ',
      `${counted(products.length, 'pixel')} of ${figure.sizes.pixels}.`,
      ...over,
    ],
  };
}

function ofPixel(figure: MatmulBuilderState, pixel: number): Reading {
  const products = figure.joins({ pixel });
  const seen = pixelPiece(figure, pixel);
  const head = `Pixel ${pixelText(figure, pixel)}`;
  const sum = figure.view === 'transpose' ? sumOf(figure, pixel) : [];
  if (products.length === 0)
    return { head, sum, text: ['No window sees ', seen, ': its column is empty, and it can be anything.'] };
  const named = products.slice(0, mostNamed);
  const through = listed(named.map(({ tap }) => nameWeight(tap)));
  const into = listed(named.map(({ place }) => placePiece(figure, place)));
  if (figure.view === 'transpose')
    return {
      head,
      sum,
      text: [
        products.length === 1 ? 'Only the stamp of ' : 'Here the stamps of ',
        ...(figure.isDigit ? [counted(products.length, 'answer')] : into),
        products.length === 1 ? ' reaches this far.' : ' overlap, and are added.',
      ],
    };
  if (figure.free === 'dense')
    return {
      head,
      sum,
      text: [seen, ` counts for all ${counted(products.length, 'answer')}, each time by a weight of its own.`],
    };
  const rest: Piece[] =
    products.length > 1 ? [', each time under another weight: ', ...through, '.'] : [', under ', ...through, '.'];
  const by = figure.isDigit && products.length > 1 ? [] : [', ', ...into];
  return { head, sum, text: [seen, ` is seen by ${counted(products.length, 'answer')}`, ...by, ...rest] };
}

function ofWeight(figure: MatmulBuilderState, tap: number): Reading {
  const { sizes } = figure;
  const products = productsAt(sizes, { tap });
  const weight = nameWeight(tap);
  const head = `Weight ${plainName(weightName(tap))}`;
  if (figure.view === 'im2col')
    return {
      head,
      sum: [],
      text: [weight, ` stands once. It is multiplied by the ${counted(sizes.places, 'number')} of its row.`],
    };
  const isOnPadding = Array.from({ length: sizes.places }, (_, place) => pixelAt(sizes, place, tap)).some(
    (at) => at < 0,
  );
  const over = isOnPadding ? ' Where it lies on padding it has no square.' : '';
  return {
    head,
    sum: [],
    text: [
      weight,
      ` stands in ${counted(products.length, 'square')}, at most once in a row.${over} `,
      figure.free === 'shared'
        ? 'They are one number: drag it, and they move together.'
        : `They are ${counted(products.length, 'number')} now. In the matrix each is dragged alone; dragged in the kernel, all are set at once.`,
    ],
  };
}
