// A card as PNG. Drawing takes a tenth of a second, so what was drawn once is kept under the hash of its drawing, in a folder that may be
// deleted at any time. Runs in Node only.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawSheet, type CardSheet } from './sheet.ts';
import { typesetter } from './typeset.ts';

const folder = '.cache/cards';

/** Changes when the way from drawing to PNG does. */
const recipe = 'png palette 1';

/** The PNG of a card, 1200 by 630 pixels. */
export async function cardPng(sheet: CardSheet): Promise<Uint8Array<ArrayBuffer>> {
  const svg = drawSheet(sheet, await typesetter());
  const hash = createHash('sha256').update(recipe).update(svg).digest('hex').slice(0, 32);
  const file = join(folder, `${hash}.png`);
  if (existsSync(file)) return new Uint8Array(readFileSync(file));
  const png = await sharp(new TextEncoder().encode(svg))
    .png({ palette: true, compressionLevel: 9, effort: 5 })
    .toBuffer();
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, png);
  renameSync(unfinished, file);
  return new Uint8Array(png);
}
