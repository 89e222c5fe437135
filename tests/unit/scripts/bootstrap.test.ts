import { describe, expect, it } from 'vitest';
import { isInstalled, isNewEnough } from '../../../scripts/bootstrap.mjs';

describe('which Node will do', () => {
  it.each([
    ['v20.20.2', false],
    ['v24.15.9', false],
    ['v24.16.0', true],
    ['v24.21.0', true],
    ['v26.0.0', true],
    ['v9.99.0', false],
  ])('%s: %s', (version, isEnough) => {
    expect(isNewEnough(version)).toBe(isEnough);
  });
});

describe('whether what the lock says is installed', () => {
  const entry = { version: '1.0.0', integrity: 'sha512-a' };
  const lock = { packages: { '': {}, 'node_modules/a': entry, 'node_modules/b': { ...entry, optional: true } } };

  it.each([
    ['everything', { 'node_modules/a': entry, 'node_modules/b': entry }, [], true],
    ['all but an optional package', { 'node_modules/a': entry }, [], true],
    ['all but an optional package that is needed here', { 'node_modules/a': entry }, ['node_modules/b'], false],
    ['nothing', {}, [], false],
    ['another version', { 'node_modules/a': { ...entry, version: '1.0.1' } }, [], false],
    ['the same version with other bytes', { 'node_modules/a': { ...entry, integrity: 'sha512-b' } }, [], false],
  ])('%s', (_title, packages, needed, isComplete) => {
    expect(isInstalled(lock, { packages }, needed)).toBe(isComplete);
  });
});
