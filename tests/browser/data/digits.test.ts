// The committed digits, as a browser fetches, unpacks and checks them.
import { expect, it } from 'vitest';
import { openDigits, openTenDigits } from '@lib/data/digits.ts';
import { digitSetNames } from '@lib/data/digit-manifest.ts';
import { sessionDigit, sessionDigitIndex } from '@lib/data/session-digit.ts';

const folder = '/data/threes-sevens';

it('the session’s three is training image 12', async () => {
  const digits = await openDigits(folder);
  const digit = await digits.image('train', sessionDigitIndex);
  expect(digit.label).toBe(3);
  expect(digit.pixels).toEqual(sessionDigit);
});

it('every chunk arrives whole', async () => {
  const digits = await openDigits(folder);
  for (const [n, { count }] of digits.manifest.sets.train.chunks.entries()) {
    expect((await digits.chunk('train', n)).count).toBe(count);
  }
  expect((await digits.chunk('valid', 0)).count).toBe(digits.manifest.sets.valid.count);
});

it('every chunk of all ten digits arrives whole', async () => {
  const digits = await openTenDigits('/data/ten-digits');
  for (const set of digitSetNames) {
    for (const [n, { count }] of digits.manifest.sets[set].chunks.entries()) {
      expect((await digits.chunk(set, n)).count).toBe(count);
    }
  }
});

it('a file that is not there is told in words', async () => {
  await expect(openDigits('/data/nothing')).rejects.toThrow(
    'This copy of the book does not have the file with these digits.',
  );
});
