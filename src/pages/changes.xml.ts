// The feed of changes, from the changelog.
import { readFileSync, statSync } from 'node:fs';
import type { APIRoute } from 'astro';
import { changesFeed, readChanges } from '@lib/site/changes.ts';
import { pageLink } from '@lib/site/links.ts';

const file = 'CHANGELOG.md';

export const GET: APIRoute = ({ site }) => {
  const home = new URL(pageLink(''), site).href;
  const updated = statSync(file).mtime.toISOString();
  const feed = changesFeed(readChanges(readFileSync(file, 'utf8')), {
    site: home,
    feed: `${home}changes.xml`,
    updated,
  });
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
