// Tables for a spreadsheet, as RFC 4180 has them: commas, lines that end in CR LF, quotes around what needs them. Plain ASCII, since some
// spreadsheets take other letters for something else.
import type { LayerRow } from '@lib/nn/network-table.ts';
import { rateAt } from '@lib/nn/schedule.ts';
import type { TrainingRun } from '@lib/nn/training-run.ts';
import { layerSettings } from './layer-words.ts';
import type { TrainingCurves } from './training-curves.ts';

/** Digits that a number of single precision needs to be told from its neighbours. */
const singleDigits = 9;

/** A table of texts and numbers, the names of the columns in the first row; `undefined` is an empty cell. */
export function csv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | undefined): string {
  const text = typeof value === 'number' ? String(Number(value.toPrecision(singleDigits))) : (value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table of a network, a line for each layer. */
export function layerTableCsv(rows: readonly LayerRow[]): string {
  const names = ['layer', 'kind', 'settings', 'input', 'output', 'parameters', 'products_per_picture'];
  const lines = rows.map((row, at) => [
    at + 1,
    row.layer.kind,
    layerSettings(row, 'x'),
    row.inputShape.join('x'),
    row.outputShape.join('x'),
    row.parameters,
    row.multiplyAccumulates,
  ]);
  return csv([names, ...lines]);
}

/**
 * The curves of a run, a line for each step, counted from 1, with the rate it was taken at and the loss of its pictures before; line 0 is the
 * network at the start. At some steps there is what it made of the held-out digits, and of a sample of the training set (`train_`). Cells of
 * what was not measured are empty.
 */
export function curvesCsv(
  run: Pick<TrainingRun, 'schedule' | 'rate' | 'steps'>,
  { losses, heldOut }: TrainingCurves,
): string {
  const looks = new Map(heldOut.map((look) => [look.steps, look]));
  const ofLook = ['loss', 'right', 'count'];
  const names = [
    'step',
    'rate',
    'loss',
    ...ofLook.map((name) => `held_out_${name}`),
    ...ofLook.map((name) => `train_${name}`),
  ];
  const steps = Array.from({ length: losses.length + 1 }, (_, step) => step);
  const lines = steps.map((step) => {
    const look = looks.get(step);
    const taken = step === 0 ? [undefined, undefined] : [rateAt(run, step - 1), losses[step - 1]];
    const { sample } = look ?? {};
    return [step, ...taken, look?.loss, look?.right, look?.count, sample?.loss, sample?.right, sample?.count];
  });
  return csv([names, ...lines]);
}
