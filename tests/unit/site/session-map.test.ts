import { describe, expect, it } from 'vitest';
import { mapSize, responseMap, mapFacts } from '@lib/conv/response.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';
import { askedIn, errataOf } from '@lib/site/cited.ts';
import { placeOf } from '@lib/site/places.ts';
import { correctionName, nearestFirst, rowOfTime, secondOf, stretchAt, stretchOf } from '@lib/site/session-map.ts';
import { timeline } from '@lib/site/timeline.ts';
import promises from '../../../src/content/session/promises.json' with { type: 'json' };
import questions from '../../../src/content/session/questions.json' with { type: 'json' };
import rows from '../../../src/content/session/rows.json' with { type: 'json' };
import { readBook } from '../../../src/pages/_book.ts';

const { lessons } = await readBook();
const stretches = rows.map((row) => ({ id: row.id, ...stretchOf(row) }));

/** When something else begins in the recording. */
const begins =
  '00:00:00 00:04:05 00:04:35 00:09:15 00:10:20 00:11:50 00:15:05 00:16:00 00:16:45 00:18:10 00:20:05 00:22:10 00:22:40 00:25:40 00:27:05 00:28:15 00:30:30 00:32:00 00:39:30 00:43:00 00:43:55 00:46:15 00:48:05 00:49:35 00:52:05 00:55:05 00:59:20 01:00:00 01:01:50 01:03:05 01:07:25 01:08:40 01:10:20 01:12:00 01:14:50 01:15:45';

describe('the rows of the session map', () => {
  it('are all there, in order, each named by the time at which it begins', () => {
    expect(rows.map(({ from }) => from).join(' ')).toBe(begins);
    for (const { id, from } of rows) expect(id).toBe(`t-${from.replaceAll(':', '-')}`);
  });

  it('follow each other to the end, but for the pause before the matrix', () => {
    const gaps = rows.slice(1).flatMap(({ from }, at) => (rows[at]?.to === from ? [] : [`${rows[at]?.to} ${from}`]));
    expect(gaps).toEqual(['00:54:55 00:55:05']);
    expect(rows.at(-1)?.to).toBe('01:17:20');
  });

  it.each(rows.map(({ id, places }) => ({ id, places })))(
    '$id lead to sections that exist, or to lessons still to come',
    ({ places }) => {
      for (const name of places) expect(placeOf(name, lessons).title).not.toBe('');
    },
  );

  it('say numbers that are so', () => {
    const { greatest } = mapFacts(responseMap(sessionDigit, namedKernels.top));
    const map = responseMap(sessionDigit, namedKernels.top);
    const at = (row: number, col: number) => map[(row - 1) * mapSize + (col - 1)];
    expect([greatest.value, at(5, 7), at(8, 18), mapSize]).toEqual([762, 762, -29, 26]);
    const code = rows.find(({ id }) => id === 't-00-18-10');
    expect([code?.open, code?.taught].join(' ')).toMatch(/762.*−29.*rows 4 to 6 and columns 6 to 8/);
  });
});

describe('a place of the book', () => {
  it('has its number and its title, and no link while its lesson is not written', () => {
    expect(placeOf('strides-padding#formula', lessons)).toMatchObject({
      number: '4.6',
      title: 'The formula',
      href: '/strides-padding/#formula',
    });
    expect(placeOf('conv-as-matmul', lessons)).toMatchObject({ number: 'Lesson 6', href: '/conv-as-matmul/' });
    expect(placeOf('conv-as-matmul#bias', []).href).toBeUndefined();
  });

  it('must exist', () => {
    expect(() => placeOf('kernels#nowhere', lessons)).toThrow(/placeOf: name must be a section of kernels/);
    expect(() => placeOf('nowhere', lessons)).toThrow(RangeError);
  });
});

describe('the row of a time', () => {
  it.each([
    [0, 't-00-00-00'],
    [1480, 't-00-22-40'],
    [1360, 't-00-22-40'],
    [1359, 't-00-22-10'],
    [54 * 60 + 58, 't-00-52-05'],
    [4640, 't-01-15-45'],
  ])('at %i seconds is %s', (second, id) => {
    expect(stretchAt(stretches, second)?.id).toBe(id);
  });

  it('is none after the end', () => {
    expect(stretchAt(stretches, 4641)).toBeUndefined();
  });

  it.each([
    ['00:13:05', 't-00-11-50'],
    ['00:15', 't-00-15-05'],
    ['00:27', 't-00-27-05'],
    ['01:01', 't-01-00-00'],
  ])('as lessons write it, %s, is %s', (time, id) => {
    expect(rowOfTime(rows, time).id).toBe(id);
  });

  it.each(['02:00:00', 'noon', '24:40:00'])('“%s” is refused', (time) => {
    expect(() => rowOfTime(rows, time)).toThrow(/rowOfTime: time must lie in the session/);
  });

  it('is known for every time that a lesson gives', () => {
    const times = lessons
      .flatMap(({ outline }) => outline.flatMap(({ parts }) => parts))
      .flatMap(({ props }) => (typeof props['time'] === 'string' ? [props['time']] : []));
    expect(times.length).toBeGreaterThan(40);
    for (const time of times) expect(rowOfTime(rows, time).id).toMatch(/^t-/);
    expect(errataOf(lessons).filter(({ time }) => time !== undefined).length).toBe(33);
  });
});

describe('the corrections of a row', () => {
  it('stand with those nearest the time first', () => {
    const timed = errataOf(lessons).flatMap(({ id, time }) => ({ id, second: secondOf(time ?? '') ?? Number.NaN }));
    const inRow = timed.filter(({ second }) => stretchAt(stretches, second)?.id === 't-00-11-50');
    const namesAt = (minute: number, second: number) =>
      nearestFirst(inRow, 60 * minute + second).map(({ id }) => correctionName(id));
    expect(namesAt(13, 6)).toEqual(['E-04', 'E-06', 'E-05']);
    expect(namesAt(14, 40)).toEqual(['E-05', 'E-06', 'E-04']);
  });

  it('of a time can be one, or none', () => {
    const rowsOf = new Map(errataOf(lessons).map(({ id, time }) => [id, time && rowOfTime(rows, time).id]));
    const inRow = (row: string) => [...rowsOf].filter(([, at]) => at === row).map(([id]) => id);
    expect(inRow('t-00-46-15')).toEqual(['e-32']);
    expect(inRow('t-00-22-40')).toEqual([]);
  });
});

describe('what was asked', () => {
  it('are eleven questions, each in the words of the section that answers it, or in words of its own until that is written', () => {
    expect(questions.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, (_, at) => `q-${at + 1}`));
    const faults = questions.flatMap(({ id, place, until }) => {
      const { section } = placeOf(place, lessons);
      const isAsked = section === undefined ? until !== undefined : askedIn(section).length === 1;
      return isAsked ? [] : [`${id}: ${place} must ask it in one <Question>`];
    });
    expect(faults).toEqual([]);
  });
});

describe('what was promised', () => {
  it('are nine things, each with a place and a time', () => {
    expect(promises).toHaveLength(9);
    for (const { place, time } of promises) {
      expect(placeOf(place, lessons).title).not.toBe('');
      expect(rowOfTime(rows, time).from).toBe(time);
    }
  });
});

describe('the line of the session', () => {
  const { groups, cuts, minutes, length } = timeline(rows);

  it('runs from 0 to 1, in stretches that do not overlap, with a mark each quarter of an hour', () => {
    expect(length).toBe(4640);
    expect([groups[0]?.from, groups.at(-1)?.to]).toEqual([0, 1]);
    for (const [at, group] of groups.entries()) expect(group.from).toBeGreaterThanOrEqual(groups[at - 1]?.to ?? 0);
    expect(cuts).toHaveLength(rows.length - 1);
    expect(minutes.map(({ minute }) => minute)).toEqual([0, 15, 30, 45, 60, 75]);
  });

  it('joins neighbours of one lesson', () => {
    expect(groups.some(({ lesson }, at) => lesson === groups[at - 1]?.lesson)).toBe(false);
    expect(groups.at(-1)?.lesson).toBe('simple-cnn');
  });
});
