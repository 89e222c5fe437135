import { describe, expect, it } from 'vitest';
import { clock, parseTime } from '@lib/text/times.ts';

describe('a time', () => {
  it.each([
    ['24:40', 1480],
    ['24.40', 1480],
    ['0.24.40', 1480],
    ['0:24:40', 1480],
    ['00:24:40', 1480],
    [' 1480 s ', 1480],
    ['1480', 1480],
    ['1480s', 1480],
    ['24m40s', 1480],
    ['24 min 40 s', 1480],
    ['1h 1m', 3660],
    ['77:20', 4640],
    ['t-00-24-40', 1480],
    ['https://host.example/watch?v=a&t=1480s', 1480],
    ['https://host.example/session-map/?t=24:40#t-00-22-40', 1480],
    ['https://host.example/session-map/#t-00-22-40', 1360],
    ['0:00', 0],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseTime(text)).toBe(seconds);
  });

  it.each([
    '',
    ' ',
    'noon',
    '24:60',
    '1:60:00',
    '24:4',
    '1:2:3:4',
    '-5',
    '24.4',
    '24.60',
    't-00-22',
    '#t-00-61-00',
    'm',
    '40s 24m',
  ])('“%s” is none', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  it.each([
    [0, '00:00:00'],
    [1480, '00:24:40'],
    [4640, '01:17:20'],
  ])('%i seconds are written %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
    expect(parseTime(text)).toBe(seconds);
  });
});
