import type { Framework } from './framework.js';

/** A framework as it was loaded: what it decides at build time, and the text of what is emitted beside its classes. */
export interface FrameworkSource {
  readonly framework: Framework;
  /** `runtime.ts`, and the modules under `runtime/`. */
  readonly runtime: readonly RuntimeModule[];
}

/** A module that is emitted as its text. */
export interface RuntimeModule {
  /** Under the framework's folder, here and where it is emitted. */
  readonly path: string;
  readonly text: string;
  /** Where the text stands, for its header. */
  readonly origin: string;
}
