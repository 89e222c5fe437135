import { describe, expect, it } from 'vitest';
import { hideable, hideBeforePaint, hidingStyles, unknownParts } from '@lib/site/reduced.ts';
import { stateSlug } from '@lib/site/state-slug.ts';
import { windowTitle } from '@lib/site/window-title.ts';
import { embedCode, embedHeight, isWorthTelling } from '@lib/site/embedding.ts';

describe('what an embedding page can hide', () => {
  it('has a rule for each name, and says which names mean nothing', () => {
    for (const name of Object.keys(hideable)) expect(hidingStyles()).toContain(`[data-hide~='${name}']`);
    expect(unknownParts('presets,hat,,toString')).toEqual(['hat', 'toString']);
    expect(hideBeforePaint).toContain('"presets"');
  });
});

describe('embedCode', () => {
  it('cannot be left by a title or an address', () => {
    const code = embedCode({ widget: 'hat', title: '"><script>', address: 'https://a.test/?x="y' });
    expect(code).toBe(
      '<iframe src="https://a.test/?x=&quot;y" title="&quot;>&lt;script>" width="100%" height="900" style="border:0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>',
    );
  });

  it('is as high as the figure was measured in the column of a forum', () => {
    const code = embedCode({ widget: 'kernel-lab', title: 'A figure', address: 'https://a.test/' });
    expect(code).toContain(`height="${embedHeight('kernel-lab')}"`);
    expect(embedHeight('kernel-lab')).toBeGreaterThan(2000);
  });
});

describe('the height that an embedded figure tells', () => {
  it('is told when it grows, and when it shrinks by more than a little', () => {
    expect(isWorthTelling(2052, undefined)).toBe(true);
    expect(isWorthTelling(2078, 2077)).toBe(true);
    expect(isWorthTelling(2077, 2078)).toBe(false);
    expect(isWorthTelling(2078, 2078)).toBe(false);
    expect(isWorthTelling(1800, 2078)).toBe(true);
  });
});

describe('names', () => {
  it('of states as folders', () => expect(stateSlug('k:-1~2,r:5')).toBe('k--1~2_r-5'));
  it('of windows fit into them', () => {
    expect(windowTitle('Kernels')).toBe('Kernels · Threes & Sevens');
    expect(windowTitle('x'.repeat(60))).toBe('x'.repeat(60));
    expect(windowTitle('x'.repeat(90)).length).toBeLessThanOrEqual(65);
  });
});
