// Trains beside the page: one worker, one machine.
import { expose, transfer } from 'comlink';
import { digitLibrary } from '@lib/data/digit-library.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';
import { buffersOf } from '../buffers.ts';
import { holdForLife } from '../worker-life.ts';
import { trainingWays } from './machines.ts';
import { RunRefusal } from './refusal.ts';
import { TrainingSession } from './session.ts';
import type { TrainerApi, TrainingNews } from './worker-api.ts';

let opened: TrainingSession | undefined;

function session(): TrainingSession {
  if (opened === undefined) throw new Error('the machine is not open');
  return opened;
}

const api: TrainerApi = {
  async open({ name, isSoftwareWelcome, dataUrl, lifeLock }) {
    if (lifeLock !== undefined) await holdForLife(lifeLock);
    const way = trainingWays[name];
    const obstacle = await way.obstacle(isSoftwareWelcome);
    if (obstacle !== undefined) return obstacle;
    const library = digitLibrary(dataUrl);
    opened = new TrainingSession(await way.open(), (of) => openTrainingPictures(of, library));
    return undefined;
  },
  async train(order, pass) {
    try {
      const end = await session().train(order, (event) => {
        const news: TrainingNews = { pass, event };
        postMessage(news); // copied, since the worker may go on from a snapshot itself
      });
      return transfer({ end }, buffersOf(end));
    } catch (error) {
      if (!(error instanceof RunRefusal)) throw error;
      return { refusal: error.message };
    }
  },
  measure: (run) => session().measure(run),
  gradient: (run, state) => session().gradient(run, state),
  async pause() {
    session().pause();
  },
  async resume() {
    session().resume();
  },
  async step() {
    session().step();
  },
  async stop() {
    session().stop();
  },
  async setHidden(isHidden) {
    session().setHidden(isHidden);
  },
  async held() {
    return session().held();
  },
};

expose(api);
