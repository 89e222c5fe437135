import { describe, expect, it } from 'vitest';
import { thresholdField } from '@lib/state/threshold-field.ts';

const field = thresholdField(1000);

describe('thresholdField', () => {
  it.each([
    ['best', 'best'],
    ['52.5', 52.5],
    ['-0', 0],
    ['0.00004', 0],
  ] as const)('%s -> %s', (text, value) => expect(field.parse(text)).toEqual({ value }));
  it('brings what is beyond every number to the end, and says so', () =>
    expect(field.parse('-4000')).toEqual({
      value: -1000,
      note: '-4000 is beyond every number there can be; -1000 is used.',
    }));
  it('takes the best one where the text is neither', () =>
    expect(field.parse('high')).toEqual({
      value: 'best',
      note: '“high” is neither a number nor best; best is used.',
    }));
  it('writes both', () => expect([field.print('best'), field.print(-12.34567)]).toEqual(['best', '-12.3457']));
});
