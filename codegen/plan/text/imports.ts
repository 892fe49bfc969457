import { byCodeUnit } from '../../common/order.js';
import { layout, list } from './layout.js';
import { namespaceName } from './names.js';

interface Import {
  readonly module: string;
  /** The exported name; `*` for a namespace. */
  readonly name: string;
  readonly local: string;
  value: boolean;
}

/**
 * The imports of one emitted module, collected while its code is planned: no import line is written by hand.
 *
 * An import is type-only unless one use of it is a value; a name that the module's own declarations use gets another
 * spelling.
 */
export class Imports {
  readonly #imports = new Map<string, Import>();
  /** The same by local name, which several modules may give in turn. */
  readonly #locals = new Map<string, Import[]>();
  readonly #taken: ReadonlySet<string>;

  /** @param taken - names that the module's code uses otherwise: type parameters, parameters, names of the driver */
  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  /**
   * Local name of something of ours, such as a helper: spelled with a trailing `$` where its name is taken. A namespace,
   * which is asked for as `*`, is called like its module.
   */
  ours(name: string, module: string, use: 'type' | 'value' = 'value'): string {
    let local = this.local(name === '*' ? namespaceName(module) : name);
    // A framework may ask two modules for things of one name.
    const isOther = (each: Import): boolean => each.module !== module || each.name !== name;
    while ((this.#locals.get(local) ?? []).some((each) => isOther(each))) local += '$';
    return this.#add({ module, name, local, value: use === 'value' });
  }

  /**
   * The same in code that has no type parameters of the driver's: what the driver's own code imports from there already
   * is called as it calls it.
   */
  shared(name: string, module: string, use: 'type' | 'value' = 'value'): string {
    const isImported = this.#imports.has(keyOf({ module, name, local: name }));
    return isImported ? this.theirs(name, module, use) : this.ours(name, module, use);
  }

  /**
   * A name for what the emitted code itself declares, such as a constant: with a trailing `$` where the driver's code
   * takes it.
   */
  local(name: string): string {
    let local = name;
    while (this.#taken.has(local)) local += '$';
    return local;
  }

  /** Local name of one of the driver's own names, or of a wrapper class that is called the same. */
  theirs(name: string, module: string, use: 'type' | 'value' = 'type', local = name): string {
    return this.#add({ module, name, local, value: use === 'value' });
  }

  #add(each: Import): string {
    const key = keyOf(each);
    const known = this.#imports.get(key);
    if (known !== undefined) known.value ||= each.value;
    else {
      this.#imports.set(key, each);
      this.#locals.set(each.local, [...(this.#locals.get(each.local) ?? []), each]);
    }
    return each.local;
  }

  /**
   * The import block: packages, then shared modules, then the framework's own; each by code unit.
   *
   * @param code - the lines that the module has besides: a framework may have asked for a name, or been given a type
   *   with one, and made no use of it
   */
  lines(code: Iterable<string>): string[] {
    const names = namesInCode(code);
    const used = [...this.#imports.values()].filter((each) => names.has(each.local));
    const groups = [
      used.filter((each) => !each.module.startsWith('.')),
      used.filter((each) => each.module.startsWith('../')),
      used.filter((each) => each.module.startsWith('./')),
    ];
    return groups
      .filter((group) => group.length > 0)
      .flatMap((group, at) => [...(at > 0 ? [''] : []), ...importLines(group)]);
  }
}

function keyOf({ module, name, local }: Pick<Import, 'module' | 'name' | 'local'>): string {
  return `${module} ${name} ${local}`;
}

/** Every identifier in lines of code, and in their comments what a link names. */
function namesInCode(code: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const line of [...code].flatMap((each) => each.split('\n'))) {
    const texts = COMMENT.test(line)
      ? Array.from(line.matchAll(LINK), ([, link = '']) => link)
      : [line.replaceAll(QUOTED, '')];
    for (const text of texts) for (const [name] of text.matchAll(IDENTIFIER)) names.add(name);
  }
  return names;
}

const COMMENT = /^\s*(\/\*\*|\*)/;
/** What is quoted names nothing. */
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;
const LINK = /\{@link ([^}]*)\}/g;
const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

function importLines(imports: readonly Import[]): string[] {
  const modules = [...new Set(imports.map((each) => each.module))].sort(byCodeUnit);
  return modules.flatMap((module) => {
    const own = imports.filter((each) => each.module === module).sort((a, b) => byCodeUnit(a.local, b.local));
    const namespaces = own.filter((each) => each.name === '*');
    const named = own.filter((each) => each.name !== '*');
    return [
      ...namespaces.map((each) => `import ${each.value ? '' : 'type '}* as ${each.local} from '${module}';`),
      ...(named.length === 0 ? [] : namedLines(module, named)),
    ];
  });
}

function namedLines(module: string, imports: readonly Import[]): string[] {
  const typeOnly = imports.every((each) => !each.value);
  const names = imports.map((each) => {
    const name = each.name === each.local ? each.name : `${each.name} as ${each.local}`;
    return each.value || typeOnly ? name : `type ${name}`;
  });
  return layout([`import ${typeOnly ? 'type ' : ''}`, list('{ ', names, ' }'), ` from '${module}';`], 0);
}
