import type { Problem } from './common/problem.js';
import { unreadProblem } from './driver/read/find-unread.js';
import { readDriver } from './driver/read/read-driver.js';
import type { FrameworkSource } from './frameworks/framework-source.js';
import { optionTypeProblems } from './model/fields/unresolved-names.js';
import type { FilePlan } from './plan/file-plan.js';
import { withClasses } from './plan/modules/plan-modules.js';
import { makePlan } from './plan/plan.js';
import type { DocsMode } from './plan/text/docs.js';
import { reconcile } from './reconcile/reconcile.js';
import { createRenderer, type Templates } from './render/render.js';
import type { RangedSpec } from './spec/ranged-spec.js';
import { withHeader } from './write/header.js';

export { defineConfig, type MotorizedConfig } from './config/config.js';

/** Everything that the output depends on. */
export interface GenerateRequest {
  /** The driver's declarations and what they are called in messages. */
  readonly declarations: {
    readonly text: string;
    readonly package: string;
    readonly version: string;
    readonly file: string;
  };
  readonly spec: RangedSpec;
  readonly frameworks: readonly FrameworkSource[];
  /** Name to text of the modules that every framework shares, emitted under `internal/`. */
  readonly internal: ReadonlyMap<string, string>;
  readonly templates: Templates;
  readonly docs: DocsMode;
}

export interface GenerateResult {
  /** Path under the output folder to text; empty when a problem is an error. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** The generator: a pure function from its inputs to files. Nothing is emitted while there is an error. */
export function generate(request: GenerateRequest): GenerateResult {
  const { declarations, spec, internal, docs } = request;
  const { driver, unread } = readDriver(declarations.text, declarations);
  const reconciliation = reconcile(driver, spec);
  const problems = [...unread.map(unreadProblem), ...optionTypeProblems(driver), ...reconciliation.problems];
  if (problems.some((problem) => problem.severity === 'error')) return { files: new Map(), problems };

  const plans: FilePlan[] = [...internal].map(([name, text]) =>
    verbatim(`internal/${name}`, 'codegen/frameworks/internal', text),
  );
  for (const source of request.frameworks) {
    const plan = makePlan({ driver, reconciliation, source, internal, docsMode: docs });
    // One by one: there may be more of them than a call takes arguments.
    for (const file of plan.files) plans.push(file);
    const { framework, runtime } = plan.source;
    const alone = new Set((framework.modules ?? []).flatMap((each) => (each.subpath === undefined ? [] : each.file)));
    for (const { path, origin, text } of runtime)
      plans.push(verbatim(`${framework.name}/${path}`, origin, text, alone.has(path) ? withClasses : undefined));
    for (const problem of plan.problems) problems.push(problem);
  }
  if (problems.some((problem) => problem.severity === 'error')) return { files: new Map(), problems: unique(problems) };

  const render = createRenderer(request.templates);
  return {
    files: new Map(plans.map((plan) => [plan.path, withHeader(plan.source, render(plan), plan.choices)])),
    problems: unique(problems),
  };
}

/** What two frameworks or two overloads have in common is said once. */
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
