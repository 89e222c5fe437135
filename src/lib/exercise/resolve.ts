// Turns the sources that authors name into numbers, while the site is built.
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import { mapSize, pictureSize, products, sum, windowAt } from '@lib/conv/response.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { syntheticPicture } from '@lib/data/synthetic.ts';
import type { AuthoredPart, NumberSource, Part, PictureSource } from './parts.ts';

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
  const { kernel, at, image = 'session', scale = 'byte' } = source.response;
  if (at.some((centre) => centre < 1 || centre > mapSize)) {
    throw new RangeError(
      `resolveNumber: at must be a centre from 1 to ${mapSize} on both axes, got (${at.join(', ')})`,
    );
  }
  const weights = typeof kernel === 'string' ? namedKernels[kernel] : kernel;
  const response = sum(products(windowAt(picture(image), at), weights));
  return Number((scale === 'unit' ? response / fullInk : response).toPrecision(significantDigits));
}

/** A part as it is shipped to the page. */
export function resolvePart(part: AuthoredPart): Part {
  if (part.kind !== 'number') return part;
  return {
    ...part,
    answer: resolveNumber(part.answer),
    wrong: part.wrong.map((wrong) => ({ ...wrong, value: resolveNumber(wrong.value) })),
  };
}

function picture(source: PictureSource): ArrayLike<number> {
  if (source === 'session') return sessionDigit;
  if (typeof source === 'string') return syntheticPicture(source);
  return new Array<number>(pictureSize * pictureSize).fill(source.flat);
}
