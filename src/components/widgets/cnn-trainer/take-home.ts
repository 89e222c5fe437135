// What a reader can take away from a run, and bring back: everything here comes from src/lib/export, and is fetched when it is asked for.
import { pageLibrary } from '@lib/data/page-digits.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';
import type { LearnerState } from '@lib/engine/training/learner.ts';
import { stateOf } from '@lib/engine/training/start.ts';
import { architectureOfLayers } from '@lib/nn/layer-architecture.ts';
import { modelFrom } from '@lib/nn/parameter-vector.ts';
import { tableOf } from '@lib/nn/network-table.ts';
import { batchShape } from '@lib/nn/training-run.ts';
import type { RunHistory } from '@lib/state/live-run.svelte.ts';
import { postedCard, stateAddress } from '@lib/state/location.ts';
import { linkOfRun, noSecond, runOf } from '@lib/state/training-run-field.ts';
import { rightWords } from '@lib/text/run-words.ts';
import { cnnTrainerLink, type CnnTrainerLink } from './cnn-trainer.link.ts';
import type { CnnTrainerState } from './cnn-trainer.svelte.ts';

/** A file to be saved. */
export interface TakenFile {
  readonly name: string;
  readonly content: BlobPart;
  readonly type: string;
}

/** The forms in which a run can be taken home as a file. */
export type FileForm = 'safetensors' | 'json' | 'curves' | 'table';

/** The network shown, as the files have it. */
function savedNetwork({ inside: { network } }: CnnTrainerState) {
  if (network === undefined) throw new Error('There is no network to be saved.');
  const { run, step } = network;
  return { ...modelFrom(run.layers, batchShape(1), network), run, step };
}

/** A file of what is shown. Rejects in words where there is nothing to save. */
export async function takeFile(lab: CnnTrainerState, form: FileForm): Promise<TakenFile> {
  const step = lab.inside.network?.step ?? 0;
  switch (form) {
    case 'safetensors': {
      const { toSafetensors } = await import('@lib/export/weights-file.ts');
      const type = 'application/octet-stream';
      return { name: `network-step-${step}.safetensors`, content: toSafetensors(savedNetwork(lab)), type };
    }
    case 'json': {
      const { toWeightsJson } = await import('@lib/export/weights-file.ts');
      return { name: `network-step-${step}.json`, content: toWeightsJson(savedNetwork(lab)), type: 'application/json' };
    }
    case 'curves': {
      const { curvesCsv } = await import('@lib/export/curves-csv.ts');
      const history = historyOf(lab);
      const curves = { losses: history.losses, heldOut: heldOutOf(history) };
      return { name: 'curves.csv', content: curvesCsv(history.run, curves), type: 'text/csv' };
    }
    case 'table': {
      const { layerTableCsv } = await import('@lib/export/curves-csv.ts');
      const { rows } = tableOf(lab.liveRun.layers, batchShape(1));
      return { name: 'layers.csv', content: layerTableCsv(rows), type: 'text/csv' };
    }
  }
}

function historyOf({ live: { history } }: CnnTrainerState): RunHistory {
  if (history === undefined || history.losses.length === 0) throw new Error('There is no curve yet: train first.');
  return history;
}

function heldOutOf({ judgements }: RunHistory) {
  return judgements.map(({ step, loss, right, count, sample }) => ({ steps: step, loss, right, count, sample }));
}

/** A picture of charts, one under the other, on the colour of the page. Rejects in words where the browser cannot draw it. */
export async function pictureOf(charts: readonly SVGSVGElement[], title: string): Promise<TakenFile> {
  const { figureToPng } = await import('@lib/draw/figure-png.ts');
  const parts: ImageBitmap[] = [];
  for (const [at, chart] of charts.entries())
    parts.push(await createImageBitmap(await figureToPng(chart, at === 0 ? { title } : {})));
  const canvas = new OffscreenCanvas(
    Math.max(...parts.map(({ width }) => width)),
    parts.reduce((sum, { height }) => sum + height, 0),
  );
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser could not make a picture of the charts.');
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const part of parts) {
    context.drawImage(part, 0, top);
    top += part.height;
    part.close();
  }
  return { name: 'run.png', content: await canvas.convertToBlob({ type: 'image/png' }), type: 'image/png' };
}

/** The run as code: PyTorch that trains the same run, fastai, and the network alone. */
export async function codeOf(lab: CnnTrainerState, id: string): Promise<readonly { title: string; text: string }[]> {
  const [{ torchRunCode }, { fastaiCode }, { torchNetworkCode }] = await Promise.all([
    import('@lib/export/torch-run-code.ts'),
    import('@lib/export/fastai-code.ts'),
    import('@lib/export/torch-code.ts'),
  ]);
  const run = lab.liveRun;
  if (lab.liveRefusal !== undefined) {
    return [{ title: 'No code for a run that cannot be trained', text: lab.liveRefusal }];
  }
  if (lab.extra !== undefined) {
    const title =
      'The network alone, with its table; no script can train this run, since your own digits are not in it';
    return [{ title, text: torchNetworkCode(run.layers) }];
  }
  const { fileCounts } = await openTrainingPictures(run, pageLibrary());
  const options = { fileCounts: fileCounts.train, link: stateAddress(id, lab.text) };
  return [
    { title: 'The same run in PyTorch, number for number as far as float32 goes', text: torchRunCode(run, options) },
    { title: 'The same settings in fastai', text: fastaiCode(run, options) },
    { title: 'The network alone, with its table', text: torchNetworkCode(run.layers) },
  ];
}

/** A post about the run for a forum, in Markdown, with a place for a picture that was saved. Rejects in words where there is nothing to report. */
export async function postOf(lab: CnnTrainerState, id: string, picture?: string): Promise<string> {
  const { runPost } = await import('@lib/export/forum-text.ts');
  const { run } = historyOf(lab);
  const { judgement } = lab.inside;
  if (judgement === undefined) throw new Error('The held-out digits were not looked at yet.');
  const { loss, right, count } = judgement;
  const title = `A small CNN: ${rightWords(right, count)}`;
  return runPost({
    title,
    link: stateAddress(id, lab.text),
    table: tableOf(run.layers, batchShape(1)),
    run,
    result: { loss, right, count },
    own: lab.live.own,
    picture,
    card: picture === undefined ? postedCard(id, lab.text, title) : undefined,
    seeds: lab.seeds.right.map((of) => ({ right: of, count: lab.seeds.count })),
  });
}

/** A network that was read from a file, as the laboratory can take it up. */
export interface BroughtNetwork {
  readonly link: CnnTrainerLink;
  readonly state: LearnerState;
}

/** Reads a file of weights. Rejects in words for the reader. */
export async function bringFile(lab: CnnTrainerState, file: Blob): Promise<BroughtNetwork> {
  const { readWeights } = await import('@lib/export/weights-file.ts');
  const { layers, parameters, run, step } = readWeights(new Uint8Array(await file.arrayBuffer()), lab.liveRun.layers);
  const net = architectureOfLayers(layers);
  if (net === undefined) throw new Error('The network of this file has a form that a link cannot carry.');
  const settings = run === undefined ? { ...lab.liveSettings, net } : linkOfRun(run, net);
  // through the codec, so that what is shown is what the link says
  const text = cnnTrainerLink.print({ ...cnnTrainerLink.initial, ...settings, ...noSecond });
  const link = cnnTrainerLink.parse(text).state;
  return { link, state: { ...stateOf(runOf(link), parameters), step } };
}
