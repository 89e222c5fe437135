// Takes out of tfjs's WebAssembly files what the book never calls. They hold every kernel, 137 kB compressed; the engine registers one, the
// trainer some twenty, so each gets a file of its own.
//
// Exports are easily dropped, but code is also reached through the function table, by numbers that stand in the code, in the data,
// and in the settings that XNNPACK fills at its start: for each kind of layer the functions for this processor. An entry of the table
// is kept if its number occurs
//   - as a constant in code that can be reached, or in the data, or
//   - in a setting near an address that such code names,
// and if some reachable code calls through the table with the entry's signature. Numbers that merely look like entries keep too much,
// never too little. Every other entry is replaced by a function that stops the machine; the engine would then move on to its next
// backend, and the tests, which hold the result to the reference, would fail.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import binaryen from 'binaryen';

/** What the loader of tfjs calls. */
const loaderExports = [
  ...['memory', '__indirect_function_table', '__wasm_call_ctors', 'malloc', 'free', '__errno_location'],
  ...['stackSave', 'stackRestore', 'stackAlloc', 'init', 'init_with_threads_count', 'get_threads_count'],
  ...['register_tensor', 'dispose_data', 'dispose'],
];

/** What the kernels call that the engine registers, and the trainer. */
const kernelExports = {
  engine: ['Conv2D'],
  training: [
    ...['FusedConv2D', 'MaxPool', 'AvgPool', 'AvgPoolGrad', 'PadV2', 'Gather'],
    ...[
      'Add',
      'Sub',
      'Multiply',
      'RealDiv',
      'Exp',
      'Sqrt',
      'Square',
      'Rsqrt',
      'Step',
      'Relu',
      'Sum',
      'Max',
      'Transpose',
    ],
  ],
} as const;

/** Who calls a trimmed file. */
export const wasmUsers = ['engine', 'training'] as const satisfies readonly (keyof typeof kernelExports)[];

/** Someone who calls a trimmed file. */
export type WasmUser = (typeof wasmUsers)[number];

const keptExports = (user: WasmUser): readonly string[] => [...loaderExports, ...kernelExports[user]];

/** Bytes of settings that an address stands for: the largest of XNNPACK's records that are addressed as a whole. */
const recordBytes = 16;

const folder = new URL('../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url);
const cache = new URL('../.cache/tfjs-wasm/', import.meta.url);

/** The files that are trimmed: with and without vector instructions. */
export const wasmFiles = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'] as const;

/** A file of tfjs's WebAssembly. */
export type WasmFile = (typeof wasmFiles)[number];

/** Trims a file of tfjs, unless it was done before, and tells the path of the result; its name holds what it was made from. */
export function trimmedWasm(file: WasmFile, user: WasmUser = 'engine'): string {
  const source = readFileSync(new URL(file, folder));
  const recipe = readFileSync(fileURLToPath(import.meta.url));
  const key = createHash('sha256').update(source).update(recipe).update(user).digest('hex').slice(0, 12);
  const target = new URL(`${key}/${file}`, cache);
  if (!existsSync(target)) {
    mkdirSync(new URL('.', target), { recursive: true });
    const unfinished = new URL(`${target.href}.${process.pid}`);
    writeFileSync(unfinished, trim(source, file, keptExports(user)));
    renameSync(unfinished, target); // whoever reads meanwhile finds all of it or nothing
  }
  return fileURLToPath(target);
}

interface Code {
  readonly type: string;
  readonly calls: readonly string[];
  readonly indirectTypes: readonly string[];
  readonly constants: readonly number[];
  readonly stores: readonly Store[];
}

/** A store to a constant address, with all constants that may be its value: how XNNPACK writes its settings. */
interface Store {
  readonly address: number;
  readonly constants: readonly number[];
}

function trim(source: Uint8Array, file: WasmFile, kept: readonly string[]): Uint8Array {
  const features = file.includes('simd') ? binaryen.Features.MVP | binaryen.Features.SIMD128 : binaryen.Features.MVP;
  const whole = binaryen.readBinary(source);
  const text = whole.emitText();
  whole.dispose();
  const smaller = binaryen.parseText(withoutUnused(text, file, kept));
  smaller.setFeatures(features);
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  smaller.optimize();
  smaller.runPasses(['remove-unused-module-elements', 'strip-debug', 'strip-producers']);
  if (!smaller.validate()) throw new Error(`trim: ${file} must be valid after trimming`);
  const binary = smaller.emitBinary();
  smaller.dispose();
  return binary;
}

function withoutUnused(text: string, file: WasmFile, kept: readonly string[]): string {
  const functions = readFunctions(text);
  const table = only(/^ \(elem \$\S+ \(i32\.const 1\) (.*)\)$/m, text, file).split(' ');
  const live = liveEntries(text, { functions, table, kept });
  const entries = table.map((name, at) => (live.has(at + 1) ? name : '$unused')).join(' ');
  return text
    .split('\n')
    .filter((line) => kept.includes(/^ \(export "([^"]+)"/.exec(line)?.[1] ?? 'memory'))
    .join('\n')
    .replace(/^ \(elem .*$/m, () => ` (elem (i32.const 1) ${entries})\n (func $unused (unreachable))`); // a function, since $1 is a name
}

/** The numbers in the table that may be called through, found by going round until nothing new is reached. */
function liveEntries(
  text: string,
  {
    functions,
    table,
    kept,
  }: {
    readonly functions: ReadonlyMap<string, Code>;
    readonly table: readonly string[];
    readonly kept: readonly string[];
  },
): Set<number> {
  const roots = [...text.matchAll(/^ \(export "([^"]+)" \(func (\$[^)\s]+)\)\)$/gm)]
    .filter(([, name = '']) => kept.includes(name))
    .map(([, , name = '']) => name);
  const isEntry = (value: number): boolean => value > 0 && value <= table.length;
  const inData = dataWords(text).filter(isEntry);
  const settings = settingsWriter(functions);
  let live = new Set<number>();
  for (;;) {
    const reached = reachable(functions, [...roots, ...[...live].map((entry) => table[entry - 1] ?? '')]);
    const code = [...reached].flatMap((name) => functions.get(name) ?? []);
    const readable = code.filter((one) => one !== settings);
    const named = new Set(readable.flatMap(({ constants }) => constants));
    const isNamed = ({ address }: Store): boolean =>
      Array.from({ length: recordBytes }, (_, back) => address - back).some((start) => named.has(start));
    const stored = settings.stores.filter(isNamed).flatMap(({ constants }) => constants);
    const types = new Set(code.flatMap(({ indirectTypes }) => indirectTypes));
    const next = new Set(
      [...named, ...stored, ...inData]
        .filter(isEntry)
        .filter((entry) => types.has(functions.get(table[entry - 1] ?? '')?.type ?? '')),
    );
    if (next.size === live.size) return live;
    live = next;
  }
}

/** The function that fills XNNPACK's settings: it stores far more constants than any other. */
function settingsWriter(functions: ReadonlyMap<string, Code>): Code {
  const [most, second] = [...functions.values()].sort((a, b) => b.stores.length - a.stores.length);
  if (
    most === undefined ||
    second === undefined ||
    most.stores.length < 100 ||
    most.stores.length < 4 * second.stores.length
  ) {
    throw new Error('trim: one function must store XNNPACK’s settings; this file of tfjs is laid out in another way');
  }
  return most;
}

function reachable(functions: ReadonlyMap<string, Code>, roots: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...(functions.get(name)?.calls ?? []));
  }
  return reached;
}

function readFunctions(text: string): Map<string, Code> {
  const functions = new Map<string, Code>();
  const typeOf = new Map(
    [...text.matchAll(/^ \(type (\$\S+) \(func ?(.*)\)\)$/gm)].map(([, name = '', signature = '']) => [
      signature,
      name,
    ]),
  );
  for (const [body, name = '', signature = ''] of text.matchAll(/^ \(func (\$\S+) ?(.*)\n[^]*?^ \)$/gm)) {
    functions.set(name, {
      type: typeOf.get(signature.replace(/ \$\d+/g, '').replaceAll(') (param', '')) ?? '',
      calls: [...body.matchAll(/\(call (\$[^)\s]+)/g)].map(([, callee = '']) => callee),
      indirectTypes: [...body.matchAll(/\(call_indirect (?:\$\S+ )?\(type (\$[^)\s]+)\)/g)].map(
        ([, callee = '']) => callee,
      ),
      constants: constantsIn(body),
      stores: [...body.matchAll(/\(i32\.store\s+\(i32\.const (\d+)\)/g)].map(({ index, 1: address }) => ({
        address: Number(address),
        constants: possibleConstants(expressionAt(body, index), body),
      })),
    });
  }
  return functions;
}

/** The text from an opening bracket to the one that closes it. */
function expressionAt(code: string, start: number): string {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return code.slice(start, at + 1);
  }
  return code.slice(start);
}

function constantsIn(code: string): number[] {
  return [...code.matchAll(/\(i32\.const (-?\d+)\)/g)].map(([, value]) => Number(value));
}

/** The constants of an expression and of whatever was put into the locals that it reads. */
function possibleConstants(expression: string, body: string): number[] {
  const choice = /(\(select\s+\(i32\.const \d+\)\s+\(i32\.const \d+\)\s+)\(local\.get \$\d+\)/g; // it is one of the two, whatever decides
  const expressions = new Set([expression]);
  for (const one of expressions) {
    for (const [, local = ''] of one.replace(choice, '$1').matchAll(/\(local\.get (\$\d+)\)/g)) {
      for (const { index } of body.matchAll(new RegExp(`\\(local\\.(?:set|tee) \\${local}\\s`, 'g'))) {
        expressions.add(expressionAt(body, index)); // the loop goes on to what is added
      }
    }
  }
  return [...expressions].flatMap(constantsIn);
}

/** The words of the data, at addresses divisible by 4. */
function dataWords(text: string): number[] {
  const words: number[] = [];
  for (const [, start, literal = ''] of text.matchAll(/^ \(data \$\S+ \(i32\.const (\d+)\) "(.*)"\)$/gm)) {
    const offset = Number(start) % 4;
    const bytes = [...Array<number>(offset).fill(0), ...bytesOf(literal), 0, 0, 0];
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      words.push(bytes.slice(at, at + 4).reduceRight((word, byte) => word * 256 + byte, 0));
    }
  }
  return words;
}

const escapes: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, '"': 34, "'": 39, '\\': 92 };

function bytesOf(literal: string): number[] {
  return [...literal.matchAll(/\\([0-9a-f]{2})|\\(.)|([^\\])/g)].map(
    ([, hex, escape, plain = '']) => (hex ? parseInt(hex, 16) : escape ? escapes[escape] : plain.charCodeAt(0)) ?? 0,
  );
}

function only(pattern: RegExp, text: string, file: WasmFile): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`trim: ${file} must hold ${String(pattern)}; it is laid out in another way`);
  return found;
}

if (import.meta.main) for (const file of wasmFiles) console.log(trimmedWasm(file), trimmedWasm(file, 'training'));
