// Prints measurements as tables. A benchmark judges nothing: it marks what is over its budget and ends with status 0.
//
//   node scripts/bench.ts <subject>
import { benchConv } from './bench/conv.ts';
import { benchLab } from './bench/lab.ts';
import { benchPages } from './bench/pages.ts';
import { benchTrain } from './bench/train.ts';

const subjects = new Map<string, () => Promise<void>>([
  ['pages', benchPages],
  ['conv', benchConv],
  ['train', benchTrain],
  ['lab', benchLab],
]);

const name = process.argv[2] ?? '';
const bench = subjects.get(name);
if (bench === undefined) {
  console.error(`usage: npm run bench -- ${[...subjects.keys()].join('|')}`);
  process.exit(1);
}
await bench();
