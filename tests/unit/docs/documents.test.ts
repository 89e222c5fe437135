// Documents name files and commands; a newcomer follows them. What they name must be there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const decisions = 'docs/decisions';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'LICENSE',
  'LICENSE-content',
  ...['docs', decisions].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
];

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What stands between back-quotes and in the first column of a map of folders. */
function quoted(text: string): string[] {
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const blocks = [...text.matchAll(/^```\n([^]*?)^```/gm)].flatMap((match) => (match[1] ?? '').split('\n'));
  return [...inline, ...blocks.map((line) => line.split(/\s{2,}/)[0] ?? '')];
}

const rooms = /^(?:\.ci|docs|public|scripts|src|tests)\/[\w./[\]-]*$/;
const rootFile = /^[\w.-]+\.(?:cjs|js|json|mjs|md|ts)$/;

/** Paths from the root of the project; names made up of a placeholder like `<id>` are none. */
function namedPaths(text: string): string[] {
  return quoted(text).filter((word) => rooms.test(word) || (rootFile.test(word) && existsSync(join(root, word))));
}

function linkedPaths(text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map((match) => match[1] ?? '');
}

describe.each(documents)('%s', (file) => {
  const text = read(file);

  it('names only files and folders that exist', () => {
    expect(namedPaths(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('links only to files that exist', () => {
    expect(linkedPaths(text).filter((path) => !existsSync(join(root, dirname(file), path)))).toEqual([]);
  });

  it('names only commands that exist', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    const commands = [...text.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(commands.filter((command) => !Object.hasOwn(scripts, command))).toEqual([]);
  });
});

describe('the check itself', () => {
  it('finds paths in text and in a map of folders, and leaves placeholders alone', () => {
    const text = 'See `src/lib/none.ts` and `src/content/lessons/<id>/`.\n\n```\nsrc/nowhere/   what is there\n```\n';
    expect(namedPaths(text)).toEqual(['src/lib/none.ts', 'src/nowhere/']);
  });
});
