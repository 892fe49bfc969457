import type { Driver } from '../driver.js';
import type { TypeText } from '../types/type-text.js';
import type { FieldSet } from './field-set.js';

/** The names in a type of keys. */
export interface Keys {
  readonly names: ReadonlySet<string>;
  /** False where some cannot be known, as in `keyof` of a foreign type. */
  readonly complete: boolean;
  /**
   * Of an incomplete one: whether the names are at least all that there can be, as in `Extract<keyof Foreign, 'a' |
   * 'b'>`.
   */
  readonly bounded?: boolean;
}

/** What finding keys needs of its surroundings. */
export interface KeyContext {
  readonly driver: Driver;
  readonly fieldsOf: (type: TypeText) => FieldSet;
  /** Works out what has to be worked out; left out where nobody can. */
  readonly evaluate?: (type: TypeText) => TypeText | undefined;
}

/** Those of a type that lists none. */
export const NO_KEYS: Keys = { names: new Set(), complete: true };

/** Those of a type of which nobody knows what it lists. */
export const UNKNOWN_KEYS: Keys = { names: new Set(), complete: false };
