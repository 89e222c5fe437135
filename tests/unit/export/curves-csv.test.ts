import { describe, expect, it } from 'vitest';
import { csv, curvesCsv, layerTableCsv } from '@lib/export/curves-csv.ts';
import { convNet } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';

describe('csv', () => {
  it('ends lines in CR LF and quotes what needs it', () =>
    expect(
      csv([
        ['a', 'b,c', 'say "no"'],
        ['two\nlines', undefined, 0.5],
      ]),
    ).toBe('a,"b,c","say ""no"""\r\n"two\nlines",,0.5\r\n'));

  it('writes single precision without its tail', () =>
    expect(csv([[Math.fround(0.1), 1 / 3, 1e-7, NaN]])).toBe('0.100000001,0.333333333,1e-7,NaN\r\n'));
});

describe('layerTableCsv', () => {
  it('has a line for each layer', () =>
    expect(layerTableCsv(tableOf(convNet([1, 4, 2]), [64, 1, 28, 28]).rows).split('\r\n')).toEqual([
      'layer,kind,settings,input,output,parameters,products_per_picture',
      '1,conv,"3x3, stride 2, padding 1",64x1x28x28,64x4x14x14,40,7056',
      '2,relu,,64x4x14x14,64x4x14x14,0,0',
      '3,conv,"3x3, stride 2, padding 1",64x4x14x14,64x2x7x7,74,3528',
      '4,flatten,,64x2x7x7,64x98,0,0',
      '',
    ]));
});

describe('curvesCsv', () => {
  it('has the start, a line for each step, and what was measured', () =>
    expect(
      curvesCsv(
        { schedule: 'fixed', rate: 0.01, steps: 9 },
        {
          losses: [0.5, 0.25],
          heldOut: [
            { steps: 0, loss: 0.75, right: 5, count: 10, sample: { loss: 0.5, right: 3, count: 4 } },
            { steps: 2, loss: 0.125, right: 9, count: 10 },
          ],
        },
      ).split('\r\n'),
    ).toEqual([
      'step,rate,loss,held_out_loss,held_out_right,held_out_count,train_loss,train_right,train_count',
      '0,,,0.75,5,10,0.5,3,4',
      '1,0.01,0.5,,,,,,',
      '2,0.01,0.25,0.125,9,10,,,',
      '',
    ]));

  it('gives each step the rate it was taken at', () => {
    const text = curvesCsv({ schedule: 'one-cycle', rate: 0.25, steps: 4 }, { losses: [1, 1], heldOut: [] });
    expect(text.split('\r\n').slice(2, 4)).toEqual(['1,0.01,1,,,,,,', '2,0.25,1,,,,,,']);
  });
});
