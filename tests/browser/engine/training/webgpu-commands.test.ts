// What decides on a graphics card is the number of commands: they are counted, for the session's net in batches of 64.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simpleCnn } from '../../../fixtures/networks.ts';
import { around } from './around.ts';
import { begin, noise } from './nets.ts';
import type { TrainingMachine } from '@lib/engine/training/learner.ts';
import { open } from '@lib/engine/training/machines/webgpu.ts';

/** What a step may take at most; bytes are those that are written. */
const mostDispatches = 20;
const mostSubmits = 1;
const mostBytes = 1024;

/** So many that what comes once for many steps counts little, and few enough for software. */
const steps = 8;

const counts = { dispatches: 0, submits: 0, bytes: 0, mapped: 0, readBacks: 0 };
const undo: (() => void)[] = [];

/** Has every call of a method counted. */
function count(prototype: object, name: string, add: (args: readonly unknown[]) => void): void {
  const counted = around(prototype, name, (call, args) => {
    add(args);
    return call();
  });
  undo.push(counted);
}

describe('webgpu', () => {
  let machine: TrainingMachine;
  beforeAll(async () => {
    machine = await open();
    machine.add('train', noise(64, 2));
    count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++);
    count(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => counts.dispatches++);
    count(GPUQueue.prototype, 'submit', () => counts.submits++);
    count(GPUBuffer.prototype, 'mapAsync', () => counts.readBacks++);
    count(GPUQueue.prototype, 'writeBuffer', ([, , data]) => {
      counts.bytes += ArrayBuffer.isView(data) ? data.byteLength : Infinity;
    });
    count(GPUBuffer.prototype, 'getMappedRange', () => counts.mapped++);
  });
  afterAll(() => {
    undo.forEach((back) => {
      back();
    });
    machine.close();
  });

  it.each(['sgd', 'momentum', 'adam'] as const)('takes a step of %s with few commands', async (optimiser) => {
    const { plan, state } = begin(simpleCnn.model.layers, optimiser);
    const learner = machine.learner(plan);
    learner.restore(state);
    await learner.state(); // everything that is made once has been made
    Object.assign(counts, { dispatches: 0, submits: 0, bytes: 0, mapped: 0, readBacks: 0 });
    const places = Uint32Array.from({ length: 64 }, (_, place) => place);
    await learner.train(Array.from({ length: steps }, () => ({ places, rate: 0.01 })));
    learner.close();
    expect(counts.dispatches).toBeGreaterThan(0);
    expect(counts.dispatches / steps).toBeLessThanOrEqual(mostDispatches);
    expect(counts.submits / steps).toBeLessThanOrEqual(mostSubmits);
    expect(counts.bytes / steps).toBeLessThanOrEqual(mostBytes);
    expect(counts.readBacks).toBe(1);
    expect(counts.mapped).toBe(1); // for reading: nothing is written that way
  });
});
