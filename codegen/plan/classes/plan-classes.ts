import { isDeepStrictEqual } from 'node:util';

import type { Problem } from '../../common/problem.js';
import { Remembered } from '../../common/remembered.js';
import type { ImportUses, Use } from '../../frameworks/contract/import-uses.js';
import type { FrameworkSource } from '../../frameworks/framework-source.js';
import { emittedAs } from '../../model/exported-names.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import type { ClassSpec } from '../../spec/spec.js';
import type { ClassPlan } from '../file-plan.js';
import type { HiddenMember, LazyScope, MemberScope } from '../member-scope.js';
import { classScope, type Shared } from '../shared.js';
import { Imports } from '../text/imports.js';
import { namesIn } from '../text/taken-names.js';
import { emittedName, planClass } from './plan-class.js';
import { Questions } from './questions.js';

/** An emitted class. */
export interface PlannedClass {
  readonly pair: ClassPair;
  readonly data: ClassPlan;
}

/** What comes of planning a class of the driver: its emitted classes, and what else was found. */
interface Outcome {
  readonly spec: ClassSpec;
  readonly plans: readonly ClassPlan[];
  readonly problems: readonly Problem[];
  readonly hidden: readonly HiddenMember[];
  readonly uses: readonly Use[];
  readonly questions: Questions;
}

interface ClassesRequest {
  /** The framework with all of its modules. */
  readonly source: FrameworkSource;
  /** Records what the framework's functions import. */
  readonly uses: ImportUses;
  readonly pairs: readonly ClassPair[];
}

/**
 * The plans of a framework's classes. With `--watch`, most changes of the spec concern a single class, and only that
 * one is planned again.
 *
 * The plan of a class depends on the driver, the framework, which classes there are, the class's own spec, and on the
 * answers to its questions about other classes. It is used again as long as all of these are the same.
 */
export class ClassPlans {
  readonly #known = new Remembered<Map<string, Outcome>>();

  /** Plans the classes. Their problems and hidden members are added to the scope. */
  plan(shared: Shared, { source, uses, pairs }: ClassesRequest): PlannedClass[] {
    const names = pairs.map((pair) => pair.class.name).join(' ');
    const known = this.#known.of([shared.driver, source, shared.docsMode, names], () => new Map<string, Outcome>());
    return pairs.flatMap((pair) => {
      const { name } = pair.class;
      const last = known.get(name);
      const outcome = last !== undefined && holds(last, shared, pair) ? last : outcomeOf(shared, uses, pair);
      known.set(name, outcome);
      for (const problem of outcome.problems) shared.problems.push(problem);
      shared.hidden.push(...outcome.hidden);
      uses.add(outcome.uses);
      return outcome.plans.map((data) => ({ pair, data }));
    });
  }

  /** Forgets the plans. A fault of the framework is only found while planning, so such plans must not be used again. */
  forget(): void {
    this.#known.forget();
  }
}

/** Whether planning the class once more would have the same outcome. */
function holds({ spec, questions }: Outcome, shared: Shared, pair: ClassPair): boolean {
  return isDeepStrictEqual(spec, pair.spec) && questions.holdFor(shared);
}

function outcomeOf(shared: Shared, uses: ImportUses, pair: ClassPair): Outcome {
  const questions = new Questions(shared);
  const own: Shared = { ...shared, told: questions.told, lazy: questions.lazy, problems: [], hidden: [] };
  const planned = uses.during(() => planRoles(own, pair));
  const { problems, hidden } = own;
  return { spec: pair.spec, plans: planned.result, problems, hidden, uses: planned.uses, questions };
}

/** Plans the classes that are emitted for a class of the driver. */
function planRoles(shared: Shared, pair: ClassPair): ClassPlan[] {
  const reshaped = new Set<string>();
  return rolesOf(pair, shared.lazy).map((role) => {
    const name = emittedName({ driver: shared.driver, role }, pair.class);
    const imports = new Imports(new Set([...namesIn(pair.class), name]));
    const own = new Set(name === emittedAs(shared.driver, pair.class.name) ? [pair.class.name] : []);
    return planClass(classScope(shared, pair.class, { role, imports, own, reshaped }), pair);
  });
}

/** A wrapper, or in lazy frameworks a recipe for each cursor, and a run if it has members of a run. */
function rolesOf(pair: ClassPair, lazy: LazyScope | undefined): MemberScope['role'][] {
  if (lazy === undefined || !lazy.isCursor(pair.class.name)) return ['wrapper'];
  return pair.spec.claims.some((claim) => claim.run) ? ['recipe', 'run'] : ['recipe'];
}
