// Addresses that were renamed, and what they are called now. An address once given keeps its meaning: nothing is ever taken out of here. `npm test`
// names every address that is gone and has no line here.

/** Old paths, and the paths that took their place, each as in `s/kernels/sign/`. */
export const aliases: Readonly<Record<string, string>> = {
  'w/padding-playground/mode-circular_p-1_img-slope_k-top_see-window_r-0_c-4/':
    'w/padding-playground/mode-circular_p-1_img-slope_k-top_see-window_r-0_c-8/',
  'w/padding-playground/mode-circular_p-5_img-three_r--3_c-10/':
    'w/padding-playground/mode-circular_p-5_img-three_r--5_c-12/',
};

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
