// What the code must look like, where a machine can tell. The direction of imports is in scripts/lint/rooms.js; a test lints a
// bad example of each rule that guards the architecture.
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import astro from 'eslint-plugin-astro';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { houseRules } from './scripts/lint/house-rules.js';
import { zones } from './scripts/lint/rooms.js';

const stateOnly = 'Only src/lib/state reads or writes addresses and storage.';
const stateGlobals = ['location', 'history', 'localStorage', 'sessionStorage'];

const browserOnly = Object.keys(globals.browser).filter((name) => !(name in globals['shared-node-browser']));

const noRandom = {
  object: 'Math',
  property: 'random',
  message: 'Take a random number source as an argument (lib/array/random.ts), so that a link repeats it.',
};

const noDynamicTfjs = {
  selector: 'ImportExpression[source.value=/^@tensorflow/]',
  message: 'This ends tree shaking: import() a module of lib/engine that has named imports.',
};

const noBarrel = ['ExportAllDeclaration', 'ExportNamedDeclaration[source][exportKind="value"]'].map((selector) => ({
  selector,
  message: 'No barrels: import from the file that has it.',
}));

const noTfjs = {
  group: ['@tensorflow/*'],
  message: 'Only src/lib/engine knows tfjs; widgets use its client.',
};

const noSvelte = { group: ['svelte', 'svelte/*'], message: 'lib is plain TypeScript; only lib/state may use Svelte.' };

const restrictImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default defineConfig(
  {
    // assembly/ is AssemblyScript: its types and casts are another language's
    ignores: ['assembly/', 'dist/', 'dist-*/', '.cache/', '.astro/', 'public/', '**/generated/', 'src/styles/fonts/'],
  },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  svelte.configs.recommended,
  astro.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      globals: { ...globals.browser, ...globals.nodeBuiltin },
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] }, // for the scripts inside components
    },
    plugins: { 'import-x': importX, house: houseRules },
    settings: {
      'import-x/ignore': ['/assembly/'], // AssemblyScript: other syntax, and it imports nothing of ours
      'import-x/extensions': ['.js', '.mjs', '.ts', '.svelte', '.astro'],
      'import-x/parsers': {
        '@typescript-eslint/parser': ['.ts'],
        [fileURLToPath(import.meta.resolve('./scripts/lint/component-parser.js'))]: ['.svelte', '.astro'],
      },
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
    },
    rules: {
      'house/suppression-reason': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-duplicates': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-restricted-properties': ['error', noRandom],
      'no-restricted-syntax': ['error', noDynamicTfjs],
      'no-undef': 'off', // TypeScript knows better
      'prefer-const': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', ...stateGlobals.map((name) => ({ name, message: stateOnly }))],
      'no-restricted-properties': [
        'error',
        noRandom,
        ...['window', 'globalThis', 'self', 'document'].flatMap((object) =>
          stateGlobals.map((property) => ({ object, property, message: stateOnly })),
        ),
      ],
      ...restrictImports(noTfjs),
    },
  },
  {
    files: ['src/lib/**'],
    rules: restrictImports(noTfjs, noSvelte),
  },
  {
    files: ['src/lib/state/**'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': ['error', noRandom],
      ...restrictImports(noTfjs),
    },
  },
  {
    files: ['src/lib/engine/**'],
    rules: restrictImports(noSvelte),
  },
  {
    files: ['src/lib/{array,conv,nn}/**'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', ...browserOnly],
      ...restrictImports(noTfjs, noSvelte, {
        group: ['d3*', 'comlink', 'node:*'],
        message: 'Arithmetic stands alone.',
      }),
    },
  },
  {
    files: ['src/lib/**/*.ts'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'house/export-comment': 'error',
      'max-lines': ['error', 400],
      'max-params': ['error', 4],
      'no-restricted-syntax': ['error', noDynamicTfjs, ...noBarrel],
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/require-await': 'off', // an async method that throws rejects, as its callers expect
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/lib/**/*.ts', 'scripts/**/*.{ts,js,mjs}'],
    rules: { 'house/file-comment': 'error' },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' },
  },
  {
    files: ['src/**/*.{svelte,astro}'],
    rules: {
      'max-lines': ['error', 250],
      'svelte/no-navigation-without-resolve': 'off', // a rule for SvelteKit's router, which is not here
    },
  },
);
