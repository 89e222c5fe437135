// What the figure says of who computed its numbers: the net is trained by one engine, asked by another, and before both there is only a picture.
import { backendWords } from '@lib/text/backend-words.ts';
import { timeWords } from '@lib/text/run-words.ts';
import type { FoolTheNetState } from './fool-the-net.svelte.ts';

/** The words for the figure as it stands. */
export function statusWords({ net, training, pass }: FoolTheNetState): {
  chip: string;
  reason: string;
  isWarning: boolean;
} {
  if (net === undefined)
    return {
      chip: training.isRunning ? 'Training …' : 'Printed: no net yet',
      reason: 'The picture stands in the page. The net is trained in this browser when you first press something.',
      isWarning: false,
    };
  const words = backendWords(pass);
  return {
    ...words,
    reason: `The net was trained by ${net.trainedBy} in ${timeWords(net.milliseconds)}. ${words.reason}`,
  };
}
