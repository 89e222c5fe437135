// The tamperings of `lib/data/tampering.ts` as Python, for a training script: the same pixels change places, the same pictures move and the
// same labels are wrong as on the page.
import type { Tampering } from '@lib/nn/training-run.ts';

/** Python that defines `tampered(images, classes, name)` for the file `train` or `t10k`, and whether it shuffles. */
export interface TamperingPart {
  readonly code: string;
  readonly shuffles: boolean;
}

/** What a script has to do to pictures and labels first. */
export const tamperingParts: Readonly<Record<Exclude<Tampering, 'none'>, TamperingPart>> = {
  'shuffled-pixels': {
    shuffles: true,
    code: `
def tampered(images, classes, name):
    # All pixels change places, in the same way in every picture.
    origins = shuffled(list(range(28 * 28)), seeded(TAMPERING_SEED))
    return images.flatten(1)[:, origins].view_as(images), classes
`,
  },
  'off-centre': {
    shuffles: false,
    code: `
def tampered(images, classes, name):
    # Every held-out picture is moved by up to six pixels along each axis; those to learn from stay in the centre.
    if name == 'train':
        return images, classes
    numbers = seeded(TAMPERING_SEED)
    moved = []
    for image in images:
        down, right = (int(next(numbers) * 13) - 6 for _ in range(2))
        moved.append(F.pad(image, (right, -right, down, -down)))
    return torch.stack(moved), classes
`,
  },
  'wrong-labels': {
    shuffles: true,
    code: `
def tampered(images, classes, name):
    # A fifth of the training pictures are said to be something they are not; the held-out labels stay right.
    if name == 'train':
        numbers = seeded(TAMPERING_SEED)
        places = shuffled(list(range(len(classes))), numbers)
        for place in places[:round(len(classes) / 5)]:
            wrong = classes[place] + 1 + int(next(numbers) * (len(DIGITS) - 1))
            classes[place] = wrong % len(DIGITS)
    return images, classes
`,
  },
};
