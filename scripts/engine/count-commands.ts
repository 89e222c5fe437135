// Counts the WebGPU commands of a worker: what decides on a graphics card is their number. A message “count” is answered with the counts
// so far.
const counts = { dispatches: 0, submits: 0, bytes: 0 };

if ('GPUComputePassEncoder' in globalThis) {
  const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...asked) {
    counts.dispatches++;
    dispatch.apply(this, asked);
  };
  const submit = GPUQueue.prototype.submit;
  GPUQueue.prototype.submit = function (buffers) {
    counts.submits++;
    submit.call(this, buffers);
  };
  GPUQueue.prototype.writeBuffer = new Proxy(GPUQueue.prototype.writeBuffer, {
    apply(write, queue, asked: Parameters<GPUQueue['writeBuffer']>) {
      const [, , data, , size] = asked;
      counts.bytes += size ?? data.byteLength;
      Reflect.apply(write, queue, asked);
    },
  });
  const create = GPUDevice.prototype.createBuffer;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    if (descriptor.mappedAtCreation === true) counts.bytes += descriptor.size;
    return create.call(this, descriptor);
  };
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === 'count') postMessage({ counts: { ...counts } });
});

export {};
