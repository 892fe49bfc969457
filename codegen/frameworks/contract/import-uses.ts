import { nearest } from '../../common/nearest.js';
import type { Problem } from '../../common/problem.js';
import { type About, nameOf } from './about.js';
import type { ImportRuntime, ImportType, ImportValue } from './told.js';

/** What a module exports: a name that can be imported as a value, or as a type only. */
export type Exports = ReadonlyMap<string, 'type' | 'value'>;

/** What there is to import from. */
export interface Importable {
  /** The modules beside the classes by their specifier: `./runtime.js`. Of one that is yet to be written nothing is known. */
  readonly modules: ReadonlyMap<string, { readonly file: string; readonly exports: Exports } | undefined>;
  /** The packages that users of the framework have installed: the driver and the peers. */
  readonly packages: ReadonlySet<string>;
}

interface Use {
  readonly name: string;
  readonly module: string;
  readonly path: string;
  readonly about: string | undefined;
  readonly use: 'type' | 'value';
}

const RUNTIME = './runtime.js';

/** What the functions of `framework.ts` make the emitted modules import, and which of them asks for it first. */
export class ImportUses {
  readonly #uses = new Map<string, Use>();

  /** Notes something of `runtime.ts`. */
  runtime(name: string, path: string, about: About, use: 'type' | 'value'): void {
    this.#add({ name, module: RUNTIME, path, about: nameOf(about), use });
  }

  /** The same `from`, which notes what it imports. */
  types(path: string, about: About, from: ImportType): ImportType {
    return (name, module) => {
      this.#add({ name, module, path, about: nameOf(about), use: 'type' });
      return from(name, module);
    };
  }

  /** The same `value`, which notes what it imports. */
  values(path: string, about: About, value: ImportValue): ImportValue {
    return (name, module) => {
      this.#add({ name, module, path, about: nameOf(about), use: 'value' });
      return value(name, module);
    };
  }

  /** The same `runtime`, which notes what it imports. */
  ofRuntime(path: string, about: About, runtime: ImportRuntime): ImportRuntime {
    return (name) => {
      this.runtime(name, path, about, 'value');
      return runtime(name);
    };
  }

  /** One problem for each name that cannot be imported as it is asked for. */
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
          message: `\`${use.path}\` of the framework ${framework} asks for \`${use.name}\` of '${use.module}'${forWhom}: ${fault.message}`,
          fix: fault.fix,
          at: place(use.path),
        },
      ];
    });
  }

  #add(use: Use): void {
    const key = `${use.module} ${use.name}`;
    const known = this.#uses.get(key);
    if (known === undefined || (known.use === 'type' && use.use === 'value')) this.#uses.set(key, use);
  }
}

function faultOf({ name, module, use }: Use, importable: Importable): { message: string; fix: string } | undefined {
  if (!module.startsWith('.')) return packageFault(module, importable.packages);
  if (module.startsWith('../internal/')) return undefined;
  if (!importable.modules.has(module)) {
    const near = nearest(module, importable.modules.keys());
    const fix = near === undefined ? 'name a module that is emitted' : `did you mean '${near}'`;
    return { message: 'no such module is emitted', fix };
  }
  const declared = importable.modules.get(module);
  if (declared === undefined) return undefined;
  const found = declared.exports.get(name);
  if (found === 'value' || found === use) return undefined;
  if (found === 'type')
    return { message: `${declared.file} exports it as a type only`, fix: 'export a value of that name' };
  const near = nearest(name, declared.exports.keys());
  return {
    message: `${declared.file} exports no such name`,
    fix: near === undefined ? `export a ${use} of that name` : `did you mean \`${near}\`; otherwise export it`,
  };
}

function packageFault(module: string, packages: ReadonlySet<string>): { message: string; fix: string } | undefined {
  const name = packageOf(module);
  if (name === undefined || packages.has(name)) return undefined;
  return { message: `${name} is none of its peers`, fix: `add it to \`peers\`, with the range of its versions` };
}

/** `rxjs` of `rxjs/operators`; undefined for what Node brings along. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('node:')) return undefined;
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
