import { nearest } from '../common/nearest.js';
import { CannotRunError } from '../common/problem.js';
import type { Tell } from '../common/interruption.js';
import type { Clause } from '../conformance/clause.js';
import { CLAUSES } from '../conformance/clauses.js';
import { judge, judgeReasons } from '../conformance/conformance.js';
import { reportLines, resultsToJson } from '../conformance/results/report-text.js';
import type { ClauseResult } from '../conformance/results/result.js';
import { type StageRequest, withStage } from '../conformance/stage/with-stage.js';
import { withSubject } from '../conformance/subject/prepare.js';
import type { Subject } from '../conformance/subject/subject.js';
import type { Report } from './report.js';

export interface ConformanceOptions {
  /** The name or path of the framework. */
  readonly framework: string;
  /** The choices for its options: `effect.absent=null`. */
  readonly options: readonly string[];
  /** The folder of the spec. Default: the one in the generator's package. */
  readonly spec: string | undefined;
  /** Its compiled classes. Undefined to generate and compile them temporarily. */
  readonly generated: string | undefined;
  /** A module whose `startServer()` resolves with `{ uri, stop() }`. Default: the server of `MONGODB_URI`. */
  readonly server: string | undefined;
  /** The names of the clauses to check. If empty, all of them. */
  readonly clauses: readonly string[];
  readonly tell: Tell;
}

/** `motorized conformance`: checks each clause of the contract for a framework, on a real server. */
export async function runConformance(options: ConformanceOptions): Promise<Report> {
  const clauses = selected(options.clauses);
  options.tell(`compiling ${options.framework}`);
  const results = await withSubject(options, async (subject, signal) =>
    look(subject, clauses, { server: options.server, signal }, options.tell),
  );
  if ('problems' in results) return { ...results, code: 1, lines: [], json: {} };
  const hasFailed = results.some(({ outcome }) => outcome === 'failed');
  return {
    code: hasFailed ? 1 : 0,
    problems: [],
    sources: new Map(),
    lines: reportLines(options.framework, results),
    json: { framework: options.framework, clauses: resultsToJson(results) },
  };
}

function selected(names: readonly string[]): readonly Clause[] {
  const known = CLAUSES.map((each) => each.name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const fix = near === undefined ? `use one of ${known.join(', ')}` : `did you mean '${near}'`;
    throw new CannotRunError(`no clause is called '${name}'`, fix);
  }
  return names.length === 0 ? CLAUSES : CLAUSES.filter((each) => names.includes(each.name));
}

async function look(
  subject: Subject,
  clauses: readonly Clause[],
  request: StageRequest,
  tell: Tell,
): Promise<ClauseResult[]> {
  tell('starting the server');
  return withStage(subject, request, async (stage) => {
    const results = [judgeReasons(subject)];
    for (const [at, clause] of clauses.entries()) {
      tell(`${clause.name}, clause ${at + 1} of ${clauses.length}`);
      results.push(await judge(clause, subject, stage));
    }
    return results;
  });
}
