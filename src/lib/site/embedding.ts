// A figure inside a page of someone else: the code to paste, the message by which it tells its height, and the description that forums ask for.
// https://oembed.com/ · the message is part of the public contract, see /for-forums/
import measured from './embed-heights.json' with { type: 'json' };

/** The type of the message that an embedded figure sends to the page around it. */
export const heightMessage = 'threes-and-sevens:height';

/** How much of a frame may stay empty before it is worth to move the page around it. */
const spareHeightPx = 8;

/** Whether a height is worth telling after the one that was told: a frame too low would scroll, one a little too high disturbs nobody. */
export function isWorthTelling(heightPx: number, toldPx: number | undefined): boolean {
  return toldPx === undefined || heightPx > toldPx || toldPx - heightPx > spareHeightPx;
}

/** Lines for a page that embeds figures: they fit every frame to what stands in it. */
export const heightListener = `addEventListener('message', (event) => {
  if (event.data?.type !== '${heightMessage}') return;
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentWindow === event.source) frame.height = event.data.height;
});`;

/** What the frame may use: the clipboard for copied links, the whole screen; graphics need no leave. */
const allowed = 'clipboard-write; fullscreen';

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** How wide the column of a forum is: what the heights were measured in. */
export const forumColumnPx = 690;

/** The heights of the embed pages in such a column, in their first states. */
const heights: ReadonlyMap<string, number> = new Map(Object.entries(measured));

/** The height of a figure that has not been measured. */
const usualHeightPx = 900;

/** How high the frame of a figure is until the figure tells its own height: what it needs in the column of a forum. */
export function embedHeight(widgetId: string): number {
  return heights.get(widgetId) ?? usualHeightPx;
}

/** What an embedded figure is made from. */
export interface Embedded {
  /** Id of the widget. */
  readonly widget: string;
  readonly title: string;
  /** The whole address of the embed page, with the state. */
  readonly address: string;
}

/** The frame to paste. */
export function embedCode({ widget, title, address }: Embedded): string {
  return `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="${embedHeight(widget)}" style="border:0" loading="lazy" allow="${allowed}"></iframe>`;
}

/** What a host that reads oEmbed is told of, in whole addresses. */
export interface Described {
  /** Id of the widget. */
  readonly widget: string;
  readonly title: string;
  /** The home of the book. */
  readonly site: string;
  /** The embed page, with the state. */
  readonly embed: string;
  readonly picture: string;
}

/** The description of a widget, in one of its states, for hosts that read oEmbed. */
export function oembedOf({ widget, title, site, embed, picture }: Described): object {
  return {
    version: '1.0',
    type: 'rich',
    provider_name: 'Threes & Sevens',
    provider_url: site,
    title,
    html: embedCode({ widget, title, address: embed }),
    width: 720,
    height: embedHeight(widget),
    thumbnail_url: picture,
    thumbnail_width: 1200,
    thumbnail_height: 630,
  };
}
