import { expect, it } from 'vitest';
import { subjectOf } from '@lib/site/state-subject.ts';

const looks = { fields: ['step', 'pic'], plain: 'step:end' };

it.each([
  ['seed:7,step:120', 'seed:7'],
  ['seed:7,lr:0.03,step:120,pic:5', 'seed:7,lr:0.03'],
  ['step:120', 'step:end'],
  ['seed:7', 'seed:7'],
])('of %s is %s', (state, subject) => {
  expect(subjectOf(state, looks)).toBe(subject);
});

it('knows a field by its whole name', () => {
  expect(subjectOf('steps:3,b.step:2', looks)).toBe('steps:3,b.step:2');
});
