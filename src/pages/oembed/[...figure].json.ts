// The description of every widget for hosts that read oEmbed, and of every state that has a page of its own.
import type { APIRoute } from 'astro';
import { oembedOf } from '@lib/site/embedding.ts';
import { pageLink } from '@lib/site/links.ts';
import { stateSlug } from '@lib/site/state-slug.ts';
import { readBook, widgets } from '../_book.ts';

interface Described {
  readonly widget: string;
  readonly state: string;
}

const nameOf = ({ widget, state }: Described): string => `${widget}${state === '' ? '' : `/${stateSlug(state)}`}`;

export async function getStaticPaths() {
  const book = await readBook();
  return widgets
    .flatMap(({ id }) => ['', ...book.statesOf(id)].map((state): Described => ({ widget: id, state })))
    .map((one) => ({ params: { figure: nameOf(one) }, props: one }));
}

export const GET: APIRoute<Described> = ({ props, site }) => {
  const { widget: id, state } = props;
  const card = widgets.find((widget) => widget.id === id)?.card;
  if (card === undefined) return new Response('There is no such figure.', { status: 404 });
  const whole = (path: string): string => new URL(path, site).href;
  const description = oembedOf({
    widget: id,
    title: state === '' ? card.title : card.describe(state).title,
    site: whole(pageLink('')),
    embed: `${whole(pageLink(`embed/${id}`))}${state === '' ? '' : `?${id}=${state}`}`,
    picture: whole(`${pageLink('card/w')}${nameOf(props)}.png`),
  });
  return new Response(JSON.stringify(description), { headers: { 'content-type': 'application/json' } });
};
