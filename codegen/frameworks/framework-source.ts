import type { Place } from '../common/place.js';
import type { Framework } from './framework.js';

/**
 * A loaded framework: the functions that decide at build time, and the text of the modules emitted beside its classes.
 */
export interface FrameworkSource {
  readonly framework: Framework;
  /** The chosen options. Empty if it has none. */
  readonly chosen: readonly ChosenOption[];
  /** `runtime.ts`, the modules under `runtime/`, and those of `modules` that are files in the framework's folder. */
  readonly runtime: readonly RuntimeModule[];
  readonly placeOf: PlaceOf;
  /** The text of `framework.ts` and of the runtime, by file, for messages. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Returns the place of a key of `framework.ts`, such as `docs.command`. If the key is not written out, this is the
 * beginning of the file.
 */
export type PlaceOf = (path: string) => Place;

/** A module that is emitted unchanged. */
export interface RuntimeModule {
  /** The path below the framework's folder, both here and in the output. */
  readonly path: string;
  readonly text: string;
  /** The origin of the text, for its header. */
  readonly origin: string;
  /** The file, for messages. */
  readonly file: string;
}

/** The value chosen for an option. */
export interface ChosenOption {
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
}
