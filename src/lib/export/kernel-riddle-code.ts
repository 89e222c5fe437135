// PyTorch code that holds what has been asked of a hidden kernel as a system of equations, and prints how many of them are independent. It stops short of
// solving it.
import { answerAt, kernelRiddle, patchSide } from '@lib/exercise/kernel-riddle.ts';
import type { KernelRiddleLink } from '@lib/state/kernel-riddle-link.ts';

/** Runnable Python for a state. Prints the number of independent equations, and how many there are. */
export function kernelRiddleCode({ seed, q }: Pick<KernelRiddleLink, 'seed' | 'q'>): string {
  const riddle = kernelRiddle(seed);
  const rows = riddle.patches.map((patch) => {
    const lines = Array.from({ length: patchSide }, (_, row) => patch.slice(row * patchSide, (row + 1) * patchSide));
    return `    [${lines.map((line) => `[${line.join(', ')}]`).join(', ')}],`;
  });
  return [
    'import torch',
    'import torch.nn.functional as F',
    '',
    `# riddle ${seed}: three patches, 1 is ink`,
    'patches = torch.tensor([',
    ...rows,
    ']).float()',
    'windows = F.unfold(patches[:, None], 3)  # 3x9x9: patch, pixel under the window, place in the map',
    '',
    '# what was asked, (patch, place in its map), and what the kernel answered',
    `asked = [${q.map(({ patch, place }) => `(${patch}, ${place})`).join(', ')}]`,
    `answers = torch.tensor([${q.map((asked) => answerAt(riddle, asked, riddle.weights)).join(', ')}]).float()`,
    '',
    'rows = [windows[patch, :, place] for patch, place in asked]',
    'equations = torch.stack(rows) if rows else torch.zeros(0, 9)  # a row for each place asked about',
    'rank = int(torch.linalg.matrix_rank(equations)) if rows else 0',
    'print(rank, "independent of", len(asked))',
    '# once nine are independent, torch.linalg has a way to find the nine numbers; or take a pencil',
    '',
  ].join('\n');
}
