import type { FieldSet } from '../../model/fields/field-set.js';
import type { Signature } from '../../model/types/type-text.js';
import type { Placed } from './placed-type.js';

/**
 * What a type comes to, one level deep: aliases are opened, parentheses and types of TypeScript's library that only
 * rewrite others are gone. Two spellings of one type have one meaning.
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
  /** What counts by its name: a class, a foreign type, a type parameter. */
  | { readonly kind: 'named'; readonly name: string; readonly arguments: readonly Placed[] }
  /** What counts by its fields and signatures; `declared` is the name of an interface. */
  | { readonly kind: 'object'; readonly declared: string | undefined; readonly arguments: readonly Placed[] }
  | { readonly kind: 'function'; readonly signature: Signature }
  /** What nothing looks into: the same only where it is written alike. */
  | { readonly kind: 'opaque'; readonly text: string };

export interface MeantItem {
  readonly of: Placed;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly label: string | undefined;
}

/** A meaning, and the place in which its parts are read. */
export interface Meant {
  readonly meaning: Meaning;
  readonly placed: Placed;
}

/** How what works a type out asks for the meaning of others; handed down, because a meaning may have to be worked out. */
export interface Look {
  readonly meaningOf: (placed: Placed) => Meant;
  /** The parts of a union at any depth, aliases opened; any other type is its one part. */
  readonly flatParts: (placed: Placed) => Placed[];
  readonly fieldsOf: (placed: Placed) => FieldSet;
}
