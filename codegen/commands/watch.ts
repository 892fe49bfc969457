import { existsSync, realpathSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { type FSWatcher, watch } from 'chokidar';

import { shownPath } from '../common/files/shown-path.js';
import { isSystemError } from '../common/files/system-error.js';
import { forgetModules, loadedModules } from '../common/import-typescript.js';
import { CannotRunError } from '../common/problem.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import { builtInFrameworks } from '../frameworks/load/load-framework.js';
import { GenerateInputs } from './generate-inputs.js';
import { type GenerateOptions, type GenerateReport, runGenerate } from './generate.js';

/** The options of a watch, and its callbacks. */
export interface WatchRequest {
  /** Returns the current options, including those of the config. */
  readonly options: () => Promise<GenerateOptions>;
  /** The config file that `options` reads. Undefined if there is none. */
  readonly config: string | undefined;
  /** Reports the result of a run. */
  readonly report: (report: GenerateReport, milliseconds: number) => Promise<void>;
  /** Reports why a run failed. The watch goes on. */
  readonly fail: (error: unknown) => Promise<void>;
  /** Reports which paths are being watched. */
  readonly waiting: (paths: readonly string[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * How long to wait for further changes: editors write a file in several steps, and a checkout writes many files. This
 * is longer than the 50 ms in which chokidar reports no second change of a file, so such a change is complete when the
 * file is read.
 */
const SETTLED_MS = 80;
/** How long to wait for changes that a watcher has seen but not yet reported. */
const PARTING_MS = 200;

/** How often to check what no watcher reports, in milliseconds. */
const LOOK_MS = 500;

/** `motorized generate --watch`: generates whenever something changes that it reads, until the signal. */
export async function runWatch(request: WatchRequest): Promise<void> {
  const runs = new Runs(request, await request.options());
  const changes = new Changes(request.signal);
  let watched: readonly string[] = [];
  let ends: readonly string[] = [];
  let watcher: FSWatcher | undefined;
  try {
    while (!request.signal.aborted) {
      const begun = Date.now();
      const before = new Map(watched.map((path) => [path, realPath(path)]));
      await runs.run(changes.take());
      const paths = await runs.paths();
      const now = paths.map((path) => before.get(path) ?? realPath(path));
      const isOther = paths.join() !== watched.join();
      if (isOther || now.join() !== ends.join()) {
        const next = await watching(paths, (path) => changes.add(path));
        if (watcher !== undefined) await parting(watcher);
        for (const path of paths.filter((each) => !watched.includes(each)))
          if (await isModified(path, begun)) changes.add(path);
        watcher = next;
        watched = paths;
        ends = now;
        if (isOther) await request.waiting(paths.map((path) => shownPath(relative('', path)) || '.'));
      }
      await changes.next(() => paths.filter((path, at) => realPath(path) !== now[at]));
    }
  } finally {
    await watcher?.close();
  }
}

/**
 * The real path, or nothing if it does not exist. No watcher reports that a link leads elsewhere now, as pnpm's links to packages do,
 * or that a file is back together with its folder.
 */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return '';
  }
}

/** A watcher that misses nothing any more. */
async function watching(paths: readonly string[], changed: (path: string) => void): Promise<FSWatcher> {
  const watcher = watch([...paths], { ignoreInitial: true });
  watcher.on('all', (_, path) => changed(path));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return watcher;
}

/**
 * Closes a watcher that has been replaced. It has seen the changes before the new one started, and may report them a
 * little later.
 */
async function parting(watcher: FSWatcher): Promise<void> {
  await wait(PARTING_MS);
  await watcher.close();
}

/** Whether a file, or something in a folder, was modified at a time or later. */
async function isModified(path: string, since: number): Promise<boolean> {
  const { mtimeMs, isFolder } = await stat(path).then(
    (found) => ({ mtimeMs: found.mtimeMs, isFolder: found.isDirectory() }),
    // The file was removed, which the watcher has reported as well.
    () => ({ mtimeMs: 0, isFolder: false }),
  );
  if (mtimeMs >= since || !isFolder) return mtimeMs >= since;
  for (const name of await readdir(path)) if (await isModified(join(path, name), since)) return true;
  return false;
}

/** Collects the changes that have not been handled yet. */
class Changes {
  readonly #paths = new Set<string>();
  #wake: () => void = () => undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#wake());
  }

  add(path: string): void {
    this.#paths.add(path);
    this.#wake();
  }

  take(): string[] {
    const taken = [...this.#paths];
    this.#paths.clear();
    return taken;
  }

  /**
   * Waits for a change, and for those that come with it; or for the end.
   *
   * @param others - finds changes that no watcher reports
   */
  async next(others: () => readonly string[]): Promise<void> {
    const look = setInterval(() => {
      for (const path of others()) this.add(path);
    }, LOOK_MS);
    if (this.#paths.size === 0 && !this.signal.aborted) await new Promise<void>((resolve) => (this.#wake = resolve));
    clearInterval(look);
    if (!this.signal.aborted) await wait(SETTLED_MS);
  }
}

/** The runs of a watch, which share their inputs. */
class Runs {
  readonly #inputs = new GenerateInputs();
  #opened: OpenedDriver | undefined;
  #driverFiles: readonly string[] = [];
  /** Files that a person has edited. Nothing is generated until they are restored or deleted. */
  #inTheWay: readonly string[] = [];
  /** Whether the last run failed. The reason may be a module that is not watched, so the next run loads all of them. */
  #hasFailed = false;
  /** The modules that the config and the frameworks have imported from elsewhere. They stay watched if loading fails. */
  readonly #imported = new Set<string>();

  constructor(
    private readonly request: WatchRequest,
    private options: GenerateOptions,
  ) {}

  async run(changed: readonly string[]): Promise<void> {
    const begun = Date.now();
    try {
      await this.#forget(changed);
      const report = await runGenerate(this.options, this.#inputs);
      this.#hasFailed = false;
      this.#inTheWay = filesInTheWay(this.options, report);
      await this.request.report(report, Date.now() - begun);
    } catch (error) {
      // The next change may fix an error in the inputs, but not a bug in the generator.
      if (!(error instanceof CannotRunError) && !isSystemError(error)) throw error;
      this.#hasFailed = true;
      await this.request.fail(error);
    }
  }

  /** The paths of the project that the generator reads. Its own files do not change. */
  async paths(): Promise<string[]> {
    await this.#lookForDriver();
    const config = this.request.config === undefined ? [] : [this.request.config];
    const own = [...config, this.options.spec, ...(await this.#ownFrameworks())];
    // The loader names some modules by their real path.
    const folders = own.flatMap((path) => [path, realPath(path) || path]);
    for (const module of loadedModules())
      if (!folders.some((each) => isWithin(module, each))) this.#imported.add(module);
    return [...own, ...this.#imported, ...this.#driverFiles, ...this.#inTheWay];
  }

  async #forget(changed: readonly string[]): Promise<void> {
    const under = (path: string): boolean => changed.some((each) => isWithin(each, path));
    if (under(this.options.spec)) this.#inputs.forgetSpec();
    if (this.#driverFiles.some(under)) this.#inputs.forgetDriver();
    const { config } = this.request;
    const frameworks = await this.#ownFrameworks();
    const modules = config === undefined ? [...this.#imported] : [config, ...this.#imported];
    if (!this.#hasFailed && ![...modules, ...frameworks].some(under)) return;
    forgetModules();
    for (const path of frameworks)
      // Nothing says which framework has imported which module.
      if ([path, ...this.#imported].some(under)) this.#inputs.forgetFramework(path);
    await this.#readOptions(frameworks);
  }

  /** What the config no longer names is no longer watched. It is forgotten, since it may change before it is named again. */
  async #readOptions(frameworks: readonly string[]): Promise<void> {
    const before = this.options;
    const { config } = this.request;
    if (config !== undefined && !existsSync(config)) throw configGone(config);
    this.options = await this.request.options();
    if (this.options.spec !== before.spec) this.#inputs.forgetSpec();
    if (this.options.driver !== before.driver) {
      this.#inputs.forgetDriver();
      this.#driverFiles = [];
    }
    for (const path of frameworks) if (!this.options.frameworks.includes(path)) this.#inputs.forgetFramework(path);
  }

  async #ownFrameworks(): Promise<string[]> {
    const builtIn = await builtInFrameworks();
    return this.options.frameworks.filter((each) => !builtIn.includes(each));
  }

  /** The declarations and the manifest beside them. If they are gone, they may come back. */
  async #lookForDriver(): Promise<void> {
    try {
      const opened = await this.#inputs.driver(this.options.driver);
      if (opened === this.#opened) return;
      this.#opened = opened;
      const declarations = resolve(opened.folder, basename(opened.file));
      const manifest = join(opened.folder, 'package.json');
      this.#driverFiles = existsSync(manifest) ? [manifest, declarations] : [declarations];
    } catch (error) {
      if (!(error instanceof CannotRunError)) throw error;
      if (this.#driverFiles.length === 0)
        this.#driverFiles = [resolve(this.options.driver ?? join('node_modules', 'mongodb', 'package.json'))];
    }
  }
}

/** Going on with the defaults would write what nobody asked for, and where. */
function configGone(config: string): CannotRunError {
  return new CannotRunError(
    `the config ${shownPath(config)} is gone`,
    'restore it, or end `--watch` and start it again to generate without a config',
  );
}

function filesInTheWay({ out, check }: GenerateOptions, { code, difference }: GenerateReport): string[] {
  if (code === 0 || check || difference === undefined) return [];
  return [...difference.edited, ...difference.foreign].map((path) => join(out, path));
}

function isWithin(path: string, folder: string): boolean {
  const inside = relative(resolve(folder), resolve(path));
  return inside === '' || (!inside.startsWith('..') && !isAbsolute(inside));
}
