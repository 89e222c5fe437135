import { describe, expect, it } from 'vitest';
import { netFact, netShape } from '@lib/site/net-facts.ts';

const of = '1-4-8-16-32-2';

describe('facts about a net', () => {
  it.each([
    ['parameters', undefined, 6722],
    ['weights', undefined, 6660],
    ['biases', undefined, 62],
    ['products', undefined, 58_608],
    ['numbers', undefined, 2],
    ['parameters', 2, 1168],
    ['weights', 2, 1152],
    ['products', 1, 14_112],
    ['numbers', 1, 392],
    ['channels', 3, 32],
    ['side', 3, 2],
    ['in-channels', 3, 16],
    ['in-side', 3, 4],
    ['field', 4, 63],
  ] as const)('%s at %s: %i', (fact, stage, value) => expect(netFact({ of, stage, fact })).toBe(value));

  it('shapes, of whatever batch and picture', () => {
    expect(netShape({ of })).toEqual([64, 2]);
    expect(netShape({ of, stage: 1, batch: 3 })).toEqual([3, 8, 7, 7]);
    expect(netShape({ of, size: 56 })).toEqual([64, 8]);
  });

  it('refuses a stage there is not, and a fact without a number', () => {
    expect(() => netFact({ of, stage: 9, fact: 'side' })).toThrow(/stage must be 0 to 5/);
    expect(() => netFact({ of, fact: 'side' })).toThrow(/fact must be a number/);
    expect(() => netFact({ of: '1-2-gap', fact: 'field' })).toThrow(/got field, all/);
  });
});
