// The code that the padding playground exports, executed by PyTorch: the padded picture and the answers have to be those of the book, and the
// layer with its own padding has to agree with padding first.
import { answersOf, padGrid } from '@lib/conv/padded-grid.ts';
import { paddingCode } from '@lib/export/padding-code.ts';
import { paddingPlaygroundLink } from '../../src/components/widgets/padding-playground/padding-playground.link.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach } from './exported.ts';

/** States of the playground: every rule, every picture, rings from none to the widest, and kernels of both signs. */
const states = [
  '',
  'mode:zeros,p:1,img:flat,see:window,r:0,c:0',
  'mode:zeros,p:5,img:three,k:top',
  'mode:replicate,p:5',
  'mode:replicate,p:3,img:slope,k:sharpen',
  'p:5,img:three,k:gauss',
  'img:row,r:0,c:-2',
  'mode:circular,p:3',
  'mode:circular,p:4,img:slope,k:top',
  'mode:circular,img:row,k:left-prewitt',
  'mode:symmetric,p:3,k:laplace',
  'mode:symmetric,p:4,img:row',
  'mode:symmetric,p:5,img:three,k:diag1',
  'p:0,img:three,k:identity',
  'p:1,img:5~1~4_2~8~3_7~0~6,k:1~2~3~4~5~6~7~8~9',
  'mode:replicate,img:1_2_3_9,k:top',
] as const;

const tolerance = 1e-3;

const rowsIn = (output: string, name: string): number[] =>
  [...output.matchAll(new RegExp(`^${name} \\[(.*)\\]$`, 'gm'))].flatMap(([, row = '']) => row.split(', ').map(Number));

/** Padded pictures and answers. */
export const paddingStates: TorchCheck = {
  title:
    'the code of the padding playground prints its rings and its answers, and the layer that pads by itself agrees',
  async run(tools) {
    const cases = states.map((name) => ({ name, ...paddingPlaygroundLink.parse(name) }));
    const answers = await askAll(
      tools,
      cases.map(({ state }) => ({ code: paddingCode(state) })),
    );
    let largest = 0;
    await forEach(cases, ({ state, notes }, at) => {
      const { output = '', error } = answers[at] ?? {};
      if (error !== undefined || notes.length > 0) throw new Error(error ?? notes.join(' '));
      const padding = { mode: state.mode, padding: state.p };
      const ring = padGrid(state.img, padding).cells.map(({ value }) => value);
      compare('padded picture', ring, rowsIn(output, 'padded'), 0);
      const ours = answersOf(state.img, state.k, padding).values;
      largest = Math.max(largest, compare('answers', ours, rowsIn(output, 'answers'), tolerance));
      const isAgreed = state.mode === 'symmetric' ? !output.includes('False') : /^True$/m.test(output);
      if (!isAgreed) throw new Error('the layer with its own padding differs');
    });
    return `${cases.length} states, at most ${largest.toExponential(1)} apart`;
  },
};
