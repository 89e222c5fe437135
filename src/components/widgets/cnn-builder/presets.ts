// The networks that the builder offers by name.

/** A network to begin with: its name and its written form. */
export interface Preset {
  readonly name: string;
  readonly net: string;
}

/** The book's networks, from the ones that fail to the one that learns ten digits. */
export const presets: readonly Preset[] = [
  { name: 'the session’s net', net: '1-4-8-16-32-2' },
  { name: 'its broken one', net: '1-30s1-1s1-maps' },
  { name: 'one layer, 1 → 128', net: '1-128s1p0-maps' },
  { name: 'no convolution', net: '1-d30-d1' },
  { name: 'ten digits', net: '1-8k5-16-32-64-10' },
];
