import { describe, expect, it } from 'vitest';
import { errataOf } from '@lib/site/cited.ts';
import { placeOf } from '@lib/site/places.ts';
import taken from '../../../src/content/corrections/taken.json' with { type: 'json' };
import { readBook } from '../../../src/pages/_book.ts';

const { lessons, addresses } = await readBook();
const errata = errataOf(lessons);

/** Every statement of session or book that is not so. */
const ids =
  'e-02 e-03 e-04 e-05 e-06 e-07 e-08 e-09 e-13 e-14 e-17 e-18 e-18b e-21 e-25 e-26 e-27 e-31 e-32 e-33 e-36 e-37 e-38 e-40 e-42 e-47 e-48 e-49 e-54 e-57 e-58 e-59 e-62 e-63 b-01 b-02 b-03 b-04'.split(
    ' ',
  );

describe('the corrections', () => {
  it('are all in a lesson, by number, the session’s before the book’s', () => {
    expect(errata.map(({ id }) => id)).toEqual(ids);
  });

  it('each say what one would take away', () => {
    expect(taken.map(({ id }) => id)).toEqual(ids);
    for (const { taken: words } of taken) expect(words).toMatch(/^[^“”]+\.$/);
  });

  it('of the session have a time, those of the book have none', () => {
    for (const { id, time } of errata) expect(time !== undefined, id).toBe(id.startsWith('e') && id !== 'e-18b');
  });

  it('lead to sections that exist, or to lessons still to come', () => {
    for (const { proofs = [] } of taken) for (const name of proofs) expect(placeOf(name, lessons).title).not.toBe('');
  });

  it('have one address each and lesson, in the lesson', () => {
    const paths = addresses.filter(({ kind }) => kind === 'erratum').map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('s/corrections/'))).toEqual([]);
    for (const { id, standings } of errata)
      for (const { lesson } of standings) expect(paths).toContain(`s/${lesson.entry.id}/${id}/`);
  });

  it('repeat a mistake as it was made: the book multiplies by the grid that comes in', () => {
    const said = taken.find(({ id }) => id === 'b-03')?.taken;
    expect([14 * 14 * 288, 7 * 7 * 1152].map((count) => count.toLocaleString('en'))).toEqual(['56,448', '56,448']);
    expect(said).toContain('56,448');
  });
});
