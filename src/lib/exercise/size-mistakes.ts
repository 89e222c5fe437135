// What goes wrong when people work out the size of an output, and what each slip leads to: the slip is recognised by its number, and told in
// a sentence that does not give the right one away.
import type { AxisWindows } from '@lib/conv/axis-windows.ts';
import { plainNumber } from '@lib/text/numbers.ts';

/** A slip, the number it leads to, and what is said about it. Its first sentence says what was right. */
export interface SizeMistake {
  readonly name: string;
  readonly value: number;
  readonly why: string;
}

/** All slips for an axis that lead to another number than the right one, the likeliest first. */
export function sizeMistakes(axis: AxisWindows): readonly SizeMistake[] {
  const { size, kernel, stride, padding, dilation, padded, span, count } = axis;
  const room = padded - span;
  const places = (free: number, step = stride): number => Math.floor(free / step) + 1;
  const quotient = plainNumber(room / stride, 3);
  const all: readonly (SizeMistake | false)[] = [
    room % stride !== 0 && {
      name: 'no floor',
      value: room / stride + 1,
      why: `The fraction is right, ${room} ÷ ${stride} = ${quotient}. But there is no part of a place: the floor drops what stands behind the point before 1 is added.`,
    },
    room % stride !== 0 && {
      name: 'rounded up',
      value: Math.ceil(room / stride) + 1,
      why: `You reached ${quotient} and rounded it up. One more step would take the window over the far end, at the right or at the bottom, so the floor rounds down.`,
    },
    {
      name: 'no plus one',
      value: Math.floor(room / stride),
      why: `That is how many steps the window can take. There is one place more than there are steps: the one where it begins.`,
    },
    padding > 0 && {
      name: 'one side',
      value: places(size + padding - span),
      why: `You put padding in, but once. It goes on both sides: the window walks over ${padded} cells, not ${size + padding}.`,
    },
    stride > 1 && {
      name: 'stride as gap',
      value: places(room, stride + 1),
      why: `You left ${stride} cells out between one start and the next. The stride counts from start to start: with stride ${stride} the second window begins ${stride} cells after the first.`,
    },
    padding > 0 && {
      name: 'no padding',
      value: places(size - span),
      why: `That is right for the bare ${size} cells. Here there are ${padding} more at each end.`,
    },
    dilation > 1 && {
      name: 'no dilation',
      value: places(padded - kernel),
      why: `That is right for a kernel without gaps. With dilation ${dilation} its ${kernel} numbers stand ${dilation} apart, so it covers more than ${kernel} cells.`,
    },
    dilation > 1 && {
      name: 'dilation times kernel',
      value: places(padded - dilation * kernel),
      why: `You made the kernel ${dilation} · ${kernel} = ${dilation * kernel} cells long. There are gaps between its numbers only, not behind the last one.`,
    },
    stride > 1 && {
      name: 'no stride',
      value: places(room, 1),
      why: `That many places there would be with stride 1. This window takes only every ${stride === 2 ? 'second' : stride === 3 ? 'third' : 'fourth'} of them.`,
    },
    {
      name: 'kernel not taken off',
      value: places(padded - 1),
      why: `You let the window begin on every cell, even where it would hang over the end. It has to fit: its own length comes off first.`,
    },
    {
      name: 'plus one under the bar',
      value: Math.floor((room + 1) / stride),
      why: `You added the 1 before dividing. First divide and round down, then add 1 for the first place.`,
    },
    {
      name: 'padded size',
      value: padded,
      why: `That is the length with its padding. How many places the window has on it is another question.`,
    },
    {
      name: 'input size',
      value: size,
      why: `That is the input again. Only some settings keep the size, and these do not.`,
    },
    stride > 1 && {
      name: 'divided',
      value: Math.ceil(size / stride),
      why: `You divided the input by the stride. That is the rough idea, but kernel and padding have a say, too.`,
    },
    stride > 1 && {
      name: 'divided and rounded down',
      value: Math.floor(size / stride),
      why: `You divided the input by the stride. That is the rough idea, but kernel and padding have a say, too.`,
    },
  ];
  const seen = new Set([count]);
  return all.filter((mistake): mistake is SizeMistake => {
    if (mistake === false || mistake.value < 0 || seen.has(mistake.value)) return false;
    seen.add(mistake.value);
    return true;
  });
}
