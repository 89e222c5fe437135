import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { katexPlugin } from './scripts/katex-plugin.ts';
import { checkNotices } from './scripts/notices-plugin.ts';
import { writeHeaders } from './scripts/write-headers.ts';
import { tfjsWasm } from './scripts/tfjs-wasm-plugin.ts';

// SITE_URL and BASE_PATH are the two settings a publisher has; see README.
const base = `/${process.env.BASE_PATH ?? ''}/`.replace(/\/+/g, '/');

// Forms of another page stay out of the site map: sections by a path of their own, states of figures, figures for embedding.
const isOwnPage = (address) => !/\/(?:s\/[^/]+\/[^/]+|embed\/[^/]+|w\/[^/]+\/[^/]+)\/$/.test(new URL(address).pathname);

export default defineConfig({
  site: process.env.SITE_URL ?? 'https://threes-and-sevens.example',
  base,
  outDir: process.env.OUT_DIR ?? './dist',
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  compressHTML: true,
  integrations: [mdx(), svelte(), sitemap({ filter: isOwnPage }), writeHeaders(base)],
  markdown: {
    syntaxHighlight: false,
    processor: satteri({
      mdastPlugins: [katexPlugin()],
      features: { math: true, headingAttributes: true, smartPunctuation: false },
    }),
  },
  vite: {
    plugins: [tfjsWasm(), checkNotices()],
    worker: { format: 'es', plugins: () => [tfjsWasm(), checkNotices()] },
    build: { assetsInlineLimit: 0 },
    optimizeDeps: {
      exclude: [
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-backend-cpu',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgl',
        '@tensorflow/tfjs-backend-webgpu',
      ],
    },
  },
});
