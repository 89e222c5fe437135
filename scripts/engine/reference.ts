// Answers a request by the book's own code, here in Node.
import { readFile } from 'node:fs/promises';
import { conv1d } from '@lib/conv/conv1d.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { conv3d } from '@lib/conv/conv3d.ts';
import { convTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import { pad2d } from '@lib/conv/pad.ts';
import { unfold } from '@lib/conv/unfold.ts';
import { gradients } from '@lib/nn/gradients.ts';
import { trainingSteps, type TrainingPictures } from '@lib/nn/training.ts';
import { answerCases, modeIn, operationsOf, pairIn, tensorIn, type Compute } from './cases.ts';
import { operationOf, parseRequest, type Fields } from './request.ts';
import { batchOf, written } from './session-gradients.ts';
import {
  sessionPictures,
  trainingOf,
  writtenTraining,
  type TrainingAnswer,
  type TrainingAsked,
} from './session-training.ts';

/** What only the book's own code can do. */
const ownOperations: Readonly<Record<string, Compute>> = {
  pad2d: (fields) => pad2d(tensorIn(fields, 'input'), pairIn(fields, 'padding') ?? [0, 0], modeIn(fields)),
  unfold: (fields) =>
    unfold(tensorIn(fields, 'input'), wanted(fields, 'kernel'), {
      stride: pairIn(fields, 'stride'),
      padding: pairIn(fields, 'padding'),
      dilation: pairIn(fields, 'dilation'),
    }),
};

/**
 * Answers the text of a request.
 * @throws RequestError if the request as a whole is wrong
 */
export async function answerHere(text: string): Promise<object> {
  const request = parseRequest(text);
  const backend = 'reference';
  if (request.op === 'gradients') {
    const batch = await batchOf(request, fetchFile);
    return { backend, ...written(gradients(...batch), batch[0]) };
  }
  if (request.op === 'train') {
    const asked = trainingOf(request);
    return { backend, ...writtenTraining(trainHere(asked, await sessionPictures(fetchFile)), asked) };
  }
  const operations = { ...operationsOf({ conv1d, conv2d, conv3d, convTranspose2d }), ...ownOperations };
  return { backend, results: await answerCases(request, operationOf(request, operations, 'the reference')) };
}

function trainHere(asked: TrainingAsked, pictures: TrainingPictures): TrainingAnswer {
  const losses: number[] = [];
  let { parameters } = asked;
  for (const { loss, training } of trainingSteps(asked, pictures, parameters)) {
    losses.push(loss);
    ({ parameters } = training);
  }
  return { losses, parameters };
}

function wanted(fields: Fields, name: string): readonly [number, number] {
  const pair = pairIn(fields, name);
  if (pair === undefined) throw new TypeError(`${name}: must be a number or a list of 2, got nothing`);
  return pair;
}

/** Reads what the page would fetch. */
const fetchFile: typeof fetch = async (path) =>
  new Response(new Uint8Array(await readFile(new URL(`../../public${String(path)}`, import.meta.url))));
