import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corePath, lessonById, lessons, roundedTime, wholePath } from '@lib/site/lessons.ts';

const lessonsFolder = join(import.meta.dirname, '../../../src/content/lessons');

describe('lessons', () => {
  it('are fourteen, numbered from 0 in their order', () => {
    expect(lessons.map((lesson) => lesson.number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it('have ids fit for addresses, each once', () => {
    const ids = lessons.map((lesson) => lesson.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('have one line each, which is a sentence and fits on a line', () => {
    for (const { line } of lessons) {
      expect(line).toMatch(/^[A-Z].*[^.]\.$/);
      expect(line.length).toBeLessThanOrEqual(60);
    }
  });

  it('include every lesson that is written', () => {
    const written = readdirSync(lessonsFolder).filter((folder) => existsSync(join(lessonsFolder, folder, 'index.mdx')));
    expect(written).not.toEqual([]);
    for (const id of written) expect(lessonById(id).id).toBe(id);
  });
});

describe('lessonById', () => {
  it('finds a lesson by its id', () => {
    expect(lessonById('kernels')).toMatchObject({ number: 2, minutes: 22, isCore: true });
  });

  it('refuses an id the book does not have', () => {
    expect(() => lessonById('kernel')).toThrow(/lessonById: id must be one of start, .*, got kernel$/);
  });
});

describe('paths', () => {
  it('go through four lessons the short way', () => {
    expect(corePath.lessons.map((lesson) => lesson.number)).toEqual([2, 4, 6, 8]);
    expect(corePath.minutes).toBe(94);
  });

  it('go through all lessons the whole way', () => {
    expect(wholePath.lessons).toEqual(lessons);
    expect(wholePath.minutes).toBe(217);
  });
});

describe('roundedTime', () => {
  it.each([
    [94, '95 minutes'],
    [22, '20 minutes'],
    [117, '115 minutes'],
    [119, '2 hours'],
    [120, '2 hours'],
    [212, '3½ hours'],
    [239, '4 hours'],
  ])('%i minutes -> %s', (minutes, words) => {
    expect(roundedTime(minutes)).toBe(words);
  });
});
