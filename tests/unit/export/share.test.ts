import { describe, expect, it } from 'vitest';
import { discussAddress, firstSentences, promptPost, shareText } from '@lib/export/share.ts';

const shared = {
  title: 'Three [or] seven',
  address: 'https://book.test/s/simple-cnn/task/',
  line: 'A picture comes in. *One* verdict comes out.',
};

describe('shareText', () => {
  it('gives a link, a link in Markdown whose signs mean themselves, and a quote with the address on a line of its own', () => {
    expect(shareText('link', shared)).toBe(shared.address);
    expect(shareText('markdown', shared)).toBe(String.raw`[Three \[or\] seven](https://book.test/s/simple-cnn/task/)`);
    expect(shareText('quote', shared)).toBe(
      String.raw`> **Three \[or\] seven**
>
> A picture comes in. \*One\* verdict comes out.

https://book.test/s/simple-cnn/task/
`,
    );
  });
  it('refuses an address that is none', () => {
    expect(() => shareText('markdown', { title: 'x', address: 'javascript:1' })).toThrow(/must begin with http/);
  });
});

describe('firstSentences', () => {
  it('takes whole sentences as long as they fit', () =>
    expect(firstSentences([`One.  Two?\n“Three!” ${'X'.repeat(250)}.`])).toBe('One. Two? “Three!”'));
  it('goes on in the next paragraph, and ends where a sentence is left out', () =>
    expect(firstSentences(['It is \uFFFC. One.', 'Two. It has:', 'Three.'])).toBe('One. Two.'));
  it('takes a question without an end as it stands', () => expect(firstSentences(['', ' One '])).toBe('One'));
  it('cuts one that is too long', () => expect(firstSentences(['x'.repeat(300)])).toHaveLength(250));
});

describe('discussAddress', () => {
  it.each([undefined, ''])('is none for the setting %j', (forum) =>
    expect(discussAddress(forum, shared)).toBeUndefined(),
  );
  it('is the thread where the book names one', () =>
    expect(discussAddress('https://forum.test/t/week-12/345', shared)).toBe('https://forum.test/t/week-12/345'));
  it('is a new topic, filled in, in the category that the book names', () => {
    const url = new URL(discussAddress('https://forum.test/c/part1/12', shared) ?? '');
    expect([url.origin, url.pathname]).toEqual(['https://forum.test', '/new-topic']);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      title: shared.title,
      body: shareText('quote', shared),
      category: 'part1',
    });
  });
});

describe('promptPost', () => {
  const address = 'https://book.test/w/kernel-lab/k-box/';
  it('quotes the prompt, and leaves the figure a line by itself', () =>
    expect(promptPost({ prompt: '  The *strangest*\n kernel? ', address, others: [] })).toBe(
      `> The \\*strangest\\* kernel?\n\n${address}\n`,
    ));
  it('lists the other figures that were set', () =>
    expect(promptPost({ prompt: 'Why?', address, others: [{ title: 'Figure 2.4', address }] })).toBe(
      `> Why?\n\n${address}\n\nAlso set:\n\n- [Figure 2.4](${address})\n`,
    ));
});
