// A network or a run that comes from outside, as parsed JSON of which every part may be wrong. Both are plain data, so writing them is
// `JSON.stringify`; what is read here has the right form and nothing that is not understood, for that could change what it means.
import { checkWhole } from '@lib/array/check.ts';
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import { paddingModes } from '@lib/conv/pad.ts';
import { layerKinds, type Layer } from './layers.ts';
import { checkRun, optimiserNames, scheduleNames, tamperings, type TrainingRun } from './training-run.ts';

/** A value from outside, and what it is called in words: `layers[2].kernel`. */
interface Found {
  readonly value: unknown;
  readonly name: string;
  readonly caller: string;
}

/**
 * Reads a list of layers. Whether they fit together is for `tableOf` to say.
 * @throws TypeError or RangeError naming the part that is missing, of the wrong kind, or not understood
 */
export function readLayers(json: unknown, caller = 'readLayers'): Layer[] {
  return listOf({ value: json, name: 'layers', caller }).map(readLayer);
}

/**
 * Reads a run and checks that it can be trained.
 * @throws TypeError or RangeError naming the part that is missing, of the wrong kind, not understood, or cannot be trained
 */
export function readRun(json: unknown): TrainingRun {
  const caller = 'readRun';
  const fields = new FieldReader({ value: json, name: 'run', caller }, runFields);
  const run: TrainingRun = {
    digits: listOf(fields.at('digits')).map((digit) => whole(digit, 0)),
    tampering: fields.get('tampering', oneOf(tamperings)),
    layers: readLayers(fields.at('layers').value, caller),
    initialSeed: fields.get('initialSeed', seed),
    orderSeed: fields.get('orderSeed', (found) => (found.value === 'sequential' ? 'sequential' : seed(found))),
    optimiser: fields.get('optimiser', oneOf(optimiserNames)),
    schedule: fields.get('schedule', oneOf(scheduleNames)),
    rate: fields.get('rate', finite),
    batch: fields.get('batch', positive),
    keepsLastBatch: fields.get('keepsLastBatch', truth),
    steps: fields.get('steps', positive),
  };
  checkRun(run);
  return run;
}

const runFields = [
  'digits',
  'tampering',
  'layers',
  'initialSeed',
  'orderSeed',
  'optimiser',
  'schedule',
  'rate',
  'batch',
  'keepsLastBatch',
  'steps',
] as const satisfies readonly (keyof TrainingRun)[];

const layerFields = {
  conv: ['kind', 'outChannels', 'kernel', 'stride', 'padding', 'paddingMode', 'dilation', 'groups', 'hasBias'],
  relu: ['kind'],
  'batch-norm': ['kind', 'epsilon', 'momentum'],
  'max-pool': ['kind', 'kernel', 'stride', 'padding'],
  'average-pool': ['kind', 'kernel', 'stride', 'padding'],
  'global-average-pool': ['kind'],
  flatten: ['kind'],
  dense: ['kind', 'outputs', 'hasBias'],
} as const satisfies Readonly<Record<Layer['kind'], readonly string[]>>;

function readLayer(found: Found): Layer {
  const kind = new FieldReader(found).get('kind', oneOf(layerKinds));
  const fields = new FieldReader(found, layerFields[kind]);
  switch (kind) {
    case 'conv':
      return {
        kind,
        outChannels: fields.get('outChannels', positive),
        kernel: fields.get('kernel', pairFrom(1)),
        stride: fields.getIfAny('stride', pairFrom(1)),
        padding: fields.getIfAny('padding', pairFrom(0)),
        paddingMode: fields.getIfAny('paddingMode', oneOf(paddingModes)),
        dilation: fields.getIfAny('dilation', pairFrom(1)),
        groups: fields.getIfAny('groups', positive),
        hasBias: fields.getIfAny('hasBias', truth),
      };
    case 'batch-norm':
      return { kind, epsilon: fields.getIfAny('epsilon', finite), momentum: fields.getIfAny('momentum', finite) };
    case 'max-pool':
    case 'average-pool':
      return {
        kind,
        kernel: fields.get('kernel', pairFrom(1)),
        stride: fields.getIfAny('stride', pairFrom(1)),
        padding: fields.getIfAny('padding', pairFrom(0)),
      };
    case 'dense':
      return {
        kind,
        outputs: fields.get('outputs', positive),
        hasBias: fields.getIfAny('hasBias', truth),
      };
    default:
      return { kind };
  }
}

/** Reads the fields of an object, which may have no others than the known ones. */
class FieldReader {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #found: Found;

  constructor(found: Found, known?: readonly string[]) {
    const { value } = found;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(found, 'be an object');
    this.#found = found;
    this.#fields = new Map(Object.entries(value));
    const strange = known && [...this.#fields.keys()].find((name) => !known.includes(name));
    if (strange !== undefined) {
      throw new TypeError(
        `${found.caller}: ${found.name} must have no fields but ${known?.join(', ')}, got ${JSON.stringify(strange)}`,
      );
    }
  }

  at(name: string): Found {
    const { caller, name: parent } = this.#found;
    return { caller, name: parent === 'run' ? name : `${parent}.${name}`, value: this.#fields.get(name) };
  }

  get<T>(name: string, read: (found: Found) => T): T {
    return read(this.at(name));
  }

  getIfAny<T>(name: string, read: (found: Found) => T): T | undefined {
    const found = this.at(name);
    return found.value === undefined ? undefined : read(found);
  }
}

function wrong({ caller, name, value }: Found, must: string): TypeError {
  return new TypeError(`${caller}: ${name} must ${must}, got ${inWords(value)}`);
}

/** A value in few words; a long text or list from outside is not repeated. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (value === undefined) return 'nothing';
  return typeof value === 'string' && value.length > 40 ? 'a long text' : JSON.stringify(value);
}

function listOf(found: Found): Found[] {
  const { value, name, caller } = found;
  if (!Array.isArray(value)) throw wrong(found, 'be a list');
  return value.map((one: unknown, at) => ({ value: one, name: `${name}[${at}]`, caller }));
}

function whole({ value, name, caller }: Found, least: number): number {
  return checkWhole(value, least, { caller, argument: name });
}

const positive = (found: Found): number => whole(found, 1);

const seed = (found: Found): number => whole(found, 0);

function finite(found: Found): number {
  if (typeof found.value === 'number' && Number.isFinite(found.value)) return found.value;
  throw wrong(found, 'be a number');
}

function truth(found: Found): boolean {
  if (typeof found.value === 'boolean') return found.value;
  throw wrong(found, 'be true or false');
}

function oneOf<T extends string>(known: readonly T[]): (found: Found) => T {
  return (found) => {
    const word = known.find((one) => one === found.value);
    if (word !== undefined) return word;
    throw wrong(found, `be one of ${known.join(', ')}`);
  };
}

function pairFrom(least: number): (found: Found) => Pair {
  return (found) => {
    if (!Array.isArray(found.value)) return whole(found, least);
    const [rows, cols, ...more] = listOf(found);
    if (rows === undefined || cols === undefined || more.length > 0) {
      throw wrong(found, 'be a whole number, or two for rows and columns');
    }
    return [whole(rows, least), whole(cols, least)];
  };
}
