import { markdownToHtml } from 'satteri';
import { describe, expect, it } from 'vitest';
import { markdownLink, markdownTable, markdownText } from '@lib/export/markdown.ts';

const html = (markdown: string): string => markdownToHtml(markdown).html.trim();

const nasty = String.raw`a|b *c* _d_ ~~e~~ [f](g) <b>h</b> \ &amp; ${'`i`'} $j$ @k #l :m: 1:2`;

describe('markdownText', () => {
  it('shows every sign as it is', () => {
    const escaped = nasty.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(html(markdownText(nasty))).toBe(`<p>${escaped}</p>`);
  });
  it('leaves plain words plain', () => expect(markdownText(' 3 or 7?  Run: 2\n')).toBe('3 or 7? Run: 2'));
  it('takes names, tags, emoji and formulas from forums', () =>
    expect(markdownText('@a #b :c: $d$')).toBe(String.raw`\@a \#b \:c: \$d\$`));
});

describe('markdownLink', () => {
  it('leaves a link of the book as it is', () =>
    expect(markdownLink('run', 'https://book.example/simple-cnn/?cnn-trainer=a:1-4~2,s:1#train')).toBe(
      '[run](https://book.example/simple-cnn/?cnn-trainer=a:1-4~2,s:1#train)',
    ));
  it('writes signs that would end it as codes', () => {
    expect(markdownLink('a]b', 'https://x.example/(a|b) <c>')).toBe(
      String.raw`[a\]b](https://x.example/%28a%7Cb%29%20%3Cc%3E)`,
    );
    expect(html(markdownLink('a]b', 'https://x.example/(a|b'))).toBe(
      '<p><a href="https://x.example/%28a%7Cb">a]b</a></p>',
    );
  });
  it('refuses an address that is none', () =>
    expect(() => markdownLink('a', 'javascript:alert(1)')).toThrow(
      new RangeError('markdownLink: address must begin with http:// or https://, got javascript:alert(1)'),
    ));
});

describe('markdownTable', () => {
  it('keeps a bar inside its cell', () => {
    const table = markdownTable(
      [{ name: 'a|b' }, { name: 'n', isNumber: true }],
      [
        ['c|d', '1'],
        ['', '2'],
      ],
    );
    expect(table.split('\n').slice(0, 2)).toEqual([String.raw`| a\|b | n |`, '| --- | ---: |']);
    const cells = [...html(table).matchAll(/<t[hd](?: [^>]*)?>([^<]*)</g)].map(([, text]) => text);
    expect(cells).toEqual(['a|b', 'n', 'c|d', '1', '', '2']);
  });
});
