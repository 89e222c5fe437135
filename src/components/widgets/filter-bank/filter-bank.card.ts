// How the filter bank looks and what its states are called where only a link is seen.
import { kernelBank } from '@lib/conv/kernel-bank.ts';
import { sessionStack } from '@lib/conv/named-kernels.ts';
import { mapIndex, responseMap } from '@lib/conv/response.ts';
import { knownBatch } from '@lib/data/known-digits.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption, inkPlate, signedPlate, windowFrame } from '@lib/card/parts.ts';
import { kernelWords } from '@lib/text/kernel-words.ts';
import { counted, signedNumber } from '@lib/text/numbers.ts';
import { filterBankLink, type FilterBankLink } from './filter-bank.link.ts';

/** As many rows and columns of maps as can be told apart on a card. */
const most = { pictures: 5, kernels: 9 } as const;

/** The digits of a batch: the session's three, and those that follow it in the file. */
const digitsOf = (count: number): readonly ArrayLike<number>[] => knownBatch(count).map(({ pixels }) => pixels);

function chosen({ b, n, sel, seed, r, c }: FilterBankLink) {
  const [picture, kernel] = [Math.min(sel[0], b - 1), Math.min(sel[1], n - 1)];
  const map = responseMap(digitsOf(b)[picture] ?? sessionDigit, kernelBank(n, seed)[kernel] ?? []);
  const name = sessionStack[kernel];
  return {
    picture,
    kernel,
    title: name === undefined ? `random kernel ${kernel}` : `the kernel ${kernelWords[name].title}`,
    answer: map[mapIndex([r, c])] ?? 0,
  };
}

function describe(link: FilterBankLink): StateWords {
  const { n, b, r, c, layout } = link;
  const { picture, title, answer } = chosen(link);
  const shape = layout === 'nhwc' ? `${b} × 26 × 26 × ${n}` : `${b} × ${n} × 26 × 26`;
  const seed = n > sessionStack.length ? `, seed ${link.seed}` : '';
  return {
    title: `${counted(b, 'digit')} under ${counted(n, 'kernel')}: picture ${picture}, ${title}, (${r}, ${c})`.slice(
      0,
      80,
    ),
    line: `${counted(b, 'handwritten digit')} under ${counted(n, 'kernel')}${seed} in one call: ${shape}. Open: picture ${picture}, ${title}; at row ${r}, column ${c} it answers ${signedNumber(answer, 1)}.`,
  };
}

/** What is drawn, and of how much it is the corner. */
function shownWords({ n, b }: FilterBankLink, { rows, cols }: { rows: number; cols: number }): string {
  const all = `${counted(b, 'picture')}, ${counted(n, 'kernel')}`;
  return rows === b && cols === n ? all : `${all}: the first ${rows} and ${cols}`;
}

function draw(link: FilterBankLink): CardFigure {
  const { n, b, seed } = link;
  const [rows, cols] = [Math.min(b, most.pictures), Math.min(n, most.kernels)];
  const cell = Math.min(9, 14 / Math.max(1, rows / 2), 36 / (cols + 1));
  const pitch = 28 * cell + 10;
  const top = 34 + 3 * 16 + 18;
  const digits = digitsOf(b).slice(0, rows);
  const kernels = kernelBank(n, seed).slice(0, cols);
  const maps = digits.map((pixels) => kernels.map((weights) => responseMap(pixels, weights)));
  const greatest = maps.flat().reduce((end, map) => map.reduce((one, value) => Math.max(one, Math.abs(value)), end), 0);
  const { picture, kernel } = chosen(link);
  const left = (at: number) => (at + 1) * pitch + 24;
  const down = (at: number) => top + at * pitch;
  const parts: CardPart[] = [
    caption(shownWords(link, { rows, cols }), { x: 0, y: 24 }, { size: Math.min(24, left(cols) / 36) }),
    ...kernels.map((weights, at) => signedPlate(weights, { x: left(at), y: 40, size: 16, greatest: 1 })),
    ...digits.flatMap((pixels, row): CardPart[] => [
      inkPlate(pixels, { x: 0, y: down(row), size: cell }),
      ...(maps[row] ?? []).map((map, at) =>
        signedPlate(map, { x: left(at), y: down(row), size: (28 * cell) / 26, greatest }),
      ),
    ]),
    ...(picture < rows && kernel < cols ? windowFrame(left(kernel), down(picture), 28 * cell) : []),
  ];
  return { width: left(cols), height: down(rows), parts };
}

/** The bank for those who only see a link. */
export const card = widgetCard(filterBankLink, {
  title: 'The filter bank: many pictures, many kernels, one call',
  line: 'Up to 64 handwritten digits under up to 128 kernels in a single call. Every map on one canvas, any of them open to its products, and the same work timed one by one on your machine.',
  states: ['b:64', 'n:128,b:64'],
  describe,
  draw,
});
