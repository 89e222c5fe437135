// The table of a network as a book prints it: a row for each block, its convolution, normalisation and ReLU in one, with the shape that comes
// out, how its side is found, what it learns and what it costs. Where a block does not fit, the table ends there and says which.
import { sizeOf } from '@lib/array/tensor.ts';
import { receptiveFields, type FieldLayer } from '@lib/conv/receptive-field.ts';
import { stagesOf, type Architecture, type Stage } from './architecture.ts';
import type { Layer } from './layers.ts';
import { tableOf, type LayerRow } from './network-table.ts';

/** How the side of a square grid is found: `⌊(size + 2 · padding − kernel) / stride⌋ + 1`. */
export interface SideStep {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** The side that comes out. */
  readonly side: number;
}

/** One row. */
export interface StageRow {
  readonly stage: Stage;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** Only where a window slides. */
  readonly step?: SideStep | undefined;
  readonly weights: number;
  readonly biases: number;
  /** Scales and shifts of a batch normalisation. */
  readonly norms: number;
  readonly parameters: number;
  /** Multiplications for one image. */
  readonly multiplyAccumulates: number;
  /** Numbers that come out for one image. */
  readonly numbersOut: number;
  /** How many cells of the picture's side one number sees, padding counted; `all` where every number sees the whole picture. */
  readonly field: number | 'all';
}

/** All rows up to the first block that does not fit, and their sums. */
export interface StageTable {
  readonly rows: readonly StageRow[];
  readonly outputShape: readonly number[];
  readonly weights: number;
  readonly biases: number;
  readonly norms: number;
  readonly parameters: number;
  readonly multiplyAccumulates: number;
  /** The stage that does not fit, what comes in there, and why, in the words of the arithmetic. */
  readonly problem?:
    { readonly stage: Stage; readonly inputShape: readonly number[]; readonly message: string } | undefined;
}

/**
 * The table of a network for inputs `[batch, channels, height, width]`; it never throws for a block.
 * @throws RangeError if an axis of the input is not a whole number of at least 1
 */
export function stageTable(architecture: Architecture, inputShape: readonly number[]): StageTable {
  const stages = stagesOf(architecture);
  const layers = stages.flatMap((stage) => stage.layers);
  const { rows: layerRows, problem } = tableOf(layers, inputShape);
  const rows: StageRow[] = [];
  let first = 0;
  let shape = inputShape;
  let slides: readonly FieldLayer[] = [];
  let seesAll = false;
  for (const stage of stages) {
    const own = layerRows.slice(first, first + stage.layers.length);
    if (own.length < stage.layers.length) {
      const refused = { stage, inputShape: shape, message: problem?.message ?? '' };
      return { ...totalsOf(rows), rows, outputShape: shape, problem: refused };
    }
    first += own.length;
    const step = stepOf(own);
    if (step !== undefined) slides = [...slides, step];
    seesAll ||= stage.layers.some(({ kind }) => kind === 'dense' || kind === 'global-average-pool');
    const row = rowOf(stage, own, shape);
    rows.push({ ...row, step, field: seesAll ? 'all' : (receptiveFields(slides).at(-1)?.field ?? 1) });
    shape = row.outputShape;
  }
  return { ...totalsOf(rows), rows, outputShape: shape };
}

type Slider = Extract<Layer, { kind: 'conv' | 'max-pool' | 'average-pool' }>;

const slidesOver = (row: LayerRow): row is LayerRow & { readonly layer: Slider } =>
  row.layer.kind === 'conv' || row.layer.kind === 'max-pool' || row.layer.kind === 'average-pool';

/** How the side is found where one of the layers slides; pictures and windows are square here. */
function stepOf(rows: readonly LayerRow[]): SideStep | undefined {
  const row = rows.find(slidesOver);
  if (row === undefined) return undefined;
  const [size = 1, side = 1] = [row.inputShape.at(-1), row.outputShape.at(-1)];
  const number = (setting: Slider['stride'], fallback: number): number =>
    typeof setting === 'number' ? setting : (setting?.[1] ?? fallback);
  const kernel = number(row.layer.kernel, 1);
  const { stride, padding } = row.layer;
  return {
    size,
    kernel,
    stride: number(stride, row.layer.kind === 'conv' ? 1 : kernel),
    padding: number(padding, 0),
    side,
  };
}

function rowOf(
  stage: Stage,
  rows: readonly LayerRow[],
  inputShape: readonly number[],
): Omit<StageRow, 'step' | 'field'> {
  const sum = (count: (row: LayerRow) => number): number => rows.reduce((total, row) => total + count(row), 0);
  const sizeOrNone = (shape: readonly number[] | undefined): number => (shape === undefined ? 0 : sizeOf(shape));
  const isNorm = ({ layer }: LayerRow): boolean => layer.kind === 'batch-norm';
  const outputShape = rows.at(-1)?.outputShape ?? inputShape;
  return {
    stage,
    inputShape,
    outputShape,
    weights: sum((row) => (isNorm(row) ? 0 : sizeOrNone(row.weightShape))),
    biases: sum((row) => (isNorm(row) ? 0 : sizeOrNone(row.biasShape))),
    norms: sum((row) => (isNorm(row) ? row.parameters : 0)),
    parameters: sum((row) => row.parameters),
    multiplyAccumulates: sum((row) => row.multiplyAccumulates),
    numbersOut: sizeOf(outputShape.slice(1)),
  };
}

function totalsOf(
  rows: readonly StageRow[],
): Pick<StageTable, 'weights' | 'biases' | 'norms' | 'parameters' | 'multiplyAccumulates'> {
  const sum = (count: (row: StageRow) => number): number => rows.reduce((total, row) => total + count(row), 0);
  return {
    weights: sum((row) => row.weights),
    biases: sum((row) => row.biases),
    norms: sum((row) => row.norms),
    parameters: sum((row) => row.parameters),
    multiplyAccumulates: sum((row) => row.multiplyAccumulates),
  };
}
