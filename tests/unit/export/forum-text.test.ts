import { markdownToHtml } from 'satteri';
import { describe, expect, it } from 'vitest';
import { answerPost, networkPost, runPost, statePost } from '@lib/export/forum-text.ts';
import { convNet } from '@lib/nn/layers.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';

const link = 'https://book.example/simple-cnn/?cnn-trainer=s:1#train';
const table = tableOf(convNet([1, 4, 2]), batchShape(1));
const run = { title: 'My net', link, table, run: sessionRun, result: { loss: 0.03084, right: 2018, count: 2038 } };
const of = (right: number): { right: number; count: number } => ({ right, count: 2000 });

describe('statePost', () => {
  const card = { address: 'https://book.example/card/w/kernel-lab/k-top.png', alt: 'The kernel [top]' };

  it('links, says what is to be seen, and shows the picture that the book has of it', () =>
    expect(statePost({ title: 'The kernel', link, line: 'Nine weights, *one* sum.', card })).toBe(
      `## [The kernel](${link})\n\nNine weights, \\*one\\* sum.\n\n![The kernel \\[top\\]](${card.address})\n`,
    ));

  it('leaves the link a line by itself, where the book has no picture', () =>
    expect(statePost({ title: 'The *kernel*', link, line: 'One sum.' })).toBe(
      `## The \\*kernel\\*\n\nOne sum.\n\n${link}\n`,
    ));

  it('refuses a link that is none', () =>
    expect(() => statePost({ title: 'a', link: 'javascript:1' })).toThrow(/must begin with http/));

  it('says where a picture goes that only the reader has', () =>
    expect(statePost({ title: 'The kernel', link, picture: 'kernel-lab.png' })).toMatch(/\n\n\*Drag kernel-lab\.png/));

  it('is a link and a picture to a reader of Markdown', () => {
    const { html } = markdownToHtml(statePost({ title: 'a', link, card }));
    expect(html).toContain(`<img src="${card.address}" alt="The kernel [top]"`);
  });
});

describe('answerPost', () => {
  const exercise = { title: 'Exercise 2.3: even *ink*', link: 'https://book.example/s/kernels/k-3/' };

  it('covers the answer, and leaves the link a line by itself', () =>
    expect(answerPost({ ...exercise, answers: [{ label: '', given: ' 77 * 0 ', outcome: 'wrong' }] })).toBe(
      `**Exercise 2.3: even \\*ink\\***

https://book.example/s/kernels/k-3/

My answer:

[spoiler]

- **77 \\* 0** (not right yet)

[/spoiler]
`,
    ));

  it('gives each part its line, and a figure its link', () => {
    const answers = [
      { label: 'Which edge?', given: 'A top edge', outcome: 'right' },
      { label: 'The size:', given: '', outcome: 'open' },
      { label: 'The figure', given: link, isAddress: true, outcome: 'shown' },
    ] as const;
    expect(
      answerPost({ ...exercise, answers })
        .split('\n')
        .slice(7, 11),
    ).toEqual([
      '',
      '- Which edge? **A top edge** (right)',
      '- The size: **nothing** (not judged yet)',
      `- The figure: **[my figure](${link})** (the book told me)`,
    ]);
  });

  it('refuses a link that is none', () =>
    expect(() => answerPost({ title: 'a', link: 'javascript:1', answers: [] })).toThrow(/must begin with http/));
});

describe('networkPost', () => {
  it('shows the layers with their sums, and links back', () =>
    expect(networkPost({ title: 'Small | smaller', link, table })).toBe(`## Small \\| smaller

| layer | settings | output | parameters | products per picture |
| --- | --- | --- | ---: | ---: |
| convolution | 3 × 3, stride 2, padding 1 | 1 × 4 × 14 × 14 | 40 | 7,056 |
| ReLU |  | 1 × 4 × 14 × 14 | 0 | 0 |
| convolution | 3 × 3, stride 2, padding 1 | 1 × 2 × 7 × 7 | 74 | 3,528 |
| flatten |  | 1 × 98 | 0 | 0 |
| total |  |  | 114 | 10,584 |

${link}
`));

  it('says where a picture goes', () =>
    expect(networkPost({ title: 'a', link, table, picture: 'my_net.png' })).toMatch(
      /\n\n\*Drag my\\_net\.png in here, and delete this line\.\*\n\nhttps[^\n]*\n$/,
    ));
});

describe('runPost', () => {
  it('says how the run was set and what came of it', () => {
    const paragraphs = runPost(run).trim().split('\n\n');
    expect(paragraphs.slice(2)).toEqual([
      '**Settings:** digits 3 and 7; Adam; one cycle up to a rate of 0.01; 386 steps of 64; start from seed 1; order from seed 1.',
      '**Result:** 2,018 of 2,038 held-out digits right, 99.02 %; loss 0.0308.',
      link,
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
    expect([...html.matchAll(/<(h2|table|p)\b/g)].map(([, name]) => name).join(' ')).toBe('h2 table p p p p p');
    expect(html).toContain('>My net</h2>');
  });
});
