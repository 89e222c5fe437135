// Turns the sources that authors name into numbers, while the site is built.
import { tensor } from '@lib/array/tensor.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { leftover, outputLength, type SlideOptions } from '@lib/conv/output-length.ts';
import { mapSize, pictureSize, products, sum, windowAt } from '@lib/conv/response.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { syntheticPicture } from '@lib/data/synthetic.ts';
import { crossEntropy, softmax } from '@lib/nn/cross-entropy.ts';
import { matrixFact } from '@lib/site/matrix-facts.ts';
import { netFact, netShape } from '@lib/site/net-facts.ts';
import type { AuthoredPart, AxisSource, BlankCell, NumberSource, Part, PictureSource, ShapeSource } from './parts.ts';

const fullInk = 255;
const significantDigits = 9; // leaves out what binary fractions add to sums of fifths and ninths

/**
 * The number a source stands for.
 *
 * @throws RangeError when no whole window lies around the place
 */
export function resolveNumber(source: NumberSource): number {
  if (typeof source === 'number') return source;
  if ('positions' in source) return outputLength(source.positions.size, source.positions.kernel) ** 2;
  if ('outputLength' in source) return outputLength(...axisOf(source.outputLength));
  if ('leftover' in source) return leftover(...axisOf(source.leftover));
  if ('net' in source) return netFact(source.net);
  if ('matrix' in source) return significant(matrixFact(source.matrix));
  if ('softmax' in source) {
    const { scores, of } = source.softmax;
    return significant(softmax(tensor([1, scores.length], scores)).data[of] ?? NaN);
  }
  if ('crossEntropy' in source) {
    const { scores, of } = source.crossEntropy;
    return significant(crossEntropy(tensor([1, scores.length], scores), [of]));
  }
  const { kernel, at, image = 'session', scale = 'byte' } = source.response;
  if (at.some((centre) => centre < 1 || centre > mapSize)) {
    throw new RangeError(
      `resolveNumber: at must be a centre from 1 to ${mapSize} on both axes, got (${at.join(', ')})`,
    );
  }
  const weights = typeof kernel === 'string' ? namedKernels[kernel] : kernel;
  const response = sum(products(windowAt(picture(image), at), weights));
  return significant(scale === 'unit' ? response / fullInk : response);
}

function axisOf({ size, kernel, ...options }: AxisSource): [number, number, SlideOptions] {
  return [size, kernel, options];
}

function significant(value: number): number {
  return Number(value.toPrecision(significantDigits));
}

function resolveShape(source: ShapeSource): readonly number[] {
  return 'net' in source ? netShape(source.net) : source;
}

function resolveCell(cell: string | BlankCell): string | BlankCell<number, readonly number[]> {
  if (typeof cell === 'string') return cell;
  if (cell.kind === 'word' || cell.kind === 'place') return cell;
  if (cell.kind === 'shape') return { ...cell, answer: resolveShape(cell.answer) };
  const wrong = (cell.wrong ?? []).map((known) => ({ ...known, value: resolveNumber(known.value) }));
  return { ...cell, answer: resolveNumber(cell.answer), wrong };
}

/** A part as it is shipped to the page. */
export function resolvePart(part: AuthoredPart): Part {
  if (part.kind === 'table')
    return { ...part, rows: part.rows.map((row) => ({ ...row, cells: row.cells.map(resolveCell) })) };
  if (part.kind !== 'number') return part;
  return {
    ...part,
    answer: resolveNumber(part.answer),
    also: (part.also ?? []).map((other) => ({ ...other, value: resolveNumber(other.value) })),
    wrong: part.wrong.map((wrong) => ({ ...wrong, value: resolveNumber(wrong.value) })),
  };
}

function picture(source: PictureSource): ArrayLike<number> {
  if (source === 'session') return sessionDigit;
  if (typeof source === 'string') return syntheticPicture(source);
  return new Array<number>(pictureSize * pictureSize).fill(source.flat);
}
