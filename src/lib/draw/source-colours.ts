// One colour for each pixel of a picture, by its place: the four inks stand in the corners and run into each other. A copy elsewhere has its
// pixel’s colour, paler, so that a mirror shows as a fold in the colours and a wrap as a jump.
import { hex, luminance, mix, rgb, type Rgb } from './oklab.ts';
import { rampEnds, type LevelColour, type Theme } from './ramps.ts';

/** The four inks, the same values as the tokens `--w1` to `--w4`, and the page behind them. */
const inks = {
  light: { inks: ['#b23a2c', '#e3b23c', '#2b5b8c', '#2a251f'], page: '#faf6ee' },
  dark: { inks: ['#de7463', '#e7be58', '#7db0e4', '#e8e0d2'], page: '#1a1714' },
} as const satisfies Record<Theme, object>;

/** A pixel of a picture, and the size of the picture. */
export interface SourcePlace {
  readonly row: number;
  readonly col: number;
  readonly rows: number;
  readonly cols: number;
}

/** How a cell is to be coloured. */
export interface SourceLook {
  /** Whether it is a copy, which is paler than its pixel. */
  readonly isCopy: boolean;
  /** The share of ink, 0 to 1, for large pictures: their colour is only a tint of the paper. Left out, the colour is full. */
  readonly ink?: number;
}

const copyShare = 0.58;
const tintShare = { pixel: 0.18, copy: 0.36 };

/** The corners of a large picture: a tint of the fourth ink, black, would be taken for ink. */
const tints = ['#b23a2c', '#e3b23c', '#2b5b8c', '#17604f'] as const;

type Corners = readonly [string, string, string, string];

function placeInk({ row, col, rows, cols }: SourcePlace, [first, second, third, fourth]: Corners): Rgb {
  const down = rows > 1 ? row / (rows - 1) : 0;
  const along = cols > 1 ? col / (cols - 1) : 0;
  if (rows > 1 && cols > 1) {
    return mix(mix(rgb(first), rgb(second), along), mix(rgb(third), rgb(fourth), along), down);
  }
  const stops = [first, second, third, fourth].map(rgb); // a line goes through all four
  const at = Math.max(down, along) * (stops.length - 1);
  const from = Math.min(Math.floor(at), stops.length - 2);
  return mix(stops[from] ?? rgb(first), stops[from + 1] ?? rgb(fourth), at - from);
}

function sourceFill(place: SourcePlace, { isCopy, ink }: SourceLook, theme: Theme): Rgb {
  if (ink === undefined) {
    const full = placeInk(place, inks[theme].inks);
    return isCopy ? mix(rgb(inks[theme].page), full, copyShare) : full;
  }
  const { paper, ink: black } = rampEnds[theme];
  const tinted = mix(rgb(paper), placeInk(place, tints), isCopy ? tintShare.copy : tintShare.pixel);
  return mix(tinted, rgb(black), ink);
}

/** The CSS colours of a cell and of what is written on it, right in both themes. */
export function sourceColour(place: SourcePlace, look: SourceLook): LevelColour {
  const [light, dark] = [sourceFill(place, look, 'light'), sourceFill(place, look, 'dark')];
  // the contrast with white exceeds that with black below this luminance: (1.05)/(L+.05) = (L+.05)/.05
  const on = (fill: Rgb): string => (luminance(fill) < 0.179 ? '#fff' : '#000');
  return { fill: `light-dark(${hex(light)},${hex(dark)})`, on: `light-dark(${on(light)},${on(dark)})` };
}
