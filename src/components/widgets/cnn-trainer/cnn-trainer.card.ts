// How the training laboratory looks and what its runs are called where only a link is seen. A run that somebody has trained is drawn by what became of it:
// its losses, and the held-out digits that it tells right. Those that the book names were trained when it was built.
import { chartParts } from '@lib/card/curves.ts';
import { cardInks, widgetCard, type CardFigure, type StateWords } from '@lib/card/figure.ts';
import { knownRun, type RunResult } from '@lib/card/known-runs.ts';
import { networkDrawing } from '@lib/card/parts.ts';
import type { BandPoint } from '@lib/draw/chart.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { printArchitecture } from '@lib/state/architecture-field.ts';
import { runOf, secondNames, secondOf, type RunLink } from '@lib/state/training-run-field.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { counted, plainNumber } from '@lib/text/numbers.ts';
import { digitsWords, rateWords, refusalWords, tamperingWords } from '@lib/text/run-words.ts';
import { cnnTrainerLink, shortest, type CnnTrainerLink, type ShownPart } from './cnn-trainer.link.ts';
import {
  heldOutPoints,
  lossEnds,
  lossPoints,
  rightEnds,
  sampledPoints,
  type Curve,
  type Measure,
} from './curves.svelte.ts';
import { startsOf } from './seed-band.svelte.ts';

const partWords: Readonly<Record<ShownPart, string>> = {
  run: '',
  seeds: 'from twenty starts',
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

/** Title and line of a run, with what became of it where that is known. */
function describe(link: CnnTrainerLink): StateWords {
  const run = runOf(link);
  const { parameters } = stageTable(link.net, [1, 1, 28, 28]);
  const net = printArchitecture(link.net);
  const isSessionNet = net === printArchitecture(cnnTrainerLink.initial.net);
  const where = [partWords[link.show], lookWords(link)].filter((word) => word !== '').join(', ');
  const tampered = link.tamper === 'none' ? '' : ` (${tamperingWords[link.tamper]})`;
  const settings = `${lengthWords(link)} at rate ${rateWords(link.lr)}, seed ${link.seed}${differences(link)}${where === '' ? '' : `, ${where}`}`;
  const refusal = refusalWords(run, link.net);
  if (refusal !== undefined)
    return {
      title: cut(`${net} cannot be trained here: the laboratory says why`, 80),
      line: cut(`${refusal} (${net}, ${settings})`, 250),
    };
  const result = resultWords(link);
  const own = isSessionNet ? 'A run' : `${net}, a run`;
  const isOneRun = link.show === 'run' && secondOf(link) === undefined;
  const told = result === '' ? '' : `${isOneRun ? ' ends with' : ':'} ${result} right`;
  const tail = `${differences(link)}${where === '' ? '' : `, ${where}`}`;
  const titles = [
    `${own} of ${settings}`,
    `${own} of ${lengthWords(link)}, seed ${link.seed}${tail}`,
    `${own} of ${lengthWords(link)}${tail}`,
    `${isSessionNet ? 'A run' : net}${tail}`,
  ];
  const title = titles.find((words) => words.length + told.length <= 80) ?? `${own}${tail}`;
  const ended = result === '' ? '' : ` It ends with ${result} held-out digits right.`;
  const what = `Train ${net} (${wholeNumber(parameters)} parameters) in the page on ${digitsWords(run.digits)}${tampered}`;
  const how = `${counted(run.steps, 'step')} of ${link.bs}, ${optimiserWords[link.opt]}, ${link.sched === 'fixed' ? 'fixed' : 'one-cycle'} rate ${rateWords(link.lr)}, seed ${link.seed}${differences(link)}${where === '' ? '' : `; ${where}`}.`;
  return {
    title: `${cut(title, 80 - told.length)}${told}`,
    line: `${cut(`${what}: ${how}`, 250 - ended.length)}${ended}`,
  };
}

const cut = (words: string, most: number): string => (words.length <= most ? words : `${words.slice(0, most - 1)}…`);

/** The runs that a state is about, the second one included: those that can be trained. */
function runsOf(link: CnnTrainerLink): readonly TrainingRun[] {
  return [link, secondOf(link)].flatMap((settings) => {
    if (settings === undefined) return [];
    const run = runOf(settings);
    return refusalWords(run, settings.net) === undefined ? [run] : [];
  });
}

/** Those and the other seeds, where the state is about these. */
function allRunsOf(link: CnnTrainerLink): readonly TrainingRun[] {
  const runs = runsOf(link);
  return link.show === 'seeds' ? [...runs, ...seedRuns(runs[0])] : runs;
}

const seedRuns = (run: TrainingRun | undefined): readonly TrainingRun[] => (run === undefined ? [] : startsOf(run));

/** What became of all runs of a state; nothing where one of them was not trained. */
function resultsOf(link: CnnTrainerLink): readonly RunResult[] {
  const results = runsOf(link).map(knownRun);
  const whole = results.filter((result) => result !== undefined);
  return whole.length === results.length ? whole : [];
}

const rightOf = ({ looks }: RunResult): number => looks.at(-1)?.right ?? 0;
const countOf = ({ looks }: RunResult): number => looks.at(-1)?.count ?? 0;

/** How the runs ended, in words: `2,020 of 2,038`; empty where nobody knows. */
function resultWords(link: CnnTrainerLink): string {
  const results = resultsOf(link);
  const [first] = results;
  if (first === undefined) return '';
  const seeds = link.show === 'seeds' ? seedRuns(runsOf(link)[0]).flatMap((run) => knownRun(run) ?? []) : [];
  const right = seeds.length > 1 ? seeds.map(rightOf).toSorted((one, other) => one - other) : results.map(rightOf);
  const shown = seeds.length > 1 ? [right[0] ?? 0, right.at(-1) ?? 0] : right;
  return `${shown.map(wholeNumber).join(seeds.length > 1 ? ' to ' : ' and ')} of ${wholeNumber(countOf(first))}`;
}

const chart = { width: 440, height: 240 } as const;

function curves(link: CnnTrainerLink, results: readonly RunResult[]): CardFigure {
  const isPair = results.length > 1;
  const runs = runsOf(link);
  const steps = Math.max(...runs.map((run) => run.steps));
  const lines = (measure: Measure): Curve[] => {
    const [first, second] = link.in === 'b' ? results.toReversed() : results;
    if (first === undefined) return [];
    const main: Curve = { label: '', points: heldOutPoints(first.looks, measure), kind: 'main' };
    if (second !== undefined) return [{ label: '', points: heldOutPoints(second.looks, measure), kind: 'pale' }, main];
    return [{ label: '', points: sampledPoints(first.looks, measure), kind: 'dashed' }, main];
  };
  const loss: Curve[] = [
    ...(isPair ? [] : [{ label: '', points: lossPoints(results[0]?.losses ?? []), kind: 'thin' } as const]),
    ...lines('loss'),
  ];
  const right = lines('right');
  const seeds = link.show === 'seeds' ? seedRuns(runs[0]).flatMap((run) => knownRun(run) ?? []) : [];
  const [left, top, apart] = [70, 52, chart.width + 120];
  const shared = { steps, format: (value: number) => plainNumber(value, 3) };
  return {
    width: apart + left + chart.width + 4,
    height: top + chart.height + 30,
    parts: [
      ...chartParts(
        {
          ...shared,
          title: 'loss, held out',
          lines: loss,
          band: bandOf(seeds, 'loss'),
          scale: 'log',
          range: lossEnds(loss),
        },
        { x: left, y: top, ...chart },
      ),
      ...chartParts(
        {
          ...shared,
          title: 'right, %',
          lines: right,
          band: bandOf(seeds, 'right'),
          scale: 'linear',
          range: rightEnds(right),
        },
        { x: apart + left, y: top, ...chart },
      ),
      {
        kind: 'text',
        x: apart + left + chart.width,
        y: top - 16,
        size: 25,
        text: `${resultWords(link)} right`,
        face: 'bold',
        anchor: 'end',
        fill: cardInks.accent,
      },
    ],
  };
}

/** Between what the seeds lie, at the steps at which all of them were looked at. */
function bandOf(results: readonly RunResult[], measure: Measure): BandPoint[] {
  const all = results.map(({ looks }) => new Map(heldOutPoints(looks, measure)));
  return [...(all[0]?.keys() ?? [])].map((step) => {
    const values = all.map((points) => points.get(step) ?? NaN).filter(Number.isFinite);
    return { step, low: Math.min(...values), high: Math.max(...values) };
  });
}

/** What became of the runs; of one that nobody has trained, or that cannot be, its network, and so of the laboratory before the first run. */
function draw(link: CnnTrainerLink): CardFigure {
  const results = cnnTrainerLink.print(link) === '' ? [] : resultsOf(link);
  return results.length > 0 ? curves(link, results) : networkDrawing(stageTable(link.net, [1, 1, 28, 28]).rows);
}

/** The runs that a reader is most likely to have trained: one knob away from the session's. */
const oneKnobAway: readonly string[] = [
  ...startsOf(runOf(cnnTrainerLink.initial)).map(({ initialSeed }) => `seed:${initialSeed}`),
  ...['1', '3', '5'].map((epochs) => `ep:${epochs}`),
  ...['16', '32', '128', '256'].map((batch) => `bs:${batch}`),
  ...['0.001', '0.003', '0.03', '0.1', '0.3'].map((rate) => `lr:${rate}`),
  ...['sgd', 'momentum'].map((optimiser) => `opt:${optimiser}`),
  'sched:fixed',
];

/** The laboratory for those who only see a link. */
export const card = widgetCard(cnnTrainerLink, {
  title: 'The training laboratory: a network learns in your browser',
  line: 'Train the session’s network on handwritten threes and sevens, here in the page. Go back along the curves, look at kernels and mistakes, change a knob; the same link gives the same run.',
  heightPx: 1700,
  startWords: 'Train this run',
  states: ['step:end', ...oneKnobAway],
  looks: { fields: ['step', 't', 'pic', 'in'], plain: 'step:end' },
  shortest,
  runs: allRunsOf,
  describe,
  draw,
});
