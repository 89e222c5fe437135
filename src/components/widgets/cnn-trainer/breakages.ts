// Ways to break a training run on purpose, each a state of the laboratory and the reason why it fails, or why it fails less than one would think.
import { architectureOf } from '@lib/state/architecture-field.ts';
import { cnnTrainerLink, type CnnTrainerLink } from './cnn-trainer.link.ts';

/** One way. */
export interface Breakage {
  readonly id: string;
  /** What is on its button. */
  readonly title: string;
  /** The whole state, as it stands in the address. */
  readonly state: string;
  /** What happens and why. */
  readonly words: string;
}

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const linear = architectureOf('1-4r0-8r0-16r0-32r0-2');

function state(change: Partial<CnnTrainerLink>): string {
  return cnnTrainerLink.print({ ...cnnTrainerLink.initial, ...change });
}

/** All of them, in the order in which they are offered. */
export const breakages: readonly Breakage[] = [
  {
    id: 'broken-head',
    title: 'a head of 28 × 28 answers',
    state: state({ net: architectureOf('1-30s1-1s1-maps') }),
    words:
      'Two convolutions that keep the size, 1 → 30 → 1, leave a whole picture of numbers where two scores are wanted. The loss has nothing to hold against the label, so the run is refused before its first step.',
  },
  {
    id: 'mended-head',
    title: 'the same head, mended',
    state: state({ net: architectureOf('1-30-2-gap') }),
    words:
      'Two channels at the end instead of one, and the mean of each whole grid as its score: now there are two numbers for each picture, and it trains. It learns slowly, for no number sees more than a few pixels, and a mean cannot say where.',
  },
  {
    id: 'rate-too-high',
    title: 'a rate a hundred times too high',
    state: state({ lr: 1 }),
    words:
      'The first steps throw the weights so far that every ReLU ends below zero for every picture. What is 0 has gradient 0: nothing comes back, the two scores are the same for all digits, and the loss stays near ln 2, that of a guess.',
  },
  {
    id: 'diverged',
    title: 'a loss that is no number',
    state: state({ net: linear, opt: 'sgd', sched: 'fixed', lr: 1 }),
    words:
      'Without ReLU nothing dies, so the overshoot is free to grow: each step is answered by a larger one back, until a number is too large for its 32 bits. The run stops there and keeps the last numbers that were any.',
  },
  {
    id: 'no-relu',
    title: 'no ReLU',
    state: state({ net: linear }),
    words:
      'A convolution of a convolution is again a weighted sum. Five layers without anything between them are one layer with a long name: it draws a straight line between threes and sevens. For two digits that is nearly enough; try all ten.',
  },
  {
    id: 'dead',
    title: 'a net that is born dead',
    state: state({ net: architectureOf('1-2-2-2-2-2'), seed: 2 }),
    words:
      'Two channels a layer, and from this seed both are below zero in one of the layers for every digit: ReLU makes 0 of them, and no gradient comes through. Other seeds of the same net learn. “Twenty seeds” under the curves shows how many.',
  },
  {
    id: 'shuffled',
    title: 'shuffled pixels',
    state: state({ d: ten, net: architectureOf('1-8-16-32-64-10'), 'b.tamper': 'shuffled-pixels' }),
    words:
      'B sees all ten digits with their pixels in another order, the same one in every picture. No information is lost, but what were neighbours are so no more, and looking at neighbours is all a convolution does. It falls far behind A, below what a dense net reaches.',
  },
  {
    id: 'shuffled-dense',
    title: 'shuffled pixels, dense net',
    state: state({ d: ten, net: architectureOf('1-d64-d10'), 'b.tamper': 'shuffled-pixels' }),
    words:
      'The same for a net that connects every pixel with every number. It never knew which pixels were neighbours, so it loses nothing: A and B end alike.',
  },
  {
    id: 'off-centre',
    title: 'held-out digits off centre',
    state: state({ tamper: 'off-centre' }),
    words:
      'Training digits stand in the middle; the held-out ones are moved by up to six pixels. With stride 2 and a last grid of one cell this net is less indifferent to place than convolutions are said to be: it learned digits in the middle, and little else.',
  },
  {
    id: 'wrong-labels',
    title: 'a fifth of the labels wrong',
    state: state({ tamper: 'wrong-labels' }),
    words:
      'One label in five lies. The training loss cannot go near 0 any more, unless the net learns the lies by heart, and in two epochs it does not: what most labels agree on wins, and the held-out digits, whose labels are right, come out well.',
  },
];
