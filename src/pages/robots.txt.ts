// Everything may be read by machines; here is where the pages are listed.
import type { APIRoute } from 'astro';
import { pageLink } from '@lib/site/links.ts';

export const GET: APIRoute = ({ site }) => {
  const map = new URL(`${pageLink('')}sitemap-index.xml`, site).href;
  return new Response(`User-agent: *\nAllow: /\n\nSitemap: ${map}\n`, { headers: { 'content-type': 'text/plain' } });
};
