import type { Place } from '../common/place.js';
import type { Framework } from './framework.js';

/** A framework as it was loaded: what it decides at build time, and the text of what is emitted beside its classes. */
export interface FrameworkSource {
  readonly framework: Framework;
  /** What it was made with; empty where it has no options. */
  readonly chosen: readonly ChosenOption[];
  /** `runtime.ts`, the modules under `runtime/`, and what of `modules` stands in the framework's folder. */
  readonly runtime: readonly RuntimeModule[];
  readonly placeOf: PlaceOf;
  /** The text of `framework.ts` and of the runtime by file, for messages. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Where a key of `framework.ts` stands: `docs.command`. The beginning of the file where it is not written out. */
export type PlaceOf = (path: string) => Place;

/** A module that is emitted as its text. */
export interface RuntimeModule {
  /** Under the framework's folder, here and where it is emitted. */
  readonly path: string;
  readonly text: string;
  /** Where the text stands, for its header. */
  readonly origin: string;
  /** The file, for messages. */
  readonly file: string;
}

/** What was chosen of an option. */
export interface ChosenOption {
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
}
