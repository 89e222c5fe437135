// A training run in the session's form: fastai, with the session's helper `conv`. It has the network and the settings of the page, but fastai draws
// its own weights and its own order, and has its own Adam; the code says so at the top.
import type { ConvLayer, Layer } from '@lib/nn/layers.ts';
import { rowsOf, type LayerRow } from '@lib/nn/network-table.ts';
import { adamConstants, momentumKept } from '@lib/nn/optimiser.ts';
import { batchShape, checkRun, stepsPerEpoch, type TrainingRun } from '@lib/nn/training-run.ts';
import { pythonPair, shapeComment, stackLines, torchLayer, type StackedLayer } from './torch-layers.ts';
import type { RunCodeOptions } from './torch-run-code.ts';

/** fastai's own constants, where they are not the page's. */
const fastaiAdam = { beta2: 0.99, epsilon: '1e-5', weightDecay: 0.01 } as const;

/**
 * Python for a run in fastai. An epoch is whole there, so a run is rounded to whole epochs.
 * @throws RangeError naming what cannot be trained, and why
 */
export function fastaiCode(run: TrainingRun, { fileCounts, link }: RunCodeOptions): string {
  checkRun(run);
  const rows = rowsOf(run.layers, batchShape(run.batch), 'fastaiCode');
  const perEpoch = stepsPerEpoch(
    run,
    fileCounts.reduce((sum, count) => sum + count, 0),
  );
  const epochs = Math.max(1, Math.round(run.steps / perEpoch));
  const isRounded = epochs * perEpoch !== run.steps;
  const fit = run.schedule === 'one-cycle' ? 'fit_one_cycle' : 'fit';
  return `# A run of the page in fastai: the same network and settings, but not the same numbers.
${link === undefined ? '' : `# ${link.replaceAll(/\s/g, '%20')}\n`}#
${differences(run, isRounded)
  .map((line) => `# - ${line}\n`)
  .join('')}from fastai.vision.all import *

${dataLines(run)}
${rows.some(({ layer }) => isSessionConv(layer)) ? conv : ''}
${stackLines('net', sessionLayers(rows), 'sequential')}

learn = Learner(dls, net, loss_func=F.cross_entropy, metrics=accuracy${optimisers[run.optimiser]})
learn.${fit}(${epochs}, ${run.rate})
`;
}

const optimisers = {
  sgd: ', opt_func=SGD',
  momentum: `, opt_func=partial(SGD, mom=${momentumKept})`,
  adam: '',
} as const;

/** What makes the run another than the page's, a line each. */
function differences({ optimiser, schedule, digits, tampering, steps }: TrainingRun, isRounded: boolean): string[] {
  const { beta1, beta2, epsilon } = adamConstants;
  return [
    'fastai draws other weights at the start, and takes the pictures in another order.',
    ...(optimiser === 'adam'
      ? [
          `Its Adam has β₂ ${fastaiAdam.beta2}, ε ${fastaiAdam.epsilon} and weight decay ${fastaiAdam.weightDecay}; the page's has ${beta2}, ${epsilon} and none.`,
        ]
      : []),
    ...(schedule === 'one-cycle' && optimiser !== 'sgd'
      ? [
          `Its one-cycle also takes momentum from 0.95 to 0.85 and back; on the page it stays at ${optimiser === 'adam' ? beta1 : momentumKept}.`,
        ]
      : []),
    ...(digits.join() === '3,7' ? [] : ['It takes all pictures of MNIST, the page only the first ones.']),
    ...(isRounded ? [`It counts in whole epochs; the page stopped after ${steps} steps.`] : []),
    ...(tampering === 'none' ? [] : ['The page spoiled the pictures or labels beforehand; here they are as they are.']),
  ];
}

function dataLines({ digits, batch, keepsLastBatch }: TrainingRun): string {
  const isSample = digits.join() === '3,7';
  const all = digits.length === 10;
  const items = isSample || all ? 'get_image_files' : 'images_of_ours';
  const ours = `def images_of_ours(path):
    return get_image_files(path).filter(lambda file: parent_label(file) in '${digits.join('')}')


`;
  return `${isSample || all ? '' : `\n${ours}`}digits = DataBlock(
    blocks=(ImageBlock(cls=PILImageBW), CategoryBlock),
    get_items=${items},
    get_y=parent_label,
    splitter=GrandparentSplitter(${isSample ? '' : "train_name='training', valid_name='testing'"}),
)
dls = digits.dataloaders(untar_data(URLs.${isSample ? 'MNIST_SAMPLE' : 'MNIST'}), bs=${batch}${keepsLastBatch ? ', drop_last=False' : ''})`;
}

const conv = `

def conv(ni, nf, ks=3, act=True):
    layer = nn.Conv2d(ni, nf, ks, stride=2, padding=ks // 2)
    return nn.Sequential(layer, nn.ReLU()) if act else layer

`;

/** The layers of a stack: a convolution of the session's kind takes the ReLU behind it along. */
function sessionLayers(rows: readonly LayerRow[]): StackedLayer[] {
  const stacked: StackedLayer[] = [];
  for (const [at, row] of rows.entries()) {
    const { layer } = row;
    const before = rows[at - 1]?.layer;
    if (layer.kind === 'relu' && before !== undefined && isSessionConv(before)) continue;
    const hasRelu = rows[at + 1]?.layer.kind === 'relu';
    const code = isSessionConv(layer)
      ? convCall(layer, row.inputShape[1] ?? 0, hasRelu)
      : torchLayer(row).replace('nn.Flatten', 'Flatten');
    stacked.push({ code, comment: shapeComment(row) });
  }
  return stacked;
}

/** Whether a layer is what the session's helper makes: an odd square, stride 2, half of it as padding, with a bias. */
function isSessionConv(layer: Layer): layer is ConvLayer {
  if (layer.kind !== 'conv' || layer.hasBias === false) return false;
  const kernel = Number(pythonPair(layer.kernel));
  const wanted = { stride: 2, padding: Math.floor(kernel / 2), dilation: 1, groups: 1, paddingMode: 'zeros' };
  const found = {
    stride: Number(pythonPair(layer.stride ?? 1)),
    padding: Number(pythonPair(layer.padding ?? 0)),
    dilation: Number(pythonPair(layer.dilation ?? 1)),
    groups: layer.groups ?? 1,
    paddingMode: layer.paddingMode ?? 'zeros',
  };
  return kernel % 2 === 1 && JSON.stringify(found) === JSON.stringify(wanted);
}

function convCall({ kernel, outChannels }: ConvLayer, channels: number, hasRelu: boolean): string {
  const size = pythonPair(kernel);
  const named = [...(size === '3' ? [] : [`ks=${size}`]), ...(hasRelu ? [] : ['act=False'])];
  return `conv(${[channels, outChannels, ...named].join(', ')})`;
}
