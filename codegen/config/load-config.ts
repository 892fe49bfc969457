import { dirname, extname, relative, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { forgetModules, importTypeScript } from '../common/import-typescript.js';
import type { Place } from '../common/place.js';
import { CannotRunError } from '../common/problem.js';
import { type Fault, readBy } from '../frameworks/load/schema-faults.js';
import { readYaml } from '../spec/yaml/yaml-source.js';
import type { MotorizedConfig } from './config.js';
import { configSchema } from './schema.js';

/** The content of a file before it is checked. */
interface Read {
  readonly value: unknown;
  /** Returns the place of a key. */
  readonly placeOf: (path: readonly string[]) => Promise<Place>;
}

/**
 * Loads a config file. Its paths are converted from the folder of the file to the working directory.
 *
 * @throws {CannotRunError} if it cannot be read or is not valid: names each fault with its place
 */
export async function loadConfig(file: string): Promise<MotorizedConfig> {
  const fix = 'name an existing config with --config';
  const text = orCannotRun(() => readRegularFile(file), fix).toString('utf8');
  const { value, placeOf } = isModule(file) ? await readModule(file, text) : readText(file, text);
  const read = readBy({ schema: configSchema((path) => fromConfig(file, path)), path: '', as: 'the config' }, value);
  if (!('faults' in read)) return read.data;
  throw await noConfig(file, read.faults, placeOf);
}

/** Converts a path in the config to one relative to the working directory. */
export function fromConfig(file: string, path: string): string {
  return shownPath(relative('', resolve(dirname(file), path))) || '.';
}

/** The file may have any name, but has to be YAML or TypeScript. */
function isModule(file: string): boolean {
  const end = extname(file);
  if (!['.yaml', '.yml', '.json', '.ts'].includes(end))
    throw new CannotRunError(
      `${shownPath(file)} is not read: a config is YAML or TypeScript, and ends in .yaml or .ts`,
      'rename it, or name another one with --config',
    );
  return end === '.ts';
}

/** The value of an option: `spec`, `drift.failOn`. */
export function settingIn(config: MotorizedConfig, key: string): unknown {
  return key.split('.').reduce<unknown>((each, step) => (each as Record<string, unknown> | undefined)?.[step], config);
}

function readText(file: string, text: string): Read {
  const source = readYaml(shownPath(file), text.replace(/^\uFEFF/, ''));
  const [problem] = source.problems;
  if (problem?.at !== undefined) throw notRead(file, [`${spelled(problem.at)}: ${problem.message}`], [problem.fix]);
  const placeOf = async (path: readonly string[]): Promise<Place> =>
    isInList(path) ? source.place(path.map(stepOf)) : source.keyPlace(path.map(stepOf));
  // A file in which everything is a comment sets nothing.
  return { value: source.data ?? {}, placeOf };
}

/** An item of a list has no key. */
function isInList(path: readonly string[]): boolean {
  return typeof stepOf(path.at(-1) ?? '') === 'number';
}

function stepOf(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step;
}

async function readModule(file: string, text: string): Promise<Read> {
  // It may have changed since it was last loaded, and so may the modules that it imports.
  forgetModules();
  const exported = await inTime(file, importTypeScript(file, 'correct the config'));
  // Without a default export, the loader returns the whole module in its place.
  if (!hasDefault(exported.named))
    throw new CannotRunError(
      `${shownPath(file)} is no config: it has no default export`,
      'write `export default defineConfig({ ... })`',
    );
  const placeOf = async (path: readonly string[]): Promise<Place> => {
    // Loaded only if there is a fault, since finding the places of keys parses TypeScript, which takes time.
    const { keyPlaces } = await import('../frameworks/reading/key-places.js');
    const places = keyPlaces(text, shownPath(file));
    const known = path.map((_, at) => path.slice(0, path.length - at).join('.')).find((each) => places.has(each));
    return places.get(known ?? '') ?? { file: shownPath(file), line: 1, column: 1 };
  };
  return { value: exported.default, placeOf };
}

/** A CommonJS module exports its whole value, which counts as the default. */
function hasDefault(named: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(named, 'default')) return true;
  return !Object.hasOwn(named, '__esModule') && Object.keys(named).length > 0;
}

/** How many milliseconds a config may take to load. */
const PATIENCE = 10_000;

/**
 * Rejects if loading does not finish. A module may await something forever, and the process would then end silently.
 */
async function inTime<T>(file: string, loading: Promise<T>): Promise<T> {
  const loaded = new AbortController();
  const late = setTimeout(PATIENCE, undefined, { signal: loaded.signal }).then(() => {
    const message = `${shownPath(file)} does not load: it has not finished after ${PATIENCE / 1000} seconds`;
    throw new CannotRunError(message, 'export the config without waiting for anything else');
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    loaded.abort();
    // Nobody waits for this promise any more.
    late.catch(() => undefined);
  }
}

async function noConfig(file: string, faults: readonly Fault[], placeOf: Read['placeOf']): Promise<CannotRunError> {
  const placed = faults.map(async (fault) => ({ ...fault, at: await placeOf(fault.path.split('.').filter(Boolean)) }));
  const inOrder = (await Promise.all(placed)).sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  return notRead(
    file,
    inOrder.map(({ at, message }) => `${spelled(at)}: ${message}`),
    inOrder.flatMap(({ fix }) => fix ?? []),
  );
}

function notRead(file: string, lines: readonly string[], fixes: readonly string[]): CannotRunError {
  const message = [`${shownPath(file)} is no config:`, ...lines.map((line) => `  ${line}`)].join('\n');
  return new CannotRunError(
    message,
    fixes.length > 0 ? [...new Set(fixes)].join('; ') : 'correct it, as docs/config.md of @motorized/codegen says',
  );
}

function spelled({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
