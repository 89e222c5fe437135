import { expect, it } from 'vitest';
import { TrainingControl, type Controlled } from '@lib/engine/training/control.ts';

function recorder(): { said: string[]; run: Controlled } {
  const said: string[] = [];
  const say = (word: string) => (): void => void said.push(word);
  return { said, run: { pause: say('pause'), resume: say('resume'), step: say('step'), stop: say('stop') } };
}

it('hands on what is wanted while a run is attached', () => {
  const { said, run } = recorder();
  const control = new TrainingControl();
  const detach = control.attach(run);
  control.pause();
  control.step();
  control.resume();
  control.stop();
  detach();
  control.resume();
  expect(said).toEqual(['pause', 'step', 'resume', 'stop']);
});

it('remembers what was wanted before there was a run', () => {
  const { said, run } = recorder();
  const control = new TrainingControl({ isPaused: true });
  expect(control.isPaused).toBe(true);
  control.step();
  control.step();
  control.attach(run);
  expect(said).toEqual(['step', 'step']);
});

it('stops a run that comes after the wish', () => {
  const { said, run } = recorder();
  const control = new TrainingControl();
  control.stop();
  control.attach(run);
  expect(said).toEqual(['stop']);
  expect(control.isStopped).toBe(true);
});

it('resume takes back the single steps that were wanted before there was a run', () => {
  const { said, run } = recorder();
  const control = new TrainingControl({ isPaused: true });
  control.step();
  control.resume();
  expect(control.isPaused).toBe(false);
  control.attach(run);
  expect(said).toEqual([]);
});
