import { describe, expect, it } from 'vitest';
import { partName } from '@lib/exercise/parts.ts';

describe('partName', () => {
  it.each([
    [{ label: 'Set the figure, then press Check.' }, 'Set the figure, then press Check'],
    [{ label: 'So many:' }, 'So many'],
    [{ label: 'On which sides?' }, 'On which sides?'],
    [{ label: 'And back. Another row …', name: 'And back' }, 'And back'],
    [{}, ''],
  ])('of %j is %j', (part, name) => expect(partName(part)).toBe(name));
});
