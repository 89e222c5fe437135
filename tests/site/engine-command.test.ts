// The command that computes without the site, as a newcomer would call it: JSON in, JSON out. Each backend is called so once; what else it can do is
// asked of the page that the command opens, in one browser for all.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOnPage, openEnginePage, type EnginePage } from '../../scripts/engine/browser.ts';
import type { Computer } from '../../scripts/engine/request.ts';
import conv1dFile from '../fixtures/conv1d.json';
import conv2dFile from '../fixtures/conv2d.json';
import conv3dFile from '../fixtures/conv3d.json';
import convTranspose2dFile from '../fixtures/convTranspose2d.json';
import pad2dFile from '../fixtures/pad2d.json';
import simpleCnn from '../fixtures/simple-cnn.json';
import unfoldFile from '../fixtures/unfold.json';

const root = join(import.meta.dirname, '../..');
const referenceTolerance = 1e-4;
const backendTolerance = 1e-3;
const lossTolerance = 1e-5;
const limitMs = 120_000;
const fewSteps = 6;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], request: string): Promise<Outcome> {
  const child = spawn(process.execPath, [join(root, 'scripts/engine.ts'), ...args], { cwd: root });
  child.stdin.on('error', () => undefined); // it may have refused before it read
  child.stdin.end(request);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, stdout, stderr };
}

/** Asks by the whole command. */
async function ask(backend: Computer, request: object) {
  const { status, stdout, stderr } = await run(['--backend', backend], JSON.stringify(request));
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

let opened: EnginePage;

beforeAll(async () => {
  opened = await openEnginePage();
}, limitMs);
afterAll(() => opened?.close());

/** Asks as the command does, without starting a browser again: the page is loaded anew. */
async function askPage(backend: Computer, request: object) {
  if (backend === 'reference') return ask(backend, request);
  await opened.page.reload();
  return JSON.parse(await answerOnPage(opened, backend, JSON.stringify(request)));
}

function farthest(found: readonly number[], wanted: readonly number[]): number {
  expect(found).toHaveLength(wanted.length);
  return Math.max(...wanted.map((value, at) => Math.abs((found[at] ?? NaN) - value)));
}

function relative(found: readonly number[], wanted: readonly number[]): number {
  const apart = Math.hypot(...wanted.map((value, at) => (found[at] ?? NaN) - value));
  return apart / Math.hypot(...wanted);
}

/** A kernel that is larger than its picture. */
const impossible = {
  input: { shape: [1, 1, 2, 2], data: [1, 2, 3, 4] },
  weight: { shape: [1, 1, 3, 3], data: Array(9).fill(1) },
};

const withConvolutions = ['reference', 'wasm', 'cpu', 'webgpu', 'webgl'] as const;
const withTraining = ['simd', ...withConvolutions] as const;
/** Their graphics are drawn by software here: all 40 steps are tried in the browser's own tests. */
const slowOnes: readonly string[] = ['webgpu', 'webgl'];
const toleranceOf = (backend: string): number => (backend === 'reference' ? referenceTolerance : backendTolerance);

it.each(withConvolutions)(
  '--backend %s convolves, and says in its place what is impossible',
  { timeout: limitMs },
  async (backend) => {
    const cases = conv2dFile.cases.slice(0, 3);
    const answer = await ask(backend, { op: 'conv2d', cases: [...cases.slice(0, 2), impossible, ...cases.slice(2)] });
    expect(answer.backend).toBe(backend);
    expect(answer.results).toHaveLength(4);
    const [error] = answer.results.splice(2, 1);
    expect(error).toEqual({
      error: 'conv2d: weight must span at most the 2 cells of the padded height (axis 2), got a span of 3',
    });
    cases.forEach(({ output }, at) => {
      expect(answer.results[at].shape).toEqual(output.shape);
      expect(farthest(answer.results[at].data, output.data)).toBeLessThanOrEqual(toleranceOf(backend));
    });
  },
);

describe('the session’s net', () => {
  const { channels, init, batch, runs } = simpleCnn;

  it.each(withTraining)('has its gradients by --backend %s', { timeout: limitMs }, async (backend) => {
    const tolerance = toleranceOf(backend);
    const askBy = backend === 'simd' ? ask : askPage; // it has no convolutions, by which the others are called
    const answer = await askBy(backend, { op: 'gradients', channels, init, order: 'sequential', batch });
    expect(answer.backend).toBe(backend);
    expect(Math.abs(answer.loss - simpleCnn.loss)).toBeLessThanOrEqual(tolerance);
    expect(farthest(answer.logits.data, simpleCnn.logits.data)).toBeLessThanOrEqual(tolerance);
    expect(answer.gradients).toHaveLength(simpleCnn.gradients.length);
    simpleCnn.gradients.forEach(({ weight, bias }, at) => {
      expect(answer.gradients[at].weight.shape).toEqual(weight.shape);
      expect(relative(answer.gradients[at].weight.data, weight.data)).toBeLessThanOrEqual(tolerance);
      expect(relative(answer.gradients[at].bias.data, bias.data)).toBeLessThanOrEqual(tolerance);
    });
  });

  describe.each(withTraining)('trains by --backend %s', (backend) => {
    // SGD on the other backends is tried in the browser's own tests.
    const adam = { optimiser: 'adam', lr: runs.adam.lr, losses: runs.adam.losses };
    const sgd = { optimiser: 'sgd', lr: runs.sgd.lr, losses: runs.sgd.losses };
    const isOwn = backend === 'reference' || backend === 'simd';
    it.each(isOwn ? [sgd, adam] : [adam])(
      'and $optimiser as PyTorch does',
      { timeout: limitMs },
      async ({ optimiser, lr, losses: all }) => {
        const losses = slowOnes.includes(backend) ? all.slice(0, fewSteps) : all;
        const request = {
          op: 'train',
          channels,
          init,
          order: 'sequential',
          batch,
          optimiser,
          lr,
          steps: losses.length,
        };
        const answer = await askPage(backend, request);
        expect(answer.backend).toBe(backend);
        expect(farthest(answer.losses, losses)).toBeLessThanOrEqual(lossTolerance);
        expect(answer.final).toHaveLength(init.length);
        init.forEach(({ weight, bias }, at) => {
          expect(answer.final[at].weight.shape).toEqual(weight.shape);
          expect(answer.final[at].bias.shape).toEqual(bias.shape);
        });
      },
    );
  });

  it.each(['reference', 'simd'] as const)(
    'comes from --backend %s with the weights that the next step begins with',
    { timeout: limitMs },
    async (backend) => {
      const request = { op: 'train', channels, batch, optimiser: 'sgd', lr: runs.sgd.lr };
      const { final } = await askPage(backend, { ...request, init, steps: 1 });
      const lossOver = async (pictures: number): Promise<number> => {
        const { loss } = await askPage(backend, { op: 'gradients', channels, init: final, batch: pictures });
        return loss;
      };
      // Twice the mean over two batches, less that over the first, is that over the second: the loss before the second step.
      const second = 2 * (await lossOver(2 * batch)) - (await lossOver(batch));
      expect(Math.abs(second - (runs.sgd.losses[1] ?? NaN))).toBeLessThanOrEqual(lossTolerance);
    },
  );
});

it.each([
  { op: 'conv1d', cases: conv1dFile.cases },
  { op: 'conv3d', cases: conv3dFile.cases },
  { op: 'convTranspose2d', cases: convTranspose2dFile.cases },
  { op: 'unfold', cases: unfoldFile.cases },
  { op: 'pad2d', cases: pad2dFile.cases },
])('the reference does $op', async ({ op, cases }) => {
  const { results } = await ask('reference', { op, cases });
  cases.forEach(({ output }, at) => {
    expect(results[at].shape).toEqual(output.shape);
    expect(farthest(results[at].data, output.data)).toBeLessThanOrEqual(referenceTolerance);
  });
});

it.each([
  { op: 'conv1d', cases: conv1dFile.cases },
  { op: 'conv3d', cases: conv3dFile.cases },
  { op: 'convTranspose2d', cases: convTranspose2dFile.cases },
])('a backend does $op by the same names', { timeout: limitMs }, async ({ op, cases }) => {
  const { results } = await askPage('wasm', { op, cases });
  cases.forEach(({ output }, at) => {
    expect(farthest(results[at].data, output.data)).toBeLessThanOrEqual(backendTolerance);
  });
});

describe('what cannot be answered ends with status 1 and words on standard error', () => {
  it.each([
    { title: 'no backend', args: [], request: '{}', words: '--backend must be one of' },
    { title: 'another backend', args: ['--backend', 'cuda'], request: '{}', words: '--backend must be one of' },
    { title: 'no JSON', args: ['--backend', 'reference'], request: '{', words: 'the request must be JSON' },
    {
      title: 'no cases',
      args: ['--backend', 'reference'],
      request: '{"op":"conv2d"}',
      words: '"cases" must be a list',
    },
    {
      title: 'an operation that there is not',
      args: ['--backend', 'reference'],
      request: '{"op":"conv4d","cases":[]}',
      words: 'the reference has no operation "conv4d"',
    },
    {
      title: 'an operation that only the reference has',
      args: ['--backend', 'cpu'],
      request: '{"op":"unfold","cases":[]}',
      words: 'a backend has no operation "unfold"',
    },
    {
      title: 'an operation that the kernels for training do not have',
      args: ['--backend', 'simd'],
      request: '{"op":"conv2d","cases":[]}',
      words: 'simd has no operation "conv2d"; it has gradients, train',
    },
    {
      title: 'a network whose numbers do not fit',
      args: ['--backend', 'reference'],
      request: '{"op":"gradients","channels":[1,4,2],"init":[],"batch":4}',
      words: 'besideLayers: listed must hold numbers for 2 layers, got 0',
    },
    {
      title: 'a training without an end',
      args: ['--backend', 'reference'],
      request: JSON.stringify({ op: 'train', ...simpleCnn, optimiser: 'sgd', lr: 0.1 }),
      words: '"steps" must be a whole number of at least 1, got nothing',
    },
  ])('$title', { timeout: limitMs }, async ({ args, request, words }) => {
    const { status, stdout, stderr } = await run(args, request);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(words);
  });
});
