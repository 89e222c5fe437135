// The settings of the guide to convolution arithmetic (Dumoulin and Visin), whose pictures everybody knows: what they are called, and their state.
import { windowSettingsIn, type WindowSettings } from '@lib/state/window-fields.ts';

/** One of the guide's settings. */
export interface Preset {
  readonly name: string;
  readonly setting: WindowSettings;
}

const preset = (name: string, state: string): Preset => ({ name, setting: windowSettingsIn(state) });

/** All of them, in the guide's order. */
export const presets: readonly Preset[] = [
  preset('no padding', 'i:4,k:3'),
  preset('any padding', 'i:5,k:4,p:2'),
  preset('half', 'i:5,k:3,p:1'),
  preset('full', 'i:5,k:3,p:2'),
  preset('stride', 'i:5,k:3,s:2'),
  preset('stride, padding', 'i:5,k:3,s:2,p:1'),
  preset('a cell too many', 'i:6,k:3,s:2,p:1'),
  preset('dilation', 'i:7,k:3,d:2'),
];
