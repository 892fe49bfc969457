import type { Problem } from './common/problem.js';
import { Remembered } from './common/remembered.js';
import { unreadProblem } from './driver/read/find-unread.js';
import { type ReadPackage, readDriver } from './driver/read/read-driver.js';
import type { FrameworkSource } from './frameworks/framework-source.js';
import { optionTypeProblems } from './model/fields/unresolved-names.js';
import type { Driver } from './model/driver.js';
import { ClassPlans } from './plan/classes/plan-classes.js';
import type { FilePlan } from './plan/file-plan.js';
import { withClasses } from './plan/modules/plan-modules.js';
import { makePlan, type Plan } from './plan/plan.js';
import type { DocsMode } from './plan/text/docs.js';
import type { Reconciliation } from './reconcile/pairs.js';
import { reconcile } from './reconcile/reconcile.js';
import { createRenderer, type Templates } from './render/render.js';
import type { RangedSpec } from './spec/ranged-spec.js';
import { withHeader } from './write/header.js';

export { defineConfig, type MotorizedConfig } from './config/config.js';

/** Everything that the output depends on. */
export interface GenerateRequest {
  /** The driver's declarations, and their name in messages. */
  readonly declarations: {
    readonly text: string;
    readonly package: string;
    readonly version: string;
    readonly file: string;
  };
  readonly spec: RangedSpec;
  readonly frameworks: readonly FrameworkSource[];
  /** The text of the modules that all frameworks share, by name. They are emitted as `internal/`. */
  readonly internal: ReadonlyMap<string, string>;
  readonly templates: Templates;
  readonly docs: DocsMode;
}

export interface GenerateResult {
  /** The text of the files, by path below the output folder. Empty if any problem is an error. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** The generator, as a pure function from its inputs to files. If there is an error, it emits nothing. */
export function generate(request: GenerateRequest): GenerateResult {
  return new Generator().generate(request);
}

/**
 * The generator for repeated calls, as with `--watch`. It caches each step until the inputs of the step change. The
 * parts of a request are compared by identity, the declarations by their text.
 */
export class Generator {
  readonly #driver = new Remembered<ReadPackage>();
  readonly #reconciliation = new Remembered<Reconciliation>();
  readonly #plans = new Map<string, { readonly plan: Remembered<Plan>; readonly classes: ClassPlans }>();
  readonly #renderer = new Remembered<(plan: FilePlan) => string>();

  generate(request: GenerateRequest): GenerateResult {
    const { declarations, spec } = request;
    const { text, package: name, version, file } = declarations;
    const read = this.#driver.of([text, name, version, file], () => readDriver(text, declarations));
    const { driver, unread } = read;
    const reconciliation = this.#reconciliation.of([driver, spec], () => reconcile(driver, spec));
    const problems = [...unread.map(unreadProblem), ...optionTypeProblems(driver), ...reconciliation.problems];
    if (hasError(problems)) return { files: new Map(), problems };
    const plans = request.frameworks.map((source) => this.#planOf(request, source, driver, reconciliation));
    for (const plan of plans) for (const problem of plan.problems) problems.push(problem);
    if (hasError(problems)) return { files: new Map(), problems: unique(problems) };
    const files = [...internalFiles(request.internal), ...plans.flatMap(filesOf)];
    return { files: this.#render(request.templates, files), problems: unique(problems) };
  }

  #planOf(request: GenerateRequest, source: FrameworkSource, driver: Driver, reconciliation: Reconciliation): Plan {
    const { internal, docs } = request;
    const { name } = source.framework;
    const { plan, classes } = this.#plans.get(name) ?? { plan: new Remembered<Plan>(), classes: new ClassPlans() };
    this.#plans.set(name, { plan, classes });
    return plan.of([driver, reconciliation, source, internal, docs], () =>
      makePlan({ driver, reconciliation, source, internal, docsMode: docs, classes }),
    );
  }

  #render(templates: Templates, plans: readonly FilePlan[]): ReadonlyMap<string, string> {
    const render = this.#renderer.of([templates], () => renderingOnce(createRenderer(templates)));
    return new Map(plans.map((plan) => [plan.path, withHeader(plan.source, render(plan), plan.choices)]));
  }
}

/** A renderer that caches its results: many parts of a plan are those of the plan before. */
function renderingOnce(render: (plan: FilePlan) => string): (plan: FilePlan) => string {
  const bodies = new WeakMap<FilePlan['content']['data'], string>();
  return (plan) => {
    const { data } = plan.content;
    const body = bodies.get(data) ?? render(plan);
    bodies.set(data, body);
    return body;
  };
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

function internalFiles(internal: GenerateRequest['internal']): FilePlan[] {
  return [...internal].map(([name, text]) => verbatim(`internal/${name}`, 'codegen/frameworks/internal', text));
}

/** The file plans of a framework: its classes, and the modules beside them. */
function filesOf(plan: Plan): FilePlan[] {
  const { framework, runtime } = plan.source;
  const alone = new Set((framework.modules ?? []).flatMap((each) => (each.subpath === undefined ? [] : each.file)));
  const beside = runtime.map(({ path, origin, text }) =>
    verbatim(`${framework.name}/${path}`, origin, text, alone.has(path) ? withClasses : undefined),
  );
  return [...plan.files, ...beside];
}

/** Removes duplicates: two frameworks or two overloads may report the same problem. */
function unique(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(
      problems.map((problem) => [JSON.stringify([problem.rule, problem.message, problem.at]), problem]),
    ).values(),
  ];
}

function verbatim(
  path: string,
  source: string,
  text: string,
  around: (lines: readonly string[]) => readonly string[] = (lines) => lines,
): FilePlan {
  const lines = around(text.trimEnd().split(/\r?\n/));
  return { path, source, choices: [], content: { template: 'verbatim', data: { lines } } };
}
