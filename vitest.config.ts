// Three suites: arithmetic and text in Node, widgets and engine in a real Chromium with WebGPU, and the built pages.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumIfAny, webgpuFlags } from './scripts/find-chromium.ts';
import { tfjsWasm } from './scripts/tfjs-wasm-plugin.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const resolve = { alias: { '@lib': folder('src/lib'), '@components': folder('src/components') } };

// Unbundled, tfjs is a thousand small files; bundled one package at a time, its core would be there twice.
const trainingKernels = [
  ...['AvgPool', 'AvgPoolGrad', 'Add', 'Concat', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Exp', 'FusedConv2D'],
  ...[
    'GatherV2',
    'Identity',
    'Max',
    'MaxPool',
    'MaxPoolGrad',
    'Multiply',
    'PadV2',
    'RealDiv',
    'Relu',
    'Reshape',
    'Rsqrt',
  ],
  ...['Slice', 'Sqrt', 'Square', 'Step', 'Sub', 'Sum', 'Transpose'],
];
const tfjs = [
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu.js',
  '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2D.js',
  '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPool.js',
  ...(['cpu', 'wasm', 'webgl'] as const).flatMap((backend) => {
    const folder = `@tensorflow/tfjs-backend-${backend}/dist`;
    const gradients = ['Conv2DBackpropFilter', 'Conv2DBackpropInput', 'MaxPoolGrad'];
    const missing: readonly string[] = { cpu: [...gradients, 'Transpose'], wasm: gradients, webgl: ['Transpose'] }[
      backend
    ];
    const kernels = trainingKernels.filter((name) => !missing.includes(name));
    return [`${folder}/backend_${backend}.js`, ...['Conv2D', ...kernels].map((name) => `${folder}/kernels/${name}.js`)];
  }),
];

const launchOptions = { args: [...webgpuFlags], executablePath: chromiumIfAny() };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        plugins: [svelte(), tfjsWasm()],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts'],
          isolate: false, // a worker takes file after file: to start one, and to load the book anew, takes longer than most files
          restoreMocks: true,
          unstubGlobals: true,
          testTimeout: 30_000,
          setupFiles: ['tests/seed.ts'],
        },
      },
      {
        resolve: { ...resolve, conditions: ['browser'] },
        plugins: [svelte(), tfjsWasm()],
        worker: { format: 'es', plugins: () => [tfjsWasm()] },
        optimizeDeps: { include: ['axe-core', 'comlink', 'd3', ...tfjs] },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/need-chromium.ts'],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        resolve,
        test: { name: 'site', environment: 'node', include: ['tests/site/**/*.test.ts'], testTimeout: 60_000 },
      },
    ],
  },
});
