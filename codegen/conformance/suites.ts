import { AssertionError } from 'node:assert';

import { formatProblems } from '../common/problem-text.js';
import { CLAUSES } from './clauses.js';
import { judge, judgeReasons } from './conformance.js';
import { failureLines } from './results/report-text.js';
import type { ClauseResult } from './results/result.js';
import type { Stage } from './stage/stage.js';
import { withStage } from './stage/with-stage.js';
import { type Unprepared, withSubject } from './subject/prepare.js';
import type { Subject } from './subject/subject.js';

/** The framework to check, and the server. */
export interface SuiteOptions {
  /** Its name, or the path of its folder. */
  readonly framework: string;
  /** The choices for its options: `['effect.absent=null']`. */
  readonly options?: readonly string[];
  /** The folder of the spec. Default: the one in the generator's package. */
  readonly spec?: string;
  /** A folder with its compiled classes. By default, they are generated and compiled for the suite. */
  readonly generated?: string;
  /** A module whose `startServer(env)` resolves with `{ uri, stop() }`. Default: the server of `MONGODB_URI`. */
  readonly server?: string;
}

/** The functions of mocha and the like. Default: the globals. */
export interface TestInterface {
  readonly describe: (title: string, suite: (this: TestContext) => void) => unknown;
  readonly it: (title: string, test: (this: TestContext) => Promise<void>) => unknown;
  readonly before: (prepare: (this: TestContext) => Promise<void>) => unknown;
  readonly after: (tidy: (this: TestContext) => Promise<void>) => unknown;
}

/** The context of a test in mocha and the like. */
export interface TestContext {
  timeout?(ms: number): unknown;
  skip?(reason?: string): unknown;
  readonly test?: { title: string };
}

/** The time limit of the preparation, in milliseconds, mostly for the generator and the compiler. */
const PREPARE_LIMIT = 120_000;

/** Declares a suite with a test for each clause of the contract of frameworks. */
export function conformanceSuite(
  options: SuiteOptions,
  { describe, it, before, after }: TestInterface = globalThis as unknown as TestInterface,
): void {
  describe(`${options.framework} keeps the contract of frameworks:`, function () {
    this.timeout?.(PREPARE_LIMIT);
    const held = new Held(options);
    before(async () => held.begin());
    after(async () => held.end());
    it('idiom/without', async () => report(judgeReasons(held.subject), {}));
    for (const clause of CLAUSES)
      it(clause.name, async function () {
        report(await judge(clause, held.subject, held.stage), this);
      });
  });
}

/** Passes, skips, or fails a test, with the sentence of the clause and what was found. */
function report(result: ClauseResult, context: TestContext): void {
  const { outcome, reason, says, fix } = result;
  if (outcome === 'not applicable') {
    if (context.test !== undefined) context.test.title += `: not applicable, ${reason}`;
    context.skip?.(reason);
  } else if (outcome !== 'passed') {
    const message = [says, ...(reason === undefined ? failureLines(result) : [reason]), `  fix: see ${fix}`].join('\n');
    throw new AssertionError({ message });
  }
}

/** Keeps a framework and its stage from the beginning of a suite to its end. */
class Held {
  readonly #options: SuiteOptions;
  #subject: Subject | undefined;
  #stage: Stage | undefined;
  #release: () => void = () => undefined;
  #work: Promise<unknown> | undefined;

  constructor(options: SuiteOptions) {
    this.#options = options;
  }

  get subject(): Subject {
    if (this.#subject === undefined) throw new Error('the framework has not been prepared');
    return this.#subject;
  }

  get stage(): Stage | undefined {
    return this.#stage;
  }

  async begin(): Promise<void> {
    const { framework, options = [], spec, generated, server } = this.#options;
    await new Promise<void>((ready, fail) => {
      const work = withSubject({ framework, options, spec, generated }, async (subject, signal) => {
        this.#subject = subject;
        await withStage(subject, { server, signal }, async (stage) => {
          this.#stage = stage;
          ready();
          await new Promise<void>((release) => (this.#release = release));
        });
        return undefined;
      });
      this.#work = settle(work, fail);
    });
  }

  async end(): Promise<void> {
    this.#release();
    await this.#work;
  }
}

/** Reports an error or problems that ended the work before the suite. */
async function settle(work: Promise<Unprepared | undefined>, fail: (reason: unknown) => void): Promise<void> {
  try {
    const unprepared = await work;
    if (unprepared === undefined) return;
    const { problems, sources } = unprepared;
    fail(new Error(formatProblems(problems, { sources, color: false, frames: false })));
  } catch (error) {
    fail(error);
  }
}
