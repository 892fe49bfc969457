import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { type FSWatcher, watch } from 'chokidar';

import { isSystemError } from '../common/files/system-error.js';
import { CannotRunError } from '../common/problem.js';
import { builtInFrameworks } from '../frameworks/load/load-framework.js';
import { GenerateInputs } from './generate-inputs.js';
import { type GenerateOptions, type GenerateReport, runGenerate } from './generate.js';

/** What a watch is told, and whom it tells. */
export interface WatchRequest {
  /** What is asked for, as the config says it now. */
  readonly options: () => Promise<GenerateOptions>;
  /** The file that `options` reads; undefined where there is none. */
  readonly config: string | undefined;
  /** Says what became of one run. */
  readonly report: (report: GenerateReport, milliseconds: number) => Promise<void>;
  /** Says why one could not run; the watch goes on. */
  readonly fail: (error: unknown) => Promise<void>;
  /** Says what is waited for. */
  readonly waiting: (paths: readonly string[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Editors write a file in several steps, and a checkout many files. Longer than the 50 ms in which chokidar tells of no second change of a
 * file: what was written in them is there when it is read.
 */
const SETTLED_MS = 80;
/** For what a watcher has seen and has not said yet. */
const PARTING_MS = 200;

/** `motorized generate --watch`: generates whenever something changes that it reads, until the signal. */
export async function runWatch(request: WatchRequest): Promise<void> {
  const runs = new Runs(request, await request.options());
  const changes = new Changes(request.signal);
  let watched: readonly string[] = [];
  let watcher: FSWatcher | undefined;
  try {
    while (!request.signal.aborted) {
      const begun = Date.now();
      await runs.run(changes.take());
      const paths = await runs.paths();
      if (paths.join() !== watched.join()) {
        const next = await watching(paths, (path) => changes.add(path));
        if (watcher !== undefined) await parting(watcher);
        for (const path of paths.filter((each) => !watched.includes(each)))
          if (await isModified(path, begun)) changes.add(path);
        watcher = next;
        watched = paths;
        await request.waiting(paths);
      }
      await changes.next();
    }
  } finally {
    await watcher?.close();
  }
}

/** A watcher that misses nothing any more. */
async function watching(paths: readonly string[], changed: (path: string) => void): Promise<FSWatcher> {
  const watcher = watch([...paths], { ignoreInitial: true });
  watcher.on('all', (_, path) => changed(path));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return watcher;
}

/** Closes a watcher that another one follows: what changed before that began to look, this one has seen, and says so a little later. */
async function parting(watcher: FSWatcher): Promise<void> {
  await setTimeout(PARTING_MS);
  await watcher.close();
}

/** Whether a file, or something in a folder, was modified at a time or later. */
async function isModified(path: string, since: number): Promise<boolean> {
  const { mtimeMs, isFolder } = await stat(path).then(
    (found) => ({ mtimeMs: found.mtimeMs, isFolder: found.isDirectory() }),
    // Gone: that is a change as well, of which the watcher has heard.
    () => ({ mtimeMs: 0, isFolder: false }),
  );
  if (mtimeMs >= since || !isFolder) return mtimeMs >= since;
  for (const name of await readdir(path)) if (await isModified(join(path, name), since)) return true;
  return false;
}

/** What has changed and is not looked at yet. */
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

  /** Waits for a change, and for those that come with it; or for the end. */
  async next(): Promise<void> {
    if (this.#paths.size === 0 && !this.signal.aborted) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (!this.signal.aborted) await setTimeout(SETTLED_MS);
  }
}

/** The runs of a watch, which have their inputs in common. */
class Runs {
  readonly #inputs = new GenerateInputs();

  constructor(
    private readonly request: WatchRequest,
    private options: GenerateOptions,
  ) {}

  async run(changed: readonly string[]): Promise<void> {
    const begun = Date.now();
    try {
      await this.#forget(changed);
      await this.request.report(await runGenerate(this.options, this.#inputs), Date.now() - begun);
    } catch (error) {
      // What is wrong with the inputs, the next change may put right; a mistake of the generator's own it may not.
      if (!(error instanceof CannotRunError) && !isSystemError(error)) throw error;
      await this.request.fail(error);
    }
  }

  /** What the generator reads of the project: what comes with it does not change. */
  async paths(): Promise<string[]> {
    const { config } = this.request;
    const driver = await this.#driverFiles();
    return [...(config === undefined ? [] : [config]), this.options.spec, ...(await this.#ownFrameworks()), ...driver];
  }

  async #forget(changed: readonly string[]): Promise<void> {
    const under = (folder: string): boolean => changed.some((path) => isWithin(path, folder));
    const { config } = this.request;
    if (config !== undefined && under(config)) this.options = await this.request.options();
    for (const path of await this.#ownFrameworks()) if (under(path)) this.#inputs.forgetFramework(path);
    if (under(this.options.spec)) this.#inputs.forgetSpec();
    if ((await this.#driverFiles()).some(under)) this.#inputs.forgetDriver();
  }

  async #ownFrameworks(): Promise<string[]> {
    const builtIn = await builtInFrameworks();
    return this.options.frameworks.filter((each) => !builtIn.includes(each));
  }

  /** The declarations and the manifest beside them; those of a driver that cannot be read are not known. */
  async #driverFiles(): Promise<string[]> {
    try {
      const { folder, file } = await this.#inputs.driver(this.options.driver);
      return [join(folder, 'package.json'), resolve(folder, basename(file))].filter((path) => existsSync(path));
    } catch (error) {
      if (!(error instanceof CannotRunError)) throw error;
      return [];
    }
  }
}

function isWithin(path: string, folder: string): boolean {
  const inside = relative(resolve(folder), resolve(path));
  return inside === '' || (!inside.startsWith('..') && !isAbsolute(inside));
}
