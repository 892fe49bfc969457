import type { FieldSet } from '../../model/fields/field-set.js';
import type { Signature } from '../../model/types/type-text.js';
import type { Placed } from './placed-type.js';

/**
 * The meaning of a type, one level deep: without aliases, parentheses and utility types that only rewrite others. All
 * spellings of a type have the same meaning.
 */
export type Meaning =
  /** `any` and `unknown`: every value. */
  | { readonly kind: 'top'; readonly any: boolean }
  | { readonly kind: 'never' }
  | { readonly kind: 'literal'; readonly of: string; readonly value: string }
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'union' | 'intersection'; readonly parts: readonly Placed[] }
  | { readonly kind: 'array'; readonly of: Placed; readonly readonly: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly MeantItem[]; readonly readonly: boolean }
  /** A type that is compared by its name: a class, a foreign type, a type parameter. */
  | { readonly kind: 'named'; readonly name: string; readonly arguments: readonly Placed[] }
  /** A type that is compared by its fields and signatures. `declared` is the name of an interface. */
  | { readonly kind: 'object'; readonly declared: string | undefined; readonly arguments: readonly Placed[] }
  | { readonly kind: 'function'; readonly signature: Signature }
  /** A type without parts, which is compared by its text. */
  | { readonly kind: 'opaque'; readonly text: string };

export interface MeantItem {
  readonly of: Placed;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly label: string | undefined;
}

/** A meaning, and the context in which its parts are read. */
export interface Meant {
  readonly meaning: Meaning;
  readonly placed: Placed;
}

/** How an evaluation looks up the meaning of other types. Passed down, since a meaning may have to be evaluated. */
export interface Look {
  readonly meaningOf: (placed: Placed) => Meant;
  /** The parts of a union at any depth, following aliases. Any other type is its only part. */
  readonly flatParts: (placed: Placed) => Placed[];
  readonly fieldsOf: (placed: Placed) => FieldSet;
}
