// The two builds that these tests read: one for the root of a host, one for the folder `/book/`, where a forgotten base path shows.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A built site. */
export interface Build {
  readonly folder: string;
  /** The base path it was built for, with slashes at both ends. */
  readonly base: string;
}

function folderFrom(name: string): string {
  const folder = process.env[name];
  if (folder !== undefined && existsSync(join(folder, 'index.html'))) return resolve(folder);
  throw new Error(
    `The tests of the built site need ${name}, the folder of a build; ${folder === undefined ? 'it is not set' : `there is none at ${folder}`}. ` +
      'Run `npm test -- build build-book site`, which builds both and then runs these tests.',
  );
}

export const rootBuild: Build = { folder: folderFrom('SITE_DIST'), base: '/' };
export const bookBuild: Build = { folder: folderFrom('SITE_DIST_BOOK'), base: '/book/' };
export const builds = [rootBuild, bookBuild] as const;

/** The paths of all pages of a build after its base path: ``, `kernels/`, `404.html`. */
export function pagePaths({ folder }: Build): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1'))
    .sort();
}

/**
 * The paths that are worth opening in a browser: those that differ in how they are made. Of figures on pages of their own and of embeds there is one each;
 * sections by a path of their own only lead on.
 */
export function differentPaths(build: Build): readonly string[] {
  return pagePaths(build).filter((path) => !/^(?:s|w|embed)\//.test(path) || /^(?:w|embed)\/kernel-lab\/$/.test(path));
}

/** All paths but those of a figure's states, of which the first stands for the others. */
export function pathsWithoutStates(build: Build): readonly string[] {
  const isState = (path: string) => /^w\/[^/]+\/[^/]+\/$/.test(path);
  const paths = pagePaths(build);
  return paths.filter((path, at) => !isState(path) || !isState(paths[at - 1] ?? ''));
}

/** The paths of the lessons of a build. */
export const lessonPaths = [
  'channels-and-batches/',
  'conv-as-matmul/',
  'kernels/',
  'padding-modes/',
  'simple-cnn/',
  'start/',
  'strides-padding/',
] as const;
