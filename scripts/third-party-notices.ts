// Writes public/third-party-notices.txt: the licences of everything a reader's browser receives that others made. Comments are
// stripped from the code that ships, so this file is where their terms are kept.
//
//   npm run notices            writes the file
//   npm run notices:check      fails when it is out of date
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '../src/lib/data/digit-manifest.ts';
import { collectionNames, digitsFolder } from './build-digits.ts';
import { emscriptenLicence, xnnpackLicence } from './notice-texts.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'public/third-party-notices.txt');

/** Something that ships, and where its licence is. */
interface Work {
  /** An npm package, or the name of something inside one. */
  readonly name: string;
  /** What it does in the book. */
  readonly use: string;
  readonly copyright?: string;
  /** The package whose licence file has the text, when the work has none of its own. */
  readonly licenceIn?: string;
  /** The text itself, for a work that is no package. */
  readonly licence?: string;
}

const tfjs = {
  licenceIn: 'long', // the same licence, Apache 2.0; the packages of tfjs have no file of their own
  copyright: 'Copyright 2017–2024 Google LLC. Changed: only the parts the book uses are kept.',
} as const;

const adobe = 'Adobe (http://www.adobe.com/), with Reserved Font Name ‘Source’.';

const works: readonly Work[] = [
  { name: 'svelte', use: 'the figures and exercises' },
  { name: 'clsx', use: 'class names, inside Svelte' },
  { name: 'astro', use: 'the pages, and the start of each figure' },
  { name: '@astrojs/svelte', use: 'the start of each figure' },
  { name: 'd3-array', use: 'ticks, ranges and counts in figures' },
  { name: 'd3-scale', use: 'the axes of charts' },
  { name: 'd3-shape', use: 'the lines of charts' },
  { name: 'd3-path', use: 'inside d3-shape' },
  { name: 'd3-interpolate', use: 'inside d3-scale' },
  { name: 'd3-color', use: 'inside d3-interpolate' },
  { name: 'd3-format', use: 'inside d3-scale' },
  { name: 'd3-time', use: 'inside d3-scale' },
  { name: 'd3-time-format', use: 'inside d3-scale' },
  { name: 'internmap', use: 'inside d3-array' },
  { name: 'comlink', use: 'calls to the worker that computes', copyright: 'Copyright 2017 Google Inc.' },
  { name: '@tensorflow/tfjs-core', use: 'tensors', ...tfjs },
  { name: '@tensorflow/tfjs-backend-webgpu', use: 'computing on the GPU', ...tfjs },
  { name: '@tensorflow/tfjs-backend-webgl', use: 'computing on the GPU in older browsers', ...tfjs },
  { name: '@tensorflow/tfjs-backend-wasm', use: 'computing on the processor', ...tfjs },
  { name: '@tensorflow/tfjs-backend-cpu', use: 'computing on the processor, in plain JavaScript', ...tfjs },
  { name: 'XNNPACK', use: 'inside tfjs-backend-wasm', licence: xnnpackLicence },
  { name: 'Emscripten', use: 'inside tfjs-backend-wasm', licence: emscriptenLicence },
  {
    name: 'long',
    use: 'inside tfjs-core',
    copyright: 'Copyright 2009 The Closure Library Authors, 2020 Daniel Wirtz',
  },
  { name: 'katex', use: 'equations: style sheet and fonts, cut down to the signs used' },
  { name: '@fontsource-variable/newsreader', use: 'the text face, cut down to the signs used' },
  {
    name: '@fontsource-variable/source-sans-3',
    use: 'numbers and labels, cut down to the signs used',
    copyright: `Copyright 2010–2020 ${adobe}`,
  },
  {
    name: '@fontsource-variable/source-serif-4',
    use: 'mathematical signs, cut down to the signs used',
    copyright: `Copyright 2014–2021 ${adobe}`,
  },
];

/** The npm packages that have a notice. */
export const noticedPackages: ReadonlySet<string> = new Set(
  works.filter(({ licence }) => licence === undefined).map(({ name }) => name),
);

function packageFile(name: string, path: string): string {
  return readFileSync(join(root, 'node_modules', name, path), 'utf8');
}

function titleOf({ name, licence }: Work): string {
  if (licence !== undefined) return name;
  const { version }: { version: string } = JSON.parse(packageFile(name, 'package.json'));
  return `${name} ${version}`;
}

function licenceOf({ name, licence, licenceIn = name }: Work): string {
  if (licence !== undefined) return licence;
  const found = readdirSync(join(root, 'node_modules', licenceIn)).find((file) =>
    /^licen[cs]e(\.(md|txt))?$/i.test(file),
  );
  if (found === undefined) throw new RangeError(`licenceOf: ${licenceIn} must have a licence file, got none`);
  return packageFile(licenceIn, found).trim();
}

function mnistNotice(): string {
  const origins = collectionNames.map(
    (name) => parseManifest(JSON.parse(readFileSync(join(root, digitsFolder(name), 'manifest.json'), 'utf8'))).origin,
  );
  return [
    'MNIST (the handwritten digits)',
    '',
    ...new Set(origins.map(({ credit }) => credit)),
    ...origins.map(({ source }) => `${source}.`),
    ...new Set(origins.map(({ licence, licenceUrl }) => `Licence: ${licence}, ${licenceUrl}`)),
    'The files of digits in this book are under the same licence.',
  ].join('\n');
}

const rule = '='.repeat(80);

/** The whole text: each licence once, after the works that are under it. */
export function noticesText(): string {
  const byLicence = Map.groupBy(works, licenceOf);
  const sections = [...byLicence].map(([text, group]) => {
    const names = group.map((work) => [`${titleOf(work)}: ${work.use}`, work.copyright].filter(Boolean).join('\n  '));
    return `${names.join('\n')}\n\n${text}`;
  });
  const intro =
    'What this book is made with, and on what terms. The book’s own licences are in LICENSE and LICENSE-content.';
  return `${[intro, mnistNotice(), ...sections]
    .join(`\n\n${rule}\n\n`)
    .replace(/[ \t]+$/gm, '')
    .replaceAll('\r\n', '\n')}\n`;
}

if (import.meta.main) {
  const text = noticesText();
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    console.log(`${file}: ${text.length} characters`);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error('public/third-party-notices.txt is out of date; npm run notices writes it again.');
    process.exitCode = 1;
  }
}
