import type { Shape } from '../masquerade/shape.js';
import type { SuiteHooks } from '../suite/suite-hooks.js';

/** The config of a worker: the files to run, and the classes or declarations to run them on. */
export type WorkerConfig = MochaConfig | TypesConfig;

interface SharedConfig {
  /** The suite's folder, installed and compiled. */
  readonly suite: string;
  /** The package folder of the driver under test. */
  readonly driver: string;
  /** The test files, relative to the suite. Those for mocha are compiled. */
  readonly files: readonly string[];
  /** The file for the results. */
  readonly output: string;
}

/** The config for tests that the suite's own mocha runs. */
export interface MochaConfig extends SharedConfig {
  /** `integration` needs the suite's own runner, with its server and metadata. */
  readonly kind: 'unit' | 'integration';
  readonly hooks: SuiteHooks;
  /** The framework whose classes replace the driver's. Undefined for the raw driver. */
  readonly framework: MasqueradeConfig | undefined;
  /** The only tests to run. Undefined for all. */
  readonly only: readonly string[] | undefined;
  /** Patterns of tests that are not run. */
  readonly except: readonly string[];
  /** The timeout of tests that set none, in milliseconds. */
  readonly timeout: number;
}

/** The config for tests that are compiled. */
export interface TypesConfig extends SharedConfig {
  readonly kind: 'types';
  /** The declarations that replace the driver's. */
  readonly module: string;
  /** A new folder to compile in. */
  readonly folder: string;
}

export interface MasqueradeConfig {
  /** The compiled `index.js` of the framework. */
  readonly index: string;
  /** The module that converts its values to promises. Undefined if they are promises. */
  readonly idiom: string | undefined;
  readonly shape: Shape;
  /** Internals of the driver's objects that tests may read: `MongoClient.topology`. */
  readonly fallThrough: readonly string[];
  /** A method to break on purpose: `Collection.findOne`. */
  readonly broken: string | undefined;
}
