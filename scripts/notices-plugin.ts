// Fails a build that would give readers the code of a package without its licence. Belongs among the plugins of the page and among
// those of the workers.
import type { Plugin } from 'vite';
import { noticedPackages } from './third-party-notices.ts';

/** The package a module belongs to: `/…/node_modules/@a/b/c.js` -> `@a/b`. */
export function packageOf(moduleId: string): string | undefined {
  return [...moduleId.matchAll(/[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\?]+)/g)]
    .at(-1)?.[1]
    ?.replaceAll('\\', '/');
}

/** The Vite plugin. */
export function checkNotices(): Plugin {
  return {
    name: 'check-notices',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const name = packageOf(id);
          if (name === undefined || renderedLength === 0 || noticedPackages.has(name)) continue;
          this.error(
            `${name} ships to readers without a notice; add it in scripts/third-party-notices.ts, then npm run notices.`,
          );
        }
      }
    },
  };
}
