// Writes `_headers` beside a finished build, with the base path that it was built for.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { headersFile } from '../src/lib/site/headers.ts';

/** The files of data that carry a hash of what is in them, after the base path. */
export function hashedChunks(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `data/${file.replaceAll('\\', '/')}`)
    .filter((file) => /-[0-9a-f]{12}\.bin$/.test(file))
    .sort();
}

/** The integration; `base` has slashes at both ends. */
export function writeHeaders(base: string): AstroIntegration {
  return {
    name: 'write-headers',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        writeFileSync(join(folder, '_headers'), headersFile(base, hashedChunks(join(folder, 'data'))));
      },
    },
  };
}
