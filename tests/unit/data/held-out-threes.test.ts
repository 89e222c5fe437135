import { expect, it } from 'vitest';
import { heldOutThree, heldOutThreeNames } from '@lib/data/held-out-threes.ts';
import { heldOutPictures } from '../engine/training/runs.ts';

it('the held-out threes that stand in the code are those of the data', async () => {
  const { pixels, classes } = await heldOutPictures();
  for (const name of heldOutThreeNames) {
    const place = Number(name);
    expect([name, classes[place]]).toEqual([name, 0]);
    expect([name, ...heldOutThree(name)]).toEqual([name, ...pixels.subarray(place * 784, (place + 1) * 784)]);
  }
});
