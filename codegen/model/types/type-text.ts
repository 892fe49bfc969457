import type { ObjectMember, Signature } from '../driver.js';

/**
 * A type as it is written, with what the plan and the drift checker need to know of it, so that neither ever parses.
 *
 * The plan rewrites `text` by the spans in `names`; drift compares `canonical`; both look at `shape`.
 */
export interface TypeText {
  /** Source text on one line: line breaks and indentation are folded to one space, comments dropped. */
  readonly text: string;
  /**
   * The same for every spelling of one type: no redundant parentheses, unions and intersections sorted, `Array<T>` as
   * `T[]`.
   */
  readonly canonical: string;
  /**
   * Every name that refers to a declaration, at any depth, in order of `start`; type parameters of the type itself are
   * not among them.
   */
  readonly names: readonly NameSpan[];
  readonly shape: Shape;
}

/** A reference inside `TypeText.text`: `text.slice(start, end) === name`. */
export interface NameSpan {
  /** The first identifier: `AbstractCursor` of `AbstractCursor.CLOSE`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether the name is used as a value, as in `typeof MONGO_CLIENT_EVENTS`. */
  readonly value: boolean;
}

/** A part of a type: the type itself and where it stands in the whole's text. */
export interface Part {
  readonly type: TypeText;
  readonly start: number;
  readonly end: number;
}

export type Shape =
  /** `Name` or `Name<A, B>`, also `ns.Name`; Promise, Array and the like have shapes of their own. */
  | { readonly kind: 'reference'; readonly name: string; readonly arguments: readonly Part[] }
  | { readonly kind: 'promise'; readonly of: Part }
  /** `T[]`, `readonly T[]`, `Array<T>`, `ReadonlyArray<T>`. */
  | { readonly kind: 'array'; readonly of: Part; readonly readonly: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly Part[]; readonly readonly: boolean }
  /** `AsyncGenerator<T, ...>`, `AsyncIterable<T>`, `AsyncIterator<T>`, `AsyncIterableIterator<T>`. */
  | { readonly kind: 'async-iterable'; readonly name: string; readonly of: Part }
  | { readonly kind: 'object'; readonly members: readonly ObjectMember[]; readonly spans: readonly Part[] }
  | {
      readonly kind: 'function';
      readonly signature: Signature;
      readonly returns: Part;
      readonly parameters: readonly Part[];
    }
  | { readonly kind: 'union' | 'intersection'; readonly parts: readonly Part[] }
  /** A literal type or the `undefined` and `null` keywords: `value` is its text, strings without quotes. */
  | {
      readonly kind: 'literal';
      readonly value: string;
      readonly of: 'string' | 'number' | 'bigint' | 'boolean' | 'undefined' | 'null';
    }
  | { readonly kind: 'keyword'; readonly name: string }
  | { readonly kind: 'this' }
  | { readonly kind: 'never' }
  /** `typeof X` or `typeof X.y`. */
  | { readonly kind: 'typeof'; readonly name: string }
  | { readonly kind: 'keyof'; readonly of: Part }
  | { readonly kind: 'indexed'; readonly object: Part; readonly index: Part }
  | { readonly kind: 'parenthesized'; readonly of: Part }
  /** Mapped, conditional, template and other types that nothing looks into. */
  | { readonly kind: 'other' };
