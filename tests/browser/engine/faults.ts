// Breaks a worker before the engine starts in it. The worker's name lists the faults; some wait for a message of the same name.
const faults: Readonly<Record<string, () => void>> = {
  'no-webgpu': () => Reflect.deleteProperty(Object.getPrototypeOf(navigator), 'gpu'),
  'no-webgl': () => Reflect.deleteProperty(globalThis, 'OffscreenCanvas'),
  'no-wasm': () => Reflect.deleteProperty(globalThis, 'WebAssembly'),
  'no-simd': () => {
    WebAssembly.validate = () => false;
  },
  'little-memory': () => {
    const grow = WebAssembly.Memory.prototype.grow;
    WebAssembly.Memory.prototype.grow = function (pages) {
      if (this.buffer.byteLength + pages * 2 ** 16 > 2 ** 24) throw new RangeError('there is no more memory');
      return grow.call(this, pages);
    };
  },
  'wasm-missing': () => answerWasm(() => new Response('', { status: 404 })),
  'wasm-broken': () =>
    answerWasm(() => new Response(new Uint8Array(64), { headers: { 'Content-Type': 'application/wasm' } })),
  'hardware-adapter': () => {
    const info = { vendor: 'acme', architecture: 'anvil', device: '', description: '', isFallbackAdapter: false };
    Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => info });
  },
  'no-device': () => {
    GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('no device today'));
  },
  'shader-broken': () => {
    const create = GPUDevice.prototype.createShaderModule;
    GPUDevice.prototype.createShaderModule = function (descriptor) {
      return create.call(this, { ...descriptor, code: 'this is not a shader' });
    };
  },
  'out-of-memory': () => {
    GPUDevice.prototype.popErrorScope = () => Promise.resolve(new GPUOutOfMemoryError('the graphics memory is full'));
  },
  'lose-device': () => withDevice((device) => onMessage('lose-device', () => device.destroy())),
  'lose-device-in-call': () =>
    withDevice((device) =>
      onMessage('lose-device-in-call', () => {
        const map = GPUBuffer.prototype.mapAsync;
        GPUBuffer.prototype.mapAsync = function (...args) {
          device.destroy();
          return map.apply(this, args);
        };
      }),
    ),
  'lose-context': () => withContext((gl) => onMessage('lose-context', () => lose(gl))),
  'lose-context-in-call': () =>
    withContext((gl) =>
      onMessage('lose-context-in-call', () => {
        const draw = gl.drawElements.bind(gl);
        gl.drawElements = (...args) => {
          draw(...args);
          lose(gl);
        };
      }),
    ),
  whole: () => onMessage('end', () => self.close()),
  silent: () => self.close(),
  throwing: () => {
    throw new Error('it broke at its start');
  },
};

/** Answers every request for WebAssembly; the loader tries a second way when the first fails. */
function answerWasm(answer: () => Response): void {
  const whole = globalThis.fetch;
  globalThis.fetch = (...args) => (String(args[0]).includes('.wasm') ? Promise.resolve(answer()) : whole(...args));
  XMLHttpRequest.prototype.open = () => {
    throw new Error('there is no such file');
  };
}

function withDevice(act: (device: GPUDevice) => void): void {
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await request.call(this, descriptor);
    act(device);
    return device;
  };
}

function withContext(act: (gl: WebGL2RenderingContext) => void): void {
  const whole = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = new Proxy(whole, {
    apply(target, canvas, args) {
      const context: unknown = Reflect.apply(target, canvas, args);
      if (context instanceof WebGL2RenderingContext) act(context);
      return context;
    },
  });
}

function lose(gl: WebGL2RenderingContext): void {
  gl.getExtension('WEBGL_lose_context')?.loseContext();
}

function onMessage(word: string, act: () => void): void {
  self.addEventListener('message', ({ data }) => {
    if (data === word) act();
  });
}

for (const name of self.name.split(',')) faults[name]?.();
