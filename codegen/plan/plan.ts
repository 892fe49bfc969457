import { byCodeUnit } from '../common/order.js';
import type { Place } from '../common/place.js';
import type { Problem } from '../common/problem.js';
import type { Framework } from '../frameworks/framework.js';
import type { Driver } from '../model/driver.js';
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
  const pairs = [...reconciliation.classes].sort((a, b) => byCodeUnit(a.class.name, b.class.name));
  const wrapped = wrappedOf(driver, pairs);
  const scope = { driver, wrapped, framework, problems };
  const file = (name: string, source: string, content: FilePlan['content']): FilePlan => ({
    path: `${framework.name}/${name}.ts`,
    source: `${driver.package} ${driver.version}${source}`,
    content,
  });

  const classes = planClasses(scope, pairs, docsMode).map(({ spec, data }) =>
    file(moduleOf(data.name), ` and spec/${spec}.yaml`, { template: 'class', data }),
  );
  const names = classes
    .flatMap(({ content }) => (content.template === 'class' ? [content.data.name] : []))
    .sort(byCodeUnit);
  const types = planTypes(typesScope(scope), docsMode);
  const redeclared = wrapped.redeclared.map((type) => type.name).sort(byCodeUnit);
  return {
    files: [
      ...classes,
      file('classes', ' and spec/', { template: 'classes', data: planRecord(names) }),
      file('types', ' and spec/', { template: 'types', data: types }),
      file('index', ' and spec/', {
        template: 'index',
        data: {
          package: driver.package,
          classes: names.map((name) => `export { ${name} } from '${modulePath(name)}';`),
          types: exportLines(redeclared, './types.js'),
          runtime: exportLines(framework.exports ?? [], './runtime.js'),
        },
      }),
    ],
    problems: [...problems, ...oneFileEach(pairs)],
  };
}

/** The emitted classes, each with the name of its spec file. */
function planClasses(
  shared: Shared,
  pairs: readonly ClassPair[],
  docsMode: DocsMode,
): { spec: string; data: ClassPlan }[] {
  const lazy = shared.framework.evaluation === 'lazy' ? lazyScope(shared.driver, pairs) : undefined;
  return pairs.flatMap((pair) =>
    rolesOf(pair, lazy).map((role) => {
      const scope = scopeOf(shared, pair, emittedName({ role }, pair.class));
      return { spec: pair.class.name, data: planClass({ ...scope, class: pair.class, docsMode, role, lazy }, pair) };
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

/** A disk may tell no small letter from a capital: classes that differ in nothing else cannot have a module each. */
function oneFileEach(pairs: readonly ClassPair[]): Problem[] {
  const seen = new Map<string, string>();
  return pairs.flatMap(({ class: { name, place } }) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    return other === undefined ? [] : [sameFile(name, other, place)];
  });
}

function sameFile(name: string, other: string, at: Place): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: name,
    message: `${name} and ${other} differ in the case of letters only, and their modules would be one file on some disks`,
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
    imports: new Imports(namesIn(declared)),
    own: new Set([name]),
    typeParameters: new Set(declared.typeParameters.map((each) => each.name)),
    subject: declared.name,
    place: declared.place,
  };
}

function typesScope(shared: Shared): Scope {
  const names = shared.wrapped.redeclared.map((type) => type.name);
  return {
    ...shared,
    imports: new Imports(new Set([...names, ...shared.driver.exports.map((each) => each.name)])),
    own: new Set(names),
    typeParameters: new Set(),
    subject: 'types.ts',
    place: { file: shared.driver.file, line: 1, column: 1 },
  };
}
