import { existsSync, realpathSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { reasonOf } from '../../common/files/system-error.js';
import { nearest } from '../../common/nearest.js';
import { byCodeUnit } from '../../common/order.js';
import { packageRoot } from '../../common/package-root.js';
import { CannotRunError } from '../../common/problem.js';
import type { FrameworkSource, PlaceOf, RuntimeModule } from '../framework-source.js';
import type { Framework } from '../framework.js';
import { emittedText } from '../reading/emitted-text.js';
import { keyPlaces } from '../reading/key-places.js';
import { readModule } from '../reading/read-module.js';
import { checkFramework, noFramework } from './check-framework.js';
import type { Choice } from './choices.js';
import type { Exported } from './exported.js';
import { importWithin } from './import-within.js';
import { type Made, makeFramework } from './make-framework.js';

/** How many milliseconds a framework may take to load. */
const PATIENCE = 10_000;

export interface LoadedFramework extends FrameworkSource {
  /**
   * The module with which synchro converts its values to promises, compiled or not. A framework that returns promises
   * has none.
   */
  readonly idiom: string | undefined;
}

/** The names of the built-in frameworks, sorted by code unit. */
export async function builtInFrameworks(): Promise<string[]> {
  const entries = await readdir(sourceFolder(), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(sourceFolder(), entry.name, 'framework.ts')))
    .map((entry) => entry.name)
    .sort(byCodeUnit);
}

/** The folder of a framework, by its name or path. Several paths may lead to the same folder. */
export function frameworkFolder(nameOrPath: string, builtIn: readonly string[]): string {
  const folder = builtIn.includes(nameOrPath) ? join(sourceFolder(), nameOrPath) : resolve(nameOrPath);
  return existsSync(folder) ? realpathSync(folder) : folder;
}

/** The folder of the modules that all frameworks share. */
export function internalFolder(): string {
  return join(sourceFolder(), 'internal');
}

/** The text of the modules that all frameworks share, by name. */
export async function readInternal(): Promise<ReadonlyMap<string, string>> {
  const folder = internalFolder();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort(byCodeUnit);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

/** How to load a framework. */
export interface LoadOptions {
  /** The choices for options, including those of other frameworks. */
  readonly choices?: readonly Choice[];
  /** How many milliseconds to wait. */
  readonly patience?: number;
}

/**
 * Loads a framework by its name, or by the path of a folder with `framework.ts` and `runtime.ts`.
 *
 * @throws CannotRunError if there is none, if `framework.ts` does not export a framework, or if it does not offer a
 *   choice
 */
export async function loadFramework(nameOrPath: string, how: LoadOptions = {}): Promise<LoadedFramework> {
  const { choices = [], patience = PATIENCE } = how;
  const names = await builtInFrameworks();
  if (names.includes(nameOrPath)) {
    const compiled = new URL(`../${nameOrPath}/`, import.meta.url);
    const module = (await import(new URL('framework.js', compiled).href)) as Partial<Exported>;
    const exported = { default: module.default, options: module.options };
    const source = await readFramework(join(sourceFolder(), nameOrPath), exported, choices);
    return { ...source, idiom: fileThatExists(fileURLToPath(new URL('synchro.js', compiled))) };
  }
  const folder = resolve(nameOrPath);
  const file = join(folder, 'framework.ts');
  if (!existsSync(file)) throw unknownFramework(nameOrPath, names);
  const exported = await importWithin(file, choices, patience);
  checkDefault(folder);
  const source = await readFramework(folder, exported, choices);
  return { ...source, idiom: fileThatExists(join(folder, 'synchro.ts')) };
}

/** Checks that there is a default export. Without one, the loader returns the whole module. */
function checkDefault(folder: string): void {
  const file = fileName(folder, 'framework.ts');
  const { exports, passedOn, faults } = readModule(readText(join(folder, 'framework.ts')), file);
  // A CommonJS export counts as the default.
  if (exports.has('default') || passedOn.some((each) => each.exported === 'default') || faults.length > 0) return;
  const message = `${file}:1:1: ${file} has no default export, expected the framework`;
  throw new CannotRunError(message, 'write `export default { ... } as const satisfies Framework`');
}

function fileThatExists(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

/**
 * Reads a framework whose module has been imported.
 *
 * @throws CannotRunError if it is not a framework, if it does not offer a choice, or if its runtime cannot be read
 */
export async function readFramework(
  folder: string,
  exported: Exported,
  choices: readonly Choice[] = [],
): Promise<FrameworkSource> {
  const declared = { file: fileName(folder, 'framework.ts'), text: readText(join(folder, 'framework.ts')) };
  const placeOf = placesIn(declared);
  const { framework, chosen } = frameworkOf(makeFramework(exported, choices), placeOf);
  const root = packageRoot();
  const home = folder.startsWith(root) ? shownPath(relative(root, folder)) : framework.name;
  const paths = ['runtime.ts', ...(await runtimeParts(folder)), ...ownModules(framework)];
  const written = paths.map((path) => ({ path, text: readText(join(folder, path)), file: fileName(folder, path) }));
  const runtime = written.map(({ path, text, file }): RuntimeModule => {
    return { path, text: emittedText(text, path), origin: `${home}/${path}`, file };
  });
  const texts = new Map([declared, ...written].map(({ file, text }) => [file, text]));
  return { framework, chosen, runtime, placeOf, texts };
}

function frameworkOf(made: Made, placeOf: PlaceOf): Pick<FrameworkSource, 'framework' | 'chosen'> {
  if ('faults' in made) throw noFramework(made.faults, placeOf);
  if ('refused' in made) throw new CannotRunError(made.refused.message, made.refused.fix);
  const as = made.by === 'function' ? 'the result of the default export' : 'the default export';
  return { framework: checkFramework(made.given, placeOf, as), chosen: made.chosen };
}

/** How messages name a file: relative to the working directory, if the file is below it. */
function fileName(folder: string, path: string): string {
  const file = join(folder, path);
  const near = relative(process.cwd(), file);
  return shownPath(near.startsWith('..') ? file : near);
}

/** The places of the keys of a `framework.ts`, which are only computed on demand. */
function placesIn({ file, text }: { readonly file: string; readonly text: string }): PlaceOf {
  let places: ReturnType<typeof keyPlaces> | undefined;
  return (path) => {
    places ??= keyPlaces(text, file);
    for (let key = path; key !== ''; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
      const place = places.get(key);
      if (place !== undefined) return place;
    }
    return places.get('') ?? { file, line: 1, column: 1 };
  };
}

/** The modules beside the classes that are files in the framework's folder. */
function ownModules({ modules = [] }: Framework): string[] {
  return modules.filter(({ write }) => write === undefined).map(({ file }) => file);
}

/** The modules in the folder `runtime`, if there is one. */
async function runtimeParts(folder: string): Promise<string[]> {
  const parts = join(folder, 'runtime');
  if (orCannotRun(() => kindOf(parts), 'make it a folder, or delete it') === 'nothing') return [];
  const names = await readdir(parts, { recursive: true }).catch((cause: unknown) => {
    const message = `${shownPath(parts)} cannot be read as a folder of modules: ${reasonOf(cause)}`;
    throw new CannotRunError(message, 'make it a folder, or delete it', { cause });
  });
  return names
    .map(shownPath)
    .filter(isModule)
    .sort(byCodeUnit)
    .map((name) => `runtime/${name}`);
}

/** Compilers and editors leave other files beside the modules. */
function isModule(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.d.ts') && path.split('/').every((part) => !/^[.#]/.test(part));
}

function readText(file: string): string {
  const bytes = orCannotRun(() => readRegularFile(file), 'write the runtime of the framework beside its framework.ts');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CannotRunError(`${shownPath(file)} is not UTF-8 text`, 'save it in UTF-8', { cause });
  }
}

function unknownFramework(name: string, names: readonly string[]): CannotRunError {
  const near = nearest(name, names);
  return new CannotRunError(
    `there is no framework '${name}', nor is it a folder with a framework.ts`,
    near === undefined
      ? `use one of ${names.join(', ')}, or the path of a framework's folder; \`motorized init framework\` writes one`
      : `did you mean '${near}'`,
  );
}

/** The folder of the sources, even if the generator runs compiled, since runtimes are emitted as source text. */
function sourceFolder(): string {
  return join(packageRoot(), 'codegen', 'frameworks');
}
