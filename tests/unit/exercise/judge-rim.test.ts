import { describe, expect, it } from 'vitest';
import { featureMapsLink } from '@components/widgets/feature-maps/feature-maps.link.ts';
import { tensor } from '@lib/array/tensor.ts';
import { judgeRim, rimAt, rimLink } from '@lib/exercise/judge-rim.ts';
import { syntheticPicture } from '@lib/data/synthetic.ts';
import type { Model } from '@lib/nn/parameters.ts';

/** A first layer of three kernels: one that sums, one that finds top edges, and the middle alone, which sees no neighbour. */
const net: Model = {
  layers: [{ kind: 'conv', outChannels: 3, kernel: 3, stride: 2, padding: 1 }, { kind: 'relu' }],
  parameters: [
    {
      weight: tensor(
        [3, 1, 3, 3],
        [...[1, 1, 1, 1, 1, 1, 1, 1, 1], ...[-1, -1, -1, 0, 0, 0, 1, 1, 1], ...[0, 0, 0, 0, 1, 0, 0, 0, 0]],
      ),
      bias: tensor([3], [0, 0, 0]),
    },
    {},
  ],
};

describe('judgeRim', () => {
  it.each([
    'd:flat,r:0,c:7',
    'd:flat,r:6,c:0',
    'd:checker,r:0,c:0',
    'd:vertical,r:0,c:10',
    'd:horizontal,r:10,c:0,show:pre',
    'd:flat,r:0,c:7,m:1',
  ])('takes %s', (state) => expect(judgeRim(state, net).kind).toBe('right'));

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
    ['d:flat,r:0,c:0,m:2', 'nobody sees a rim in map 2: at (0, 0) stands 0.39, and without the zeros it would be 0.39'],
    ['d:flat,r:6,c:0,m:1', 'nobody sees a rim in map 1'],
  ])('refuses “%s” and says why', (state, words) => {
    const { kind, lead, rest } = judgeRim(state, net);
    expect(kind).toBe('wrong');
    expect(`${lead} ${rest}`).toContain(words);
  });

  it('refuses a rim that ReLU has cut off, and takes it before ReLU', () => {
    const [conv, relu] = net.layers;
    const turned = net.parameters.map(({ weight, bias }) =>
      weight === undefined || bias === undefined
        ? {}
        : {
            bias,
            weight: tensor(
              weight.shape,
              weight.data.map((number) => -number),
            ),
          },
    );
    const opposite: Model = { layers: [conv, relu].filter((layer) => layer !== undefined), parameters: turned };
    expect(judgeRim('d:flat,r:0,c:0,m:1', opposite).rest).toContain('nobody sees a rim');
    expect(judgeRim('d:flat,r:0,c:0,m:1,show:pre', opposite).kind).toBe('right');
  });

  it('refuses a net that has learned nothing, whatever the state shows', () => {
    const { kind, rest } = judgeRim('d:flat,m:2,r:0,c:0', undefined);
    expect(kind).toBe('wrong');
    expect(rest).toContain('Train it in the figure');
  });

  it('compares with the picture going on: the same as inside where the picture is the same all over', () => {
    const maps = { pixels: syntheticPicture('flat'), map: 0, isCut: true };
    const [rim, inside] = [rimAt(net, { ...maps, place: [0, 0] }), rimAt(net, { ...maps, place: [5, 5] })];
    expect(rim.without).toBe(inside.shown);
    expect(rim.shown).toBeCloseTo((inside.shown * 4) / 9, 6);
    expect(rim.greatest).toBe(inside.shown);
  });

  it('reads the settings as the figure does', () => {
    for (const state of ['', 'd:flat,r:0,c:0', 'd:7,i:29,layer:3,m:4', 'at:v12,r:27', 'pad:5~5,p:3,of:7']) {
      expect(featureMapsLink.parse(state).state).toMatchObject(rimLink.parse(state).state);
    }
  });
});
