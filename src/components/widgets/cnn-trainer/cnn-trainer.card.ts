// How the training laboratory looks and what its runs are called where only a link is seen. A run is drawn by what decides it: its network, and
// the learning rate of every step.
import { rateAt } from '@lib/nn/schedule.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import { printArchitecture } from '@lib/state/architecture-field.ts';
import { runOf, secondNames, secondOf, type RunLink } from '@lib/state/training-run-field.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { counted } from '@lib/text/numbers.ts';
import { digitsWords, rateWords, tamperingWords } from '@lib/text/run-words.ts';
import { cardInks, placed, widgetCard, type CardFigure, type CardPart, type StateWords } from '@lib/card/figure.ts';
import { caption, networkDrawing } from '@lib/card/parts.ts';
import { cnnTrainerLink, shortest, type CnnTrainerLink, type ShownPart } from './cnn-trainer.link.ts';

const partWords: Readonly<Record<ShownPart, string>> = {
  run: '',
  seeds: 'over several seeds',
  rates: 'over many learning rates',
  race: 'on every engine',
};
const optimiserWords = { sgd: 'gradient descent', momentum: 'momentum', adam: 'Adam' } as const;

const lengthWords = ({ ep, n }: RunLink): string => (n === 0 ? counted(ep, 'epoch') : counted(n, 'step'));

function differences(link: CnnTrainerLink): string {
  const against = secondNames.filter((name) => link[`b.${name}`] !== undefined);
  const words = {
    net: 'another net',
    tamper: 'changed pictures',
    bs: 'another batch',
    lr: 'another rate',
    sched: 'another schedule',
    opt: 'another optimiser',
    seed: 'another seed',
    order: 'another order',
  } as const;
  return against.length === 0 ? '' : ` against ${against.map((name) => words[name]).join(' and ')}`;
}

function lookWords({ step, pic, t }: CnnTrainerLink): string {
  const words = [
    step === undefined || step === 'end' ? '' : `step ${step}`,
    pic < 0 ? '' : `picture ${pic}`,
    t === 0.5 ? '' : `threshold ${t}`,
  ];
  return words.filter((word) => word !== '').join(', ');
}

function describe(link: CnnTrainerLink): StateWords {
  const run = runOf(link);
  const { parameters } = stageTable(link.net, [1, 1, 28, 28]);
  const net = printArchitecture(link.net);
  const isSessionNet = net === printArchitecture(cnnTrainerLink.initial.net);
  const look = lookWords(link);
  const where = [partWords[link.show], look].filter((word) => word !== '').join(', ');
  const tampered = link.tamper === 'none' ? '' : ` (${tamperingWords[link.tamper]})`;
  const own = isSessionNet ? 'A run' : `${net}, a run`;
  const title = `${own} of ${lengthWords(link)} at rate ${rateWords(link.lr)}, seed ${link.seed}${differences(link)}${where === '' ? '' : `, ${where}`}`;
  return {
    title: title.length <= 80 ? title : `${title.slice(0, 79)}…`,
    line: `Train ${net} (${wholeNumber(parameters)} parameters) in the page on ${digitsWords(run.digits)}${tampered}: ${counted(run.steps, 'step')} of ${link.bs}, ${optimiserWords[link.opt]}, ${link.sched === 'fixed' ? 'fixed' : 'one-cycle'} rate ${rateWords(link.lr)}, seed ${link.seed}${differences(link)}${where === '' ? '' : `; ${where}`}. The link repeats the run.`.slice(
      0,
      250,
    ),
  };
}

const chart = { width: 420, height: 220 } as const;

/** The learning rate of every step as a line; a second run dashed. */
function rates(link: CnnTrainerLink): CardPart[] {
  const second = secondOf(link);
  const settings = second === undefined ? [link] : [link, second];
  const most = Math.max(...settings.map(({ lr }) => lr)) * 1.08;
  const longest = Math.max(...settings.map((one) => runOf(one).steps));
  const lines = settings.map((one, at): CardPart => {
    const run = runOf(one);
    const points = Array.from({ length: 101 }, (_, share) => {
      const step = (share / 100) * run.steps;
      return [(step / longest) * chart.width, chart.height * (1 - rateAt(run, step) / most)] as const;
    });
    const [first = [0, 0] as const] = points;
    const moves = points.slice(1).map(([x, y], place) => {
      const [fromX, fromY] = points[place] ?? first;
      return `l${(x - fromX).toFixed(3)} ${(y - fromY).toFixed(3)}`;
    });
    return {
      kind: 'path',
      d: `M${first[0]} ${first[1]}${moves.join('')}`,
      stroke: at === 0 ? cardInks.accent : cardInks.pos,
      width: 4,
      ...(at === 1 && { dash: '10 7' }),
    };
  });
  return [
    caption('learning rate, step by step', { x: 0, y: -18 }),
    { kind: 'path', d: `M0 0v${chart.height}h${chart.width}`, stroke: cardInks.rule2, width: 2 },
    ...lines,
    caption(rateWords(link.lr), { x: chart.width + 10, y: 24 }, { fill: cardInks.accent }),
    caption(counted(longest, 'step'), { x: chart.width, y: chart.height + 30 }, { anchor: 'end' }),
  ];
}

function draw(link: CnnTrainerLink): CardFigure {
  const net = networkDrawing(stageTable(link.net, [1, 1, 28, 28]).rows);
  const netWidth = 680;
  const scale = Math.min(netWidth / net.width, 320 / net.height);
  const x = netWidth + 60;
  return {
    width: x + chart.width + 80,
    height: 340,
    parts: [
      ...placed(net, 0, (330 - net.height * scale) / 2 + 20, scale),
      ...placed({ ...chart, parts: rates(link) }, x, 52, 1),
    ],
  };
}

/** The laboratory for those who only see a link. */
export const card = widgetCard(cnnTrainerLink, {
  title: 'The training laboratory: a network learns in your browser',
  line: 'Train the session’s network on handwritten threes and sevens, here in the page. Go back along the curves, look at kernels and mistakes, change a knob; the same link gives the same run.',
  heightPx: 1700,
  shortest,
  describe,
  draw,
});
