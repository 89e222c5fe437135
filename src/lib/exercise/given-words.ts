// What a reader answered, in words that can be read without the exercise's fields.
import { chainInWords } from './judge-chain.ts';
import { splitCells, blanksOf } from './judge-table.ts';
import type { Part } from './parts.ts';

/** An answer as it was entered, in words; the state of a figure as it is. */
export function givenInWords(part: Part, entry: string): string {
  switch (part.kind) {
    case 'number':
    case 'state':
    case 'run':
      return entry.trim();
    case 'choice':
      return entry === '' ? '' : (part.options[Number(entry)]?.text ?? '');
    case 'chain':
      return chainInWords(splitCells(entry));
    case 'table': {
      const cells = splitCells(entry);
      return blanksOf(part)
        .map(({ name }, at) => ({ name, text: cells[at]?.trim() ?? '' }))
        .filter(({ text }) => text !== '')
        .map(({ name, text }) => `${name}: ${text}`)
        .join('; ');
    }
    case 'kernel-grid':
      return entry
        .split('~')
        .reduce<string[][]>((rows, weight, at) => {
          if (at % 3 === 0) rows.push([]);
          rows.at(-1)?.push(weight.replace('-', '−'));
          return rows;
        }, [])
        .map((row) => row.join(' '))
        .join(' / ');
  }
}
