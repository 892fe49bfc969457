import type { Framework } from '../../frameworks/framework.js';
import type { Idiom } from '../../synchro/idiom.js';
import type { Shape } from '../../synchro/masquerade/shape.js';
import type { Compiled } from './compile.js';

/** The exports of a module, by names that are only known from the spec. */
export type Exports = Readonly<Record<string, unknown>>;

/** The framework under test: its emitted classes, and the driver that they wrap. */
export interface Subject {
  readonly name: string;
  readonly evaluation: Framework['evaluation'];
  readonly idiom: Idiom;
  /** The wrapped members of each class. */
  readonly shape: Shape;
  /** The compiler's errors. Undefined if it was compiled elsewhere. */
  readonly compiled: Compiled | undefined;
  /** The loaded index, or the reason why it cannot be loaded. */
  readonly loaded: Loaded;
}

export type Loaded = LoadedModules | { readonly failure: unknown };

export interface LoadedModules {
  readonly own: Exports;
  /** The one copy of the driver. */
  readonly driver: Exports;
  /** The folder of its package. */
  readonly driverFolder: string;
}
