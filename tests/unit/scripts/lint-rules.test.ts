// A rule that never fires guards nothing: each rule that keeps the rooms of the house apart is shown a bad example.
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd: root });

/** The rules that complain about a text standing in a file of the project. */
async function complaints(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}

const startUpMs = 60_000;

// The first text waits until TypeScript has read the project.
beforeAll(async () => {
  await complaints(inData, '');
}, startUpMs);

const inConv = 'src/lib/conv/named-kernels.ts';
const inData = 'src/lib/data/digit-chunk.ts';
const inState = 'src/lib/state/location.ts';
const inView = 'src/components/views/Plate.svelte';

const inWidget = 'src/components/widgets/kernel-lab/Plates.svelte';

const script = (code: string): string => `<script lang="ts">\n${code}\n</script>\n`;

describe('the direction of imports', () => {
  it.each([
    ['lib may not use components', inData, `import Plate from '@components/views/Plate.svelte';`],
    ['lib may not use pages, by any path', inData, `import page from '../../pages/[lesson].astro';`],
    [
      'what ships may not use scripts',
      inData,
      `import { noticesText } from '../../../scripts/third-party-notices.ts';`,
    ],
    ['conv may not use data', inConv, `import { digitPixels } from '@lib/data/digit-chunk.ts';`],
    [
      'a widget may not use an exercise',
      inWidget,
      script(`import Emphasis from '@components/exercises/Emphasis.svelte';`),
    ],
    ['a view may not use a control', inView, script(`import Toggle from '@components/controls/Toggle.svelte';`)],
    [
      'a control may not use a view',
      'src/components/controls/Toggle.svelte',
      script(`import Plate from '../views/Plate.svelte';`),
    ],
  ])('%s', async (_title, file, text) => {
    expect(await complaints(file, text)).toContain('import-x/no-restricted-paths');
  });

  it('an import that is allowed is left alone', async () => {
    const text = script(`import { syntheticKinds } from '@lib/data/synthetic.ts';`);
    expect(await complaints(inView, text)).not.toContain('import-x/no-restricted-paths');
  });
});

describe('circles', () => {
  it.each([
    ['between files of lib', inData, `import { openDigits } from '@lib/data/digits.ts';`],
    [
      'between components',
      'src/components/exercises/Emphasis.svelte',
      script(`import VerdictNote from './VerdictNote.svelte';`),
    ],
  ])('%s', async (_title, file, text) => {
    expect(await complaints(file, text)).toContain('import-x/no-cycle');
  });
});

describe('tfjs stays in the engine', () => {
  it.each([inData, inConv])('no import in %s', async (file) => {
    expect(await complaints(file, `import { add } from '@tensorflow/tfjs-core';`)).toContain('no-restricted-imports');
  });

  it('nor Svelte into lib', async () => {
    expect(await complaints(inData, `import { onMount } from 'svelte';`)).toContain('no-restricted-imports');
  });

  it('no import in a component', async () => {
    expect(await complaints(inView, script(`import { add } from '@tensorflow/tfjs-core';`))).toContain(
      'no-restricted-imports',
    );
  });

  it('no dynamic import anywhere, since it ends tree shaking', async () => {
    expect(await complaints(inData, `await import('@tensorflow/tfjs-core');`)).toContain('no-restricted-syntax');
  });
});

describe('addresses and storage stay in lib/state', () => {
  it.each([
    ['location.href', 'no-restricted-globals'],
    ['localStorage.length', 'no-restricted-globals'],
    ['window.history.length', 'no-restricted-properties'],
    ['document.location.href', 'no-restricted-properties'],
    ['globalThis.sessionStorage.length', 'no-restricted-properties'],
  ])('%s elsewhere: %s', async (code, rule) => {
    expect(await complaints(inView, script(`const value = ${code};`))).toContain(rule);
  });

  it('lib/state may', async () => {
    const found = await complaints(
      inState,
      `/** x */\nexport const value = location.href + window.localStorage.length;`,
    );
    expect(found).not.toContain('no-restricted-globals');
    expect(found).not.toContain('no-restricted-properties');
  });
});

describe('arithmetic stands alone', () => {
  it.each([
    ['document.title', 'no-restricted-globals'],
    ['fetch', 'no-restricted-globals'],
    ['window', 'no-restricted-globals'],
  ])('%s in conv: %s', async (code, rule) => {
    expect(await complaints(inConv, `/** x */\nexport const value = ${code};`)).toContain(rule);
  });

  it.each(['svelte', 'svelte/store', 'd3', 'node:fs'])('no %s in conv', async (name) => {
    expect(await complaints(inConv, `import * as it from '${name}';`)).toContain('no-restricted-imports');
  });
});

describe('the habits of the code', () => {
  it.each([
    ['chance without a seed', 'Math.random();', 'no-restricted-properties'],
    ['any', 'let value: any;', '@typescript-eslint/no-explicit-any'],
    ['an exclamation mark', 'const value = [1][0]!;', '@typescript-eslint/no-non-null-assertion'],
    ['as', 'const value = JSON.parse("1") as number;', '@typescript-eslint/consistent-type-assertions'],
    ['a promise nobody waits for', 'Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
    ['a barrel', `export * from '@lib/data/synthetic.ts';`, 'no-restricted-syntax'],
    ['a log', 'console.log(1);', 'no-console'],
    [
      'a suppression without a reason',
      '// eslint-disable-next-line no-console\nconsole.log(1);',
      'house/suppression-reason',
    ],
    ['a file without a first comment', 'const value = 1;', 'house/file-comment'],
    ['an export without a doc comment', 'export function f() {}', 'house/export-comment'],
  ])('%s', async (_title, text, rule) => {
    expect(await complaints(inData, text)).toContain(rule);
  });

  it('a suppression with a reason is accepted', async () => {
    const text = '// eslint-disable-next-line no-console -- this tool speaks on the console\nconsole.log(1);';
    expect(await complaints(inData, text)).not.toContain('house/suppression-reason');
  });
});
