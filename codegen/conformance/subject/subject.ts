import type { Framework } from '../../frameworks/framework.js';
import type { Idiom } from '../../synchro/idiom.js';
import type { Shape } from '../../synchro/masquerade/shape.js';
import type { Compiled } from './compile.js';

/** What a module exports, seen by one who knows its names from the spec only. */
export type Exports = Readonly<Record<string, unknown>>;

/** A framework as the kit looks at it: what was emitted for it, loaded beside the driver that it wraps. */
export interface Subject {
  readonly name: string;
  readonly evaluation: Framework['evaluation'];
  readonly idiom: Idiom;
  /** What of each class is wrapped. */
  readonly shape: Shape;
  /** What the compiler said of it; undefined where somebody else has compiled it. */
  readonly compiled: Compiled | undefined;
  /** The emitted index, loaded; or why it cannot be. */
  readonly loaded: Loaded;
}

export type Loaded = LoadedModules | { readonly failure: unknown };

export interface LoadedModules {
  readonly own: Exports;
  /** The one copy of the driver. */
  readonly driver: Exports;
  /** Its package's folder. */
  readonly driverFolder: string;
}
