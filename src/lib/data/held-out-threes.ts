// Six of the threes that were held out, for figures that fool a net: they stand here, and not in a data chunk, so that a page can be printed and a
// figure opened without loading anything. A test holds them against the data.
import { fromBase64 } from '@lib/array/base64.ts';

const side = 28;

/** The ink of a picture: where its upper left corner is, and its bytes row by row in base64. */
interface Ink {
  readonly row: number;
  readonly col: number;
  readonly cols: number;
  readonly ink: string;
}

/** By their place among the held-out threes and sevens. */
const inks = {
  4: {
    row: 6,
    col: 7,
    cols: 14,
    ink: 'FXHB/v3+/f6sUgAAAAC3/fz9/P38/fzzKAAAAMv/6bdmy8vq/f6XAAAAUZcyAAAAKcH8/W8AAAAAAAAAAAvV/v3LAAAAAAAAAAB71fz9/FEAAAAAAAAAM/3+/f6XFQAAAAAAAAAK1P38/ejfelIAAAAAAAAAe9/+/f79/kcAAAAAAAAAFDKD1fz9wAAAAAAAAAAAAAAVov79ZgAAAAAAAAAAABXL/fw9AAAAAAAAAAAAhP3+WwAAAAAAAAAAFY79/OkeAAAAAAAAACnW/f7VAAAAAAAAAACj8/38rAoAAAAAC62t/f/94FEAAAAAAACE/P38/asUAAAAAAAAAJn99MtSAAAAAAAAAAAAXMB6AAAAAAAAAAAAAA==',
  },
  9: {
    row: 4,
    col: 8,
    cols: 12,
    ink: 'ABeX//6jIAAAAAAAF9P9/f39RAAAAAAAm/GYh/j9uQAAAAAAjFQAAKL3wAYAAAAAAAAAAAfC/TcAAAAAAAAAADj9/TcAAAAAAAAAAE790BMAAAAAAAAAALT9uQAAAAAAAAAAJOj9yDgLAAAAAAAAMv39/f2fKQAAAAAAJbnr/f39vgoAAAAAAAApWcn9/c4YAAAAAAAAAA/W/f0eAAAAAAAAAADN/f0eAAAAAAAAGoH2/dsTAAAAAABKyv392yUAAAAAYeb3/f2oJQAAAABg+P39/YEEAAAAAACn/f39ggMAAAAAAABr/eImAgAAAAAA',
  },
  12: {
    row: 3,
    col: 5,
    cols: 16,
    ink: 'AAAAAAAAN8BXCwAAAAAAAAAAAAAAAKn8/aorAAAAAAAAAAAAAABv+f386WUEAAAAAAAAAAAAAHPj/Pz8ihsAAAAAAAAAAAAAV3CT/PyWAAAAAAAAAAAAAAAACYT3/30AAAAAAAAAAAAAAAAAsP3EBwAAAAAAAAAAAAAAAAn9/BUAAAAAAAAAAAAAAABi/fwVAAAAAAAAAAAAAAmE9v22BAAAAACS/eOUg3vJ/f3UGwAAAAAAm/z8/P38/Od8GwAAAAAAAAdKftbs/PyRAAAAAAAAAAAAAAAADoz85xwAAAAAAAAAAAAAAAAy9PwqAAAAAAB8PgAAAAAAMvX9KgAAAABU8hsAAAAkktP8/CoAAAACsPwWFh9/3/388oYEAAAAFvz8/fz8/Py+bioAAAAAAAS2/P38m5M7AAAAAAAAAAA=',
  },
  17: {
    row: 4,
    col: 7,
    cols: 13,
    ink: 'AAAAAAA2r+b+hAAAAAAAAABC7NH1/vI7AAAAAAAp7M41IZP+lgAAAAAAtdoIAAAg8nEAAAAAAEhpAgAAIOxLAAAAAAAAAAAAEKDeUAAAAAAAAAAACtf+lwAAAAAAAAAAPtn+rRgAAAAAAAAIj/r+9SwAAAAAAAAAg/7+/v7AAAAAAAAAAC3g76Tll69+AQAAAAAAAAAAABzk/qotAAAAAAAAAAAACZT+hgAAAAAAAAAAAAAI3LMAAAAAAAAAAAAAALjvAAAAAAAAAAAAAED+mgAjCgAAAAAABFfP/hQMongAAAAAA5T+/q4AHPXQJAwYWeH+/sYRAAC9//fx9P7/6lAHAAA=',
  },
  33: {
    row: 5,
    col: 5,
    cols: 18,
    ink: 'AAINZIXo/v7+hj8AAAAAAAAAAzr9/f315eXl/vOACQAAAAAAKv3lvGBAAAAAoO79pgsAAAAAkf1UAAAAAAAAADzr/ZgAAAAAdf1UAAAAAAAAAAA+6ewrAAAAEqMUAAAAAAAAAAAAqf08AAAAAAAAAAAAAAAAAAAAqf08AAAAAAAAAAAAAAAAAAAOyuYlAAAAAAAAAAAAAAAAAABZ/cEAAAAAAAAAAAAAAAAAAFL5/U0AAAAAAAAAAAAAAACAxv7+/6cpAwAAAAAAAAAAAHn5/vvl6v39RAQAAAAAAAAAAF781FcAE2DY/W8AAAAAAAAAAABRAAAAAABx/d0QAAAAAAAAAAAAAAAAAABJ/f0YAAAAAAAAAAAAAAAAAACl/eERAAAAAAAAAAAAAAAAAFvy/XQAAAATHAAAAAAABWJisvP9hgUAAAAx7Ylubtvm6P39tDoYBQAAAAAahOH9/f3DhIQ5BAAAAAAA',
  },
  48: {
    row: 4,
    col: 6,
    cols: 14,
    ink: 'AAAAAAAb38esrG0YAgAAAAAAAIT+8/nz/v5pAAAAAAAAnPYWLxdM6fEYAAAAAACcbQAAAADN/iEAAAAAAFEvAAAAUPTIBwAAAAAAAAAAACX19i4AAAAAAAAAAAAXpvZVAAAAAAAAAAArfe/+YwAAAAAAAAAARvj+9CUEAAAAAAAAAAAbdZT9lhMAAAAAAAAAAAAAAJX/WQAAAAAAAAAAAAAAC+TfBAAAAAAAAAAAAAAAgP4xAAAAAAAAAAAAAAAs/jEAAAAOAAAAAAAAAGn+MQAAIq0OAAAAAAAAve0YAAB0uRwAAAAAAATLygAAABbM4VgSBQAAQf52AAAAADDN+vLvnpzc1xYAAAAAAAR9xt7+/sMvAAAAAA==',
  },
} as const satisfies Readonly<Record<number, Ink>>;

/** The places of these threes among the held-out pictures, as words of a link. */
export const heldOutThreeNames = ['4', '9', '12', '17', '33', '48'] as const;

/** One of these places. */
export type HeldOutThreeName = (typeof heldOutThreeNames)[number];

const opened = new Map<HeldOutThreeName, Uint8Array>();

/** The 784 bytes of one of these threes; the same array each time, which nobody may change. */
export function heldOutThree(name: HeldOutThreeName): Uint8Array {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const { row, col, cols, ink } = inks[name];
  const pixels = new Uint8Array(side * side);
  fromBase64(ink).forEach((byte, at) => {
    pixels[(row + Math.floor(at / cols)) * side + col + (at % cols)] = byte;
  });
  opened.set(name, pixels);
  return pixels;
}
