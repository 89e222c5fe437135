// The changelog as a feed, so that readers and forums hear of new lessons. Atom: https://www.rfc-editor.org/rfc/rfc4287

/** What changed in a version of the book. */
export interface VersionChanges {
  readonly version: string;
  /** Each change in words. */
  readonly changes: readonly string[];
}

/** The versions of a changelog, newest first, as it stands. */
export function readChanges(changelog: string): readonly VersionChanges[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      version: part.split('\n')[0]?.trim() ?? '',
      changes: part
        .split(/^- /m)
        .slice(1)
        .map((change) => change.replace(/\s+/g, ' ').trim()),
    }));
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The feed; each change is an entry whose name is its own words, so that a reader is told of each once. */
export function changesFeed(
  versions: readonly VersionChanges[],
  { site, feed, updated }: { site: string; feed: string; updated: string },
): string {
  const entries = versions.flatMap(({ version, changes }) =>
    changes.map((change) => {
      const title = (change.split(/(?<=[.:;])\s/)[0] ?? change).replace(/[.:;]$/, '');
      const id = `${feed}#${encodeURIComponent(change.slice(0, 60))}`;
      return `<entry><id>${escaped(id)}</id><title>${escaped(title)}</title><updated>${updated}</updated><link href="${escaped(site)}"/><category term="${escaped(version)}"/><summary>${escaped(change)}</summary></entry>`;
    }),
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>${escaped(feed)}</id><title>Threes &amp; Sevens: what changed</title><updated>${updated}</updated><author><name>the Threes &amp; Sevens authors</name></author><link rel="self" href="${escaped(feed)}"/><link href="${escaped(site)}"/>${entries.join('')}</feed>\n`;
}
