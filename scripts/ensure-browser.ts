// Gets a Chromium for the tests where there is none: Debian's when root may install it, else Playwright's own. Where neither
// works the suites that need it fail and say so; they never pass by not running.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.ts';

/** Finds or installs a browser, and says in words when there is none after all. */
export function ensureBrowser(): void {
  const isNamed = Boolean(process.env.CHROME_PATH);
  if (!isNamed && whyNoBrowser() !== undefined) install();
  const fault = whyNoBrowser();
  if (fault !== undefined) console.error(`${fault}\nWithout it the suites that need a browser fail.`);
}

function whyNoBrowser(): string | undefined {
  try {
    findChromium();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function install(): void {
  console.log('No Chromium found; installing one for the tests …');
  const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (isDebianRoot) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  if (whyNoBrowser() !== undefined) run('playwright', ['install', 'chromium']);
}

function run(command: string, args: readonly string[]): void {
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) console.error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
}
