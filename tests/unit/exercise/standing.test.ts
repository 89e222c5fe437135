import { expect, it } from 'vitest';
import { standingBy } from '@lib/exercise/standing.ts';
import { tiers } from '@lib/exercise/parts.ts';

it.each([
  [0, undefined, 'bronze'],
  [1, 'bronze', 'silver'],
  [2, 'silver', 'gold'],
  [3, 'gold', undefined],
] as const)('an answer that meets %s tiers has reached %s, and %s is next', (met, reached, next) => {
  expect(standingBy((tier) => tiers.indexOf(tier) < met)).toEqual({ reached, next });
});
