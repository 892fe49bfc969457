import { isBuiltin } from 'node:module';

import { nearest } from '../../common/nearest.js';
import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { type Exports, packageOf } from '../contract/import-uses.js';
import type { FrameworkSource } from '../framework-source.js';
import { internalExports } from './internal-exports.js';
import { type ReadRuntime, sourceOf } from './runtime-exports.js';
import type { Specifier } from './specifiers.js';

/** The shared modules, as the modules of a framework import them. */
const INTERNAL = '../internal/';

/** What a runtime may import. */
export interface Surroundings {
  readonly read: ReadRuntime;
  /** The exports of the framework's own modules, including those that it writes. */
  readonly exports: ReadonlyMap<string, Exports>;
  /** The driver's package. */
  readonly driver: string;
  /** The text of the modules that all frameworks share, by name. */
  readonly internal: ReadonlyMap<string, string>;
  /** The modules that are emitted beside it: classes, types, and the index. */
  readonly emitted: ReadonlySet<string>;
}

/**
 * The errors that the compiler would find in the modules that are emitted unchanged, as far as their text shows them.
 */
export function runtimeProblems(source: FrameworkSource, surroundings: Surroundings): Problem[] {
  const { framework, runtime } = source;
  const problem = (message: string, fix: string, at: Place): Problem => ({
    rule: 'framework-runtime',
    severity: 'error',
    subject: `the runtime of ${framework.name}`,
    message,
    fix,
    at,
  });
  return runtime.flatMap(({ path, file }) => {
    const module = surroundings.read.get(path);
    if (module === undefined) return [];
    if (module.faults.length > 0)
      return module.faults.map(({ message, at }) => problem(`${file} ${message}`, 'correct the module', at));
    return module.specifiers.flatMap((specifier) => {
      const fault = importFault(specifier, path, { ...surroundings, peers: peersOf(source) });
      return fault === undefined ? [] : [problem(fault.message, fault.fix, specifier.at)];
    });
  });
}

interface Reach extends Surroundings {
  readonly peers: ReadonlySet<string>;
}

function peersOf({ framework }: FrameworkSource): ReadonlySet<string> {
  return new Set((framework.peers ?? []).map((each) => each.package));
}

function importFault(
  { module, names }: Specifier,
  path: string,
  reach: Reach,
): { message: string; fix: string } | undefined {
  if (!module.startsWith('.')) return packageFault(module, reach);
  if (!module.endsWith('.js'))
    return {
      message: `imports '${module}', expected the path of a module as it is compiled, such as './runtime/parts.js'`,
      fix: 'end the path in `.js`',
    };
  const source = sourceOf(path, module);
  const shared = source.startsWith(INTERNAL) ? source.slice(INTERNAL.length) : '';
  const exports = reach.exports.get(source) ?? internalExports(reach.internal, shared);
  if (exports === undefined) {
    if (reach.emitted.has(source)) return undefined;
    const known = [...reach.exports.keys(), ...[...reach.internal.keys()].map((name) => `../internal/${name}`)];
    const near = nearest(source, known);
    return {
      message: `imports '${module}', and no such module is emitted`,
      fix: near === undefined ? 'put it into the folder runtime/ of the framework' : `did you mean ${near}`,
    };
  }
  const missing = names?.find((name) => !exports.has(name));
  if (missing === undefined) return undefined;
  const near = nearest(missing, exports.keys());
  return {
    message: `imports \`${missing}\` from '${module}', which exports no such name`,
    fix: near === undefined ? 'import what it exports' : `did you mean \`${near}\``,
  };
}

function packageFault(module: string, { driver, peers }: Reach): { message: string; fix: string } | undefined {
  if (isBuiltin(module)) return undefined;
  const name = packageOf(module);
  if (name === undefined)
    return { message: `imports '${module}', and Node has no such module`, fix: 'import one of its modules' };
  if (name === driver && module !== driver)
    return {
      message: `imports '${module}', a file inside ${driver}, which any version may remove`,
      fix: `import what '${driver}' exports`,
    };
  if (name === driver || peers.has(name)) return undefined;
  return { message: `imports ${name}, which is not one of its peers`, fix: 'add it to `peers` of framework.ts' };
}
