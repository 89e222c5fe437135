// The link schema of the training laboratory: the run, a second run where there is one, what is shown of them. Names and meanings are permanent.
import { linkCodec, shorten, type LinkField } from '@lib/state/link-codec.ts';
import { integerField, printNumber, readNumber, roundForLink, wordField } from '@lib/state/link-fields.ts';
import { runFields, secondFields, secondOf, type RunLink, type SecondLink } from '@lib/state/training-run-field.ts';

/** What stands below the curves: one run taken apart, its spread over seeds, its rates, or the engines in a race. */
export const shownParts = ['run', 'seeds', 'rates', 'race'] as const;

/** The first run and the one that is held against it. */
export const sides = ['a', 'b'] as const;

/** One of the two runs. */
export type Side = (typeof sides)[number];

/** One of these parts. */
export type ShownPart = (typeof shownParts)[number];

/** The whole state of the laboratory. */
export interface CnnTrainerLink extends RunLink, SecondLink {
  readonly show: ShownPart;
  /** The step that is looked at; left unsaid, it is the end of the run the link describes, and the start where it describes none. */
  readonly step: number | 'end' | undefined;
  /** The share of the second class from which on it is said, for two classes. */
  readonly t: number;
  /** The place of the held-out picture that is looked at; −1 for none. */
  readonly pic: number;
  /** Which of two runs is looked into. */
  readonly in: Side;
}

const stepField: LinkField<CnnTrainerLink['step']> = {
  initial: undefined,
  parse(text) {
    if (text === 'end') return { value: 'end' };
    const number = readNumber(text);
    if (number === undefined) return { value: 'end', note: `“${shorten(text)}” is no step; the end is shown.` };
    return integerField(0, [0, 999_999]).parse(text);
  },
  print: (step) => (step === undefined ? '' : step === 'end' ? 'end' : printNumber(step)),
};

const thresholdField: LinkField<number> = {
  initial: 0.5,
  parse(text) {
    const number = readNumber(text);
    if (number === undefined) return { value: 0.5, note: `“${shorten(text)}” is not a number; 0.5 is used.` };
    const value = roundForLink(Math.min(1, Math.max(0, number)));
    return value === number
      ? { value }
      : { value, note: `a threshold goes from 0 to 1; ${printNumber(value)} is used.` };
  },
  print: printNumber,
};

/** Reads and writes the laboratory's states. */
export const cnnTrainerLink = linkCodec<CnnTrainerLink>({
  ...runFields,
  ...secondFields,
  show: wordField('run', shownParts),
  step: stepField,
  t: thresholdField,
  pic: integerField(-1, [-1, 60_000]),
  in: wordField('a', sides),
});

/** The same state in its shortest form: the end of a run need not be said where the link describes one, nor a side where there is but one. */
export function shortest(state: CnnTrainerLink): CnnTrainerLink {
  const link = secondOf(state) === undefined ? { ...state, in: 'a' as const } : state;
  if (link.step !== 'end') return link;
  const unsaid = { ...link, step: undefined };
  return cnnTrainerLink.print(unsaid) === '' ? link : unsaid;
}
