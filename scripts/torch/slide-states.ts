// The code that the stepper shows, executed by PyTorch for many settings: shapes and numbers have to be those of the book, and where the book says
// that the window fits nowhere, PyTorch has to refuse.
import { conv2d } from '@lib/conv/conv2d.ts';
import { smallKernel, smallPicture } from '@lib/data/small-pictures.ts';
import { slideStepperCode, type SlideStepperCodeState } from '@lib/export/slide-stepper-code.ts';
import { windowSettingsIn, windowsOf } from '@lib/state/window-fields.ts';
import { compare, type TorchCheck } from './check.ts';
import { askAll, forEach } from './exported.ts';

const state = (
  settings: string,
  { x = 'digits', w = 'ones' }: Partial<Pick<SlideStepperCodeState, 'x' | 'w'>> = {},
): { name: string; state: SlideStepperCodeState } => ({
  name: `${settings} ${x} ${w}`,
  state: { ...windowSettingsIn(settings), x, w },
});

const states = [
  state('i:4,k:3'),
  state('i:5,k:4,p:2', { w: 'count' }),
  state('i:5,k:3,p:1'),
  state('i:5,k:3,p:2', { x: 'index' }),
  state('i:5,k:3,s:2', { w: 'corner' }),
  state('i:5,k:3,s:2,p:1', { w: 'centre' }),
  state('i:6,k:3,s:2,p:1', { x: 'index', w: 'centre' }),
  state('i:7,k:3,d:2', { w: 'count' }),
  state('i:28,k:5,s:2,p:2', { x: 'index' }),
  state('i:28,k:3,s:2,p:1', { x: 'index', w: 'centre' }),
  state('i:64,k:7,s:4,p:6,d:3'),
  state('i:5~9,k:2~4,s:1~3,p:0~2,d:1~2', { w: 'count' }),
  state('i:12~7,k:7~1,s:3~4,p:6~0,d:2~1'),
  state('i:1,k:1'),
  state('i:10,k:3,s:2'),
  state('i:2,k:5,p:1'),
  state('i:9~2,k:3,d:3~2'),
];

/** Shapes, numbers and refusals of the stepper. */
export const slideStates: TorchCheck = {
  title: 'the stepper’s code prints its shapes and numbers, and is refused where no window fits',
  async run(tools) {
    const answers = await askAll(
      tools,
      states.map(({ state: one }) => ({ code: slideStepperCode(one) })),
    );
    let refused = 0;
    await forEach(states, ({ state: one }, at) => {
      const { output = '', error } = answers[at] ?? {};
      if (error !== undefined) throw new Error(error);
      const [rows, cols] = [windowsOf(one, 0), windowsOf(one, 1)];
      if (rows.count === 0 || cols.count === 0) {
        if (!output.includes("Kernel size can't be greater than actual input size")) throw new Error(`got ${output}`);
        refused++;
        return;
      }
      const [shape = '', numbers = ''] = output.split('\n');
      if (shape !== `(1, 1, ${rows.count}, ${cols.count})`)
        throw new Error(`the shape must be ${rows.count} × ${cols.count}, got ${shape}`);
      const ours = conv2d(smallPicture(one.x, ...one.i), smallKernel(one.w, ...one.k), {
        stride: one.s,
        padding: one.p,
        dilation: one.d,
      });
      compare('numbers', ours.data, (numbers.match(/-?\d+/g) ?? []).map(Number), 0);
    });
    return `${states.length} settings, ${refused} of them refused`;
  },
};
