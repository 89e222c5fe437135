// Whether there is graphics hardware behind WebGPU and WebGL. Without it browsers may still answer, by drawing on the processor: that is
// correct and slower than computing on the processor outright, so the automatic choice passes over it.

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

/** The adapter of WebGPU, preferring speed to battery; `undefined` where there is none. */
export async function requestGpu(): Promise<GPUAdapter | undefined> {
  if (!('gpu' in navigator)) return undefined;
  return (await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })) ?? undefined;
}

/** What keeps WebGPU from being used here, in words; `undefined` if nothing does. */
export async function webgpuObstacle(isSoftwareWelcome: boolean): Promise<string | undefined> {
  const adapter = await requestGpu();
  if (adapter === undefined) return 'no WebGPU here';
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const isSoftware = isFallbackAdapter || softwareNames.test([vendor, architecture, device, description].join(' '));
  return isSoftware && !isSoftwareWelcome ? 'no graphics hardware for WebGPU here' : undefined;
}

/** What keeps WebGL from being used here, in words; `undefined` if nothing does. */
export function webglObstacle(isSoftwareWelcome: boolean): string | undefined {
  if (typeof OffscreenCanvas === 'undefined') return 'no WebGL outside the page here';
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return 'no WebGL here';
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return softwareNames.test(renderer) && !isSoftwareWelcome ? 'no graphics hardware for WebGL here' : undefined;
}
