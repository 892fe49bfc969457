import type { OpenedDriver } from '../driver/find/open-driver.js';
import { emitLine, type EmittedLine, type Ground } from './emitted-line.js';
import { type CompilerError, typeCheck } from './type-check.js';

/** The size of the cache, since the files of all releases take much memory. */
const REMEMBERED = 3;

/** Generates and compiles for releases, and caches the results. */
export class LineCompiler {
  readonly #ground: Ground;
  readonly #emitted = new Map<string, EmittedLine>();
  readonly #compiled = new Map<string, Promise<readonly CompilerError[]>>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Returns the files generated for a release. */
  emitted(release: OpenedDriver): EmittedLine {
    return remembered(this.#emitted, release.folder, () => emitLine(release, this.#ground));
  }

  /** Compiles the files generated for one release beside another release. Returns the errors. */
  async errors(from: OpenedDriver, beside: OpenedDriver): Promise<readonly CompilerError[]> {
    const key = JSON.stringify([from.folder, beside.folder]);
    return remembered(this.#compiled, key, async () => typeCheck(this.emitted(from).files, beside));
  }
}

function remembered<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
  return value;
}
