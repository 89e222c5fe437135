import { expect, it } from 'vitest';
import { changesFeed, readChanges } from '@lib/site/changes.ts';

const changelog =
  '# Changelog\n\nWhat readers notice.\n\n## 0.2.0\n\n- A lesson on <edges> & more: it is\n  long.\n- Another.\n\n## 0.1.0\n\n- The first.\n';

it('reads the versions of a changelog, newest first', () =>
  expect(readChanges(changelog)).toEqual([
    { version: '0.2.0', changes: ['A lesson on <edges> & more: it is long.', 'Another.'] },
    { version: '0.1.0', changes: ['The first.'] },
  ]));

it('makes an entry of each change, with its signs escaped and a name of its own', () => {
  const feed = changesFeed(readChanges(changelog), {
    site: 'https://b.test/',
    feed: 'https://b.test/changes.xml',
    updated: '2026-01-01T00:00:00Z',
  });
  expect(feed.match(/<entry>/g)).toHaveLength(3);
  expect(feed).toContain('<title>A lesson on &lt;edges&gt; &amp; more</title>');
  expect(new Set(feed.match(/<id>[^<]*<\/id>/g)).size).toBe(4);
});
