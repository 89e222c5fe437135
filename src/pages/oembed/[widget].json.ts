// The description of every widget for hosts that read oEmbed.
import type { APIRoute, GetStaticPaths } from 'astro';
import { oembedOf } from '@lib/site/embedding.ts';
import { pageLink } from '@lib/site/links.ts';
import { widgets } from '../_book.ts';

export const getStaticPaths: GetStaticPaths = () => widgets.map(({ id }) => ({ params: { widget: id } }));

export const GET: APIRoute = ({ params, site }) => {
  const widget = widgets.find(({ id }) => id === params['widget']);
  if (widget === undefined) return new Response('There is no such figure.', { status: 404 });
  const whole = (path: string): string => new URL(path, site).href;
  const description = oembedOf(widget.card, {
    site: whole(pageLink('')),
    embed: whole(pageLink(`embed/${widget.id}`)),
    picture: whole(`${pageLink('card/w')}${widget.id}.png`),
  });
  return new Response(JSON.stringify(description), { headers: { 'content-type': 'application/json' } });
};
