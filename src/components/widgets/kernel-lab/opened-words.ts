// Every number of the laboratory opens into its arithmetic: these are the words.
import { addends, counted, plainNumber } from '@lib/text/numbers.ts';
import { sumWords } from '@lib/text/kernel-words.ts';
import { mapSize } from '@lib/conv/response.ts';
import type { KernelLabState } from './kernel-lab.svelte.ts';

/** The arithmetic of the number that stands open. */
export function openedWords(lab: KernelLabState): string {
  const { opened } = lab;
  const isUnit = lab.link.scale === 'unit';
  const decimals = isUnit ? 4 : 2;
  const number = (value: number) => plainNumber(value, decimals);
  if (opened.startsWith('x') || opened.startsWith('p')) {
    const place = Number(opened.slice(1));
    const [row, col] = [lab.link.r - 1 + Math.floor(place / 3), lab.link.c - 1 + (place % 3)];
    const pixel = lab.window[place] ?? 0;
    const weight = lab.link.k[place] ?? 0;
    const byte = lab.picture.bytes[row * 28 + col] ?? 0;
    if (opened.startsWith('p')) {
      return `${number(pixel)} × ${number(weight)} = ${number(pixel * weight)}: the pixel at row ${row}, column ${col} times the weight laid on it.`;
    }
    const ink = `The pixel at row ${row}, column ${col} is stored as the byte ${byte}, ${Math.round((byte / 255) * 100)} % of full ink.`;
    return isUnit ? `${ink} ${byte} ÷ 255 = ${number(pixel)}.` : ink;
  }
  if (opened === 'sum') {
    const line = `${addends(lab.products, decimals)} = ${number(lab.rawSum)}`;
    if (lab.link.relu && lab.rawSum < 0) return `${line}, and ReLU makes 0 of it.`;
    return isUnit
      ? line
      : `${line}. On pixels from 0 to 1 it would be ${`${plainNumber(lab.rawSum, 2)} ÷ 255 = ${plainNumber(lab.rawSum / 255, 3)}`.replaceAll(' ', '\u00a0')}.`;
  }
  if (opened === 'weights')
    return `${addends(lab.link.k)} = ${plainNumber(lab.weightSum)}, ${sumWords(lab.weightSum)}.`;
  const { facts } = lab;
  const kind = opened === 'above' || opened === 'below' ? opened : 'zero';
  const where = { above: 'above 0', below: 'below 0', zero: 'exactly 0' }[kind];
  const count = facts[kind];
  const cells = mapSize * mapSize;
  return `${counted(count, 'answer')} of ${cells} ${count === 1 ? 'is' : 'are'} ${where}: ${mapSize} rows of ${mapSize} places, ${facts.above} + ${facts.below} + ${facts.zero} = ${cells}. They are marked on the map.`;
}
