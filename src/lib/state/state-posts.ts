// What a reader can post of any figure's state: a text with the link and what the state shows, and its picture. What a state shows is known by the card
// of the figure, which the page says how to get; a figure that knows more, such as what became of a run, offers a post of its own.
import type { CardSheet } from '@lib/card/sheet.ts';
import type { WidgetCard } from '@lib/card/figure.ts';
import { postedCard, stateAddress } from './location.ts';

type FindCard = (widgetId: string) => Promise<WidgetCard> | undefined;
type MakePost = () => Promise<string>;

let findCard: FindCard = () => undefined;
const ownPosts = new Map<string, MakePost>();
/** The state of which a picture was saved last, by figure. */
const saved = new Map<string, string>();

/** Says how the cards of this page's figures are got; they are fetched when somebody wants to post. */
export function findCardsBy(find: FindCard): void {
  findCard = find;
}

/** Lets a figure make the post about itself; returns the way to take that back. */
export function offerPost(widgetId: string, make: MakePost): () => void {
  ownPosts.set(widgetId, make);
  return () => {
    if (ownPosts.get(widgetId) === make) ownPosts.delete(widgetId);
  };
}

/** The name of the file that holds the picture of a figure's state. */
export const pictureName = (widgetId: string): string => `${widgetId}.png`;

/** What a state of a figure is called and what it shows, as its card says it; `title` is what it is called where the card cannot be had. */
export async function stateWords(
  widgetId: string,
  state: string,
  title: string,
): Promise<{ readonly title: string; readonly line?: string }> {
  const card = await findCard(widgetId)?.catch(() => undefined);
  if (card === undefined) return { title };
  const { title: shown, line } = state === '' ? card : card.describe(state);
  return { title: shown, line };
}

/** A post about a figure's state, in Markdown. `title` is what the figure is called where its card cannot be had. */
export async function postOf(widgetId: string, state: string, title: string): Promise<string> {
  const own = ownPosts.get(widgetId);
  if (own !== undefined) {
    try {
      return await own();
    } catch {
      // nothing was computed yet that could be reported: then what the link says
    }
  }
  const [{ statePost }, words] = await Promise.all([
    import('@lib/export/forum-text.ts'),
    stateWords(widgetId, state, title),
  ]);
  const drawn = postedCard(widgetId, state, words.title);
  return statePost({
    ...words,
    link: stateAddress(widgetId, state),
    card: drawn,
    picture: drawn === undefined && saved.get(widgetId) === state ? pictureName(widgetId) : undefined,
  });
}

/**
 * The picture of a figure's state, as its card shows it; `where` says which figure it is. Rejects in words for a reader where it cannot be drawn.
 */
export async function pictureOf(widgetId: string, state: string, where: string): Promise<Blob> {
  const card = await findCard(widgetId);
  if (card === undefined) throw new Error('There is no picture of this figure here.');
  const { cardBlob } = await import('@lib/card/canvas.ts');
  const words = state === '' ? card : card.describe(state);
  const sheet: CardSheet = {
    title: words.title,
    where,
    figure: card.draw(state),
    ...(state === '' ? {} : { state: `?${widgetId}=${state}` }),
  };
  const picture = await cardBlob(sheet);
  saved.set(widgetId, state);
  return picture;
}
