import type { Shape } from '../masquerade/shape.js';
import type { SuiteHooks } from '../suite/suite-hooks.js';

/** What a worker is told: which files to run, and on which classes or declarations. */
export type WorkerConfig = MochaConfig | TypesConfig;

interface SharedConfig {
  /** The suite's folder, installed and compiled. */
  readonly suite: string;
  /** The package folder of the driver under test. */
  readonly driver: string;
  /** Test files, relative to the suite; those of mocha are compiled ones. */
  readonly files: readonly string[];
  /** The file that the results go to. */
  readonly output: string;
}

/** Tests that are run by the suite's own mocha. */
export interface MochaConfig extends SharedConfig {
  /** `integration` needs the suite's own runner, with its server and metadata. */
  readonly kind: 'unit' | 'integration';
  readonly hooks: SuiteHooks;
  /** The framework whose classes take the driver's places; undefined for the raw driver. */
  readonly framework: MasqueradeConfig | undefined;
  /** The only tests to run; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** Tests that are not run, as patterns. */
  readonly except: readonly string[];
  /** Milliseconds for tests that set no timeout of their own. */
  readonly timeout: number;
}

/** Tests that are compiled. */
export interface TypesConfig extends SharedConfig {
  readonly kind: 'types';
  /** The declarations that stand for the driver's. */
  readonly module: string;
  /** A new folder to compile in. */
  readonly folder: string;
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
