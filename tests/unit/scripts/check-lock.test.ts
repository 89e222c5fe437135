import { describe, expect, it } from 'vitest';
import { lockFaults } from '../../../scripts/check-lock.ts';

const integrity = 'sha512-a';

describe('a lock that installs everywhere', () => {
  it('may keep an optional package beside, inside or outside the one that names it', () => {
    const optionalDependencies = { b: '^1.0.0' };
    const packages = {
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': { integrity, optionalDependencies },
      'node_modules/a/node_modules/c': { integrity, optionalDependencies },
      'node_modules/b': { integrity },
      'node_modules/@s/d': { integrity, optionalDependencies: { e: '1' } },
      'node_modules/@s/d/node_modules/e': { integrity },
    };
    expect(lockFaults({ packages })).toEqual([]);
  });
});

describe('a lock with a fault', () => {
  it.each([
    [
      'an optional package without entry',
      { 'node_modules/a': { integrity, optionalDependencies: { b: '1' } } },
      'node_modules/a names b, which has no entry',
    ],
    [
      'an optional package only inside another',
      {
        'node_modules/a': { integrity, optionalDependencies: { b: '1' } },
        'node_modules/c/node_modules/b': { integrity },
      },
      'node_modules/a names b, which has no entry',
    ],
    [
      'a host',
      { 'node_modules/a': { integrity, resolved: 'https://host.example/a.tgz' } },
      'node_modules/a names the host it came from: https://host.example/a.tgz',
    ],
    ['no checksum', { 'node_modules/a': {} }, 'node_modules/a has no checksum'],
    [
      'a version that floats',
      { '': { devDependencies: { a: '^1.0.0' } } },
      'package.json must give a exactly, got ^1.0.0',
    ],
  ])('%s', (_title, packages, fault) => {
    expect(lockFaults({ packages })).toEqual([fault]);
  });
});
