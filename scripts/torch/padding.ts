// The code that the padding playground exports, executed by PyTorch: the padded picture and the answers have to be those of the book, and the
// layer with its own padding has to agree with padding first. And the lesson’s advice on “same”.
import { tensor } from '@lib/array/tensor.ts';
import { answersOf, padGrid } from '@lib/conv/padded-grid.ts';
import { kernelTensor } from '@lib/conv/response.ts';
import { conv2dSame } from '@lib/conv/same-conv2d.ts';
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
  'mode:circular,img:1~2_3~4',
  'mode:zeros,p:1,img:1~2,k:sharpen',
] as const;

const tolerance = 1e-3;

const rowsIn = (output: string, name: string): number[] =>
  [...output.matchAll(new RegExp(`^${name} \\[(.*)\\]$`, 'gm'))].flatMap(([, row = '']) => row.split(', ').map(Number));

/** The padding that the lesson gives for what TensorFlow’s “same” does at stride 2 and an even side. */
const oddEnd = `
import torch
import torch.nn.functional as F
x = torch.arange(784.).reshape(1, 1, 28, 28)
kernel = torch.tensor([[0., -1, 0], [-1, 5, -1], [0, -1, 0]])[None, None]
for row in F.conv2d(F.pad(x, (0, 1, 0, 1)), kernel, stride=2, padding=0)[0, 0].tolist():
    print('answers', row)
`;

/** “Same” by hand. */
export const samePadding: TorchCheck = {
  title: 'F.pad(x, (0, 1, 0, 1)) and padding=0 give the answers that the book gives for TensorFlow’s “same”',
  async run(tools) {
    const [{ output = '', error } = {}] = await askAll(tools, [{ code: oddEnd }]);
    if (error !== undefined) throw new Error(error);
    const counted = tensor(
      [1, 1, 28, 28],
      Array.from({ length: 784 }, (_, at) => at),
    );
    const ours = conv2dSame(counted, kernelTensor([0, -1, 0, -1, 5, -1, 0, -1, 0]), 2);
    const difference = compare('answers', Array.from(ours.data), rowsIn(output, 'answers'), tolerance);
    return `${ours.data.length} answers, at most ${difference.toExponential(1)} apart`;
  },
};

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
