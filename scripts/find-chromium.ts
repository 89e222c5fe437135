// Which browser the tests drive: the one named in CHROME_PATH, else the system's Chromium, else the one that Playwright installed.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const systemPath = '/usr/bin/chromium';

/** Flags with which Chromium runs WebGPU without graphics hardware. */
export const webgpuFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
] as const;

/** The path of a Chromium, or `undefined` where there is none. */
export function chromiumIfAny(): string | undefined {
  const named = process.env['CHROME_PATH'];
  const candidates = named === undefined || named === '' ? [systemPath, chromium.executablePath()] : [named];
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * The path of a Chromium.
 * @throws Error saying how to get one
 */
export function findChromium(): string {
  const path = chromiumIfAny();
  if (path !== undefined) return path;
  const named = process.env['CHROME_PATH'];
  throw new Error(
    `${named ? `There is no Chromium at ${named}, which CHROME_PATH names` : 'These tests need Chromium, and there is none'}. ` +
      'Get one by `npx playwright install --with-deps chromium`, or on Debian by `apt-get install chromium`, or set CHROME_PATH.',
  );
}
