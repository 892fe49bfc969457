import { isBuiltin } from 'node:module';

import { nearest } from '../../common/nearest.js';
import type { Problem } from '../../common/problem.js';
import { shownText, shownValue } from '../../common/shown-value.js';
import { isIdentifier } from '../../plan/text/names.js';
import { type About, nameOf } from './about.js';
import type { ImportRuntime, ImportType, ImportValue } from './told.js';

/** The exports of a module: whether each name can be imported as a value, or only as a type. */
export type Exports = ReadonlyMap<string, 'type' | 'value'>;

/** The modules and packages that can be imported from. */
export interface Importable {
  /**
   * The modules beside the classes, and the shared ones, by specifier: `./runtime.js`. Undefined for a module that has
   * not been written yet.
   */
  readonly modules: ReadonlyMap<string, Exporting | undefined>;
  /**
   * The packages that users of the framework have installed: the driver and the peers. Undefined if their exports are
   * unknown.
   */
  readonly packages: ReadonlyMap<string, Exporting | undefined>;
}

/** A module or package that exports names. */
export interface Exporting {
  /** Its name in messages: a file, or a package. */
  readonly as: string;
  readonly exports: () => Exports;
}

/** An import, and the function that asks for it. */
export interface Use {
  readonly name: string;
  readonly module: string;
  readonly path: string;
  readonly about: string | undefined;
  readonly use: 'type' | 'value';
}

const RUNTIME = './runtime.js';

/** Records what the functions of `framework.ts` import into the emitted modules, and which function does so first. */
export class ImportUses {
  #uses = new Map<string, Use>();

  /** Runs a step. What it imports is recorded by itself, to be added once or more often. */
  during<T>(step: () => T): { readonly result: T; readonly uses: readonly Use[] } {
    const before = this.#uses;
    this.#uses = new Map();
    try {
      const result = step();
      return { result, uses: [...this.#uses.values()] };
    } finally {
      this.#uses = before;
    }
  }

  /** Adds what was recorded by itself. */
  add(uses: readonly Use[]): void {
    for (const use of uses) this.#add(use);
  }

  /** Records an import of `runtime.ts`. */
  runtime(name: string, path: string, about: About, use: 'type' | 'value'): void {
    this.module(name, RUNTIME, path, about, use);
  }

  /** Records an import of any module. */
  module(name: string, module: string, path: string, about: About, use: 'type' | 'value'): void {
    this.#add({ name, module, path, about: nameOf(about), use });
  }

  /** Wraps `from`, to record its imports. */
  types(path: string, about: About, from: ImportType): ImportType {
    return (name, module) => {
      this.module(asked(name, 'a name'), asked(module, 'a module'), path, about, 'type');
      return from(name, module);
    };
  }

  /** Wraps `value`, to record its imports. */
  values(path: string, about: About, value: ImportValue): ImportValue {
    return (name, module) => {
      this.module(asked(name, 'a name'), asked(module, 'a module'), path, about, 'value');
      return value(name, module);
    };
  }

  /** Wraps `runtime`, to record its imports. */
  ofRuntime(path: string, about: About, runtime: ImportRuntime): ImportRuntime {
    return (name) => {
      this.runtime(asked(name, 'a name'), path, about, 'value');
      return runtime(name);
    };
  }

  #add(use: Use): void {
    const key = `${use.module} ${use.name}`;
    const known = this.#uses.get(key);
    if (known === undefined || (known.use === 'type' && use.use === 'value')) this.#uses.set(key, use);
  }

  /** Returns a problem for each name that cannot be imported in this way. */
  problems(framework: string, place: (path: string) => Problem['at'], importable: Importable): Problem[] {
    return [...this.#uses.values()].flatMap((use): Problem[] => {
      const fault = faultOf(use, importable);
      if (fault === undefined) return [];
      const forWhom = use.about === undefined ? '' : ` for ${use.about}`;
      return [
        {
          rule: 'framework-import',
          severity: 'error',
          subject: `${framework}.${use.path}`,
          message: `\`${use.path}\` of the framework ${framework} imports \`${shownText(use.name)}\` from '${shownText(use.module)}'${forWhom}: ${fault.message}`,
          fix: fault.fix,
          at: place(use.path),
        },
      ];
    });
  }
}

/**
 * Checks that an argument is a string. If not, throws into the framework's function, so that its guard reports the
 * place.
 */
function asked(given: unknown, what: string): string {
  if (typeof given === 'string') return given;
  throw new TypeError(`what is imported is ${shownValue(given)}, expected ${what}`);
}

interface ImportFault {
  readonly message: string;
  readonly fix: string;
}

function faultOf({ name, module, use }: Use, importable: Importable): ImportFault | undefined {
  if (name !== '*' && !isIdentifier(name))
    return { message: 'that is not a valid export name', fix: 'name an export of the module, or `*` for all of them' };
  if (!module.startsWith('.')) return packageFault({ name, module, use }, importable);
  if (!importable.modules.has(module)) {
    const near = nearest(module, importable.modules.keys());
    const fix = near === undefined ? 'name a module that is emitted' : `did you mean '${near}'`;
    return { message: 'no such module is emitted', fix };
  }
  const declared = importable.modules.get(module);
  return declared === undefined || name === '*' ? undefined : exportFault({ name, use }, declared);
}

function exportFault({ name, use }: Pick<Use, 'name' | 'use'>, exporting: Exporting): ImportFault | undefined {
  const exports = exporting.exports();
  const found = exports.get(name);
  if (found === 'value' || found === use) return undefined;
  if (found === 'type')
    return { message: `${exporting.as} exports it only as a type`, fix: 'export a value of that name' };
  const near = nearest(name, exports.keys());
  const fix = `name what it exports, or export a ${use} of that name`;
  return {
    message: `${exporting.as} exports no such name`,
    fix: near === undefined ? fix : `did you mean \`${near}\`; otherwise export it`,
  };
}

function packageFault(
  { name, module, use }: Pick<Use, 'name' | 'module' | 'use'>,
  { packages }: Importable,
): ImportFault | undefined {
  if (isBuiltin(module)) return undefined;
  const owner = packageOf(module);
  if (owner === undefined) return { message: 'Node has no such module', fix: 'name one of its modules' };
  const known = packages.get(owner);
  if (known === undefined && !packages.has(owner))
    return {
      message: `${owner === '' ? 'that' : owner} is not one of its peers`,
      fix: 'add it to `peers`, with the range of its versions',
    };
  if (known === undefined) return undefined;
  if (module !== owner)
    return {
      message: `${module} is a file inside ${owner}, which any version may remove`,
      fix: `import from '${owner}'`,
    };
  return name === '*' ? undefined : exportFault({ name, use }, known);
}

/** The package of a specifier: `rxjs` of `rxjs/operators`. Undefined for a built-in module of Node. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('node:')) return undefined;
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
