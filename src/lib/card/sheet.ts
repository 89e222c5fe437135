// The sheet of a card, 1200 by 630: where it is from, its title, and the figure. A figure wider than high stands below the title, another one beside
// it; where there is no figure, the words themselves are the picture.
import { cardInks, placed, type CardFace, type CardFigure, type CardPart } from './figure.ts';
import { drawParts } from './svg.ts';
import type { Typesetter } from './typeset.ts';

/** Width and height of every card, in pixels: what forums and messengers ask for. */
export const cardSize = { width: 1200, height: 630 } as const;

/** What stands on a card. */
export interface CardSheet {
  readonly title: string;
  /** Where it is from: `Lesson 2, Kernels`. */
  readonly where: string;
  /** The drawing, if there is one. */
  readonly figure?: CardFigure | undefined;
  /** The state of the figure as it stands in the address, small at the lower edge. */
  readonly state?: string | undefined;
  /** Words set large where there is no drawing. */
  readonly words?: string | undefined;
  /** Words beside a drawing, or between it and the title. */
  readonly caption?: string | undefined;
}

const margin = 56;
const inner = cardSize.width - 2 * margin;
const wideFrom = 1.5; // width through height
const besideWidth = 540;
const gap = 48;

interface Setting {
  readonly face: CardFace;
  readonly sizes: readonly number[];
  readonly width: number;
  /** At most so many lines. */
  readonly lines?: number;
  /** At most so high. */
  readonly height?: number;
}

/** What sets lines needs to know how wide they are. */
export type Measure = Pick<Typesetter, 'widthOf'>;

/** Everything that stands on a card, later parts on top. */
export function sheetParts(sheet: CardSheet, type: Measure): readonly CardPart[] {
  return [
    ...furniture(sheet),
    ...(sheet.figure === undefined ? worded(sheet, type) : figured(sheet, sheet.figure, type)),
  ];
}

/** The card as SVG. */
export function drawSheet(sheet: CardSheet, type: Typesetter): string {
  const parts = sheetParts(sheet, type);
  const { width, height } = cardSize;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${cardInks.paper}"/>${drawParts(parts, type)}</svg>`;
}

function furniture({ where, state }: CardSheet): CardPart[] {
  const right = cardSize.width - margin;
  return [
    { kind: 'path', d: `M${margin} 46h${inner}`, stroke: cardInks.ink, width: 2.5 },
    ...(state === undefined
      ? []
      : [{ kind: 'text', x: right, y: 617, size: 17, text: state, fill: cardInks.ink3, anchor: 'end' } as const]),
    { kind: 'text', x: margin, y: 86, size: 25, text: where, face: 'bold', fill: cardInks.ink2 },
    {
      kind: 'text',
      x: right,
      y: 86,
      size: 27,
      text: 'Threes & Sevens',
      face: 'italic',
      fill: cardInks.ink2,
      anchor: 'end',
    },
  ];
}

function figured(sheet: CardSheet, figure: CardFigure, type: Measure): CardPart[] {
  if (figure.width / figure.height >= wideFrom) {
    const oneLine = fitted(sheet.title, { face: 'title', sizes: [56, 50, 46], width: inner, lines: 1 }, type);
    const twoLines = { face: 'title', sizes: [46, 42], width: inner, lines: 2 } as const;
    const title = oneLine.isWhole ? oneLine : fitted(sheet.title, twoLines, type);
    const below = 112 + title.height;
    const told = captioned(sheet, { width: inner, lines: 2 }, type);
    const top = below + (told === undefined ? 24 : told.height + 44);
    return [
      ...lines(title, margin, 112),
      ...(told === undefined ? [] : lines(told, margin, below + 14)),
      ...within(figure, { x: margin, y: top, width: inner, height: 596 - top }),
    ];
  }
  const width = inner - besideWidth - gap;
  const mostLines = sheet.caption === undefined ? 5 : 3;
  const title = fitted(sheet.title, { face: 'title', sizes: [68, 60, 54, 48, 42, 36], width, lines: mostLines }, type);
  const area = { x: cardSize.width - margin - besideWidth, y: 118, width: besideWidth, height: 470 };
  const below = 128 + title.height + 26;
  const told = captioned(sheet, { width, height: 590 - below }, type);
  return [
    ...lines(title, margin, 128),
    ...(told === undefined ? [] : lines(told, margin, below)),
    ...within(figure, area),
  ];
}

function captioned(
  { caption }: CardSheet,
  room: Pick<Setting, 'width' | 'lines' | 'height'>,
  type: Measure,
): SetText | undefined {
  if (caption === undefined) return undefined;
  return fitted(caption, { face: 'italic', sizes: [34, 31, 28, 26], ...room }, type);
}

function worded({ title, words = '' }: CardSheet, type: Measure): CardPart[] {
  const head = fitted(title, { face: 'title', sizes: [64, 56, 50, 44], width: inner, lines: 2 }, type);
  const top = 128 + head.height + 36;
  const sizes = [58, 54, 50, 46, 42, 39, 36, 33, 30];
  const text = fitted(words, { face: 'italic', sizes, width: inner - 40, height: 590 - top }, type);
  return [
    ...lines(head, margin, 128),
    { kind: 'path', d: `M${margin + 1} ${top}v${text.height}`, stroke: cardInks.accent, width: 3 },
    ...lines(text, margin + 28, top),
  ];
}

/** A figure as large as an area allows, in its middle. */
function within(figure: CardFigure, area: { x: number; y: number; width: number; height: number }): CardPart[] {
  const scale = Math.min(area.width / figure.width, area.height / figure.height);
  const x = area.x + (area.width - figure.width * scale) / 2;
  const y = area.y + (area.height - figure.height * scale) / 2;
  return placed(figure, x, y, scale);
}

interface SetText extends Pick<Setting, 'face'> {
  readonly size: number;
  readonly lines: readonly string[];
  readonly height: number;
  /** Whether no word had to be left out. */
  readonly isWhole: boolean;
}

const leading = 1.14;

/** Sets words at the largest size at which there is room for them; at the smallest they are cut with an ellipsis. */
function fitted(words: string, { face, sizes, width, ...room }: Setting, type: Measure): SetText {
  const mostLines = (size: number): number =>
    Math.max(1, room.lines ?? Math.floor((room.height ?? size) / (size * leading)));
  const at = (size: number): SetText => {
    const broken = brokenLines(words, (text) => type.widthOf(text, face, size) <= width);
    return {
      face,
      size,
      lines: broken,
      height: broken.length * size * leading,
      isWhole: broken.length <= mostLines(size),
    };
  };
  const fits = sizes.map(at).find(({ isWhole }) => isWhole);
  if (fits !== undefined) return fits;
  const smallest = at(sizes.at(-1) ?? 30);
  const kept = smallest.lines.slice(0, mostLines(smallest.size));
  const last = (kept.at(-1) ?? '').replace(/[\s,;:.–—-]*\S*$/, '');
  return { ...smallest, lines: [...kept.slice(0, -1), `${last} …`], height: kept.length * smallest.size * leading };
}

function brokenLines(words: string, fits: (text: string) => boolean): string[] {
  const broken: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || fits(longer)) line = longer;
    else {
      broken.push(line);
      line = word;
    }
  }
  return line === '' ? broken : [...broken, line];
}

function lines({ face, size, lines: broken }: SetText, x: number, top: number): CardPart[] {
  return broken.map((text, at) => ({ kind: 'text', x, y: top + size * (0.86 + at * leading), size, text, face }));
}
