import { byCodeUnit } from '../../common/order.js';
import { layout, list } from './layout.js';
import { namespaceName } from './names.js';

interface Import {
  readonly module: string;
  /** The exported name, or `*` for a namespace. */
  readonly name: string;
  readonly local: string;
  value: boolean;
}

/**
 * The imports of an emitted module, collected while its code is planned.
 *
 * An import is type-only unless it is used as a value. If its name is taken in the module, it gets another local name.
 */
export class Imports {
  readonly #imports = new Map<string, Import>();
  /** The imports by local name. Several modules may export the same name. */
  readonly #locals = new Map<string, Import[]>();
  readonly #taken: ReadonlySet<string>;

  /** @param taken - other names that the module's code uses: type parameters, parameters, names of the driver */
  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  /**
   * Imports one of our own names, such as a helper, and returns its local name, with a trailing `$` if the name is
   * taken. A namespace, `*`, gets the name of its module.
   */
  ours(name: string, module: string, use: 'type' | 'value' = 'value'): string {
    let local = this.local(name === '*' ? namespaceName(module) : name);
    // A framework may import the same name from two modules.
    const isOther = (each: Import): boolean => each.module !== module || each.name !== name;
    while ((this.#locals.get(local) ?? []).some((each) => isOther(each))) local += '$';
    return this.#add({ module, name, local, value: use === 'value' });
  }

  /**
   * Like {@link ours}, for code without the driver's type parameters. An existing import of the driver's code is
   * reused.
   */
  shared(name: string, module: string, use: 'type' | 'value' = 'value'): string {
    const isImported = this.#imports.has(keyOf({ module, name, local: name }));
    return isImported ? this.theirs(name, module, use) : this.ours(name, module, use);
  }

  /**
   * A name for a declaration of the emitted code, such as a constant, with a trailing `$` if the driver's code uses it.
   */
  local(name: string): string {
    let local = name;
    while (this.#taken.has(local)) local += '$';
    return local;
  }

  /** Imports one of the driver's names, or a wrapper class of the same name, and returns its local name. */
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
   * The import statements: packages, then shared modules, then the framework's own, each sorted by code unit.
   *
   * @param code - the other lines of the module: imports that they do not use are left out, since a framework may
   *   import a name without using it
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

/** Every identifier in lines of code, and every name in the links of their comments. */
function namesInCode(code: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string): void => text.match(IDENTIFIER)?.forEach((name) => names.add(name));
  for (const lines of code)
    for (const line of lines.split('\n')) {
      if (!COMMENT.test(line)) add(line.replaceAll(QUOTED, ''));
      // Most comments have no link, and looking for one is slow.
      else if (line.includes('{@link')) for (const [, link = ''] of line.matchAll(LINK)) add(link);
    }
  return names;
}

const COMMENT = /^\s*(\/\*\*|\*)/;
/** String literals, which contain no identifiers. */
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
