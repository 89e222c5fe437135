// A training run as readers hand it in: the address of the laboratory in some state, a post with such an address in it, or the state alone.
import { linkCodec } from './link-codec.ts';
import { runFields, type RunLink } from './training-run-field.ts';

const laboratory = 'cnn-trainer';
const runCodec = linkCodec(runFields);

/** A run that was handed in. */
export interface PastedRun {
  readonly link: RunLink;
  /** Its settings alone, as a state of the laboratory. */
  readonly state: string;
  /** What of it could not be taken as it stood. */
  readonly notes: readonly string[];
  /** Whether a second run was held against it, which is left out. */
  readonly hadSecond: boolean;
}

/** The run in a text; `undefined` where there is none. */
export function pastedRun(text: string): PastedRun | undefined {
  const written = stateIn(text.trim());
  if (written === undefined) return undefined;
  const pairs = written.split(',').filter((pair) => pair !== '');
  const nameOf = (pair: string): string => pair.split(':', 1)[0] ?? '';
  // what is looked at in the run is no part of it
  const own = pairs.filter((pair) => Object.hasOwn(runFields, nameOf(pair)));
  const { state: link, notes } = runCodec.parse(own.join(','));
  return { link, state: runCodec.print(link), notes, hadSecond: pairs.some((pair) => pair.startsWith('b.')) };
}

/** The state of the laboratory in a text: that of an address, that which an address has as a folder, or the text itself. */
function stateIn(text: string): string | undefined {
  const query = new RegExp(`[?&]${laboratory}=([^&#\\s)\\]>"]*)`).exec(text)?.[1];
  if (query !== undefined) return decoded(query);
  const folder = new RegExp(`/${laboratory}/([^/?#\\s)\\]>"]*)`).exec(text)?.[1];
  if (folder !== undefined) return folder.replaceAll('_', ',').replace(/(^|,)([a-z.]+)-/g, '$1$2:');
  const pair = /^([a-z.]+):[^\s,]+/.exec(text);
  return pair !== null && !text.includes('//') ? text.replace(/\s+/g, '') : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is no escape; the fields say what they cannot read
  }
}
