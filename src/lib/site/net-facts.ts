// Facts about a network that the text or an exercise states: worked out from its architecture, so that none is typed by hand.
import { stageTable, type StageTable } from '@lib/nn/stage-table.ts';
import { architectureOf } from '@lib/state/architecture-field.ts';

/** What can be said of a network, or of one of its stages, in a number. */
export type NetFactName =
  | 'parameters'
  | 'weights'
  | 'biases'
  | 'products'
  | 'numbers'
  | 'channels'
  | 'side'
  | 'field'
  | 'in-channels'
  | 'in-side';

/** A network, and what is looked at in it. */
export interface NetPlace {
  /** Its architecture as links have it, `1-4-8-16-32-2`. */
  readonly of: string;
  /** A row of its table, counted from 0; the whole network if left out. */
  readonly stage?: number | undefined;
  /** The side of its pictures; 28 if left out. */
  readonly size?: number | undefined;
}

/** A fact about a network. */
export interface NetFactSource extends NetPlace {
  readonly fact: NetFactName;
}

/** A shape in a network. */
export interface NetShapeSource extends NetPlace {
  /** Pictures in the batch; 64 if left out. */
  readonly batch?: number;
}

const usualSize = 28;
const usualBatch = 64;

/**
 * The shape that comes out of a network or of one of its stages, `[batch, channels, height, width]` or `[batch, numbers]`.
 * @throws RangeError if there is no such network or stage
 */
export function netShape({ of, stage, size = usualSize, batch = usualBatch }: NetShapeSource): readonly number[] {
  const table = stageTable(architectureOf(of), [batch, 1, size, size]);
  return stage === undefined ? table.outputShape : rowAt(table, stage).outputShape;
}

/**
 * One fact; products and numbers are those of one picture.
 * @throws RangeError if there is no such network, stage or fact
 */
export function netFact({ of, stage, fact, size = usualSize }: NetFactSource): number {
  const table = stageTable(architectureOf(of), [1, 1, size, size]);
  const row = rowAt(table, stage ?? table.rows.length - 1);
  const sums = stage === undefined ? table : row;
  const numbers: Readonly<Record<NetFactName, number | 'all' | undefined>> = {
    parameters: sums.parameters,
    weights: sums.weights,
    biases: sums.biases,
    products: sums.multiplyAccumulates,
    numbers: row.numbersOut,
    channels: row.outputShape[1],
    side: row.outputShape[2],
    field: row.field,
    'in-channels': row.inputShape[1],
    'in-side': row.inputShape[2],
  };
  const value = numbers[fact];
  if (typeof value === 'number') return value;
  throw new RangeError(`netFact: fact must be a number of ${of} at ${String(stage)}, got ${fact}, ${String(value)}`);
}

function rowAt(table: StageTable, stage: number): StageTable['rows'][number] {
  const row = table.rows[stage];
  if (row !== undefined) return row;
  throw new RangeError(`rowAt: stage must be 0 to ${table.rows.length - 1}, got ${stage}`);
}
