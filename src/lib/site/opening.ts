// How a figure comes into the state of the address. What was printed is another state: it is not shown in its place while the figure wakes, for four seconds
// at most. The text below the figure that a link leads to waits with it, for the figure may grow, and would push it down under the reader's eyes.

/** The attribute of a page's root that lists the figures which have not yet come into the state of the address. */
export const opensMark = 'data-opens';

/** What stands in that list where the link leads to the figure itself. */
export const asTarget = (widgetId: string): string => `#${widgetId}`;

/** The script for the head of a page with some figures: it notes which of them wait for their states. */
export function hideUntilOpen(widgetIds: readonly string[]): string {
  return `{const asked=new URLSearchParams(location.search);const waiting=${JSON.stringify(widgetIds)}.filter((id)=>asked.get(id));if(waiting.length>0)document.documentElement.setAttribute('${opensMark}',waiting.map((id)=>location.hash==='#'+id?id+' #'+id:id).join(' '))}`;
}

/** The rules for them; `opening` stands in figures.css. */
export function openingStyles(widgetIds: readonly string[]): string {
  return widgetIds
    .map((id) => {
      const figure = `:root[${opensMark}~='${id}'] #${id}>.body`;
      const below = `:root[${opensMark}~='${asTarget(id)}'] .prose>:has(#${id})~*`;
      const rule = '{animation:opening 4s step-end}';
      return `${figure}${rule}${below}${rule}`;
    })
    .join('');
}
