// The five settings of a sliding window as they stand in links, by the letters of the formula: the figures that have them agree on their names,
// and an exercise can ask what a figure is set to.
import { axisWindows, type AxisWindows } from '@lib/conv/axis-windows.ts';
import { linkCodec } from './link-codec.ts';
import { pairField, type RowsAndCols } from './pair-field.ts';

/** The settings, in the order of the formula. */
export const settingNames = ['i', 'k', 's', 'p', 'd'] as const;

/** One of the five settings. */
export type SettingName = (typeof settingNames)[number];

/** All five, each for rows and for columns. */
export type WindowSettings = Readonly<Record<SettingName, RowsAndCols>>;

/** What each setting may be. */
export const settingBounds: Readonly<Record<SettingName, readonly [least: number, greatest: number]>> = {
  i: [1, 64],
  k: [1, 7],
  s: [1, 4],
  p: [0, 6],
  d: [1, 3],
};

/** The link fields of the five settings: a 3 × 3 window on 4 × 4 cells if a link says nothing. */
export const windowFields = {
  i: pairField(4, settingBounds.i),
  k: pairField(3, settingBounds.k),
  s: pairField(1, settingBounds.s),
  p: pairField(0, settingBounds.p),
  d: pairField(1, settingBounds.d),
};

const settingsCodec = linkCodec<WindowSettings>(windowFields);

/** The settings in the state of any figure that has them; what else stands there is passed over. */
export function windowSettingsIn(state: string): WindowSettings {
  return settingsCodec.parse(state).state;
}

/** The settings as a link has them, defaults left out. */
export function printWindowSettings({ i, k, s, p, d }: WindowSettings): string {
  return settingsCodec.print({ i, k, s, p, d });
}

/** The windows of one axis under some settings: 0 for rows, 1 for columns. */
export function windowsOf({ i, k, s, p, d }: WindowSettings, axis: 0 | 1): AxisWindows {
  return axisWindows(i[axis], { kernel: k[axis], stride: s[axis], padding: p[axis], dilation: d[axis] });
}
