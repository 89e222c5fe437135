// Reads only the scripts of .svelte and .astro files, as if they were the file. The cycle check looks for imports at the top of
// a file, where the parsers of components, which keep the markup too, do not put them.
import { parser } from 'typescript-eslint';

const scriptParts = [/^---\r?\n([^]*?)^---/m, /<script\b[^>]*>([^]*?)<\/script>/g];

/** Blanks everything outside the scripts and keeps each line where it is. */
export function scriptsOnly(code) {
  let kept = code.replace(/[^\r\n]/g, ' ');
  for (const part of scriptParts) {
    for (const match of code.matchAll(new RegExp(part, part.flags.replace('g', '') + 'g'))) {
      const start = match.index + match[0].indexOf(match[1]);
      kept = kept.slice(0, start) + match[1] + kept.slice(start + match[1].length);
    }
  }
  return kept;
}

export function parseForESLint(code, options) {
  return parser.parseForESLint(scriptsOnly(code), { ...options, filePath: `${options.filePath}.ts` });
}
