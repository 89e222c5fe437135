// Which browser the tests drive: the one named in CHROME_PATH, else the system's Chromium, else the one that Playwright installed.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const systemPath = '/usr/bin/chromium';

// Each window of Chromium loads pages of its own for what drops from the address bar, half a processor second of them. Of these switches the last one
// counts, so what Playwright turns off is named too.
const unwanted = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
  ...['AimEnabled', 'TcpPortRandomizationWin'],
];

/** Flags with which Chromium does without what the tests never look at. */
export const plainFlags: readonly string[] = ['--no-sandbox', `--disable-features=${unwanted.join()}`];

/** Flags with which Chromium runs WebGPU without graphics hardware. */
export const webgpuFlags: readonly string[] = [
  ...plainFlags,
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

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
