import { join } from 'node:path';

import { compare, type Comparison } from './compare.js';
import type { TestResult } from './results.js';
import { runWorker, type WorkerReport } from './run-worker.js';
import type { Group } from './selection.js';
import { isAbout, matches, type Settings } from './settings.js';
import { runTypeTests } from './type-tests.js';
import type { MasqueradeConfig, WorkerConfig } from './worker-config.js';

/** A server for one run of one group. */
export interface SuiteServer {
  readonly uri: string;
  stop(): Promise<void>;
}

/** A framework under test. */
export interface SuiteFramework extends MasqueradeConfig {
  readonly name: string;
  /** Its declarations, where they are the driver's in all but name, so that the type tests have to hold. */
  readonly types: string | undefined;
}

export interface SuiteRequest {
  readonly suite: string;
  readonly driver: string;
  readonly groups: readonly Group[];
  readonly frameworks: readonly SuiteFramework[];
  /** Whether the type tests are compiled, too. */
  readonly types: boolean;
  readonly settings: Settings;
  /** Where workers write. */
  readonly folder: string;
  /** A fresh server: its memory grows with what it has seen. */
  readonly startServer: () => Promise<SuiteServer>;
  readonly say: (line: string) => void;
}

export interface SuiteOutcome {
  readonly comparisons: readonly Comparison[];
  /** Every test that the raw driver's runs named, whatever became of it. */
  readonly listed: readonly string[];
  /** Sentences about runs that cannot be relied upon. */
  readonly faults: readonly string[];
}

/** For tests that set no timeout of their own: three times what the slowest one here takes. */
const TEST_TIMEOUT_MS = 15_000;
const WORKER_LIMIT_MS = 20 * 60_000;
/** Workers at the same time: they wait more than they compute. */
const AT_ONCE = 5;

/** Runs every group on the raw driver and then, as far as it passed there, on every framework, and compares. */
export async function runSuite(request: SuiteRequest): Promise<SuiteOutcome> {
  const raw: TestResult[] = [];
  const wrapped = new Map<string, TestResult[]>(request.frameworks.map(({ name }) => [name, []]));
  const faults: string[] = [];
  const slots = new Slots(AT_ONCE);
  const isReliable = ({ id }: TestResult): boolean =>
    !request.settings.unreliable.some(({ pattern }) => matches(pattern, id));
  const looks: SecondLook[] = [];
  const runOn = async (group: Group, framework: SuiteFramework, report: WorkerReport): Promise<void> => {
    const only = idsOf(report.results.filter(isReliable), 'passed');
    const own = await runGroup(request, group, framework, only);
    wrapped.get(framework.name)?.push(...own.results);
    looks.push({ group, framework, lost: lostOf(only, own.results) });
    faults.push(...faultsOf(`${group.name} on ${framework.name}`, own, report));
  };
  await Promise.all(
    request.groups.map(async (group) => {
      const report = await slots.run(async () => runRaw(request, group));
      raw.push(...report.results);
      faults.push(...faultsOf(`${group.name} on the raw driver`, report, report));
      await Promise.all(request.frameworks.map(async (each) => slots.run(async () => runOn(group, each, report))));
    }),
  );
  // One after the other: some tests have limits of a few milliseconds, which a busy machine does not keep.
  for (const look of looks) wrapped.get(look.framework.name)?.push(...(await again(request, look)));
  if (request.types) await compareTypes(request, raw, wrapped);
  const reliable = raw.filter(isReliable);
  const comparisons = request.frameworks.map((framework) =>
    compare(framework.name, countedFor(framework, reliable), wrapped.get(framework.name) ?? [], request.settings),
  );
  return { comparisons, listed: raw.map(({ id }) => id), faults };
}

/** A process that dies by an error outside of any test takes tests out of the comparison: it has a second chance. */
async function runRaw(request: SuiteRequest, group: Group): Promise<WorkerReport> {
  const report = await runGroup(request, group, undefined, undefined);
  return report.isDone ? report : runGroup(request, group, undefined, undefined, '-again');
}

/** Compiles the type tests against the driver's declarations, and those of the frameworks that have the same. */
async function compareTypes(
  request: SuiteRequest,
  raw: TestResult[],
  wrapped: ReadonlyMap<string, TestResult[]>,
): Promise<void> {
  const { suite, driver, folder, frameworks, say } = request;
  const typed = frameworks.flatMap(({ name, types }) => (types === undefined ? [] : [{ name, types }]));
  if (typed.length === 0) return;
  raw.push(...(await runTypeTests(suite, driver, 'mongodb', join(folder, 'types-raw'))));
  for (const { name, types } of typed) {
    const results = await runTypeTests(suite, driver, types, join(folder, `types-${name}`));
    wrapped.get(name)?.push(...results);
    say(`types-${name}: ${idsOf(results, 'passed').length} of ${results.length} passed`);
  }
}

async function runGroup(
  request: SuiteRequest,
  group: Group,
  framework: SuiteFramework | undefined,
  only: readonly string[] | undefined,
  suffix = '',
): Promise<WorkerReport> {
  const { suite, driver } = request;
  const name = `${group.name}-${framework?.name ?? 'raw'}${suffix}`;
  const server = group.integration ? await request.startServer() : undefined;
  const started = Date.now();
  try {
    const { files, integration } = group;
    const config: Omit<WorkerConfig, 'output'> = {
      suite,
      driver,
      framework,
      files,
      integration,
      only,
      timeout: TEST_TIMEOUT_MS,
    };
    const report = await runWorker(name, join(request.folder), config, server?.uri, WORKER_LIMIT_MS);
    const passed = idsOf(report.results, 'passed').length;
    const seconds = Math.round((Date.now() - started) / 1000);
    request.say(`${name}: ${passed} of ${only?.length ?? report.results.length} passed in ${seconds} s`);
    return report;
  } finally {
    await server?.stop();
  }
}

/** What a group has lost on a framework. */
interface SecondLook {
  readonly group: Group;
  readonly framework: SuiteFramework;
  readonly lost: readonly string[];
}

/**
 * What failed is run twice more: as before, since some depends on time alone, and with nothing that falls through, since some tests want
 * internals to be missing. What is excluded is known to fail.
 */
async function again(request: SuiteRequest, { group, framework, lost }: SecondLook): Promise<readonly TestResult[]> {
  const { exclusions } = request.settings;
  let left = lost.filter((id) => !exclusions.some((each) => isAbout(each, id, framework.name)));
  const results: TestResult[] = [];
  for (const [suffix, fallThrough] of [
    ['-again', framework.fallThrough],
    ['-strict', []],
  ] as const) {
    const files = group.files.filter((file) => left.some((id) => id.startsWith(`${file} > `)));
    if (files.length === 0) break;
    const next = await runGroup(request, { ...group, files }, { ...framework, fallThrough }, left, suffix);
    results.push(...next.results);
    left = lostOf(left, next.results);
  }
  return results;
}

function lostOf(only: readonly string[], results: readonly TestResult[]): string[] {
  const passed = new Set(idsOf(results, 'passed'));
  return only.filter((id) => !passed.has(id));
}

function idsOf(results: readonly TestResult[], state: TestResult['state']): string[] {
  return results.filter((result) => result.state === state).map((result) => result.id);
}

/**
 * What makes a run unreliable. A file that the raw driver cannot load is not compared; a test that is missing because a framework's run
 * ended early is lost.
 */
function faultsOf(name: string, report: WorkerReport, raw: WorkerReport): string[] {
  const known = new Set(raw.unloadable.map(({ file }) => file));
  const unloadable = report.unloadable.filter(({ file }) => !known.has(file));
  return [
    ...(raw.isDone ? [] : [`${name} did not come to its end; see ${report.log}`]),
    ...report.hooks.map(
      (error) => `${name} was ended by a hook of the suite: ${error.split('\n')[0]}; see ${report.log}`,
    ),
    ...(report.copies.length === 0
      ? []
      : [`${name} had two copies of the driver or of bson: ${report.copies.join(', ')}`]),
    ...unloadable.map(({ file, error }) => `${name} could not load ${file}: ${error.split('\n')[0]}`),
  ];
}

/** Type tests count where the declarations are the driver's. */
function countedFor(framework: SuiteFramework, raw: readonly TestResult[]): TestResult[] {
  return raw.filter((result) => framework.types !== undefined || !result.file.startsWith('test/types/'));
}

/** So many things at once, and the others in the order in which they come. */
class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(act: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
