import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { kindOf, orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { reasonOf } from '../common/files/system-error.js';
import { importTypeScript } from '../common/import-typescript.js';
import { nearest } from '../common/nearest.js';
import { byCodeUnit } from '../common/order.js';
import { packageRoot } from '../common/package-root.js';
import { CannotRunError } from '../common/problem.js';
import type { FrameworkSource, RuntimeModule } from './framework-source.js';
import type { Framework } from './framework.js';

/** Folders under `codegen/frameworks` that hold no framework. */
const SHARED: ReadonlySet<string> = new Set(['internal']);

export interface LoadedFramework extends FrameworkSource {
  /** The module by which synchro makes promises of its values, compiled or not; a framework that gives promises has none. */
  readonly idiom: string | undefined;
}

/** The names of the frameworks that come with the generator, by code unit. */
export async function builtInFrameworks(): Promise<string[]> {
  const entries = await readdir(sourceFolder(), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !SHARED.has(entry.name))
    .map((entry) => entry.name)
    .sort(byCodeUnit);
}

/** Name to text of the modules that every framework shares. */
export async function readInternal(): Promise<ReadonlyMap<string, string>> {
  const folder = join(sourceFolder(), 'internal');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort(byCodeUnit);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

/**
 * Loads a framework by its name, or by the path of a folder with `framework.ts` and `runtime.ts`.
 *
 * @throws CannotRunError when there is none, or when what `framework.ts` exports is no framework
 */
export async function loadFramework(nameOrPath: string): Promise<LoadedFramework> {
  const names = await builtInFrameworks();
  if (names.includes(nameOrPath)) {
    const compiled = new URL(`./${nameOrPath}/`, import.meta.url);
    const module = (await import(new URL('framework.js', compiled).href)) as { default: unknown };
    const source = await readFramework(join(sourceFolder(), nameOrPath), module);
    return { ...source, idiom: fileThatExists(fileURLToPath(new URL('synchro.js', compiled))) };
  }
  const folder = resolve(nameOrPath);
  const file = join(folder, 'framework.ts');
  if (!existsSync(file)) throw unknownFramework(nameOrPath, names);
  const source = await readFramework(folder, { default: await importTypeScript(file) });
  return { ...source, idiom: fileThatExists(join(folder, 'synchro.ts')) };
}

function fileThatExists(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

async function readFramework(folder: string, module: { default: unknown }): Promise<FrameworkSource> {
  const framework = checkFramework(join(folder, 'framework.ts'), module.default);
  const root = packageRoot();
  const home = folder.startsWith(root) ? relative(root, folder).replaceAll('\\', '/') : framework.name;
  const paths = ['runtime.ts', ...(await runtimeParts(folder))];
  const read = (path: string): RuntimeModule => {
    return { path, text: readRuntime(join(folder, path)), origin: `${home}/${path}` };
  };
  return { framework, runtime: paths.map(read) };
}

/** The modules that a runtime is divided into: those of the folder `runtime`, if there is one. */
async function runtimeParts(folder: string): Promise<string[]> {
  const parts = join(folder, 'runtime');
  if (orCannotRun(() => kindOf(parts), 'make it a folder, or delete it') === 'nothing') return [];
  const names = await readdir(parts).catch((cause: unknown) => {
    const message = `${shownPath(parts)} cannot be read as a folder of modules: ${reasonOf(cause)}`;
    throw new CannotRunError(message, 'make it a folder, or delete it', { cause });
  });
  return names
    .filter((name) => name.endsWith('.ts'))
    .sort(byCodeUnit)
    .map((name) => `runtime/${name}`);
}

function readRuntime(file: string): string {
  const fix = 'write the runtime of the framework beside its framework.ts';
  return orCannotRun(() => readRegularFile(file), fix).toString('utf8');
}

/** The members that every framework has, and the type of each; `satisfies` makes a forgotten one a compile error. */
const CONTRACT = {
  name: 'string',
  evaluation: 'string',
  value: 'function',
  executor: 'function',
  command: 'function',
  docs: 'object',
} as const satisfies { [Key in keyof Framework as undefined extends Framework[Key] ? never : Key]: string };

function checkFramework(file: string, value: unknown): Framework {
  const found = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  for (const [key, type] of Object.entries(CONTRACT)) {
    if (typeof found[key] === type) continue;
    throw new CannotRunError(
      `${file} exports no framework: \`${key}\` is ${typeof found[key]} and not ${type}`,
      'make its default export satisfy `Framework` of codegen/frameworks/framework.ts',
    );
  }
  return value as Framework;
}

function unknownFramework(name: string, names: readonly string[]): CannotRunError {
  const near = nearest(name, names);
  return new CannotRunError(
    `no framework is called '${name}', and it is no folder with a framework.ts`,
    near === undefined
      ? `use one of ${names.join(', ')}, or the path of a framework's folder`
      : `did you mean '${near}'`,
  );
}

/** The sources, also when the generator runs compiled: a runtime is emitted as its text. */
function sourceFolder(): string {
  return join(packageRoot(), 'codegen', 'frameworks');
}
