// How a figure that stands in someone else's page begins. Astro wakes a part of a page by a function that it puts at `Astro.visible`; the one put there is
// kept, and handed out only behind the reader's first touch: nothing is loaded before. Where the address holds a state the figure wakes at once and shows
// it, worked out in plain code; only its engine waits for the touch, see `lib/state/first-touch.ts`.

/** The event that lets an embedded figure begin. */
export const startEvent = 'figure-start';

/** The attribute of a page's root that says that its figure waits for a touch. */
export const waitsMark = 'data-waits';

const hasState = (widgetId: string): string => `new URLSearchParams(location.search).has(${JSON.stringify(widgetId)})`;

/** The script for the head of a page whose figure waits. It must stand before Astro's own. */
export function waitForTouch(widgetId: string): string {
  return `{document.documentElement.setAttribute('${waitsMark}','');if(!${hasState(widgetId)}){const touched=new Promise((go)=>addEventListener('${startEvent}',go,{once:true}));let own;Object.defineProperty(self.Astro??={},'visible',{get:()=>own&&((...asked)=>void touched.then(()=>own(...asked))),set:(given)=>{own=given}})}}`;
}
