import { byCodeUnit } from '../common/order.js';
import type { Place } from '../common/place.js';
import type { Problem } from '../common/problem.js';
import type { Framework } from '../frameworks/framework.js';
import { publicConstructors } from '../model/constructors.js';
import type { Driver, DriverClass } from '../model/driver.js';
import { emittedAs, exportedName, exportsOf } from '../model/exported-names.js';
import type { ClassPair, Reconciliation } from '../reconcile/pairs.js';
import { emittedName, planClass } from './classes/plan-class.js';
import type { ClassesPlan, ClassPlan, FilePlan } from './file-plan.js';
import { lazyScope } from './lazy/lazy-scope.js';
import type { LazyScope, MemberScope } from './member-scope.js';
import type { Scope } from './scope.js';
import type { DocsMode } from './text/docs.js';
import { Imports } from './text/imports.js';
import { layout, list } from './text/layout.js';
import { moduleOf, modulePath } from './text/modules.js';
import { namesIn } from './text/taken-names.js';
import { withoutName } from './types/driver-names.js';
import { planTypes } from './types/plan-types-module.js';
import { findWrapped, type Wrapped } from './types/wrapped-types.js';

export interface PlanRequest {
  readonly driver: Driver;
  readonly reconciliation: Reconciliation;
  readonly framework: Framework;
  readonly docsMode: DocsMode;
}

/** Decides everything about the files of one framework; templates only lay it out. */
export function makePlan(request: PlanRequest): { files: FilePlan[]; problems: Problem[] } {
  const { driver, framework, reconciliation, docsMode } = request;
  const problems: Problem[] = [];
  const pairs = reconciliation.classes
    .map((pair) => ({ ...pair, class: withConstructors(driver, pair.class) }))
    .sort((a, b) => byCodeUnit(a.class.name, b.class.name));
  const wrapped = wrappedOf(driver, pairs);
  const scope = { driver, wrapped, framework, problems };
  const file = (name: string, source: string, content: FilePlan['content']): FilePlan => ({
    path: `${framework.name}/${name}.ts`,
    source: `${driver.package} ${driver.version}${source}`,
    content,
  });

  for (const { class: declared } of pairs) problems.push(...nameProblems(driver, declared));
  const planned = planClasses(scope, pairs, docsMode);
  const classes = planned.map(({ pair, data }) =>
    file(moduleOf(data.name), ` and spec/${pair.spec.class}.yaml`, { template: 'class', data }),
  );
  const names = classes
    .flatMap(({ content }) => (content.template === 'class' ? [content.data.name] : []))
    .sort(byCodeUnit);
  const types = planTypes(typesScope(scope), docsMode);
  const redeclared = wrapped.redeclared.map((type) => emittedAs(driver, type.name)).sort(byCodeUnit);
  return {
    files: [
      ...classes,
      file('classes', ' and spec/', { template: 'classes', data: planRecord(names) }),
      file('types', ' and spec/', { template: 'types', data: types }),
      file('index', ' and spec/', {
        template: 'index',
        data: {
          package: driver.package,
          classes: planned
            .toSorted((a, b) => byCodeUnit(a.data.name, b.data.name))
            .map(({ pair, data }) => exportLine(driver, pair.class.name, data.name)),
          types: exportLines(redeclared, './types.js'),
          runtime: exportLines(framework.exports ?? [], './runtime.js'),
        },
      }),
    ],
    problems: [...problems, ...oneFileEach(planned)],
  };
}

/** The emitted classes, each with what it is planned from. */
function planClasses(shared: Shared, pairs: readonly ClassPair[], docsMode: DocsMode): PlannedClass[] {
  const lazy = shared.framework.evaluation === 'lazy' ? lazyScope(shared.driver, pairs) : undefined;
  return pairs.flatMap((pair) =>
    rolesOf(pair, lazy).map((role) => {
      const scope = scopeOf(shared, pair, emittedName({ driver: shared.driver, role }, pair.class));
      return { pair, data: planClass({ ...scope, class: pair.class, docsMode, role, lazy }, pair) };
    }),
  );
}

/** What is emitted of a class: a wrapper, or in lazy frameworks a recipe, and a run where members belong to one. */
function rolesOf(pair: ClassPair, lazy: LazyScope | undefined): MemberScope['role'][] {
  if (lazy === undefined || !lazy.isCursor(pair.class.name)) return ['wrapper'];
  return pair.spec.claims.some((claim) => claim.run) ? ['recipe', 'run'] : ['recipe'];
}

/** The record of the classes: a class that is called like something of the record's module has another name there. */
function planRecord(names: readonly string[]): ClassesPlan {
  const imports = new Imports(new Set(['classes', 'wrappers', 'Wrappers', ...names]));
  const taken = new Set(['classes', 'wrappers', 'Wrappers']);
  imports.theirs('Wrappers', '../internal/wrappers.js', 'value');
  const entries = names.map((name) => {
    const local = taken.has(name) ? imports.local(name) : name;
    return `${name}: typeof ${imports.theirs(name, modulePath(name), 'type', local)};`;
  });
  return { imports: imports.lines(), entries };
}

/** A class with the constructors that users call, which may be those of its base. */
function withConstructors(driver: Driver, declared: DriverClass): DriverClass {
  return { ...declared, constructors: publicConstructors(driver, declared) };
}

interface PlannedClass {
  readonly pair: ClassPair;
  readonly data: ClassPlan;
}

/** `export { Db } from './Db.js';`, by every name that users import the driver's class by. */
function exportLine(driver: Driver, declared: string, emitted: string): string {
  const others = emitted === emittedAs(driver, declared) ? exportsOf(driver, declared).slice(1) : [];
  const names = [emitted, ...others.map((each) => `${emitted} as ${each.name}`)];
  return `export { ${names.join(', ')} } from '${modulePath(emitted)}';`;
}

/** A class needs a name by which users import it, and one that means nothing else in its own module. */
function nameProblems(driver: Driver, declared: DriverClass): Problem[] {
  const { name, place } = declared;
  const emitted = exportedName(driver, name);
  if (emitted === undefined) return [withoutName({ driver, subject: name, place }, name)];
  return emitted !== name && namesIn(declared).has(emitted) ? [nameTaken(name, emitted, place)] : [];
}

function nameTaken(name: string, emitted: string, at: Place): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: name,
    message: `${name} is exported as ${emitted}, which is something else in its own declaration`,
    fix: 'teach codegen/plan/plan.ts to declare the class by one name and to export it by another',
    at,
  };
}

/** A disk may tell no small letter from a capital: classes that differ in nothing else cannot have a module each. */
function oneFileEach(planned: readonly PlannedClass[]): Problem[] {
  const seen = new Map<string, string>();
  return planned.flatMap(({ pair, data: { name } }) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    return other === undefined ? [] : [sameFile(name, other, pair.class.place)];
  });
}

function sameFile(name: string, other: string, at: Place): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: name,
    message: `${name} and ${other} ${name === other ? 'are called the same' : 'differ in the case of letters only'}, and their modules would be one file on some disks`,
    fix: 'teach codegen/plan/text/modules.ts to name their modules differently',
    at,
  };
}

function exportLines(names: readonly string[], module: string): string[] {
  return names.length === 0 ? [] : layout(['export type ', list('{ ', names, ' }'), ` from '${module}';`], 0);
}

function wrappedOf(driver: Driver, pairs: readonly ClassPair[]): Wrapped {
  return findWrapped(driver, new Set(pairs.map((pair) => pair.class.name)));
}

type Shared = Pick<Scope, 'driver' | 'wrapped' | 'framework' | 'problems'>;

function scopeOf(shared: Shared, { class: declared }: ClassPair, name: string): Scope {
  return {
    ...shared,
    imports: new Imports(new Set([...namesIn(declared), name])),
    own: new Set(name === emittedAs(shared.driver, declared.name) ? [declared.name] : []),
    typeParameters: new Set(declared.typeParameters.map((each) => each.name)),
    subject: declared.name,
    place: declared.place,
  };
}

function typesScope(shared: Shared): Scope {
  const names = shared.wrapped.redeclared.map((type) => type.name);
  const emitted = names.map((name) => emittedAs(shared.driver, name));
  return {
    ...shared,
    imports: new Imports(new Set([...names, ...emitted, ...shared.driver.exports.map((each) => each.name)])),
    own: new Set(names),
    typeParameters: new Set(),
    subject: 'types.ts',
    place: { file: shared.driver.file, line: 1, column: 1 },
  };
}
