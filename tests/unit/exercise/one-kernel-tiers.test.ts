// The tiers of the challenge, held against all 2,038 held-out pictures: what is reached by a kernel with a name, by chance, and step by step.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@lib/array/random.ts';
import { isKernelName, namedKernels, type KernelName } from '@lib/conv/named-kernels.ts';
import { findInk, pictureNumbers, statisticOf, statistics, type Statistic } from '@lib/conv/picture-numbers.ts';
import { allCommitted } from '@lib/data/committed-digits.ts';
import { judgeOneKernel } from '@lib/exercise/judge-one-kernel.ts';
import { standingOf, tierCount, tierPercent } from '@lib/exercise/one-kernel-tiers.ts';
import { tiers } from '@lib/exercise/parts.ts';
import { bestSplit } from '@lib/nn/one-number.ts';

const { labels, pixels } = allCommitted('valid');
const ink = findInk(pixels);
const classes = labels.map((digit) => (digit === 7 ? 1 : 0));
const count = labels.length;

/** How many a kernel tells right at its best threshold. */
function rightBy(weights: readonly number[], statistic: Statistic): number {
  return bestSplit({ numbers: statisticOf(pictureNumbers(ink, weights), statistic), classes }).right;
}

/** Nine random weights, each a sum of several even ones, so that no direction is preferred much. */
function randomKernel(rng: () => number): number[] {
  return Array.from({ length: 9 }, () => rng() + rng() + rng() + rng() - 2);
}

/** Goes through the weights again and again, and keeps every step of one, up or down, that tells more right. */
function climb(start: readonly number[], enough: number): { readonly right: number; readonly tries: number } {
  let [weights, right, tries] = [[...start], rightBy(start, 'mean'), 1];
  for (let hasMoved = true; hasMoved && right < enough;) {
    hasMoved = false;
    for (const place of weights.keys()) {
      for (const step of [1, -1]) {
        const tried = weights.map((weight, at) => (at === place ? weight + step : weight));
        const found = rightBy(tried, 'mean');
        tries++;
        if (found <= right) continue;
        [weights, right, hasMoved] = [tried, found, true];
        break;
      }
    }
  }
  return { right, tries };
}

describe('the tiers on all held-out pictures', () => {
  it('are 1,733, 1,835 and 1,916 of 2,038', () => {
    expect(count).toBe(2038);
    expect(tiers.map((tier) => tierCount(tier, count))).toEqual([1733, 1835, 1916]);
  });

  it('the first state of the figure tells 1,639 right', () => expect(rightBy(namedKernels.top, 'mean')).toBe(1639));

  it('no kernel with a name reaches bronze: Laplace comes nearest, by the mean', () => {
    const all = Object.keys(namedKernels)
      .filter(isKernelName)
      .flatMap((name) =>
        statistics.map((statistic) => ({ name, statistic, right: rightBy(namedKernels[name], statistic) })),
      );
    const best = all.toSorted((one, other) => other.right - one.right).slice(0, 4);
    expect(best.map(({ name, statistic, right }) => [name, statistic, right])).toEqual([
      ['laplace', 'mean', 1685],
      ['bottom', 'mean', 1672],
      ['top', 'mean', 1639],
      ['diag2', 'max', 1635],
    ] satisfies [KernelName, Statistic, number][]);
    expect(best[0]?.right).toBeLessThan(tierCount('bronze', count));
  });

  it('of 100 random kernels ten reach bronze, none silver or gold', () => {
    const rng = seededRandom(1);
    const found = Array.from({ length: 100 }, () => rightBy(randomKernel(rng), 'mean'));
    const reaching = tiers.map((tier) => found.filter((right) => right >= tierCount(tier, count)).length);
    expect(reaching).toEqual([10, 0, 0]);
  });

  it('steps of one weight at a time, each kept if it helps, lead from a backslash to gold in less than a hundred tries', () => {
    const { right, tries } = climb(namedKernels.diag2, tierCount('gold', count));
    expect(right).toBeGreaterThanOrEqual(tierCount('gold', count));
    expect(tries).toBeLessThan(100);
  });
});

describe('standingOf', () => {
  it.each([
    [1732, { reached: undefined, next: 'bronze', missing: 1 }],
    [1733, { reached: 'bronze', next: 'silver', missing: 102 }],
    [1915, { reached: 'silver', next: 'gold', missing: 1 }],
    [2038, { reached: 'gold', next: undefined, missing: 0 }],
  ])('%d of 2,038', (right, standing) => expect(standingOf(right, 2038)).toEqual(standing));
});

describe('the challenge', () => {
  it('says of each tier what it takes', () => {
    const page = readFileSync('src/content/challenges/index.mdx', 'utf8');
    for (const tier of tiers) expect(page).toContain(`    ${tier}: '${tierPercent[tier]} % right.`);
  });
});

describe('judgeOneKernel', () => {
  const pictures = { labels: classes, pixels };
  it.each([
    ['', 'wrong', undefined, '1,639 of 2,038 right, 80.4 %. 94 more and it is bronze.'],
    ['k:-1~0~2~0~0~-1~0~-1~-1', 'right', 'silver', '1,901 of 2,038 right, 93.3 %. 15 more and it is gold.'],
    [
      'k:-1.0372~-0.7761~1.7619~0.1532~1.4401~-1.2906~-1.4553~-3.1117~-0.7724,pic:12',
      'right',
      'gold',
      '1,945 of 2,038 right, 95.4 %. There is nothing above gold: well done.',
    ],
    ['k:-1~0~2~0~0~-1~0~-1~-1,t:11,above:7', 'wrong', undefined, /more and it is bronze/],
    ['nonsense', 'wrong', undefined, /^1,639 of/],
  ] as const)('%s is %s, %s', (state, kind, tier, words) => {
    const verdict = judgeOneKernel(state, pictures);
    expect([verdict.kind, verdict.tier]).toEqual([kind, tier]);
    expect(`${verdict.lead} ${verdict.rest}`).toMatch(words);
  });
});
