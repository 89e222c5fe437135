// `?backend=` in the address forces one backend, for those who compare them.
import { backends, type Backend } from '@lib/engine/backend-names.ts';
import { trainerNames, type TrainerName } from '@lib/engine/training/learner.ts';
import { readSetting } from './location.ts';

/** The backend that the address asks for, and what to say where it asks for one that does not exist. */
export function backendSetting(): { readonly force?: Backend; readonly note?: string } {
  const asked = readSetting('backend');
  if (asked === undefined) return {};
  const force = backends.find((backend) => backend === asked);
  if (force !== undefined) return { force };
  if (trainerSetting() !== undefined) return {}; // a place to train that computes nothing else
  return { note: `“${asked.slice(0, 24)}” is not a backend; the choice was left to the book.` };
}

/** The place to train that the address asks for. */
export function trainerSetting(): TrainerName | undefined {
  const asked = readSetting('backend');
  return trainerNames.find((name) => name === asked);
}
