import { describe, expect, it } from 'vitest';
import { heldOutPictures } from '../engine/training/runs.ts';
import { askedRun, judgeRun, oneAnswer, type AskedRun } from '@lib/exercise/judge-run.ts';
import type { RunGoal, RunPart, Verdict } from '@lib/exercise/parts.ts';

const part = (goal: Partial<RunGoal> = {}): RunPart => ({
  kind: 'run',
  goal: {
    counts: 'median',
    levels: [
      { tier: 'bronze', right: 1998, parameters: 2000 },
      { tier: 'gold', right: 2018, parameters: 600 },
    ],
    ...goal,
  },
});

const isVerdict = (given: AskedRun | Verdict): given is Verdict => 'kind' in given;

function asked(entry: string, goal: Partial<RunGoal> = {}): AskedRun {
  const given = askedRun(part(goal), entry);
  if (isVerdict(given)) throw new Error(`${given.lead} ${given.rest}`);
  return given;
}

function refused(entry: string, goal: Partial<RunGoal> = {}): Verdict {
  const given = askedRun(part(goal), entry);
  if (!isVerdict(given)) throw new Error(`${entry} was taken`);
  return given;
}

const outcomes = (...right: number[]) => right.map((count) => ({ right: count }));

describe('a run that is handed in', () => {
  it('is trained from its own seed and the next two, in one order of pictures', () => {
    const { runs, net, parameters } = asked('net:1-2-4-8-16-2,ep:3,seed:9998');
    expect([net, parameters]).toEqual(['1-2-4-8-16-2', 1850]);
    expect(runs.map(({ initialSeed }) => initialSeed)).toEqual([9998, 9999, 0]);
    expect(new Set(runs.map(({ orderSeed, steps, rate }) => `${orderSeed} ${steps} ${rate}`)).size).toBe(1);
  });

  it.each([
    ['', 'Paste the link of a run first.'],
    ['the one of yesterday', 'There is no run in that.'],
    ['net:1-2-2-2-2-2,d:01', 'This run tells zeros and ones apart.'],
    ['net:1-2-2-2-2-2,tamper:off-centre', 'Its pictures are not as they are: held out off centre.'],
    ['net:1-2-x-2', 'A part of this link cannot be read.'],
  ])('“%s” is not counted as a try', (entry, lead) => expect(refused(entry)).toMatchObject({ kind: 'notice', lead }));

  it.each([
    ['net:1-4-8-16-32-2', '1-4-8-16-32-2 has 6,722 numbers to learn.', /4,722 too many: at most 2,000/],
    ['net:1-2-3', 'This run cannot be trained.', /grid of|ends in/],
    ['net:1-d2', '1-d2 has 1,570 numbers to learn.', /970 too many/],
  ])('%s is refused before it is trained', (entry, lead, rest) => {
    const goal = entry.includes('d2') ? { levels: [{ right: 1998, parameters: 600 }] } : {};
    const verdict = refused(entry, goal);
    expect(verdict).toMatchObject({ kind: 'wrong', lead });
    expect(verdict.rest).toMatch(rest);
  });

  it('must begin at the seed that is asked for, where one is', () => {
    expect(refused('net:1-2-2-2-2-2,seed:5', { seed: 4 }).lead).toBe('It begins at seed 5.');
    expect(asked('net:1-2-2-2-2-2,seed:4', { seed: 4 }).parameters).toBe(172);
  });

  it('must have the convolutions that are asked for, and may have anything between them', () => {
    const channels = [2, 2, 2, 2, 2];
    expect(asked('net:1-2bn-2r0-2-2bn-2', { channels }).parameters).toBe(180);
    for (const net of ['1-2-2-2-2', '1-2-2-4-2-2', '1-2-2-mp2-2-2', '1-2k5-2-2-2-2'])
      expect(refused(`net:${net}`, { channels, levels: [{ right: 1, parameters: 9999 }] }).lead).toMatch(
        /is another net|cannot be trained/,
      );
  });
});

describe('the verdict', () => {
  const run = asked('net:1-2-4-8-16-2');

  it('says all three counts, and goes by the one in the middle', () => {
    const verdict = judgeRun(part(), run, outcomes(2012, 1990, 2003));
    expect(verdict).toMatchObject({ kind: 'right', tier: 'bronze' });
    expect(verdict.lead).toBe('The median is 2,003 (98.28 %), with 1,850 numbers to learn.');
    expect(verdict.rest).toBe(
      'Starts 1, 2 and 3: 2,012 · 1,990 · 2,003 of 2,038 right. For gold it is 15 pictures short of 2,018 (99.02 %), and 1,250 numbers above 600.',
    );
  });

  it('says how many pictures are missing', () => {
    const verdict = judgeRun(part(), run, outcomes(1998, 1990, 1997));
    expect(verdict.kind).toBe('wrong');
    expect(verdict.rest).toBe(
      'Starts 1, 2 and 3: 1,998 · 1,990 · 1,997 of 2,038 right. The median, 1,997 (97.99 %), is 1 picture short of 1,998 (98.04 %).',
    );
  });

  it('goes by the worst where that is asked for, and says which starts died', () => {
    const worst = { counts: 'worst', levels: [{ right: 1937, parameters: 2000 }] } as const;
    const verdict = judgeRun(part(worst), run, outcomes(1028, 1999, 1010));
    expect(verdict.kind).toBe('wrong');
    expect(verdict.rest).toContain('Starts 1 and 3 gave one answer to every picture.');
    expect(judgeRun(part(worst), run, outcomes(1937, 1999, 1990))).toMatchObject({ kind: 'right' });
    expect(judgeRun(part(worst), run, outcomes(1936, 1999, 1990)).kind).toBe('wrong');
  });

  it('a start that ran away tells nothing right', () => {
    const verdict = judgeRun(part(), run, [{ right: 0, hasDiverged: true }, ...outcomes(2000, 2001)]);
    expect(verdict.kind).toBe('right');
    expect(verdict.rest).toContain('Start 1 ran away to numbers that are none, and tells nothing right.');
  });

  it('a level takes both, the pictures and the numbers', () => {
    const small = asked('net:1-4-4-4-4-2');
    expect(judgeRun(part(), small, outcomes(2018, 2018, 2018)).tier).toBe('gold');
    expect(judgeRun(part(), small, outcomes(2017, 2017, 2018)).tier).toBe('bronze');
    expect(judgeRun(part(), run, outcomes(2038, 2038, 2038)).tier).toBe('bronze');
  });

  it('knows how many are right where one answer is given to all', async () => {
    const { classes } = await heldOutPictures();
    const sevens = classes.reduce((sum, known) => sum + known, 0);
    expect(oneAnswer).toEqual([classes.length - sevens, sevens]);
  });
});
