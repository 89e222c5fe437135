// The numbers that a lesson's components compute, as words for where no component can stand: descriptions of cards. What is not known here is
// left out of descriptions, so this need not know every component.
import { isKernelName, namedKernels } from '@lib/conv/named-kernels.ts';
import { pictureSize, products, sum, windowAt } from '@lib/conv/response.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { sessionNet } from '@lib/state/architecture-field.ts';
import { readPlace } from '@lib/text/places.ts';
import { shapeWords } from '@lib/text/network-words.ts';
import { plainNumber, signedNumber } from '@lib/text/numbers.ts';
import { netShape } from './net-facts.ts';

type Props = Readonly<Record<string, unknown>>;

function textOf(props: Props, name: string): string {
  const value = props[name];
  return typeof value === 'string' ? value : '';
}

const writers: Readonly<Record<string, (props: Props) => string | undefined>> = {
  Response(props) {
    const kernel = textOf(props, 'kernel');
    if (!isKernelName(kernel)) return undefined;
    const isUnit = props['scale'] === 'unit';
    const window = windowAt(sessionDigit, readPlace(textOf(props, 'at')));
    const answer = sum(products(window, namedKernels[kernel])) / (isUnit ? 255 : 1);
    return (props['plain'] === true ? plainNumber : signedNumber)(answer, isUnit ? 3 : 2);
  },
  Pixel(props) {
    const [row, col] = readPlace(textOf(props, 'at'));
    return String(sessionDigit[row * pictureSize + col] ?? '');
  },
  SessionTime: (props) => textOf(props, 'time'),
  NetShape(props) {
    const { of, layer, batch, size } = props;
    return shapeWords(
      netShape({
        of: typeof of === 'string' ? of : sessionNet,
        ...(typeof layer === 'number' && { stage: layer - 1 }),
        ...(typeof batch === 'number' && { batch }),
        ...(typeof size === 'number' && { size }),
      }),
    );
  },
};

/** What a component of the prose prints, if it is known here. */
export function computedWords(name: string, props: Props): string | undefined {
  return writers[name]?.(props);
}
