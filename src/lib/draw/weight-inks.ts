// The inks of weights that are told apart by identity and not by sign. Up to four weights have Byrne's red, yellow, blue and black, the
// tokens `--w1` to `--w4`. The nine of a 3 × 3 kernel have his three primaries in three tones: the hue says which column of the kernel, the
// tone which row, from the full ink by a pale one to a deep one. The letter is printed on each all the same.
import { hex, luminance, mix, rgb, type Rgb } from './oklab.ts';
import type { LevelColour, Theme } from './ramps.ts';

const inks: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#b23a2c', '#e3b23c', '#2b5b8c', '#2a251f'],
  dark: ['#de7463', '#e7be58', '#7db0e4', '#e8e0d2'],
};

/** What inks are thinned with, and what deepens them; in the dark the two change places, so that tones stay apart from the page. */
const pale: Readonly<Record<Theme, string>> = { light: '#fffdf8', dark: '#fffdf8' };
const deep: Readonly<Record<Theme, string>> = { light: '#14100c', dark: '#14110e' };
const paleShare = 0.46;
const deepShare = 0.5;

const primaries = 3;

/** The colour of one weight of a square kernel, counted row by row, in one theme. */
export function weightRgb(tap: number, kernel: number, theme: Theme): Rgb {
  const ink = (at: number): Rgb => rgb(inks[theme][at] ?? '#808080');
  if (kernel < primaries) return ink(tap);
  const full = ink(tap % primaries);
  const tone = Math.floor(tap / primaries) % primaries;
  if (tone === 0) return full;
  return tone === 1 ? mix(full, rgb(pale[theme]), paleShare) : mix(full, rgb(deep[theme]), deepShare);
}

/** The same as CSS, right in both themes: of the square, and of the letter printed on it. */
export function weightCss(tap: number, kernel: number): LevelColour {
  const [light, dark] = [weightRgb(tap, kernel, 'light'), weightRgb(tap, kernel, 'dark')];
  return { fill: `light-dark(${hex(light)},${hex(dark)})`, on: `light-dark(${onColour(light)},${onColour(dark)})` };
}

/** Black or white, whichever stands out more. */
export function onColour(fill: Rgb): '#ffffff' | '#000000' {
  return luminance(fill) < 0.179 ? '#ffffff' : '#000000';
}
