import { describe, expect, it } from 'vitest';
import { latest } from '@lib/engine/latest.ts';

function gate() {
  const waiting: (() => void)[] = [];
  const asked: number[] = [];
  const compute = async (question: number) => {
    asked.push(question);
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (question < 0) throw new Error('no');
    return question * 10;
  };
  const open = async () => {
    waiting.shift()?.();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { asked, compute, open };
}

describe('latest', () => {
  it('answers the first and the newest question, and drops those between', async () => {
    const { asked, compute, open } = gate();
    const answers: number[] = [];
    const work = latest(compute, { deliver: (answer) => answers.push(answer), fail: () => answers.push(NaN) });
    for (const question of [1, 2, 3, 4]) work.ask(question);
    await open();
    await open();
    expect(asked).toEqual([1, 4]);
    expect(answers).toEqual([10, 40]);
  });
  it('goes on after a failure', async () => {
    const { compute, open } = gate();
    const heard: string[] = [];
    const work = latest(compute, { deliver: (answer) => heard.push(`${answer}`), fail: () => heard.push('failed') });
    work.ask(-1);
    work.ask(2);
    await open();
    await open();
    expect(heard).toEqual(['failed', '20']);
  });
  it('delivers nothing after it was stopped', async () => {
    const { compute, open } = gate();
    const heard: number[] = [];
    const work = latest(compute, { deliver: (answer) => heard.push(answer), fail: () => heard.push(NaN) });
    work.ask(1);
    work.stop();
    await open();
    expect(heard).toEqual([]);
  });
});
