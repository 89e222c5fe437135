// The heights that pasted frames begin with: what every figure needs in the column of a forum. Where a page runs no script of ours they stay as they are.
import { describe, expect, it } from 'vitest';
import { embedHeight, forumColumnPx } from '@lib/site/embedding.ts';
import { siteInBrowser } from './browser.ts';
import { pagePaths, rootBuild } from './builds.ts';

const site = siteInBrowser(rootBuild);

/** How far a frame may be from what stands in it, as a part of that. */
const tolerance = 0.1;

const widgets = pagePaths(rootBuild).flatMap((path) => /^embed\/([^/]+)\/$/.exec(path)?.[1] ?? []);

/** The height of an embed page that has been woken. */
async function needed(widget: string): Promise<number> {
  const { page, close } = await site.open(`embed/${widget}/`, { viewport: { width: forumColumnPx, height: 900 } });
  try {
    await page.locator('[data-start]').click();
    await page.waitForFunction(() => document.querySelector('astro-island[ssr]') === null);
    return await page.locator('.embed').evaluate(async (embed) => {
      await document.fonts.ready;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      return Math.ceil(embed.getBoundingClientRect().height);
    });
  } finally {
    await close();
  }
}

describe('the height of a pasted frame', () => {
  it('is near to what the figure needs in the column of a forum (numbers for src/lib/site/embed-heights.json)', async () => {
    expect(widgets).toContain('kernel-lab');
    const wrong: Record<string, number> = {};
    for (const widget of widgets) {
      const height = await needed(widget);
      if (Math.abs(embedHeight(widget) - height) > tolerance * height) wrong[widget] = height;
    }
    expect(wrong).toEqual({});
  }, 150_000);
});
