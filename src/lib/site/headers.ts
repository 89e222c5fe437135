// What hosts that read a file `_headers` are asked to send with the book: https://docs.netlify.com/manage/routing/headers/ and
// https://developers.cloudflare.com/pages/configuration/headers/ . Only what both understand is used: a path of its own or one that ends in `/*`, no path
// that gets the same header twice, and fewer than a hundred rules.

/** A path after the base path, and the headers of what is there. */
interface Rule {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const forEver = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/**
 * The text of `_headers` for a book under a base path, with slashes at both ends. `chunks` are the files of data with a hash in their names, after the base
 * path; what has no hash is asked for anew.
 */
export function headersFile(base: string, chunks: readonly string[]): string {
  const rules: readonly Rule[] = [
    { path: '_astro/*', headers: forEver },
    ...chunks.map((path) => ({ path, headers: forEver })),
    { path: 'oembed/*', headers: { 'Access-Control-Allow-Origin': '*' } },
    { path: 'card/*', headers: { 'Cache-Control': 'public, max-age=86400' } },
    {
      path: '*',
      headers: { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'strict-origin-when-cross-origin' },
    },
  ];
  const written = rules.map(({ path, headers }) =>
    [`${base}${path}`, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
  );
  return `# For hosts that read this file: Netlify and Cloudflare Pages. It must stand in the folder that is published.\n${written.join('\n')}\n`;
}
