// What the book is set in, and how much of it: which cut of which typeface serves which purpose. Everything that a typographer
// would want to change about the fonts is here.
//
// A variable Newsreader with both of its axes costs 91 kB, and its italic 103. Three cuts of fixed optical size cost 49 together: one
// light cut drawn for 56 px, which is the weight the titles ask for, and two drawn for 20 px, which serve from notes to headings.
import { type Fallback } from './font-faces.ts';

/** A font file to be made. */
export interface Cut {
  readonly name: string;
  readonly source: string;
  readonly axes?: Readonly<Record<string, number | { readonly min: number; readonly max: number }>>;
  /** Only these characters, where a cut does not need all that the book prints. */
  readonly only?: RegExp;
  readonly features: readonly string[];
}

const package_ = (name: string, file: string) => `@fontsource-variable/${name}/files/${name}-latin-${file}.woff2`;

const inTitles = /[^#$%*<>@[\\\]^_`{|}~]/u; // all but what only code needs

const text = ['kern', 'liga', 'tnum', 'lnum', 'ccmp', 'mark'];

/** The files of the text faces. */
export const cuts: readonly Cut[] = [
  {
    name: 'newsreader-title',
    source: package_('newsreader', 'opsz-normal'),
    axes: { opsz: 56, wght: 350 },
    only: inTitles,
    features: text,
  },
  {
    name: 'newsreader-text',
    source: package_('newsreader', 'opsz-normal'),
    axes: { opsz: 20, wght: { min: 400, max: 600 } },
    features: text,
  },
  {
    name: 'newsreader-italic',
    source: package_('newsreader', 'opsz-italic'),
    axes: { opsz: 20, wght: 400 },
    features: [...text, 'pnum'], // its even 7 leaves a gap behind a comma, as in 6,722
  },
  {
    name: 'source-sans',
    source: package_('source-sans-3', 'wght-normal'),
    axes: { wght: { min: 400, max: 700 } },
    features: ['kern', 'tnum', 'lnum', 'ccmp', 'mark'],
  },
  {
    name: 'operators', // Newsreader's own are weak
    source: package_('source-serif-4', 'wght-normal'),
    axes: { wght: { min: 300, max: 600 } },
    only: /[+−×÷=±]/u,
    features: [],
  },
  {
    name: 'symbols', // what no text face has, as the equations write it
    source: 'katex/dist/fonts/KaTeX_Main-Regular.woff2',
    only: /[≈≠≤≥⌊⌋⌈⌉∗Σ←→↑↓↦∈∞]/u,
    features: [],
  },
];

/** Names in CSS, and the files they are put together from: for each character the first that has it. */
export const composites = [
  {
    family: 'Newsreader Variable',
    style: 'normal',
    weight: '300 399',
    files: ['operators', 'newsreader-title', 'newsreader-text', 'symbols'],
  },
  {
    family: 'Newsreader Variable',
    style: 'normal',
    weight: '400 600',
    files: ['operators', 'newsreader-text', 'symbols'],
  },
  {
    family: 'Newsreader Variable',
    style: 'italic',
    weight: '400 600',
    files: ['operators', 'newsreader-italic', 'symbols'],
  },
  { family: 'Source Sans 3 Variable', style: 'normal', weight: '400 700', files: ['symbols', 'source-sans'] }, // arrows of one hand
] as const;

/**
 * The faces that a page shows before the reader scrolls. Being optional, a face that comes late is not shown at all on a first
 * visit, so all that the first screen needs are here; every page uses them.
 */
export const preloaded: readonly string[] = [
  'newsreader-title',
  'newsreader-text',
  'newsreader-italic',
  'source-sans',
  'operators',
];

const serif = 'Newsreader Fallback';
const sans = 'Source Sans Fallback';

/**
 * Fallbacks, and the file each is to look like. Of several that a reader has the last one wins. The widths were measured on
 * DejaVu and Liberation, whose letters are as wide as those of Times New Roman and Arial; Georgia's, Roboto's and Segoe's are
 * Arial's, scaled by the ratio of the average widths that are published for them.
 */
export const fallbacks: readonly (Fallback & { readonly like: string })[] = [
  { family: serif, local: ['DejaVu Serif'], width: 0.5019, ...face('normal', 'newsreader-text') },
  {
    family: serif,
    local: ['Times New Roman', 'Liberation Serif'],
    width: 0.3949,
    ...face('normal', 'newsreader-text'),
  },
  { family: serif, local: ['Georgia'], width: 0.4346, isWithoutDigits: true, ...face('normal', 'newsreader-text') },
  { family: serif, local: ['DejaVu Serif Italic'], width: 0.5019, ...face('italic', 'newsreader-italic') },
  {
    family: serif,
    local: ['Times New Roman Italic', 'Liberation Serif Italic'],
    width: 0.3932,
    ...face('italic', 'newsreader-italic'),
  },
  {
    family: serif,
    local: ['Georgia Italic'],
    width: 0.4431,
    isWithoutDigits: true,
    ...face('italic', 'newsreader-italic'),
  },
  { family: sans, local: ['DejaVu Sans'], width: 0.4968, ...face('normal', 'source-sans') },
  { family: sans, local: ['Roboto', 'Segoe UI'], width: 0.4325, ...face('normal', 'source-sans') },
  { family: sans, local: ['Arial', 'Helvetica', 'Liberation Sans'], width: 0.4346, ...face('normal', 'source-sans') },
];

/** All files together may weigh this much, in bytes: a reader with equations on the page loads most of them. */
export const budgetBytes = 90_000;

function face(style: 'normal' | 'italic', like: string) {
  return { style, weight: '400', like };
}
