import type { Shape } from './shape.js';

/** What a worker is told: which files to run, and on which classes. */
export interface WorkerConfig {
  /** The suite's folder, installed and compiled. */
  readonly suite: string;
  /** The package folder of the driver under test. */
  readonly driver: string;
  /** The framework whose classes take the driver's places; undefined for the raw driver. */
  readonly framework: MasqueradeConfig | undefined;
  /** Compiled test files, relative to the suite. */
  readonly files: readonly string[];
  /** Whether they need the suite's own runner, with its server and metadata. */
  readonly integration: boolean;
  /** The only tests to run; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** The file that the results go to. */
  readonly output: string;
  /** Milliseconds for tests that set no timeout of their own. */
  readonly timeout: number;
}

export interface MasqueradeConfig {
  /** The compiled `index.js` of the framework. */
  readonly index: string;
  /** The module that turns its values into promises again; undefined where they are promises already. */
  readonly idiom: string | undefined;
  readonly shape: Shape;
  /** Members of the driver's objects that tests read though they are internals: `MongoClient.topology`. */
  readonly fallThrough: readonly string[];
  /** A method that is broken on purpose, `Collection.findOne`. */
  readonly broken: string | undefined;
}
