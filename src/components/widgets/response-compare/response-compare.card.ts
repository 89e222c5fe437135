// How the comparison of the session's four kernels looks and what its states are called where only a link is seen.
import { sessionStack } from '@lib/conv/named-kernels.ts';
import { placeOf } from '@lib/conv/response.ts';
import { kernelWords } from '@lib/text/kernel-words.ts';
import { counted, signedNumber } from '@lib/text/numbers.ts';
import { box, cardInks, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption, inkPlate, signedPlate, windowFrame } from '@lib/card/parts.ts';
import { shortestPicture } from '@lib/state/picture-fields.ts';
import { responseCompareLink, type ResponseCompareLink } from './response-compare.link.ts';
import { ResponseCompareState } from './response-compare.svelte.ts';

const cell = 14;
const side = 28 * cell;
const mapCell = 8;
const mapSide = 26 * mapCell;
const top = 34;

const opened = (link: ResponseCompareLink): ResponseCompareState => {
  const figure = new ResponseCompareState();
  figure.open(responseCompareLink.print(link));
  return figure;
};

const pictureName = ({ d, i }: ResponseCompareLink): string =>
  (d === '3' || d === '7' ? `a handwritten ${d}` : `the picture “${d}”`) + (i === 0 ? '' : `, number ${i} of MNIST`);

function describe(link: ResponseCompareLink): StateWords {
  const { r, c, win } = link;
  const answers = opened(link).responses.map(
    ({ name, answer }) => `${kernelWords[name].title} ${signedNumber(answer, 0)}`,
  );
  const tail = win ? ', and who answers most where' : '';
  return {
    title: `Four kernels on ${pictureName(link)} at (${r}, ${c})${tail}`,
    line:
      link.i === 0
        ? `The session’s four kernels asked the same window of ${pictureName(link)}, row ${r}, column ${c}. Their answers: ${answers.join(', ')}${tail}.`
        : `The session’s four kernels asked the same window of ${pictureName(link)}, row ${r}, column ${c}${tail}. Open the link to see their answers.`,
  };
}

/** The four inks of the winners, and of a draw. */
const winnerInks = ['#b23a2c', '#e3b23c', '#2b5b8c', '#2a251f', cardInks.rule] as const;

/** Which kernel answers most at each place, as the figure shows it where the link asks for it. */
function winners({ winners: won }: ResponseCompareState): CardPart[] {
  const left = side + 60;
  const size = side / 28;
  const places = winnerInks.map((fill, at): CardPart => {
    const squares = won.flatMap((winner, place) => {
      const [row, col] = placeOf(place);
      return winner === at + 1 ? [box(left + col * size, top + row * size, size)] : [];
    });
    return { kind: 'path', d: squares.join(''), fill };
  });
  const names = sessionStack.flatMap((name, at): CardPart[] => {
    const y = top + 20 + at * 62;
    const count = won.filter((winner) => winner === at + 1).length;
    return [
      { kind: 'path', d: box(left + side + 30, y, 34), fill: winnerInks[at] ?? cardInks.ink },
      caption(
        `${kernelWords[name].title}: ${counted(count, 'place')}`,
        { x: left + side + 78, y: y + 26 },
        { size: 27 },
      ),
    ];
  });
  return [
    caption('which kernel answers most', { x: left, y: 20 }),
    { kind: 'path', d: box(left, top, side), fill: cardInks.sheet },
    ...places.filter((part) => part.kind !== 'path' || part.d !== ''),
    ...names,
  ];
}

function draw(link: ResponseCompareLink): CardFigure {
  const figure = opened(link);
  const { r, c } = link;
  const maps = figure.responses.flatMap(({ name, map, answer }, at): CardPart[] => {
    const x = side + 60 + (at % 2) * (mapSide + 190);
    const y = top + Math.floor(at / 2) * (mapSide + 8) * 0.93;
    const size = mapCell * 0.86;
    return [
      signedPlate(map, { x, y, size, greatest: figure.greatestAnswer }),
      ...windowFrame(x + (c - 1) * size, y + (r - 1) * size, size),
      caption(kernelWords[name].title, { x: x + 26 * size + 16, y: y + 26 }),
      {
        kind: 'text',
        x: x + 26 * size + 16,
        y: y + 64,
        size: 34,
        text: signedNumber(answer, 0),
        face: 'bold',
        fill: answer < 0 ? '#1a4c84' : answer > 0 ? '#9a4106' : '#736858',
      },
    ];
  });
  return {
    width: side + 60 + 2 * (mapSide + 180),
    height: side + top + 4,
    parts: [
      caption(`one window of ${pictureName(link)}`, { x: 0, y: 20 }),
      inkPlate(figure.picture.bytes, { x: 0, y: top, size: cell }),
      ...windowFrame((c - 1) * cell, top + (r - 1) * cell, 3 * cell),
      ...(figure.picture.isLoaded ? (link.win ? winners(figure) : maps) : []),
    ],
  };
}

/** The comparison for those who only see a link. */
export const card = widgetCard(responseCompareLink, {
  title: 'Four kernels, one digit: which of them answers where?',
  line: 'The session’s four edge kernels on one handwritten digit, their maps side by side on one scale. Point at a place to compare the four answers to the same window.',
  heightPx: 1180,
  states: ['win:1'],
  shortest: shortestPicture,
  describe,
  draw,
});
