// The picture of every address, drawn when the book is built.
import type { APIRoute, GetStaticPaths } from 'astro';
import { cardPng } from '@lib/card/png.ts';
import { readBook } from '../_book.ts';

const nameOf = (path: string): string => (path === '' ? 'home' : path.slice(0, -1));

export const getStaticPaths: GetStaticPaths = async () => {
  const { addresses } = await readBook();
  return addresses.map(({ path }) => ({ params: { card: nameOf(path) } }));
};

export const GET: APIRoute = async ({ params }) => {
  const { addresses } = await readBook();
  const address = addresses.find(({ path }) => nameOf(path) === params['card']);
  if (address === undefined) return new Response('There is no such card.', { status: 404 });
  return new Response(await cardPng(address.sheet()), { headers: { 'content-type': 'image/png' } });
};
