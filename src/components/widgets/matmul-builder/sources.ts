// The real source of the functions that the figure runs, shown to whoever asks for the code.
import matrix from '@lib/conv/matrix.ts?raw';
import transposed from '@lib/conv/conv-transpose2d.ts?raw';
import unfold from '@lib/conv/unfold.ts?raw';

/** Texts by the name of their file in `src/lib/conv`. */
export const sources = { 'matrix.ts': matrix, 'unfold.ts': unfold, 'conv-transpose2d.ts': transposed } as const;
