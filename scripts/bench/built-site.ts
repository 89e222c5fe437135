// The built book, served to a benchmark: that in SITE_DIST, or one that is built for it and thrown away afterwards.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { findChromium } from '../find-chromium.ts';
import { serveSite } from '../static-server.ts';

/** A build being served. */
export interface BuiltSite {
  readonly folder: string;
  /** Address of the home page, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the build in SITE_DIST, or makes one. */
export async function openBuiltSite(): Promise<BuiltSite> {
  const given = process.env.SITE_DIST;
  const folder = given ?? build();
  const site = await serveSite(folder);
  return {
    folder,
    url: site.url,
    async close() {
      await site.close();
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a Chromium with these flags. */
export function launch(args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: [...args] });
}

/** Builds the book into a folder of its own. */
function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'threes-and-sevens-bench-'));
  const env = { ...process.env, OUT_DIR: folder, BASE_PATH: '' };
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
    env,
    shell: process.platform === 'win32',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return folder;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`The book could not be built:\n${stdout}${stderr}`);
}
