// The code that the riddle of a hidden kernel exports, executed by PyTorch: it counts as many independent equations as the figure does, and nine of them
// lead to the hidden numbers.
import { kernelRiddle, patchCount, patchMapSide, tellingPlaces } from '@lib/exercise/kernel-riddle.ts';
import { kernelRiddleCode } from '@lib/export/kernel-riddle-code.ts';
import { kernelRiddleLink } from '@lib/state/kernel-riddle-link.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach } from './exported.ts';

const everywhere = Array.from({ length: patchCount }, (_, patch) =>
  Array.from({ length: patchMapSide ** 2 }, (__, place) => `${'abc'[patch] ?? ''}${place}`),
)
  .flat()
  .join('~');

const states = [
  '',
  'seed:7,q:a0',
  'seed:7,q:a0~a3~b4~c2~a1',
  `seed:42,q:${everywhere}`,
  `q:${everywhere}`,
  `seed:9999,q:${everywhere}`,
];

/** The line that the code leaves to the reader. */
const solved = `
if rank == 9:
    print('weights', torch.linalg.lstsq(equations, answers[:, None]).solution[:, 0].tolist())
`;

const tolerance = 1e-3;

/** Ranks and hidden numbers. */
export const riddleEquations: TorchCheck = {
  title:
    'the code of the hidden kernel counts the independent equations as the figure does, and nine of them give its numbers',
  async run(tools) {
    const cases = states.map((name) => ({ name, ...kernelRiddleLink.parse(name) }));
    const answers = await askAll(
      tools,
      cases.map(({ state }) => ({ code: kernelRiddleCode(state) + solved })),
    );
    let found = 0;
    await forEach(cases, ({ state, notes }, at) => {
      const { output = '', error } = answers[at] ?? {};
      if (error !== undefined || notes.length > 0) throw new Error(error ?? notes.join(' '));
      const riddle = kernelRiddle(state.seed);
      const rank = tellingPlaces(riddle, state.q).filter(Boolean).length;
      if (!output.startsWith(`${rank} independent of ${state.q.length}\n`))
        throw new Error(`${rank} expected, got ${output}`);
      if (rank < riddle.weights.length) return;
      const printed = /^weights \[(.*)\]$/m.exec(output)?.[1] ?? '';
      compare('weights', riddle.weights, printed.split(', ').map(Number), tolerance);
      found++;
    });
    return `${cases.length} states, ${found} of them solved`;
  },
};
