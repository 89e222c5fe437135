// The one engine of a page: every figure shares its worker. Where a figure waits to be touched, so does the engine, for all who ask.
import { backendSetting } from '@lib/state/backend-setting.ts';
import { firstTouch } from '@lib/state/first-touch.ts';
import { createEngine, type Engine } from './client.ts';

let shared: Engine | undefined;

/** The engine of this page, made at first use; `?backend=` in the address forces its backend. */
export function pageEngine(): Engine {
  const { force } = backendSetting();
  shared ??= createEngine({ mayStart: firstTouch(), ...(force === undefined ? {} : { force }) });
  return shared;
}
