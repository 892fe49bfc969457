import { fixInGenerator } from '../common/project/fix-in-generator.js';
import { byCodeUnit } from '../common/order.js';
import type { Place } from '../common/place.js';
import type { Problem } from '../common/problem.js';
import { guardFramework } from '../frameworks/contract/guard-framework.js';
import { type Exports, ImportUses } from '../frameworks/contract/import-uses.js';
import type { FrameworkSource } from '../frameworks/framework-source.js';
import { readRuntime } from '../frameworks/reading/runtime-exports.js';
import { runtimeProblems } from '../frameworks/reading/runtime-problems.js';
import type { Driver, DriverClass } from '../model/driver.js';
import { emittedAs, exportedName, exportsOf } from '../model/exported-names.js';
import type { Reconciliation } from '../reconcile/pairs.js';
import { ClassPlans, type PlannedClass } from './classes/plan-classes.js';
import type { ClassesPlan, FilePlan } from './file-plan.js';
import { groundOf } from './ground.js';
import { indexProblems } from './index-names.js';
import { lazyScope } from './lazy/lazy-scope.js';
import type { HiddenMember } from './member-scope.js';
import { exportLines, importProblems, indexLines, ownExports } from './modules/module-exports.js';
import { fittingModules } from './modules/fitting-modules.js';
import { type PlannedModule, planModules } from './modules/plan-modules.js';
import type { Scope } from './scope.js';
import type { Shared } from './shared.js';
import type { DocsMode } from './text/docs.js';
import { Imports } from './text/imports.js';
import { moduleOf, modulePath } from './text/modules.js';
import { namesIn } from './text/taken-names.js';
import { withoutName } from './types/driver-names.js';
import { planTypes } from './types/plan-types-module.js';

export interface PlanRequest {
  readonly driver: Driver;
  readonly reconciliation: Reconciliation;
  readonly source: FrameworkSource;
  /** The text of the modules that all frameworks share, by name. */
  readonly internal: ReadonlyMap<string, string>;
  readonly docsMode: DocsMode;
  /** The plans of the framework's classes so far, of which those that still hold are used. Default: none. */
  readonly classes?: ClassPlans;
}

export interface Plan {
  readonly files: readonly FilePlan[];
  /** The framework, with only those modules that are emitted. */
  readonly source: FrameworkSource;
  readonly problems: readonly Problem[];
  /** The members that the framework leaves out. */
  readonly hidden: readonly HiddenMember[];
}

/** Decides everything about the files of one framework. Templates only lay them out. */
export function makePlan(request: PlanRequest): Plan {
  const { driver, reconciliation, source: whole, internal, docsMode, classes = new ClassPlans() } = request;
  const source = fittingModules(whole, new Set(reconciliation.classes.map((pair) => pair.class.name)));
  const { pairs, wrapped, told } = groundOf(driver, reconciliation);
  const uses = new ImportUses();
  const guarded = guardFramework(source.framework, source.placeOf, uses);
  const { framework } = guarded;
  const shared: Shared = {
    driver,
    wrapped,
    framework,
    placeOf: source.placeOf,
    problems: pairs.flatMap((pair) => nameProblems(driver, pair.class)),
    docsMode,
    told,
    hidden: [],
    lazy: framework.evaluation === 'lazy' ? lazyScope(driver, pairs) : undefined,
  };
  const planned = classes.plan(shared, { source: whole, uses, pairs });
  const modules = planModules(shared, pairs);
  const read = readRuntime(source.runtime);
  const exports = ownExports(read, modules);
  const choices = choicesOf(source);
  const files = planFiles(shared, { planned, modules, exports, choices });
  const emitted = new Set(files.map(({ path }) => path.slice(framework.name.length + 1)));
  const faults = guarded.problems();
  if (faults.length > 0) classes.forget();
  const problems = [
    ...shared.problems,
    ...indexProblems(shared, planned),
    ...oneFileEach(shared, planned),
    ...faults,
    ...importProblems(source, uses, { driver, internal, files, exports }),
    ...runtimeProblems(source, { read, exports, driver: driver.package, internal, emitted }),
  ];
  return { files, source, problems, hidden: shared.hidden };
}

interface Planned {
  readonly planned: readonly PlannedClass[];
  readonly modules: readonly PlannedModule[];
  readonly exports: ReadonlyMap<string, Exports>;
  readonly choices: readonly string[];
}

/** The choices other than the defaults, which headers do not mention. */
function choicesOf({ framework, chosen }: FrameworkSource): string[] {
  return chosen
    .filter((each) => !each.isDefault)
    .map(({ name, value }) => `${framework.name}.${name}=${value}`)
    .sort(byCodeUnit);
}

function planFiles(shared: Shared, { planned, modules, exports, choices }: Planned): FilePlan[] {
  const { driver, framework } = shared;
  const file = (name: string, from: string, content: FilePlan['content']): FilePlan => ({
    path: `${framework.name}/${name}.ts`,
    source: `${driver.package} ${driver.version}${from}`,
    choices,
    content,
  });
  const names = planned.map(({ data }) => data.name).sort(byCodeUnit);
  const redeclared = shared.wrapped.redeclared.map((type) => emittedAs(driver, type.name)).sort(byCodeUnit);
  const classLines = planned
    .toSorted((a, b) => byCodeUnit(a.data.name, b.data.name))
    .map(({ pair, data }) => exportLine(driver, pair.class.name, data.name));
  return [
    ...planned.map(({ pair, data }) =>
      file(moduleOf(data.name), ` and spec/${pair.spec.class}.yaml`, { template: 'class', data }),
    ),
    ...modules.map(({ name, lines }) => file(name, '', { template: 'verbatim', data: { lines } })),
    file('classes', ' and spec/', { template: 'classes', data: planRecord(names) }),
    file('driver', '', { template: 'driver', data: { package: driver.package } }),
    file('types', ' and spec/', { template: 'types', data: planTypes(typesScope(shared), shared.docsMode) }),
    file('index', ' and spec/', {
      template: 'index',
      data: {
        package: driver.package,
        classes: classLines,
        types: exportLines(redeclared, 'type', './types.js'),
        runtime: indexLines(framework, exports),
      },
    }),
  ];
}

/** The module `classes.ts`. A class whose name that module uses for something else is imported under another name. */
function planRecord(names: readonly string[]): ClassesPlan {
  const imports = new Imports(new Set(['classes', 'wrappers', 'Wrappers', ...names]));
  const taken = new Set(['classes', 'wrappers', 'Wrappers']);
  imports.theirs('Wrappers', '../internal/wrappers.js', 'value');
  const entries = names.map((name) => {
    const local = taken.has(name) ? imports.local(name) : name;
    return `${name}: typeof ${imports.theirs(name, modulePath(name), 'type', local)};`;
  });
  // The template adds `new Wrappers()` itself.
  return { imports: imports.lines(['new Wrappers()', ...entries]), entries };
}

/** `export { Db } from './Db.js';`, with every name under which the driver exports the class. */
function exportLine(driver: Driver, declared: string, emitted: string): string {
  const others = emitted === emittedAs(driver, declared) ? exportsOf(driver, declared).slice(1) : [];
  const names = [emitted, ...others.map((each) => `${emitted} as ${each.name}`)];
  return `export { ${names.join(', ')} } from '${modulePath(emitted)}';`;
}

/** A class needs a name for users to import, which must not mean anything else in its module. */
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
    message: `${name} is exported as ${emitted}, but in its own declaration that name means something else`,
    fix: fixInGenerator('teach codegen/plan/plan.ts to declare the class by one name and to export it by another'),
    at,
  };
}

/**
 * File systems may ignore case. So the names of classes must differ in more than case, and from the names of the
 * framework's modules.
 */
function oneFileEach({ framework, placeOf }: Shared, planned: readonly PlannedClass[]): Problem[] {
  const seen = new Map<string, string>();
  const same = planned.flatMap(({ pair, data: { name } }) => {
    const key = moduleOf(name).toLowerCase();
    const other = seen.get(key);
    seen.set(key, name);
    return other === undefined || other === name ? [] : [sameFile(name, other, pair.class.place)];
  });
  const taken = (framework.modules ?? []).flatMap(({ file }, at) => {
    const name = seen.get(file.replace(/\.ts$/, ''));
    return name === undefined ? [] : [fileTaken(framework.name, file, name, placeOf(`modules.${at}.file`))];
  });
  return [...same, ...taken];
}

function fileTaken(framework: string, file: string, name: string, at: Place): Problem {
  return {
    rule: 'name-taken',
    severity: 'error',
    subject: `${framework}.modules`,
    message: `\`modules\` of the framework ${framework} has a file \`${file}\`, which is also the file of the class ${name}, at least on disks that ignore case`,
    fix: 'rename the module',
    at,
  };
}

function sameFile(name: string, other: string, at: Place): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: name,
    message: `${name} and ${other} differ only in case, so their modules would be the same file on some disks`,
    fix: fixInGenerator('teach codegen/plan/text/modules.ts to name their modules differently'),
    at,
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
    member: undefined,
    subject: 'types.ts',
    place: { file: shared.driver.file, line: 1, column: 1 },
  };
}
