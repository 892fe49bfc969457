import { compare, type Comparison } from './results/compare-results.js';
import { type Fault, faultsOf } from './results/faults.js';
import type { TestResult } from './results/test-results.js';
import { type GroupContext, type GroupRun, idsOf, runGroup, type SuiteFramework } from './run/run-group.js';
import type { WorkerReport } from './run/run-worker.js';
import { allOrNone, Slots, Turns } from './run/slots.js';
import type { Group } from './suite/selection.js';
import { isAbout } from './suite/settings.js';

export interface SynchroRequest extends Omit<GroupContext, 'turns'> {
  readonly groups: readonly Group[];
  readonly frameworks: readonly SuiteFramework[];
}

export interface SuiteOutcome {
  readonly comparisons: readonly Comparison[];
  /** The result of every test on the raw driver. */
  readonly raw: readonly TestResult[];
  readonly faults: readonly Fault[];
}

/** How many workers run at once. They wait more than they compute. */
const AT_ONCE = 5;

/** Runs every group on the raw driver, then runs the tests that passed on every framework, and compares the results. */
export async function synchro(request: SynchroRequest): Promise<SuiteOutcome> {
  const stop = new AbortController();
  const context = { ...request, turns: new Turns(), signal: AbortSignal.any([request.signal, stop.signal]) };
  const slots = new Slots(AT_ONCE);
  const found = new Found(request.frameworks);
  const tasks = groupsOf(request).map(async (group) => {
    const report = await slots.run(async () => runOrAgain(context, { group, framework: undefined, only: undefined }));
    found.addRaw(group, report);
    const frameworks = request.frameworks.filter(({ types }) => group.kind !== 'types' || types !== undefined);
    const only = idsOf(report.results, 'passed');
    if (only.length === 0) return;
    const onFrameworks = frameworks.map(async (framework) => {
      const own = await slots.run(async () => runOrAgain(context, { group, framework, only }));
      found.add(group, framework, only, own);
    });
    await allOrNone(onFrameworks, (reason) => stop.abort(reason));
  });
  await allOrNone(tasks, (reason) => stop.abort(reason));
  // One after the other, since some tests have limits of a few milliseconds, which fail on a busy machine.
  for (const look of found.looks) found.addSecond(look.framework, await again(context, look));
  const comparisons = request.frameworks.map((framework) =>
    compare(framework.name, countedFor(framework, found.raw), found.of(framework), request.settings),
  );
  return { comparisons, raw: found.raw, faults: found.faults };
}

/** The groups to run. Type tests only apply to frameworks with the driver's own types. */
function groupsOf({ groups, frameworks }: SynchroRequest): readonly Group[] {
  const areTypesCounted = frameworks.some(({ types }) => types !== undefined);
  return groups.filter(({ kind }) => kind !== 'types' || areTypesCounted);
}

/**
 * Runs a group, and once more if there was an error outside of any test: the process has died, or a hook around all tests has failed.
 * All later tests may be missing in the comparison.
 */
async function runOrAgain(context: GroupContext, run: GroupRun): Promise<WorkerReport> {
  const report = await runOnce(context, run);
  const isWhole = report.death === undefined && report.hooks.length === 0;
  return isWhole ? report : runOnce(context, { ...run, suffix: '-anew' });
}

/** Runs a group. Late errors on the raw driver cost no test, and are the suite's own. */
async function runOnce(context: GroupContext, run: GroupRun): Promise<WorkerReport> {
  const report = await runGroup(context, run);
  if (run.framework !== undefined) return report;
  return { ...report, hooks: report.hooks.filter(({ isLate }) => !isLate) };
}

/** The results so far. */
class Found {
  readonly raw: TestResult[] = [];
  readonly faults: Fault[] = [];
  /** The lost tests that have to be run again. */
  readonly looks: SecondLook[] = [];
  readonly #wrapped: ReadonlyMap<string, TestResult[]>;
  readonly #unloadable = new Set<string>();

  constructor(frameworks: readonly SuiteFramework[]) {
    this.#wrapped = new Map(frameworks.map(({ name }) => [name, []]));
  }

  addRaw(group: Group, report: WorkerReport): void {
    this.raw.push(...report.results);
    this.faults.push(...faultsOf(`${group.name} on the raw driver`, report));
    for (const { file } of report.unloadable) this.#unloadable.add(file);
  }

  add(group: Group, framework: SuiteFramework, only: readonly string[], report: WorkerReport): void {
    this.addSecond(framework, report.results);
    this.faults.push(...faultsOf(`${group.name} on ${framework.name}`, report, this.#unloadable));
    if (group.kind !== 'types') this.looks.push({ group, framework, lost: lostOf(only, report.results) });
  }

  addSecond({ name }: SuiteFramework, results: readonly TestResult[]): void {
    this.#wrapped.get(name)?.push(...results);
  }

  of({ name }: SuiteFramework): readonly TestResult[] {
    return this.#wrapped.get(name) ?? [];
  }
}

/** The lost tests of a group on a framework. */
interface SecondLook {
  readonly group: Group;
  readonly framework: SuiteFramework;
  readonly lost: readonly string[];
}

/**
 * Runs failed tests twice more: once unchanged, since some depend on timing, and once without readable internals, since
 * some expect internals to be missing. Excluded tests are known to fail.
 */
async function again(context: GroupContext, { group, framework, lost }: SecondLook): Promise<readonly TestResult[]> {
  const { exclusions } = context.settings;
  let left = lost.filter((id) => !exclusions.some((each) => isAbout(each, id, framework.name)));
  const results: TestResult[] = [];
  for (const [suffix, fallThrough] of [
    ['-again', framework.fallThrough],
    ['-strict', []],
  ] as const) {
    const files = group.files.filter((file) => left.some((id) => id.startsWith(`${file} > `)));
    if (files.length === 0) break;
    const run = { group: { ...group, files }, framework: { ...framework, fallThrough }, only: left, suffix };
    const next = await runGroup(context, run);
    results.push(...next.results);
    left = lostOf(left, next.results);
  }
  return results;
}

function lostOf(only: readonly string[], results: readonly TestResult[]): string[] {
  const passed = new Set(idsOf(results, 'passed'));
  return only.filter((id) => !passed.has(id));
}

/** The raw results that count for a framework. Type tests only count if its declarations match the driver's. */
function countedFor(framework: SuiteFramework, raw: readonly TestResult[]): TestResult[] {
  return raw.filter((result) => framework.types !== undefined || !result.file.startsWith('test/types/'));
}
