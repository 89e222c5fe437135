// The table of a network as it is printed: rows of cells with their words, and beside each number its unit, for where there is no head over it.
import type { Architecture } from '@lib/nn/architecture.ts';
import type { StageTable } from '@lib/nn/stage-table.ts';
import {
  learnedWords,
  problemWords,
  shapeWords,
  sideWords,
  stageName,
  wholeNumber,
  type Layout,
} from './network-words.ts';

/** The columns, each with the head over it. */
export type StageColumn = readonly [kind: StageCell['kind'], head: string];

/** One cell; where it is empty it has no words. */
export interface StageCell {
  readonly kind: 'shape' | 'side' | 'learned' | 'parameters' | 'products' | 'field' | 'numbers' | 'why';
  readonly words: string;
  /** What is said before and behind the words where the columns have no heads. */
  readonly before?: string;
  readonly unit?: string;
}

/** One row: the layer's name, the block it belongs to if any, and its cells. */
export interface StageLine {
  readonly name: string;
  readonly block?: number | undefined;
  readonly cells: readonly StageCell[];
}

/** How a table is printed. */
export interface StageLineOptions {
  readonly layout: Layout;
  /** Whether there is a column for how much of the picture one number sees. */
  readonly hasField: boolean;
}

/** The columns behind the layer's name. */
export function stageColumns({ layout, hasField }: StageLineOptions): readonly StageColumn[] {
  const field: readonly StageColumn[] = hasField ? [['field', 'Sees, side']] : [];
  return [
    ['shape', layout === 'nchw' ? 'Output, N × C × H × W' : 'Output, N × H × W × C'],
    ['side', 'How the side is found'],
    ['learned', 'Weights + biases'],
    ['parameters', 'Parameters'],
    ['products', 'Products per picture'],
    ...field,
    ['numbers', 'Numbers out'],
  ];
}

/** The rows of a table: the input, each stage, the one that does not fit if there is one, and the sums. */
export function stageLines(
  architecture: Architecture,
  table: StageTable,
  inputShape: readonly number[],
  options: StageLineOptions,
): readonly StageLine[] {
  const { rows, problem } = table;
  const inputNumbers = inputShape.slice(1).reduce((product, size) => product * size, 1);
  const line = (name: string, block: number | undefined, cells: Cells): StageLine => ({
    name,
    block,
    cells: stageColumns(options).map(([kind]) => ({ kind, words: '', ...(kind === 'why' ? {} : cells[kind]) })),
  });
  const refused: readonly StageLine[] =
    problem === undefined
      ? []
      : [
          {
            name: stageName(architecture, problem.stage, problem.inputShape[1]),
            block: problem.stage.block,
            cells: [{ kind: 'why', words: problemWords(architecture, problem) }],
          },
        ];
  return [
    line('Input', undefined, {
      shape: { words: shapeWords(inputShape, options.layout) },
      field: { words: '1', before: 'sees ', unit: ' wide' },
      numbers: numbersOut(inputNumbers),
    }),
    ...rows.map((row) =>
      line(stageName(architecture, row.stage, row.inputShape[1]), row.stage.block, {
        shape: { words: shapeWords(row.outputShape, options.layout) },
        side: { words: row.step === undefined ? '' : sideWords(row.step) },
        ...costs(row),
        field: { words: String(row.field), before: 'sees ', unit: row.field === 'all' ? '' : ' wide' },
        numbers: numbersOut(row.numbersOut),
      }),
    ),
    ...refused,
    line(problem === undefined ? 'Together' : 'So far', undefined, costs(table)),
  ];
}

type Cells = Partial<Record<Exclude<StageCell['kind'], 'why'>, Omit<StageCell, 'kind'>>>;

function numbersOut(count: number): Cells['numbers'] {
  return { words: wholeNumber(count), unit: count === 1 ? ' number' : ' numbers' };
}

function costs(
  row: Pick<StageTable, 'weights' | 'biases' | 'norms' | 'parameters' | 'multiplyAccumulates'>,
): Pick<Cells, 'learned' | 'parameters' | 'products'> {
  return {
    learned: { words: learnedWords(row) },
    parameters: { words: wholeNumber(row.parameters), unit: ' parameters', before: row.parameters > 0 ? '= ' : '' },
    products: { words: wholeNumber(row.multiplyAccumulates), unit: ' products' },
  };
}
