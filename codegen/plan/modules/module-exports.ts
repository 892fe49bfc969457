import { byCodeUnit } from '../../common/order.js';
import type { Problem } from '../../common/problem.js';
import type { Exporting, Exports, ImportUses } from '../../frameworks/contract/import-uses.js';
import type { FrameworkSource } from '../../frameworks/framework-source.js';
import type { Framework } from '../../frameworks/framework.js';
import { internalExports } from '../../frameworks/reading/internal-exports.js';
import { readModule } from '../../frameworks/reading/read-module.js';
import { type ReadRuntime, runtimeExports } from '../../frameworks/reading/runtime-exports.js';
import type { Driver } from '../../model/driver.js';
import type { FilePlan } from '../file-plan.js';
import { layout, list } from '../text/layout.js';
import type { PlannedModule } from './plan-modules.js';

/**
 * The exports of the framework's own modules, by file: `runtime.ts`, files in its folder, and modules that it writes.
 */
export function ownExports(read: ReadRuntime, modules: readonly PlannedModule[]): ReadonlyMap<string, Exports> {
  const written = modules.map(({ name, lines }) => {
    const file = `${name}.ts`;
    return [file, readModule(lines.join('\n'), file).exports] as const;
  });
  return new Map([...runtimeExports(read), ...written]);
}

/** The lines of the index that export names of the runtime and of the framework's other modules. */
export function indexLines(framework: Framework, exports: ReadonlyMap<string, Exports>): string[] {
  const files = [
    { file: 'runtime.ts', exports: framework.exports ?? [] },
    ...(framework.modules ?? []).map((module) => ({ file: module.file, exports: module.exports ?? [] })),
  ];
  return files.flatMap(({ file, exports: names }) => {
    const kinds = exports.get(file);
    const specifier = specifierOf(file);
    const isType = (name: string): boolean => kinds?.get(name) !== 'value';
    return [
      ...exportLines(
        names.filter((name) => !isType(name)),
        'value',
        specifier,
      ),
      ...exportLines(names.filter(isType), 'type', specifier),
    ];
  });
}

/** `export type { FindOptions } from './types.js';` */
export function exportLines(names: readonly string[], kind: 'type' | 'value', module: string): string[] {
  const keyword = kind === 'type' ? 'export type ' : 'export ';
  return names.length === 0 ? [] : layout([keyword, list('{ ', names, ' }'), ` from '${module}';`], 0);
}

interface Emitted {
  readonly driver: Driver;
  readonly internal: ReadonlyMap<string, string>;
  readonly files: readonly FilePlan[];
  readonly exports: ReadonlyMap<string, Exports>;
}

/** Problems with names that the framework imports, exports or needs from its modules, but that do not exist. */
export function importProblems(
  source: FrameworkSource,
  uses: ImportUses,
  { driver, internal, files, exports }: Emitted,
): Problem[] {
  const { framework, placeOf, runtime } = source;
  noteNames(framework, uses);
  const fileOf = (path: string): string => runtime.find((each) => each.path === path)?.file ?? path;
  const emitted = files.map(({ path }) => [specifierOf(path.slice(framework.name.length + 1)), undefined] as const);
  const own = [...exports].map(([path, names]) => [specifierOf(path), exporting(fileOf(path), () => names)] as const);
  const exportsOf = (file: string): Exports => internalExports(internal, file) ?? new Map();
  const shared = [...internal.keys()].map((file) => {
    const specifier = `../internal/${file.replace(/\.ts$/, '.js')}`;
    return [specifier, exporting(`internal/${file}`, () => exportsOf(file))] as const;
  });
  const peers = (framework.peers ?? []).map((each) => [each.package, undefined] as const);
  return uses.problems(framework.name, placeOf, {
    modules: new Map([...emitted, ...own, ...shared].toSorted(([a], [b]) => byCodeUnit(a, b))),
    packages: new Map([...peers, [driver.package, exporting(driver.package, () => driverExports(driver))]]),
  });
}

function exporting(as: string, exports: () => Exports): Exporting {
  return { as, exports };
}

function driverExports(driver: Driver): Exports {
  return new Map(
    driver.exports.map(({ name, kind, typeOnly }) => {
      const isType = typeOnly === true || kind === 'interface' || kind === 'alias';
      return [name, isType ? 'type' : 'value'];
    }),
  );
}

/** Records the names in the keys of `framework.ts` that are not functions. */
function noteNames(framework: Framework, uses: ImportUses): void {
  const { toPromise, context, exports = [], modules = [] } = framework;
  uses.runtime('adapt', 'executor', undefined, 'value');
  if (toPromise !== undefined) uses.runtime(toPromise, 'toPromise', undefined, 'value');
  if (context !== undefined) uses.runtime(context, 'context', undefined, 'value');
  for (const name of exports) uses.runtime(name, 'exports', undefined, 'type');
  for (const [at, module] of modules.entries())
    for (const name of module.exports ?? [])
      uses.module(name, specifierOf(module.file), `modules.${at}.exports`, undefined, 'type');
}

function specifierOf(file: string): string {
  return `./${file.replace(/\.ts$/, '.js')}`;
}
