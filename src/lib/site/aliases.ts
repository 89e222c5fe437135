// Addresses that were renamed, and what they are called now. An address once given keeps its meaning: nothing is ever taken out of here. `npm test`
// names every address that is gone and has no line here.

/** Old paths, and the paths that took their place, each as in `s/kernels/sign/`. */
export const aliases: Readonly<Record<string, string>> = {};

const place = /^s\/([^/]+)\/([^/]+)\/$/;

/** The ids that a place of a lesson had before, so that links that end in them still find it. */
export function formerIds(
  lesson: string,
  id: string,
  renamed: Readonly<Record<string, string>> = aliases,
): readonly string[] {
  return Object.entries(renamed).flatMap(([old, now]) => {
    const [, oldLesson, oldId] = place.exec(old) ?? [];
    return now === `s/${lesson}/${id}/` && oldLesson === lesson && oldId !== undefined ? [oldId] : [];
  });
}
