// What a challenge is called.
import { textOf } from './card-words.ts';
import type { OutlineSection } from './lesson-outline.ts';

/** `CH-2` is challenge 2. */
export function challengeName(id: string): string {
  return `Challenge ${id.replace(/^CH-/, '')}`;
}

/** A challenge by its number and the few words that name it, how hard it is and how long it takes. */
export interface NamedChallenge {
  /** As authors write it: `CH-2`. */
  readonly id: string;
  readonly title: string;
  readonly level: string;
  readonly minutes: number;
}

/** All challenges of the page, in its order. */
export function challengesOf(sections: readonly OutlineSection[]): readonly NamedChallenge[] {
  return sections
    .flatMap(({ parts }) => parts)
    .filter(({ name }) => name === 'Challenge')
    .map((part) => ({
      id: textOf(part, 'id'),
      title: textOf(part, 'title'),
      level: textOf(part, 'level'),
      minutes: Number(part.props['minutes']),
    }));
}

/**
 * The challenges of these anchors, `ch-2`, in the order given.
 * @throws RangeError if the page of challenges has not all of them
 */
export function challengesAt(
  anchors: readonly string[],
  sections: readonly OutlineSection[],
): readonly NamedChallenge[] {
  const all = challengesOf(sections);
  return anchors.map((anchor) => {
    const found = all.find(({ id }) => id.toLowerCase() === anchor);
    if (found === undefined)
      throw new RangeError(`challengesAt: anchors must be challenges of the page, got ${anchor}`);
    return found;
  });
}
