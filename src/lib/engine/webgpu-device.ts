// The device on which WebGPU computes. It is asked for here, and not by tfjs, to hear when it is lost and what goes wrong on it.
import { requestGpu } from './graphics.ts';

const raisedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const errorKinds = ['out-of-memory', 'internal', 'validation'] as const satisfies readonly GPUErrorFilter[];

/** A device that is watched. */
export interface WatchedDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** Computes, and rejects in words if the device is lost or reports an error; all commands must be sent before the first `await`. */
  readonly guard: <Answer>(compute: () => Promise<Answer>) => Promise<Answer>;
}

/**
 * Asks for a device, with the limits that the adapter allows.
 * @throws Error if there is no adapter or it gives no device
 */
export async function openDevice(): Promise<WatchedDevice> {
  const adapter = await requestGpu();
  if (adapter === undefined) throw new Error('it has no adapter');
  const requiredLimits = Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  const lost = device.lost.then(({ message }): never => {
    throw new Error(`its device was lost${message === '' ? '' : ` (${message})`}`);
  });
  lost.catch(() => undefined); // a loss between two calls is met by the next
  return { device, info: adapter.info, guard: (compute) => Promise.race([lost, watched(device, compute)]) };
}

/** Computes, and throws what the device would otherwise only print. */
async function watched<Answer>(device: GPUDevice, compute: () => Promise<Answer>): Promise<Answer> {
  errorKinds.forEach((kind) => device.pushErrorScope(kind));
  // All commands have been sent when the promise stands, so the scopes may close before it settles.
  const output = compute();
  const [value, ...errors] = await Promise.all([output, ...errorKinds.map(() => device.popErrorScope())]);
  for (const error of errors) if (error !== null) throw new Error(`it reported an error (${error.message})`);
  return value;
}
