import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import { packageRoot } from '../common/package-root.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import type { Tell } from '../common/interruption.js';
import { openDriver, type OpenedDriver } from '../driver/find/open-driver.js';
import { readDriver } from '../driver/read/read-driver.js';
import { builtInFrameworks } from '../frameworks/load/load-framework.js';
import type { Driver } from '../model/driver.js';
import { ancestors, findClass } from '../model/lookup.js';
import { lineOf } from '../model/releases/release.js';
import type { Reconciliation } from '../reconcile/pairs.js';
import { reconcile } from '../reconcile/reconcile.js';
import { loadSpec } from '../spec/load-spec.js';
import { outcomeProblems } from '../synchro/results/outcome-problems.js';
import { checkPage, publish } from '../synchro/results/publish.js';
import { aboutRun, scoreTable, store, type StoredComparison } from '../synchro/results/results-page.js';
import { type Known, strayFiles, strayNames, unusedEntries } from '../synchro/results/stale-entries.js';
import type { SuiteFramework } from '../synchro/run/run-group.js';
import { serverSource, type Topology } from '../synchro/run/suite-server.js';
import { ownFolder } from '../common/files/own-folder.js';
import { matches } from '../synchro/suite/pattern.js';
import { beginningWith, listTests, selectGroups } from '../synchro/suite/selection.js';
import { parseSettings, type Settings } from '../synchro/suite/settings.js';
import { readHooks } from '../synchro/suite/suite-hooks.js';
import { prepareSuite, type SuiteSource, versionOf } from '../synchro/suite/suite-source.js';
import { synchro, type SynchroRequest } from '../synchro/synchro.js';
import { exitCode, type Report } from './report.js';
import { frameworksUnderTest } from './synchro-frameworks.js';

export interface SynchroOptions {
  /** Names and paths. If empty, all built-in frameworks. */
  readonly frameworks: readonly string[];
  /** The choices for their options: `effect.absent=null`. */
  readonly options: readonly string[];
  readonly spec: string;
  /** The compiled package, or a folder with the compiled classes of each framework. */
  readonly generated: string;
  /** A folder or archive of the driver's repository. Default: `MOTORIZED_DRIVER_SUITE`. */
  readonly source: string | undefined;
  /** Whether to clone the driver's repository if there is no source. */
  readonly clone: boolean;
  readonly standalone: boolean;
  readonly fast: boolean;
  /** The only files to run, by the beginnings of their names. */
  readonly files: readonly string[];
  /** A method to break on purpose. A run that then loses no test has failed. */
  readonly broken: string | undefined;
  /** A module whose `startServer()` resolves with `{ uri, stop() }`. Default: the server of `MONGODB_URI`. */
  readonly server: string | undefined;
  /** The page to write. */
  readonly page: string | undefined;
  readonly tell: Tell;
  /** Aborts the run. */
  readonly signal: AbortSignal;
}

/** The folder for the suite, and for the workers' files. */
const CACHE = '.cache/synchro';

const SKIPPED =
  "synchro: skipped, since the driver's test suite is not here (pass --source FOLDER|ARCHIVE or --clone, or set MOTORIZED_DRIVER_SUITE)";

/**
 * `motorized synchro`: runs the driver's own tests on the raw driver and on every framework.
 *
 * All options are checked before anything runs, even if there is no suite.
 */
export async function runSynchro(options: SynchroOptions): Promise<Report> {
  await checkPublishing(options);
  const from = resolve(options.generated);
  const declarations = await openDriver({ from });
  const topology = options.standalone ? 'standalone' : 'replica set';
  const driver = installedDriver(from);
  const startServer = await serverSource({ module: options.server, topology, driver });
  const ground = await readGround(options.spec, declarations);
  const report = { sources: ground.sources, lines: [], json: {} };
  if (exitCode(ground.problems) === 1) return { ...report, code: 1, problems: ground.problems };
  const frameworks = await frameworksUnderTest({ ...options, ...ground, names: options.frameworks });
  const problems = strayNames(ground.settings, await whatIsKnown(ground, frameworks));
  if (exitCode(problems) === 1) return { ...report, code: 1, problems };
  const source = sourceOf(options, ground.version);
  if (source === undefined) return { ...report, code: 0, problems: [], lines: [SKIPPED], json: { skipped: SKIPPED } };

  const suite = await prepareSuite({ source, cache: CACHE, signal: options.signal, tell: options.tell });
  checkLine(await versionOf(suite), ground.version);
  const work = { suite, hooks: readHooks(suite), driver, frameworks, startServer, topology } as const;
  return { ...report, ...(await runAndReport(options, ground, work)) };
}

/** Refuses a suite of another line than the driver's, since lines differ. */
function checkLine(suite: string, driver: string): void {
  if (lineOf(suite) === lineOf(driver)) return;
  const fix = `pass the driver's repository at the tag v${driver} with --source, or use --clone instead`;
  throw new CannotRunError(`the driver suite is that of mongodb ${suite}, but the driver under test is ${driver}`, fix);
}

/** What to run, and on what. */
interface Work extends Pick<SynchroRequest, 'suite' | 'hooks' | 'driver' | 'frameworks' | 'startServer'> {
  readonly topology: Topology;
}

async function runAndReport(options: SynchroOptions, ground: Ground, work: Work): Promise<Omit<Report, 'sources'>> {
  const { settings, version } = ground;
  const { suite, topology } = work;
  const { page, signal, tell } = options;
  const files = await listTests(suite);
  const groups = selectGroups(files, settings, wantedFiles(options, settings, files));
  const folder = await ownFolder(resolve(CACHE, 'runs'), topology.replace(' ', '-'));
  const outcome = await synchro({ ...work, settings, groups, folder, signal, tell });
  const facts = { topology, driver: version, suite: await versionOf(suite) };
  const stored = outcome.comparisons.map((each) => store(each, facts));
  const isReliable = outcome.faults.length === 0 && outcome.comparisons.every(({ tests }) => tests.length > 0);
  if (page !== undefined && isReliable) await publish(page, stored);
  const extent = { topology, isEveryFramework: options.frameworks.length === 0 };
  const unneeded = isPartial(options) ? [] : unusedEntries(settings, outcome, extent);
  const problems = [...strayFiles(settings, files), ...outcomeProblems(outcome, options.broken), ...unneeded];
  return {
    code: exitCode(problems),
    problems,
    lines: [
      ...stored.flatMap(describeComparison),
      ...(page === undefined || isReliable ? [] : ['', `${page} is unchanged, since the run is unreliable`]),
    ],
    json: { comparisons: stored.map((each, at) => ({ ...each, tests: outcome.comparisons[at]?.tests })) },
  };
}

/** The basis of a run: the settings, the spec and the driver's declarations. */
interface Ground {
  readonly settings: Settings;
  readonly driver: Driver;
  readonly version: string;
  readonly reconciliation: Reconciliation;
  readonly problems: readonly Problem[];
  readonly sources: Report['sources'];
}

async function readGround(folder: string, declarations: OpenedDriver): Promise<Ground> {
  const file = 'codegen/synchro/synchro.yaml';
  const text = await readSettings(file);
  const { settings, problems: settingProblems } = parseSettings(file, text, declarations.version);
  const { spec, problems: specProblems, sources } = loadSpec(folder);
  const { driver } = readDriver(declarations.text, declarations);
  const reconciliation = reconcile(driver, spec);
  return {
    settings,
    driver,
    version: declarations.version,
    reconciliation,
    problems: [...settingProblems, ...specProblems, ...reconciliation.problems],
    sources: new Map([...sources, [file, text], [declarations.file, declarations.text]]),
  };
}

async function readSettings(file: string): Promise<string> {
  const path = join(packageRoot(), file);
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CannotRunError(`${path} cannot be read`, 'install the generator again: the file is part of it', {
      cause,
    });
  });
}

/** The frameworks and members that settings may name. Public members count, whether a framework has them or not. */
async function whatIsKnown({ driver, reconciliation }: Ground, frameworks: readonly SuiteFramework[]): Promise<Known> {
  const classes = new Set(reconciliation.classes.map((pair) => pair.class.name));
  const members = [...classes].flatMap((name) =>
    [name, ...ancestors(driver, name)].flatMap((each) =>
      (findClass(driver, each)?.members ?? []).map((member) => `${name}.${member.name}`),
    ),
  );
  const names = [...(await builtInFrameworks()), ...frameworks.map(({ name }) => name)];
  return { classes, members: new Set(members), frameworks: [...new Set(names)] };
}

/** Refuses to write the page unless it is a full run of the built-in frameworks. */
async function checkPublishing(options: SynchroOptions): Promise<void> {
  if (options.page === undefined) return;
  if (isPartial(options)) {
    const message = '--page publishes the results of full runs, but a run with --fast, --files or --broken is not one';
    throw new CannotRunError(message, 'leave --page out, or the other option');
  }
  await checkPage(options.page);
}

function isPartial({ fast, files, broken }: SynchroOptions): boolean {
  return fast || files.length > 0 || broken !== undefined;
}

function sourceOf({ source, clone }: SynchroOptions, version: string): SuiteSource | undefined {
  const path = source ?? process.env['MOTORIZED_DRIVER_SUITE'];
  if (path !== undefined && path !== '') return { path };
  return clone ? { tag: `v${version}` } : undefined;
}

function wantedFiles(
  { fast, files }: SynchroOptions,
  settings: Settings,
  all: readonly string[],
): (file: string) => boolean {
  if (files.length > 0) return beginningWith(all, files);
  return (file) => !fast || settings.fast.some(({ pattern }) => matches(pattern, file));
}

/** The folder of the driver under test, which the emitted classes import. */
function installedDriver(generated: string): string {
  return dirname(createRequire(join(generated, 'package.json')).resolve('mongodb/package.json'));
}

function describeComparison(stored: StoredComparison): string[] {
  return ['', `${stored.framework}, ${stored.topology}`, aboutRun(stored), ...scoreTable(stored.scores)];
}
