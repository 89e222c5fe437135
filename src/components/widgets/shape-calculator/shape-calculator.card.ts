// How the shape calculator looks and what its states are called where only a link is seen.
import { accountOf } from '@lib/conv/conv-call.ts';
import { widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption } from '@lib/card/parts.ts';
import { axisOrder, callProblem, countWords, openedWords, orderedShape, type AxisName } from '@lib/text/call-words.ts';
import { callOf, shapeCalculatorLink, type ShapeCalculatorLink } from './shape-calculator.link.ts';

/** The colours of the axes, as the tokens `--axis-…` have them in the light theme. */
const inks: Readonly<Record<AxisName, string>> = {
  n: '#221d17',
  co: '#b23a2c',
  ci: '#736858',
  h: '#2b5b8c',
  w: '#96690a',
};

/** A browser shows no more of a title. */
const longestTitle = 70;

/** What each number is called in a title. */
const titles: Readonly<Record<ShapeCalculatorLink['o'], string>> = {
  n: 'Pictures',
  co: 'Channels',
  h: 'Rows',
  w: 'Columns',
  weights: 'Weights',
  parameters: 'Parameters',
  picture: 'Products',
  batch: 'Products in all',
  bytes: 'Size',
};

/** What is not as usual about the window, in a few words. */
function settingsOf({ s, p, d, g }: ShapeCalculatorLink): string {
  return [
    ...(s === 1 ? [] : [`stride ${s}`]),
    ...(p === 0 ? [] : [`padding ${p}`]),
    ...(d === 1 ? [] : [`dilation ${d}`]),
    ...(g === 1 ? [] : [`${g} groups`]),
  ].join(', ');
}

function shapesOf(link: ShapeCalculatorLink): { input: string; weight: string; output: string } | undefined {
  if (callProblem(callOf(link)) !== undefined) return undefined;
  const { inputShape, weightShape, outputShape } = accountOf(callOf(link));
  const write = (tensor: 'input' | 'weight' | 'output', shape: readonly number[]) =>
    orderedShape(tensor, shape, link.layout)
      .map(({ length }) => length)
      .join('×');
  return {
    input: write('input', inputShape),
    weight: write('weight', weightShape),
    output: write('output', outputShape),
  };
}

function describe(link: ShapeCalculatorLink): StateWords {
  const call = callOf(link);
  const shapes = shapesOf(link);
  const settings = settingsOf(link);
  const with_ = settings === '' ? '' : `, ${settings}`;
  if (shapes === undefined)
    return {
      title: `A convolution that is refused: ${link.co} kernels on ${link.h}×${link.w}${with_}`.slice(0, longestTitle),
      line: `A call of a convolution that is not possible${with_}: ${callProblem(call) ?? ''}`.slice(0, 250),
    };
  const { name, value, equation } = openedWords(link.o, call, accountOf(call));
  const sum = equation.map(({ text }) => text).join('');
  return {
    title: `${titles[link.o]} ${value}: ${shapes.input} ∗ ${shapes.weight} = ${shapes.output}${with_}`.slice(
      0,
      longestTitle,
    ),
    line: `Pictures of ${shapes.input} under kernels of ${shapes.weight}${with_} give ${shapes.output}${link.layout === 'nhwc' ? ', channels last' : ''}. ${name}: ${sum}.`.slice(
      0,
      250,
    ),
  };
}

const pitch = 170;
const rows = { input: 60, weight: 190, output: 340 } as const;
const width = 5 * pitch;

function draw(link: ShapeCalculatorLink): CardFigure {
  const call = callOf(link);
  const account = callProblem(call) === undefined ? accountOf(call) : undefined;
  const order = axisOrder[link.layout];
  const centre = (axis: AxisName) => (order.indexOf(axis) + 0.5) * pitch;
  const lines = order.map((axis): CardPart => {
    const from = axis === 'co' ? rows.weight : rows.input;
    const to = axis === 'ci' ? rows.weight + 70 : rows.output;
    return {
      kind: 'path',
      d: `M${centre(axis)} ${from}v${to - from}`,
      stroke: inks[axis],
      width: 6,
      ...(axis === 'ci' ? { dash: '10 8' } : {}),
    };
  });
  const numbers = (tensor: 'input' | 'weight' | 'output', shape: readonly number[]): CardPart[] =>
    orderedShape(tensor, shape, link.layout).flatMap(({ axis, length }): CardPart[] => [
      { kind: 'path', d: `M${centre(axis) - 56} ${rows[tensor] - 34}h112v56h-112z`, fill: '#faf6ee' },
      {
        kind: 'text',
        x: centre(axis),
        y: rows[tensor] + 12,
        size: tensor === 'output' ? 52 : 40,
        text: countWords(length),
        face: 'serif',
        anchor: 'middle',
        fill: inks[axis],
      },
    ]);
  const columns = order.map((axis) =>
    caption(
      { n: 'pictures', co: 'kernels', ci: 'channels in', h: 'rows', w: 'columns' }[axis],
      { x: centre(axis), y: 14 },
      { anchor: 'middle' },
    ),
  );
  const parts = account
    ? [
        ...lines,
        ...numbers('input', account.inputShape),
        ...numbers('weight', account.weightShape),
        ...numbers('output', account.outputShape),
        caption('added up', { x: centre('ci'), y: rows.weight + 96 }, { anchor: 'middle' }),
      ]
    : [caption(callProblem(call) ?? '', { x: width / 2, y: rows.weight }, { anchor: 'middle' })];
  return { width, height: rows.output + 30, parts: [...columns, ...parts] };
}

/** The calculator for those who only see a link. */
export const card = widgetCard(shapeCalculatorLink, {
  title: 'The shape calculator: what comes out of a convolution, and what it costs',
  line: 'Batch, channels, sides, kernels, stride, padding, dilation, groups: change one, and see which numbers of the shape it reaches. Parameters, products and bytes open into their arithmetic.',
  states: ['co:128', 'layout:nhwc', 'ci:3,h:224,w:224,co:64,k:7,s:2,p:3'],
  describe,
  draw,
});
