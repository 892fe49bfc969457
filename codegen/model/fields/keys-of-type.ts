import type { Driver } from '../driver.js';
import type { TypeText } from '../types/type-text.js';
import type { FieldSet } from './field-set.js';

/** The names in a type of keys. */
export interface Keys {
  readonly names: ReadonlySet<string>;
  /** False if some names are unknown, as in `keyof` of a foreign type. */
  readonly complete: boolean;
  /** If incomplete: whether there can be no other names, as in `Extract<keyof Foreign, 'a' | 'b'>`. */
  readonly bounded?: boolean;
}

/** The context in which keys are found. */
export interface KeyContext {
  readonly driver: Driver;
  readonly fieldsOf: (type: TypeText) => FieldSet;
  /** Evaluates types that have to be computed, if possible. */
  readonly evaluate?: (type: TypeText) => TypeText | undefined;
}

/** The keys of a type that has none. */
export const NO_KEYS: Keys = { names: new Set(), complete: true };

/** The keys of a type whose keys are unknown. */
export const UNKNOWN_KEYS: Keys = { names: new Set(), complete: false };
