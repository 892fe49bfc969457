import { fixInGenerator } from '../common/project/fix-in-generator.js';
import type { Problem } from '../common/problem.js';
import type { PlaceOf } from '../frameworks/framework-source.js';
import type { Framework } from '../frameworks/framework.js';
import type { Driver, DriverClass, DriverExport } from '../model/driver.js';
import { emittedAs } from '../model/exported-names.js';
import type { ClassPair } from '../reconcile/pairs.js';
import type { ClassPlan } from './file-plan.js';
import type { Wrapped } from './types/wrapped-types.js';

interface IndexScope {
  readonly driver: Driver;
  readonly framework: Framework;
  readonly placeOf: PlaceOf;
  readonly wrapped: Wrapped;
}

/** An emitted class, and the driver class that it wraps. */
interface EmittedClass {
  readonly pair: ClassPair;
  readonly data: Pick<ClassPlan, 'name'>;
}

/**
 * Problems with names that the index of a framework would export twice, or in place of a value of the driver. The index
 * exports what the driver does, the runs of a lazy framework, and the framework's own types. Such a type may replace a
 * type of the driver that names no wrapper, as `Callback` does.
 */
export function indexProblems(scope: IndexScope, classes: readonly EmittedClass[]): Problem[] {
  const { driver, framework } = scope;
  const runs = new Map(
    classes.flatMap(({ pair, data }) =>
      data.name === emittedAs(driver, pair.class.name) ? [] : [[data.name, pair.class] as const],
    ),
  );
  const own = [...(framework.exports ?? []), ...(framework.modules ?? []).flatMap((each) => each.exports ?? [])];
  const types = new Set(own);
  const twice = own.filter((name, at) => own.indexOf(name) !== at);
  return [
    ...[...new Set(twice)].map((name) => exportedTwice(scope, name)),
    ...driver.exports.flatMap((each) => {
      const run = runs.get(each.name);
      if (run !== undefined) return [calledLikeRun(scope, each, run)];
      return types.has(each.name) && isKept(scope, each) ? [calledLikeType(scope, each)] : [];
    }),
    ...[...runs].filter(([name]) => types.has(name)).map(([name, of]) => runCalledLikeType(scope, name, of)),
  ];
}

/** Whether users need the driver's export: a class, another value, or a type that the index redeclares. */
function isKept({ driver, wrapped }: IndexScope, { name, local = name, kind, typeOnly }: DriverExport): boolean {
  if (wrapped.isWrapped(local)) return true;
  const isRedeclared = wrapped.redeclared.some((type) => type.name === local && emittedAs(driver, local) === name);
  return isRedeclared || (typeOnly !== true && kind !== 'interface' && kind !== 'alias');
}

const TYPE_FIX = 'rename that type in `exports` of framework.ts and in runtime.ts, or generate without the framework';
const RUN_FIX = fixInGenerator('teach `runName` of codegen/plan/classes/class-base.ts to give runs another name');

function exportedTwice({ framework, placeOf }: IndexScope, name: string): Problem {
  return {
    rule: 'name-taken',
    severity: 'error',
    subject: framework.name,
    message: `the framework ${framework.name} exports \`${name}\` from two of its modules, but its index can export only one of them`,
    fix: 'rename one of them, or leave it out of `exports`',
    at: placeOf('modules'),
  };
}

function calledLikeType({ driver, framework }: IndexScope, { name, place }: DriverExport): Problem {
  const message = `${name} of ${driver.package} has the same name as the type \`${name}\` that the framework ${framework.name} exports, but its index can export only one of them`;
  return { rule: 'name-taken', severity: 'error', subject: name, message, fix: TYPE_FIX, at: place };
}

function calledLikeRun({ driver, framework }: IndexScope, { name, place }: DriverExport, run: DriverClass): Problem {
  const message = `${name} of ${driver.package} has the same name as a run of ${emittedAs(driver, run.name)} in the framework ${framework.name}, but its index can export only one of them`;
  return { rule: 'name-taken', severity: 'error', subject: name, message, fix: RUN_FIX, at: place, related: run.place };
}

function runCalledLikeType({ driver, framework }: IndexScope, name: string, of: DriverClass): Problem {
  const message = `a run of ${emittedAs(driver, of.name)} has the same name as the type \`${name}\` that the framework ${framework.name} exports`;
  return { rule: 'name-taken', severity: 'error', subject: name, message, fix: TYPE_FIX, at: of.place };
}
