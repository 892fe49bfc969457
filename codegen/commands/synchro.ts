import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { openDriver } from '../driver/open-driver.js';
import { readDriver } from '../driver/read-driver.js';
import { builtInFrameworks, loadFramework } from '../frameworks/load-framework.js';
import { byCodeUnit } from '../order.js';
import { packageRoot } from '../package-root.js';
import { CannotRunError, InternalError, type Problem } from '../problem.js';
import { reconcile } from '../reconcile.js';
import { loadSpec } from '../spec/load-spec.js';
import { type Comparison, unusedEntries } from '../synchro/compare.js';
import { hasMember } from '../synchro/framework-classes.js';
import { resultsPage, scoreTable, store, type StoredComparison } from '../synchro/results-page.js';
import { runSuite, type SuiteRequest, type SuiteServer } from '../synchro/run-suite.js';
import { beginningWith, listTests, selectGroups, strayEntries } from '../synchro/selection.js';
import { matches, parseSettings, type Settings } from '../synchro/settings.js';
import { shapeOf } from '../synchro/shape.js';
import { prepareSuite, type SuiteSource } from '../synchro/suite-source.js';
import { exitCode, type Report } from './report.js';

export interface SynchroOptions {
  /** Names; all that come with the generator where it is empty. */
  readonly frameworks: readonly string[];
  readonly spec: string;
  /** The folder of the emitted package, compiled. */
  readonly generated: string;
  /** A folder or archive of the driver's repository; `MOTORIZED_DRIVER_SUITE` where it is undefined. */
  readonly source: string | undefined;
  /** Clone the driver's repository where no source is given. */
  readonly clone: boolean;
  readonly standalone: boolean;
  readonly fast: boolean;
  /** The only files to run, by their beginnings. */
  readonly files: readonly string[];
  /** A method that is broken on purpose. */
  readonly broken: string | undefined;
  /** A module whose `startServer()` gives `{ uri, stop() }`; without it the tests use `MONGODB_URI`. */
  readonly server: string | undefined;
  /** The page that is written. */
  readonly page: string | undefined;
  readonly say: (line: string) => void;
}

/** Where the suite is kept, and what workers write. */
const CACHE = '.cache/synchro';

/** `motorized synchro`: the driver's own tests on the raw driver and on every framework. */
export async function runSynchro(options: SynchroOptions): Promise<Report> {
  const { settings, problems: settingProblems, sources } = await loadSettings();
  const nothing = { sources, json: {}, lines: [] };
  if (exitCode(settingProblems) === 1) return { ...nothing, code: 1, problems: settingProblems };
  const declarations = await openDriver({ from: process.cwd() });
  const source = sourceOf(options, declarations.version);
  if (source === undefined) return { ...nothing, code: 0, problems: [], lines: [SKIPPED] };

  const frameworks = await readFrameworks(options, settings, declarations);
  // A run is too long to find at its end that its page has no place.
  if (options.page !== undefined) await makeFolder(storeOf(options.page));
  const suite = await prepareSuite(source, CACHE, options.say);
  const files = await listTests(suite);
  const groups = selectGroups(files, settings, wantedFiles(options, settings, files));
  const topology = options.standalone ? 'standalone' : 'replica set';
  const folder = resolve(CACHE, 'runs', topology.replace(' ', '-'));
  const driver = installedDriver();
  const startServer = groups.some((group) => group.integration) ? await serverStarter(options) : noServer;
  const request = {
    suite,
    driver,
    groups,
    frameworks,
    settings,
    folder,
    startServer,
    say: options.say,
    types: options.files.length === 0,
  };
  const { comparisons, listed, faults } = await runSuite(request);
  const stored = comparisons.map((each) => store(each, topology, declarations.version));
  const problems = [
    ...strayEntries(files, settings),
    ...faults.map(fault),
    ...comparisons.flatMap(comparisonProblems),
    ...(options.fast || options.files.length > 0 ? [] : unusedEntries(settings, comparisons, listed)),
  ];
  if (options.page !== undefined) await writePage(options.page, stored);
  const lines = stored.flatMap((each) => ['', `${each.framework}, ${each.topology}`, ...scoreTable(each.scores)]);
  return { sources, code: exitCode(problems), lines, problems, json: { comparisons: stored } };
}

const SKIPPED =
  "synchro: skipped, for want of the driver's test suite (give --source FOLDER|ARCHIVE, MOTORIZED_DRIVER_SUITE or --clone)";

async function loadSettings(): Promise<ReturnType<typeof parseSettings> & Pick<Report, 'sources'>> {
  const file = 'codegen/synchro/synchro.yaml';
  const text = await readFile(join(packageRoot(), file), 'utf8');
  return { ...parseSettings(file, text), sources: new Map([[file, text]]) };
}

function sourceOf({ source, clone }: SynchroOptions, version: string): SuiteSource | undefined {
  const path = source ?? process.env['MOTORIZED_DRIVER_SUITE'];
  if (path !== undefined && path !== '') return { path };
  return clone ? { tag: `v${version}` } : undefined;
}

async function readFrameworks(
  options: SynchroOptions,
  settings: Settings,
  declarations: Awaited<ReturnType<typeof openDriver>>,
): Promise<SuiteRequest['frameworks']> {
  const { driver } = readDriver(declarations.text, declarations);
  const { classes } = reconcile(driver, loadSpec(options.spec).spec);
  const names = options.frameworks.length > 0 ? options.frameworks : await builtInFrameworks();
  return Promise.all(
    names.map(async (each) => {
      const { framework } = await loadFramework(each);
      const { name } = framework;
      const index = resolve(options.generated, 'dist', name, 'index.js');
      if (!existsSync(index)) throw new CannotRunError(`${index} does not exist`, 'run `make build` before');
      if (options.broken !== undefined && !(await hasMember(index, options.broken)))
        throw new CannotRunError(
          `the ${name} framework has no '${options.broken}' to break`,
          'name a method of a class, such as `--broken Collection.findOne`',
        );
      const idiom = fileURLToPath(new URL(`../frameworks/${name}/synchro.js`, import.meta.url));
      return {
        name,
        index,
        idiom: existsSync(idiom) ? idiom : undefined,
        shape: shapeOf(driver, classes, name, framework.evaluation === 'lazy'),
        fallThrough: settings.fallThrough.map((entry) => entry.pattern),
        broken: options.broken,
        types: existsSync(idiom) ? undefined : index.replace(/\.js$/, ''),
      };
    }),
  );
}

function wantedFiles(
  { fast, files }: SynchroOptions,
  settings: Settings,
  all: readonly string[],
): (file: string) => boolean {
  if (files.length > 0) return beginningWith(all, files);
  return (file) => !fast || settings.fast.some(({ pattern }) => matches(pattern, file));
}

/** The folder of the driver under test: what the emitted classes import. */
function installedDriver(): string {
  return dirname(createRequire(join(process.cwd(), 'package.json')).resolve('mongodb/package.json'));
}

async function serverStarter({ server, standalone }: SynchroOptions): Promise<() => Promise<SuiteServer>> {
  if (server !== undefined) {
    const start = await importStarter(server);
    return async () => start({ ...process.env, ...(standalone ? { TEST_SERVER_STANDALONE: '1' } : {}) });
  }
  const uri = process.env['MONGODB_URI'];
  if (uri !== undefined && uri !== '') return async () => ({ uri, stop: async () => undefined });
  throw new CannotRunError('the driver suite has no server to run on', 'set MONGODB_URI, or give --server MODULE');
}

async function importStarter(server: string): Promise<(env: NodeJS.ProcessEnv) => Promise<SuiteServer>> {
  const fix = 'give --server a module that exports `startServer(env)`, which promises `{ uri, stop() }`';
  try {
    const { startServer } = (await import(pathToFileURL(resolve(server)).href)) as Record<string, unknown>;
    if (typeof startServer === 'function') return startServer as Awaited<ReturnType<typeof importStarter>>;
  } catch (cause) {
    throw new CannotRunError(`${server} cannot be loaded: ${(cause as Error).message}`, fix, { cause });
  }
  throw new CannotRunError(`${server} exports no function startServer`, fix);
}

/** Unit tests need none. */
function noServer(): never {
  throw new InternalError('a group without integration tests asked for a server');
}

function fault(message: string): Problem {
  const fix = 'read the log of the run, and run it again';
  return { rule: 'synchro-run', severity: 'error', subject: 'synchro', message, fix, at: undefined };
}

function comparisonProblems({ framework, tests }: Comparison): Problem[] {
  const at = undefined;
  if (tests.length === 0) {
    const message = `no test passed on the raw driver, so that nothing was compared on ${framework}`;
    const fix = 'select other files: `unselected` in codegen/synchro/synchro.yaml tells which are not counted, and why';
    return [{ rule: 'synchro-nothing', severity: 'error', subject: framework, message, fix, at }];
  }
  const fix = 'mend the engine or the framework; what cannot be has its reason in codegen/synchro/synchro.yaml';
  return tests
    .filter((test) => test.verdict === 'lost')
    .map(({ id, error }) => {
      const message = `${framework} loses '${id}', which the raw driver passes: ${error?.split('\n')[0] ?? ''}`;
      return { rule: 'synchro-lost', severity: 'error', subject: framework, message, fix, at };
    });
}

/** The folder of the numbers behind a page. */
function storeOf(page: string): string {
  return page.replace(/\.md$/, '');
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new CannotRunError(`${folder} cannot be made: ${reason}`, 'give --page a file in a folder of yours', {
      cause,
    });
  }
}

/** Keeps the numbers beside the page, so that it has those of every framework and topology. */
async function writePage(page: string, stored: readonly StoredComparison[]): Promise<void> {
  const folder = storeOf(page);
  for (const each of stored) {
    const name = `${each.framework}-${each.topology.replace(' ', '-')}.json`;
    await writeFile(join(folder, name), `${JSON.stringify(each, undefined, 2)}\n`);
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted(byCodeUnit);
  const all = await Promise.all(names.map(async (name) => readFile(join(folder, name), 'utf8')));
  await writeFile(page, resultsPage(all.map((text) => JSON.parse(text) as StoredComparison)));
}
