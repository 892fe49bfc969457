import { resolve } from 'node:path';

import { type OpenedDriver, openDriver } from '../driver/find/open-driver.js';
import { type LoadedFramework, loadFramework, readInternal } from '../frameworks/load/load-framework.js';
import { loadFrameworks, type LoadOne } from '../frameworks/load/load-frameworks.js';
import { Generator } from '../generate.js';
import { readTemplates } from '../render/read-templates.js';
import type { Templates } from '../render/render.js';
import { type LoadedSpec, loadSpec } from '../spec/load-spec.js';

/** The inputs of `generate`, and its results. Each input is read once, until it is marked as changed. */
export class GenerateInputs {
  readonly generator = new Generator();
  readonly #parts = new Map<string, unknown>();

  async frameworks(names: readonly string[], options: readonly string[]): Promise<LoadedFramework[]> {
    const load: LoadOne = async (name, how) =>
      this.#once(`framework ${resolve(name)} ${JSON.stringify(how)}`, async () => loadFramework(name, how));
    return loadFrameworks(names, options, load);
  }

  /** The modules that all frameworks share. */
  async internal(): Promise<ReadonlyMap<string, string>> {
    return this.#once('internal', readInternal);
  }

  async templates(): Promise<Templates> {
    return this.#once('templates', readTemplates);
  }

  async spec(folder: string): Promise<LoadedSpec> {
    return this.#once(`spec ${folder}`, async () => loadSpec(folder));
  }

  async driver(driver: string | undefined): Promise<OpenedDriver> {
    return this.#once(`driver ${driver}`, async () => openDriver({ driver, from: process.cwd() }));
  }

  forgetFramework(path: string): void {
    this.#forget(`framework ${resolve(path)} `);
  }

  forgetSpec(): void {
    this.#forget('spec ');
  }

  forgetDriver(): void {
    this.#forget('driver ');
  }

  async #once<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.#parts.get(name) as T | undefined;
    if (known !== undefined) return known;
    const part = await read();
    this.#parts.set(name, part);
    return part;
  }

  #forget(beginning: string): void {
    for (const name of this.#parts.keys()) if (name.startsWith(beginning)) this.#parts.delete(name);
  }
}
