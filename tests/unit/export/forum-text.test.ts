import { markdownToHtml } from 'satteri';
import { describe, expect, it } from 'vitest';
import { networkPost, runPost } from '@lib/export/forum-text.ts';
import { convNet } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';

const link = 'https://book.example/simple-cnn/?cnn-trainer=s:1#train';
const table = tableOf(convNet([1, 4, 2]), batchShape(1));
const run = { title: 'My net', link, table, run: sessionRun, result: { loss: 0.03084, right: 2018, count: 2038 } };
const of = (right: number): { right: number; count: number } => ({ right, count: 2000 });

describe('networkPost', () => {
  it('links back, and shows the layers with their sums', () =>
    expect(networkPost({ title: 'Small | smaller', link, table })).toBe(`## [Small \\| smaller](${link})

| layer | settings | output | parameters | products per picture |
| --- | --- | --- | ---: | ---: |
| convolution | 3 × 3, stride 2, padding 1 | 1 × 4 × 14 × 14 | 40 | 7,056 |
| ReLU |  | 1 × 4 × 14 × 14 | 0 | 0 |
| convolution | 3 × 3, stride 2, padding 1 | 1 × 2 × 7 × 7 | 74 | 3,528 |
| flatten |  | 1 × 98 | 0 | 0 |
| total |  |  | 114 | 10,584 |
`));

  it('says where a picture goes', () =>
    expect(networkPost({ title: 'a', link, table, picture: 'my_net.png' })).toMatch(
      /\n\n\*Drag my\\_net\.png in here, and delete this line\.\*\n$/,
    ));
});

describe('runPost', () => {
  it('says how the run was set and what came of it', () => {
    const paragraphs = runPost(run).trim().split('\n\n');
    expect(paragraphs.slice(2)).toEqual([
      '**Settings:** digits 3 and 7; Adam; one cycle up to a rate of 0.01; 386 steps of 64; start from seed 1; order from seed 1.',
      '**Result:** 2,018 of 2,038 held-out digits right, 99.02 %; loss 0.0308.',
    ]);
  });

  it('gives the median and the range of several seeds', () => {
    expect(runPost({ ...run, seeds: [of(1980), of(1000), of(1990)] })).toContain(
      '**Over 3 seeds:** median 99.00 %, from 50.00 % to 99.50 %.',
    );
    expect(runPost({ ...run, seeds: [of(1980), of(1990)] })).toContain('**Over 2 seeds:** median 99.25 %,');
  });

  it('owns up to digits that the link does not carry', () => {
    expect(runPost({ ...run, own: 2 })).toContain('**Besides:** learned from 2 digits of my own, which the link');
    expect(runPost({ ...run, own: 0 })).not.toContain('Besides');
  });

  it('makes nothing of a single seed', () => expect(runPost({ ...run, seeds: [of(1980)] })).not.toContain('median'));

  it('tells what was done to the pictures, and an order that is none', () =>
    expect(
      runPost({
        ...run,
        run: { ...sessionRun, tampering: 'wrong-labels', orderSeed: 'sequential', schedule: 'fixed' },
      }),
    ).toContain(
      'digits 3 and 7; some labels wrong; Adam; a fixed rate of 0.01; 386 steps of 64; start from seed 1; pictures in the order of the file.',
    ));

  it('is a heading, a table and paragraphs to a reader of Markdown', () => {
    const { html } = markdownToHtml(runPost({ ...run, seeds: [of(1980), of(1990)], picture: 'a.png' }));
    expect([...html.matchAll(/<(h2|table|p)\b/g)].map(([, name]) => name)).toEqual(['h2', 'table', 'p', 'p', 'p', 'p']);
    expect(html).toContain(`<a href="${link}">My net</a>`);
  });
});
