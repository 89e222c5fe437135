import { describe, expect, it } from 'vitest';
import { featureMapsLink } from '@components/widgets/feature-maps/feature-maps.link.ts';
import { judgeRim, rimLink } from '@lib/exercise/judge-rim.ts';

describe('judgeRim', () => {
  it.each([
    'd:flat,r:0,c:7',
    'd:flat,r:6,c:0',
    'd:checker,r:0,c:0',
    'd:vertical,r:0,c:10',
    'd:horizontal,r:10,c:0,m:2,show:pre',
  ])('takes %s', (state) => expect(judgeRim(state).kind).toBe('right'));

  it.each([
    ['', 'on a digit nothing is to be seen'],
    ['r:0,c:0', 'The cell is one whose window hangs over the edge. But on a digit'],
    ['d:pad,r:0,c:0', 'on a digit'],
    ['at:v12,d:flat,r:0,c:0', 'on a digit'],
    ['d:flat', '(3, 7) lies inside the picture'],
    ['d:flat,r:13,c:13', '(13, 13) lies inside the picture'],
    ['d:flat,layer:2,r:0,c:0', 'open at layer 2'],
    ['d:vertical,r:0,c:2', 'this picture is paper'],
    ['d:horizontal,r:0,c:9', 'this picture is paper'],
  ])('refuses “%s” and says why', (state, words) => {
    const { kind, lead, rest } = judgeRim(state);
    expect(kind).toBe('wrong');
    expect(`${lead} ${rest}`).toContain(words);
  });

  it('reads the settings as the figure does', () => {
    for (const state of ['', 'd:flat,r:0,c:0', 'd:7,i:29,layer:3,m:4', 'at:v12,r:27', 'pad:5~5,p:3,of:7']) {
      expect(featureMapsLink.parse(state).state).toMatchObject(rimLink.parse(state).state);
    }
  });
});
