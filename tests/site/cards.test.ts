// Cards: what a forum makes of every address. The rules are those of Discourse's engine, and a parser that nobody here wrote reads the pages as it would.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aliases } from '@lib/site/aliases.ts';
import ogs from 'open-graph-scraper';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveSite, type ServedSite } from '../../scripts/static-server.ts';
import { builds, pagePaths, rootBuild, type Build } from './builds.ts';
import { attribute, htmlPage, type HtmlPage } from './html-page.ts';

/** The address that a build is made for, unless SITE_URL says another. */
const site = 'https://threes-and-sevens.example';

const longest = { title: 80, description: 250, path: 1500 } as const;
const shortestDescription = 40;

function meta({ elements }: HtmlPage, name: string): string | undefined {
  const found = elements.find((element) => [attribute(element, 'property'), attribute(element, 'name')].includes(name));
  return found === undefined ? undefined : attribute(found, 'content');
}

const link = ({ elements }: HtmlPage, rel: string, type?: string) => {
  const found = elements.find(
    (element) => attribute(element, 'rel') === rel && (type === undefined || attribute(element, 'type') === type),
  );
  return found === undefined ? undefined : attribute(found, 'href');
};

/** All addresses but those that only lead to a newer name. */
const shown = (build: Build) => pagePaths(build).filter((path) => path !== '404.html' && !(path in aliases));

/** The file of the picture that a page names, and its width and height as the file itself says. */
function pictureOf(build: Build, page: HtmlPage) {
  const address = new URL(meta(page, 'og:image') ?? '');
  const file = join(build.folder, decodeURIComponent(address.pathname.slice(build.base.length)));
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(24);
  return {
    address,
    bytes,
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    magic: bytes.subarray(1, 4).toString(),
  };
}

describe.each(builds)('built for $base', (build) => {
  it.each(shown(build))('%s has all that a card needs, within what a forum shows of it', (path) => {
    const page = htmlPage(build, path);
    const title = meta(page, 'og:title') ?? '';
    const description = meta(page, 'og:description') ?? '';
    expect(title).toMatch(/\S/);
    expect(title.length).toBeLessThanOrEqual(longest.title);
    expect(description.length).toBeGreaterThanOrEqual(shortestDescription);
    expect(description.length).toBeLessThanOrEqual(longest.description);
    expect(meta(page, 'og:site_name')).toBe('Threes & Sevens');
    expect(meta(page, 'twitter:card')).toBe('summary_large_image');
    expect(meta(page, 'og:image:alt')?.length).toBeGreaterThan(5);
    expect([meta(page, 'twitter:label1'), meta(page, 'twitter:data1')]).toEqual([
      'Reading time',
      expect.stringMatching(/^\d+ minutes?$/),
    ]);
    const picture = pictureOf(build, page);
    expect(picture.address.origin).toBe(site);
    expect([picture.magic, picture.width, picture.height]).toEqual(['PNG', 1200, 630]);
    expect([meta(page, 'og:image:width'), meta(page, 'og:image:height')]).toEqual(['1200', '630']);
  });

  it.each(shown(build))('%s keeps its card: where it is a form of another page, it says so', (path) => {
    const page = htmlPage(build, path);
    const canonical = new URL(link(page, 'canonical') ?? '').pathname;
    const isForm = canonical !== `${build.base}${path}`;
    expect(meta(page, 'og:ignore_canonical')).toBe(isForm ? 'true' : undefined);
    if (!path.startsWith('embed/')) expect(new URL(meta(page, 'og:url') ?? '').pathname).toBe(`${build.base}${path}`);
    if (/^(?:w|embed)\//.test(path)) expect(meta(page, 'og:type')).toBe('website'); // an article never becomes a frame
  });

  it.each(shown(build).filter((path) => path.startsWith('s/')))(
    '%s leads on at once, with script and without',
    (path) => {
      const page = htmlPage(build, path);
      const [, lesson = '', place = ''] = path.split('/');
      const refresh = page.elements.find((element) => attribute(element, 'http-equiv') === 'refresh');
      const target = `${build.base}${lesson}/#${place}`;
      expect(refresh && attribute(refresh, 'content')).toBe(`0; url=${target}`);
      expect(page.source).toContain(`location.replace("${build.base}${lesson}/"+location.search+"#${place}")`);
      expect(htmlPage(build, `${lesson}/`).ids).toContain(place);
    },
  );

  it('describes each figure for hosts that read oEmbed, and names that description on its page', () => {
    const figures = pagePaths(build).filter((path) => /^w\/[^/]+\/$/.test(path));
    expect(figures.length).toBeGreaterThanOrEqual(6);
    for (const path of figures) {
      const address = new URL(link(htmlPage(build, path), 'alternate', 'application/json+oembed') ?? '');
      const told: Record<string, unknown> = JSON.parse(
        readFileSync(join(build.folder, address.pathname.slice(build.base.length)), 'utf8'),
      );
      expect(told).toMatchObject({ version: '1.0', type: 'rich', width: 720 });
      expect(told['height']).toBeGreaterThan(400);
      expect(told['html']).toContain(`src="${site}${build.base}embed/${path.slice(2)}"`);
    }
  });
});

it('gives every address a picture of its own', () => {
  const paths = shown(rootBuild).filter((path) => !path.startsWith('embed/'));
  const hashes = paths.map((path) =>
    createHash('sha256')
      .update(pictureOf(rootBuild, htmlPage(rootBuild, path)).bytes)
      .digest('hex'),
  );
  const twins = paths.filter((_, at) => hashes.indexOf(hashes[at] ?? '') !== at);
  expect(twins).toEqual([]);
});

it('gives every address a title and a description of its own', () => {
  const pages = shown(rootBuild)
    .filter((path) => !path.startsWith('embed/'))
    .map((path) => htmlPage(rootBuild, path));
  for (const name of ['og:title', 'og:description']) {
    const values = pages.map((page) => meta(page, name));
    expect(values.filter((value, at) => values.indexOf(value) !== at)).toEqual([]);
  }
});

describe.each(builds)('read by open-graph-scraper on $base', (build) => {
  let served: ServedSite;
  beforeAll(async () => {
    served = await serveSite(build.folder, { base: build.base });
  });
  afterAll(() => served.close());

  it.each([
    '',
    'kernels/',
    's/kernels/sign/',
    's/kernels/k-1/',
    's/kernels/e-04/',
    's/kernels/kernel-lab/',
    'w/kernel-lab/',
    'w/kernel-lab/r-8_c-18/',
    'w/cnn-trainer/lr-1/',
  ])('%s shows what is there', async (path) => {
    const { result } = await ogs({ url: served.url + path, urlValidatorSettings: urlRules });
    const page = htmlPage(build, path);
    expect(result).toMatchObject({
      success: true,
      ogTitle: meta(page, 'og:title'),
      ogDescription: meta(page, 'og:description'),
      ogSiteName: 'Threes & Sevens',
      ogUrl: `${site}${build.base}${path}`,
      ogImage: [
        {
          width: '1200',
          height: '630',
          type: 'image/png',
          url: meta(page, 'og:image'),
          alt: meta(page, 'og:image:alt'),
        },
      ],
    });
  });
});

/** What the parser takes for an address: loopback too. */
const urlRules = {
  allow_fragments: true,
  allow_protocol_relative_urls: false,
  allow_query_components: true,
  allow_trailing_dot: false,
  allow_underscores: true,
  protocols: ['http'],
  require_host: true,
  require_port: true,
  require_protocol: true,
  require_tld: false,
  require_valid_protocol: true,
  validate_length: true,
};
