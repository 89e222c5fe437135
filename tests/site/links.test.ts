// Every address in the pages leads somewhere, on both base paths; every state in them opens as it is written.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { widgetCodecs } from '../fixtures/widget-codecs.ts';
import { builds, lessonPaths, pagePaths, rootBuild, type Build } from './builds.ts';
import { attribute, host, htmlPage, type HtmlElement, type HtmlPage } from './html-page.ts';

const backends = ['webgpu', 'webgl', 'wasm', 'cpu'];

const addressAttributes = ['href', 'src', 'action', 'poster', 'component-url', 'renderer-url', 'before-hydration-url'];
const idAttributes = ['for', 'popovertarget', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns'];

interface Reference {
  readonly element: HtmlElement;
  readonly written: string;
  readonly url: URL;
}

function references(page: HtmlPage): readonly Reference[] {
  return page.elements.flatMap((element) =>
    addressAttributes
      .map((name) => attribute(element, name))
      .filter((written) => written !== undefined)
      .map((written) => ({ element, written, url: new URL(written, page.address) })),
  );
}

const isInternal = ({ url }: Reference) => url.origin === host;

/** What is wrong with an internal address, in words; `undefined` when nothing is. */
function faultOf(build: Build, { written, url }: Reference): string | undefined {
  if (!url.pathname.startsWith(build.base)) return `${written} leaves the base path`;
  const path = decodeURIComponent(url.pathname.slice(build.base.length));
  const isPage = path === '' || path.endsWith('/');
  if (!existsSync(join(build.folder, path, isPage ? 'index.html' : ''))) return `${written} leads nowhere`;
  if (!isPage && existsSync(join(build.folder, path, 'index.html'))) return `${written} has no slash at its end`;
  if (url.hash === '') return undefined;
  const isThere = htmlPage(build, path).ids.includes(decodeURIComponent(url.hash.slice(1)));
  return isThere ? undefined : `${written} names a place that ${path || 'home'} does not have`;
}

/** What is wrong with the widget states in an address. */
function stateFaults(build: Build, { written, url }: Reference): readonly string[] {
  return [...new URLSearchParams(url.search)].flatMap(([widget, state]) => {
    if (widget === 'backend') return backends.includes(state) ? [] : [`${written}: no backend is called ${state}`];
    const codec = widgetCodecs.get(widget);
    if (codec === undefined) return [`${written}: no figure is called ${widget}`];
    const target = htmlPage(build, url.pathname.slice(build.base.length));
    const isThere = target.elements.some((element) => attribute(element, 'data-widget') === widget);
    const { notes } = codec.parse(state);
    return [
      ...(isThere ? [] : [`${written}: the page has no ${widget}`]),
      ...notes.map((note) => `${written}: ${note}`),
    ];
  });
}

describe.each(builds)('built for $base', (build) => {
  describe.each(pagePaths(build))('%s', (path) => {
    const page = htmlPage(build, path);

    it('has only links that lead somewhere inside the base path', () => {
      const internal = references(page).filter(isInternal);
      expect(internal.length).toBeGreaterThan(0);
      expect(internal.map((reference) => faultOf(build, reference)).filter(Boolean)).toEqual([]);
    });

    it('takes nothing from another host, and links there only by https', () => {
      const foreign = references(page).filter((reference) => !isInternal(reference));
      const isOwnAddress = ({ element }: Reference) =>
        ['canonical', 'alternate'].includes(attribute(element, 'rel') ?? '');
      const faults = foreign
        .filter((reference) => !isOwnAddress(reference))
        .filter(({ element, url }) => element.tagName !== 'a' || !isWelcome(url));
      expect(faults.map(({ element, written }) => `<${element.tagName}> ${written}`)).toEqual([]);
    });

    it('uses no id twice and names only ids it has', () => {
      expect(page.ids.filter((id, at) => page.ids.indexOf(id) !== at)).toEqual([]);
      const named = page.elements.flatMap((element) =>
        idAttributes.flatMap((name) => attribute(element, name)?.split(/\s+/) ?? []),
      );
      expect(named.filter((id) => !page.ids.includes(id))).toEqual([]);
    });

    it('has only states that its figures open without a remark', () => {
      const faults = references(page)
        .filter(isInternal)
        .flatMap((reference) => stateFaults(build, reference));
      expect(faults).toEqual([]);
    });
  });

  it.each(lessonPaths)('%s names every heading, so that each can be linked', (path) => {
    const headings = htmlPage(build, path).elements.filter(({ tagName }) => /^h[2-6]$/.test(tagName));
    expect(headings.length).toBeGreaterThan(2);
    expect(headings.filter((heading) => !attribute(heading, 'id'))).toEqual([]);
  });

  it.each([
    ['kernels/', 30],
    ['simple-cnn/', 10],
    ['strides-padding/', 25],
  ])('%s has more than %i links to its figures that open where the figure stands', (path, count) => {
    const scenes = htmlPage(build, path).elements.filter((element) => attribute(element, 'data-scene'));
    expect(scenes.length).toBeGreaterThan(count);
    for (const scene of scenes) {
      const widget = attribute(scene, 'data-scene') ?? '';
      expect(attribute(scene, 'href')).toMatch(new RegExp(`^\\?${widget}=[\\w.~,:-]*[A-Za-z0-9]#${widget}$`));
    }
  });

  it.each(lessonPaths)('%s hands its exercises only states that open without a remark', (path) => {
    const handed = htmlPage(build, path)
      .elements.filter(({ tagName }) => tagName === 'astro-island')
      .flatMap((island) => {
        const props = attribute(island, 'props') ?? '';
        const [, widget = ''] = /"widget":\[0,"([^"]+)"\]/.exec(props) ?? [];
        return [...props.matchAll(/"scene":\[0,"([^"]+)"\]/g)].map(([, state = '']) => ({ widget, state }));
      });
    if (path !== 'start/') expect(handed.length).toBeGreaterThan(6);
    const faults = handed.flatMap(({ widget, state }) => widgetCodecs.get(widget)?.parse(state).notes ?? [widget]);
    expect(faults).toEqual([]);
  });

  it('has style sheets whose addresses lead somewhere', () => {
    const folder = join(build.folder, '_astro');
    const sheets = readdirSync(folder).filter((file) => file.endsWith('.css'));
    expect(sheets.length).toBeGreaterThan(0);
    const faults = sheets.flatMap((sheet) => {
      const source = readFileSync(join(folder, sheet), 'utf8');
      return [...source.matchAll(/url\(\s*["']?([^"')]+)/g)]
        .map(([, written = '']) => ({ written, url: new URL(written, `${host}${build.base}_astro/${sheet}`) }))
        .filter(({ url }) => url.protocol !== 'data:')
        .filter(
          ({ url }) =>
            url.origin !== host || !existsSync(join(build.folder, url.pathname.slice(build.base.length - 1))),
        )
        .map(({ written }) => `${sheet}: ${written}`);
    });
    expect(faults).toEqual([]);
  });

  it('lists all pages that are no form of another in its site map, by their canonical addresses', () => {
    const index = readFileSync(join(build.folder, 'sitemap-index.xml'), 'utf8');
    const maps = locations(index).map((map) => map.slice(map.lastIndexOf('/') + 1));
    const listed = maps.flatMap((map) => locations(readFileSync(join(build.folder, map), 'utf8')));
    const canonicalOf = (path: string) => {
      const link = htmlPage(build, path).elements.find((element) => attribute(element, 'rel') === 'canonical');
      return link === undefined ? undefined : attribute(link, 'href');
    };
    const isOwn = (path: string) => canonicalOf(path)?.endsWith(`${build.base}${path}`) === true;
    const expected = pagePaths(build).filter(isOwn);
    expect(expected).not.toContain('404.html');
    const canonical = expected.map(canonicalOf);
    expect(listed.map((address) => new URL(address).pathname).sort()).toEqual(
      expected.map((path) => build.base + path),
    );
    expect(canonical.sort()).toEqual([...listed].sort());
  });
});

it('has a page for missing pages whose links hold from any depth', () => {
  const relative = references(htmlPage(rootBuild, '404.html')).filter(({ written }) => !/^(\/|#|https:)/.test(written));
  expect(relative.map(({ written }) => written)).toEqual([]);
});

/** The original home of the digits never had https. */
function isWelcome(url: URL): boolean {
  return url.protocol === 'https:' || url.hostname === 'yann.lecun.com';
}

function locations(xml: string): readonly string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address);
}
