import { Broken, type Breach, type Clause, inapplicable } from './clause.js';
import { CLAUSES } from './clauses.js';
import type { ClauseResult } from './results/result.js';
import { strayEntries } from './results/stale.js';
import { inTime } from './stage/side.js';
import type { Stage } from './stage/stage.js';
import { watched } from './stage/watch.js';
import type { Subject } from './subject/subject.js';

/** The time limit of a clause, in milliseconds. */
const CLAUSE_LIMIT = 60_000;

/** Checks that the clauses which the framework excludes exist and could apply. */
export function judgeReasons(subject: Subject): ClauseResult {
  const breaches = strayEntries(subject, CLAUSES);
  return {
    name: 'idiom/without',
    says: 'Every entry in `without` of synchro.ts names a clause that could apply.',
    fix: '`without` in synchro.ts',
    outcome: breaches.length > 0 ? 'failed' : 'passed',
    breaches,
    ms: 0,
  };
}

/** Checks a clause for a framework, on a stage if the check needs a server. */
export async function judge(clause: Clause, subject: Subject, stage: Stage | undefined): Promise<ClauseResult> {
  const { name, says, needs } = clause;
  const isUntold = needs !== undefined && subject.idiom[needs] === undefined;
  const fix = isUntold ? `\`${needs}\` in synchro.ts, as docs/conformance.md describes it` : clause.fix;
  const about = { name, says, fix, breaches: [], ms: 0 };
  const beside = inapplicable(clause, subject);
  if (beside !== undefined) return { ...about, outcome: 'not applicable', reason: beside };
  if (clause.run !== undefined && stage === undefined)
    return { ...about, outcome: 'not run', reason: 'the emitted code cannot be imported' };
  const begin = performance.now();
  const breaches = await breachesOf(clause, subject, stage);
  const ms = Math.round(performance.now() - begin);
  const reason = subject.idiom.without?.[name];
  if (reason === undefined) {
    const outcome = breaches.length > 0 ? 'failed' : 'passed';
    return { ...about, fix: fixOf(breaches) ?? fix, outcome, breaches, ms };
  }
  if (breaches.length > 0) return { ...about, outcome: 'not applicable', reason, ms };
  const stale = { subject: undefined, expected: `what \`without\` says: ${reason}`, found: 'it passes' };
  return { ...about, outcome: 'failed', fix: '`without` in synchro.ts: delete the entry', breaches: [stale], ms };
}

/** The common `fix` of the breaches. */
function fixOf(breaches: readonly Breach[]): string | undefined {
  const fixes = [...new Set(breaches.flatMap(({ fix }) => fix ?? []))];
  return fixes.length === 0 ? undefined : fixes.join('; ');
}

async function breachesOf(clause: Clause, subject: Subject, stage: Stage | undefined): Promise<readonly Breach[]> {
  const { needs } = clause;
  if (needs !== undefined && subject.idiom[needs] === undefined) {
    const expected = `\`${needs}\` in synchro.ts, or a reason in its \`without\``;
    return [{ subject: undefined, expected, found: 'neither' }];
  }
  const read = clause.read?.(subject) ?? [];
  if (clause.run === undefined || stage === undefined) return read;
  try {
    return [...read, ...(await straysOf(clause, stage))];
  } catch (error) {
    if (error instanceof Broken) return error.breaches;
    return [{ subject: undefined, expected: 'no error', found: error }];
  }
}

/** The unhandled failures, without those that the driver itself leaves up to 6.0. */
async function straysOf({ run, alike }: Clause, stage: Stage): Promise<readonly Breach[]> {
  const strays = await watched(async () => perform(run, stage));
  if (strays.length === 0 || alike === undefined) return strays;
  const own = new Set((await watched(async () => perform(alike, stage))).map(({ found }) => String(found)));
  return strays.filter(({ found }) => !own.has(String(found)));
}

async function perform(run: Clause['run'], stage: Stage): Promise<void> {
  await stage.reset();
  try {
    await inTime(run?.(stage) ?? Promise.resolve(), 'the clause', CLAUSE_LIMIT);
  } finally {
    await stage.leave();
  }
}
