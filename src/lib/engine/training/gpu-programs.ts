// The book's own programs on a device, compiled once for all networks.
import { gpuKernels } from './gpu-kernels.ts';
import { blockBytes, bufferNames, kernelNames, type KernelName } from './gpu-settings.ts';

/** The programs of a device. */
export interface GpuPrograms {
  /** The program of a name. */
  program(name: KernelName): GPUComputePipeline;
  /** Binds what the programs work on; the offsets of the stage's and the step's block are given with each dispatch. */
  bind(buffers: Readonly<Record<(typeof bufferNames)[number], GPUBuffer>>): GPUBindGroup;
}

const written: readonly string[] = ['numbers', 'maps', 'answers'];
const inBlocks: readonly string[] = ['stage', 'step'];

/**
 * Compiles the programs.
 * @throws Error if the device does not take them
 */
export async function compilePrograms(device: GPUDevice): Promise<GpuPrograms> {
  const module = device.createShaderModule({ code: gpuKernels });
  const layout = device.createBindGroupLayout({
    entries: bufferNames.map((name, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: {
        type: written.includes(name) ? 'storage' : 'read-only-storage',
        hasDynamicOffset: inBlocks.includes(name),
      },
    })),
  });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const compile = (entryPoint: KernelName): Promise<GPUComputePipeline> =>
    device.createComputePipelineAsync({ layout: pipelineLayout, compute: { module, entryPoint } });
  const programs = new Map(await Promise.all(kernelNames.map(async (name) => [name, await compile(name)] as const)));
  return {
    program(name) {
      const found = programs.get(name);
      if (found === undefined) throw new TypeError(`program: name must be that of a program, got ${name}`);
      return found;
    },
    bind: (buffers) =>
      device.createBindGroup({
        layout,
        entries: bufferNames.map((name, binding) => ({
          binding,
          resource: { buffer: buffers[name], ...(inBlocks.includes(name) ? { size: blockBytes } : {}) },
        })),
      }),
  };
}
