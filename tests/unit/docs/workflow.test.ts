// The workflow that publishes on GitHub Pages: it parses, has what the actions it calls ask for, and runs commands that exist.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly environment?: { readonly name: string; readonly url: string };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = readFileSync('.github/workflows/pages.yml', 'utf8');
const workflow: Workflow = parse(text, { strict: true, uniqueKeys: true });
const jobs = Object.values(workflow.jobs);
const steps = jobs.flatMap((job) => job.steps);
const at = (action: string): number => steps.findIndex(({ uses }) => uses?.startsWith(`${action}@`) === true);

describe('the workflow for GitHub Pages', () => {
  it('has only known parts, each step doing one thing', () => {
    expect(Object.keys(workflow).sort()).toEqual(['concurrency', 'jobs', 'name', 'on', 'permissions']);
    expect(Object.keys(workflow.on).sort()).toEqual(['push', 'workflow_dispatch']);
    for (const step of steps) {
      expect(Number(step.uses !== undefined) + Number(step.run !== undefined)).toBe(1);
      expect(
        Object.keys(step).filter((key) => !['id', 'uses', 'run', 'with', 'env', 'name', 'if'].includes(key)),
      ).toEqual([]);
      if (step.uses !== undefined) expect(step.uses).toMatch(/^actions\/[\w-]+@v\d+$/);
    }
  });

  it('may do what publishing needs, and no more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read', pages: 'write', 'id-token': 'write' });
    expect(jobs.map(({ environment }) => environment?.name)).toEqual(['github-pages']);
  });

  it('sets up, builds, uploads and publishes, in this order', () => {
    const order = ['checkout', 'setup-node', 'configure-pages', 'upload-pages-artifact', 'deploy-pages'].map((name) =>
      at(`actions/${name}`),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
    const build = steps.find(({ run }) => run === 'npm run build');
    expect(build?.env).toEqual({
      SITE_URL: '${{ steps.pages.outputs.origin }}',
      BASE_PATH: '${{ steps.pages.outputs.base_path }}',
    });
    expect(steps[at('actions/upload-pages-artifact')]?.with).toEqual({ path: 'dist' });
  });

  it('asks only for outputs of steps that have run', () => {
    const asked = [...text.matchAll(/\$\{\{ steps\.(\w+)\./g)].map(([, id]) => id);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((id) => !steps.some((step) => step.id === id))).toEqual([]);
  });

  it('runs the Node that the project asks for', () => {
    const engines: unknown = JSON.parse(readFileSync('package.json', 'utf8')).engines;
    expect(engines).toEqual({ node: `>=${String(steps[at('actions/setup-node')]?.with?.['node-version'])}.16` });
  });
});
