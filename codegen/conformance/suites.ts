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

/** Which framework is looked at, and on what. */
export interface SuiteOptions {
  /** Its name, or the path of its folder. */
  readonly framework: string;
  /** What is chosen of its options: `['effect.absent=null']`. */
  readonly options?: readonly string[];
  /** The folder of the spec; by default the one that comes with the generator. */
  readonly spec?: string;
  /** A folder with its compiled classes; by default they are generated and compiled for the time of the suite. */
  readonly generated?: string;
  /** A module whose `startServer(env)` promises `{ uri, stop() }`; by default the server of `MONGODB_URI`. */
  readonly server?: string;
}

/** What mocha and its like offer, as globals where nothing else is said. */
export interface TestInterface {
  readonly describe: (title: string, suite: (this: TestContext) => void) => unknown;
  readonly it: (title: string, test: (this: TestContext) => Promise<void>) => unknown;
  readonly before: (prepare: (this: TestContext) => Promise<void>) => unknown;
  readonly after: (tidy: (this: TestContext) => Promise<void>) => unknown;
}

/** What mocha and its like call a test with. */
export interface TestContext {
  timeout?(ms: number): unknown;
  skip?(reason?: string): unknown;
  readonly test?: { title: string };
}

/** Milliseconds: the generator and the compiler take most of it. */
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

/** Passes, is left out, or fails with what the clause says and what was found. */
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

/** A framework and its stage, from the beginning of a suite to its end. */
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

/** Tells of what ended the work before the suite did. */
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
