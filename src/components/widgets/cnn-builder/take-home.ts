// What a reader can take away from the builder: everything here comes from src/lib/export, and is fetched when it is asked for.
import { pictureCounts } from '@lib/data/picture-counts.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { tableOf, type NetworkTable } from '@lib/nn/network-table.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';
import { printArchitecture } from '@lib/state/architecture-field.ts';
import { postedCard, stateAddress } from '@lib/state/location.ts';
import { refusalWords } from '@lib/text/run-words.ts';
import { batchSize } from './batch-run.svelte.ts';
import type { CnnBuilderState } from './cnn-builder.svelte.ts';

/** The network as code: PyTorch, up to the first layer that does not fit; and fastai, where the session's run could train it. */
export async function codeOf(builder: CnnBuilderState, id: string): Promise<{ title: string; text: string }[]> {
  const [{ torchNetworkCode }, { fastaiCode }] = await Promise.all([
    import('@lib/export/torch-code.ts'),
    import('@lib/export/fastai-code.ts'),
  ]);
  const layers = layersOf(builder.net);
  const fitting = layers.slice(0, tableOf(layers, batchShape(batchSize)).rows.length);
  const torch = { title: 'This network in PyTorch', text: torchNetworkCode(fitting) };
  const run = { ...sessionRun, layers };
  if (refusalWords(run, builder.net) !== undefined) return [torch];
  const options = { fileCounts: [pictureCounts(run.digits).train], link: stateAddress(id, builder.text) };
  return [torch, { title: 'Trained as in the session, in fastai', text: fastaiCode(run, options) }];
}

/** The table as a file for a spreadsheet. Rejects in words where a layer does not fit. */
export async function tableFileOf(builder: CnnBuilderState): Promise<{ name: string; content: string; type: string }> {
  const { layerTableCsv } = await import('@lib/export/curves-csv.ts');
  return { name: 'layers.csv', content: layerTableCsv(wholeTable(builder).rows), type: 'text/csv' };
}

/** A post about the network for a forum, in Markdown. Rejects in words where a layer does not fit. */
export async function postOf(builder: CnnBuilderState, id: string): Promise<string> {
  const { networkPost } = await import('@lib/export/forum-text.ts');
  const title = `The network ${printArchitecture(builder.net)}`;
  return networkPost({
    title,
    link: stateAddress(id, builder.text),
    table: wholeTable(builder),
    card: postedCard(id, builder.text, title),
  });
}

/** The table for one picture. */
function wholeTable({ net, problem }: CnnBuilderState): NetworkTable {
  if (problem !== undefined) throw new Error(`The table has a gap. ${problem}`);
  return tableOf(layersOf(net), batchShape(1));
}
