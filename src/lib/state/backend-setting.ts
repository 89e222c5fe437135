// `?backend=` in the address forces one backend, for those who compare them.
import { backends, type Backend } from '@lib/engine/backend-names.ts';
import { readSetting } from './location.ts';

/** The backend that the address asks for, and what to say where it asks for one that does not exist. */
export function backendSetting(): { readonly force?: Backend; readonly note?: string } {
  const asked = readSetting('backend');
  if (asked === undefined) return {};
  const force = backends.find((backend) => backend === asked);
  return force === undefined
    ? { note: `“${asked.slice(0, 24)}” is not a backend; the choice was left to the book.` }
    : { force };
}
