// Holds a figure back until it is touched. Astro wakes a part of a page by a function that it puts at `Astro.visible`; the one put there is kept, and
// handed out only behind the reader's first touch. Nothing is loaded before.

/** The event that lets an embedded figure begin. */
export const startEvent = 'figure-start';

/** The script for the head of a page whose figures wait. It must stand before Astro's own. */
export const waitForTouch = `{const touched=new Promise((go)=>addEventListener('${startEvent}',go,{once:true}));let own;Object.defineProperty(self.Astro??={},'visible',{get:()=>own&&((...asked)=>void touched.then(()=>own(...asked))),set:(given)=>{own=given}})}`;
