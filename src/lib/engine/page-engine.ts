// The one engine of a page: every figure shares its worker.
import { backendSetting } from '@lib/state/backend-setting.ts';
import { createEngine, type Engine } from './client.ts';

let shared: Engine | undefined;

/** The engine of this page, made at first use; `?backend=` in the address forces its backend. */
export function pageEngine(): Engine {
  const { force } = backendSetting();
  shared ??= createEngine(force === undefined ? {} : { force });
  return shared;
}
