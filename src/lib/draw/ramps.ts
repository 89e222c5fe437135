// The two colour scales of the book. Ink: 0 is paper, 255 is ink, in both themes. Signed: blue below 0, orange above, the page's
// own tone at 0. A value becomes a level, a whole number; a level has a colour and a colour for the number written on it.
import { hex, luminance, mix, rgb } from './oklab.ts';

/** Levels on one side of a scale; level 0 is paper or zero. */
export const topLevel = 64;

/** The two scales. */
export type RampName = 'ink' | 'signed';

/** The two themes. */
export type Theme = 'light' | 'dark';

/** The ends of the scales, the same values as the tokens `--ink-0`, `--ink-255`, `--neg`, `--zero`, `--pos`. */
export const rampEnds = {
  light: {
    paper: '#FFFDF8',
    ink: '#1D1813',
    neg: '#17497F',
    paleNeg: '#A9C1DA',
    zero: '#F4EFE5',
    palePos: '#E3B48C',
    pos: '#B04A06',
  },
  dark: {
    paper: '#D9D1C1',
    ink: '#14110E',
    neg: '#86B9F0',
    paleNeg: '#3A5778',
    zero: '#28241F',
    palePos: '#71492A',
    pos: '#F49B4A',
  },
} as const;

// a straight mix of cream and blue is grey on its way; this far along stands a pale tone that keeps the hue
const paleShare = 0.35;

/** The colour of a level, and of a number written on it (the one of black and white that stands out more). */
export interface LevelColour {
  readonly fill: string;
  readonly on: string;
}

/** The level of a value on a scale that ends at `greatest` (signed: at ±greatest); a value of nearly 0 keeps level 0 to itself. */
export function levelOf(value: number, greatest: number): number {
  if (greatest <= 0 || value === 0) return 0;
  const level = Math.round((value / greatest) * topLevel);
  return Math.max(-topLevel, Math.min(topLevel, level === 0 ? Math.sign(value) : level));
}

const roundEnds = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** A round end for a scale that holds all these values: the next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten; 1 where all are 0. */
export function roundEnd(values: readonly number[]): number {
  const greatest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  if (greatest === 0) return 1;
  const decade = Math.floor(Math.log10(greatest));
  const digits = greatest / 10 ** decade;
  const slack = 1e-9;
  return Number(`${roundEnds.find((end) => end >= digits - slack) ?? 10}e${decade}`);
}

const cache = new Map<string, LevelColour>();

/** The colours of a level in one theme. */
export function levelColour(ramp: RampName, level: number, theme: Theme): LevelColour {
  const key = `${ramp}${level}${theme}`;
  let colour = cache.get(key);
  if (colour === undefined) {
    const ends = rampEnds[theme];
    const share = Math.abs(level) / topLevel;
    const [pale, end] = level < 0 ? [ends.paleNeg, ends.neg] : [ends.palePos, ends.pos];
    const mixed =
      ramp === 'ink'
        ? mix(rgb(ends.paper), rgb(ends.ink), share)
        : share < paleShare
          ? mix(rgb(ends.zero), rgb(pale), share / paleShare)
          : mix(rgb(pale), rgb(end), (share - paleShare) / (1 - paleShare));
    // the contrast with white exceeds that with black below this luminance: (1.05)/(L+.05) = (L+.05)/.05
    colour = { fill: hex(mixed), on: luminance(mixed) < 0.179 ? '#ffffff' : '#000000' };
    cache.set(key, colour);
  }
  return colour;
}

/** Levels on one side of a scale where CSS does the colouring; see `rampStyles`. */
const cssLevels = 24;

/** The class that colours an element by its value: it sets `--fill`, and `--on` for what is written there. */
export function levelClass(ramp: RampName, value: number, greatest: number): string {
  const level = Math.round((levelOf(value, greatest) / topLevel) * cssLevels);
  const side = ramp === 'ink' ? 'ink' : value < 0 ? 'neg' : 'pos';
  return `${side}-${value === 0 || greatest <= 0 ? 0 : Math.max(1, Math.abs(level))}`;
}

/** The style sheet behind `levelClass`, with the colours of both themes. */
export function rampStyles(): string {
  const rules = (['ink', 'neg', 'pos'] as const).flatMap((side) =>
    Array.from({ length: cssLevels + 1 }, (_, step) => {
      const level = (side === 'neg' ? -1 : 1) * Math.round((step / cssLevels) * topLevel);
      const { fill, on } = levelCss(side === 'ink' ? 'ink' : 'signed', level);
      return `.${side}-${step}{--fill:${fill};--on:${on}}`;
    }),
  );
  return rules.join('');
}

/** The CSS colours of a level, right in both themes. */
export function levelCss(ramp: RampName, level: number): LevelColour {
  const [light, dark] = [levelColour(ramp, level, 'light'), levelColour(ramp, level, 'dark')];
  return {
    fill: `light-dark(${light.fill},${dark.fill})`,
    on: light.on === dark.on ? light.on : `light-dark(${light.on},${dark.on})`,
  };
}
