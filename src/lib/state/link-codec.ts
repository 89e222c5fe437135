// The one codec of widget states. A state is text like `k:top,r:5,c:7`: fields joined by `,`, name and value by `:`, lists by `~`.
// Defaults are left out. Printing uses only characters that survive a forum post unescaped (`A-Z a-z 0-9 . _ ~ - , :`) and ends
// in a letter or digit. Parsing never throws: what it can't use it clamps or ignores, and it says so in words for the reader.

/** What a field made of its text: the value to use and, where the text was not taken as it stands, why. */
export interface ParsedField<T> {
  readonly value: T;
  readonly note?: string;
}

/** One field of a state: its value when the link says nothing, and its written form. */
export interface LinkField<T> {
  readonly initial: T;
  /** Reads any text, never throws. */
  readonly parse: (text: string) => ParsedField<T>;
  /** Writes a value with the characters of a link only. */
  readonly print: (value: T) => string;
}

/** A state with what had to be said about the link it came from. */
export interface ParsedState<State> {
  readonly state: State;
  readonly notes: readonly string[];
}

/** Reader and writer of one widget's states. */
export interface LinkCodec<State> {
  readonly initial: State;
  /** The version of what is written; 1 as long as no field ever changed its meaning. */
  readonly version: number;
  /** Reads a state from text that may be missing, hostile or from an older book; never throws. */
  parse(text: string | undefined): ParsedState<State>;
  /** Writes a state, defaults left out; the default state is the empty text. */
  print(state: State): string;
}

/** Longer texts are cut: no widget has a state of this length, and a forum would cut the link anyway. */
export const longestState = 1500;

const mostNotes = 4;

/** The settings of a state as they stand in its text, by their names. */
export type LinkPairs = ReadonlyMap<string, string>;

/** Brings the settings of one version of a widget's states to the next. */
export type Migration = (pairs: LinkPairs) => LinkPairs;

/** The field that says which version a state is of; the first one says nothing. */
const versionName = 'v';

/**
 * Makes the codec of a widget from its fields, by their short, permanent names. Where names or meanings had to change, `migrations` lead there, the
 * first from version 1 to 2 and so on: old links keep showing what they showed.
 */
export function linkCodec<State extends object>(
  fields: { readonly [Name in keyof State]: LinkField<State[Name]> },
  migrations: readonly Migration[] = [],
): LinkCodec<State> {
  const version = migrations.length + 1;
  const known = (name: string): name is keyof State & string => Object.hasOwn(fields, name);
  const names = Object.keys(fields).filter(known);
  const read = (found: ReadonlyMap<string, unknown>) =>
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- fromEntries forgets which value belongs to which name; here both come from the same field
    Object.fromEntries(names.map((name) => [name, found.has(name) ? found.get(name) : fields[name].initial])) as State;
  const initial = read(new Map());

  return {
    initial,
    version,
    parse(text = '') {
      const notes: string[] = [];
      const found = new Map<string, unknown>();
      if (text.length > longestState)
        notes.push('The link is longer than any state of this figure; its end was ignored.');
      for (const [name, written] of migrated(pairsOf(text.slice(0, longestState), notes), { migrations, notes })) {
        if (!known(name)) notes.push(`“${shorten(name)}” is not a setting of this figure; it was ignored.`);
        else {
          const { value, note } = fields[name].parse(written);
          found.set(name, value);
          if (note !== undefined) notes.push(`${name}: ${note}`);
        }
      }
      return {
        state: read(found),
        notes:
          notes.length <= mostNotes
            ? notes
            : [...notes.slice(0, mostNotes - 1), `And ${notes.length - mostNotes + 1} more.`],
      };
    },
    print(state) {
      const pairs = names
        .map((name) => [name, fields[name].print(state[name])] as const)
        .filter(([name, printed]) => printed !== fields[name].print(initial[name]))
        .map(([name, printed]) => `${name}:${printed}`);
      return [...(version > 1 && pairs.length > 0 ? [`${versionName}:${version}`] : []), ...pairs].join(',');
    },
  };
}

/** The pairs of a text, the first of each name; what is none is noted. */
function pairsOf(text: string, notes: string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const colon = pair.indexOf(':');
    const name = colon < 0 ? pair : pair.slice(0, colon);
    if (colon < 0) notes.push(`“${shorten(name)}” is not a setting of this figure; it was ignored.`);
    else if (pairs.has(name)) notes.push(`“${shorten(name)}” stands twice in the link; the first one counts.`);
    else pairs.set(name, pair.slice(colon + 1));
  }
  return pairs;
}

/** The pairs as the newest version has them. */
function migrated(
  pairs: Map<string, string>,
  { migrations, notes }: { migrations: readonly Migration[]; notes: string[] },
): LinkPairs {
  const newest = migrations.length + 1;
  const written = pairs.get(versionName);
  if (written === undefined && newest === 1) return pairs;
  if (written !== undefined && newest === 1 && written !== '1') return pairs; // unknown here, and noted as such
  pairs.delete(versionName);
  const isVersion = written === undefined || (/^[1-9]\d{0,3}$/.test(written) && Number(written) <= newest);
  if (!isVersion)
    notes.push(
      `The link is of a version that this book does not know, “${shorten(written)}”; it is read as far as it goes.`,
    );
  const from = written === undefined ? 1 : isVersion ? Number(written) : newest;
  return migrations.slice(from - 1).reduce<LinkPairs>((older, migrate) => migrate(older), pairs);
}

/** Cuts text from a link to a length that can be shown in a note. */
export function shorten(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`;
}
