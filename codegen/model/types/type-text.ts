import type { Place } from '../../common/place.js';

/**
 * The text of a type, with all that the plan and the drift checker need to know about it, so that neither has to parse.
 *
 * The plan rewrites `text` at the spans in `names`, drift compares `canonical`, and both use `shape`.
 */
export interface TypeText {
  /** The source text on one line: line breaks and indentation become a space, comments are removed. */
  readonly text: string;
  /**
   * A text that is the same for every spelling of a type: without redundant parentheses, with sorted unions and
   * intersections, and `T[]` for `Array<T>`.
   */
  readonly canonical: string;
  /**
   * Every name that refers to a declaration, at any depth, ordered by `start`. Type parameters of the type itself are
   * not included.
   */
  readonly names: readonly NameSpan[];
  readonly shape: Shape;
}

/** A reference in `TypeText.text`: `text.slice(start, end) === name`. */
export interface NameSpan {
  /** The first identifier: `AbstractCursor` for `AbstractCursor.CLOSE`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether the name is used as a value, as in `typeof MONGO_CLIENT_EVENTS`. */
  readonly value: boolean;
}

/** A part of a type, with its position in the whole text. */
export interface Part {
  readonly type: TypeText;
  readonly start: number;
  readonly end: number;
}

/** An item of a tuple: `A`, `A?` or `...A[]`. */
export interface TupleItem extends Part {
  readonly optional: boolean;
  readonly rest: boolean;
  /** Its label. It does not affect the type, but names the parameters of a rest parameter with this type. */
  readonly label?: string;
}

export type Shape =
  /** `Name` or `Name<A, B>`, also `ns.Name`; Promise, Array and the like have shapes of their own. */
  | { readonly kind: 'reference'; readonly name: string; readonly arguments: readonly Part[] }
  | { readonly kind: 'promise'; readonly of: Part }
  /** `T[]`, `readonly T[]`, `Array<T>`, `ReadonlyArray<T>`. */
  | { readonly kind: 'array'; readonly of: Part; readonly readonly: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly TupleItem[]; readonly readonly: boolean }
  /** `AsyncGenerator<T, ...>`, `AsyncIterable<T>`, `AsyncIterator<T>`, `AsyncIterableIterator<T>`. */
  | {
      readonly kind: 'async-iterable';
      readonly name: string;
      readonly of: Part;
      /** The types that the iterator returns and takes, if written. */
      readonly others: readonly Part[];
    }
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
  /**
   * Mapped, conditional, template and other types without parts. `mayBeCalled`: whether their values may be callable or
   * constructable, as for constructor types and possibly for conditional types.
   */
  | { readonly kind: 'other'; readonly mayBeCalled?: true; readonly computation?: Computation };

/**
 * How to evaluate a type, once the types that it depends on are known. In its parts, names that it binds itself are
 * references, which the names of the whole exclude.
 */
export type Computation = MappedType | ConditionalType | TemplateType | InferredName;

/** `{ readonly [parameter in keys as named]?: type }`. */
export interface MappedType {
  readonly kind: 'mapped';
  readonly parameter: string;
  readonly keys: TypeText;
  /** Whether the keys are just a type parameter, whose constraint may name the type that they come from. */
  readonly byParameter?: true;
  /** The name to which `as` maps each key. */
  readonly named: TypeText | undefined;
  readonly type: TypeText;
  /** Whether each field is readonly. Undefined to keep it as in the type that the keys come from. */
  readonly readonly: boolean | undefined;
  readonly optional: boolean | undefined;
}

/** `check extends pattern ? matched : unmatched`. */
export interface ConditionalType {
  readonly kind: 'conditional';
  readonly check: TypeText;
  readonly pattern: TypeText;
  readonly matched: TypeText;
  readonly unmatched: TypeText;
  /** The checked type, if it is just a type parameter. The conditional type then distributes over unions. */
  readonly each: string | undefined;
  /** The names that the pattern binds with `infer`. */
  readonly inferred: readonly string[];
}

/** `` `${'a' | 'b'}.x` ``: the text before, and each type with the text after it. */
export interface TemplateType {
  readonly kind: 'template';
  readonly head: string;
  readonly spans: readonly { readonly type: TypeText; readonly text: string }[];
}

/** `infer U extends constraint`. */
export interface InferredName {
  readonly kind: 'infer';
  readonly name: string;
  readonly constraint: TypeText | undefined;
}

export interface TypeParameter {
  readonly name: string;
  readonly constraint: TypeText | undefined;
  readonly default: TypeText | undefined;
  /** `const`, `in`, `out`, as written. Missing if there are none. */
  readonly modifiers?: readonly string[];
  /** As written: `T extends Document = Document`. */
  readonly text: string;
}

export interface Parameter {
  /** The declared name, or the text of the pattern for a destructured parameter. */
  readonly name: string;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly type: TypeText;
}

/** An overload. Overloads are kept in source order, since TypeScript picks the first that fits. */
export interface Signature {
  readonly typeParameters: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
  readonly returns: TypeText;
  /** As written, without name and modifiers: `<T>(filter: Filter<T>): FindCursor<T>`. */
  readonly text: string;
  readonly docs: Docs;
  readonly place: Place;
}

/** A member of an interface or of an object literal type. */
export type ObjectMember = ObjectProperty | ObjectMethod | ObjectIndex | ObjectCall;

export interface ObjectProperty {
  readonly kind: 'property';
  /** The name as a key: without quotes, or `[AbstractCursor.CLOSE]` if computed. */
  readonly name: string;
  readonly optional: boolean;
  readonly readonly: boolean;
  readonly type: TypeText;
  /** The type of a `set` accessor, if it is written differently from the getter's. */
  readonly setterType?: TypeText;
  readonly docs: Docs;
  readonly place: Place;
}

export interface ObjectMethod {
  readonly kind: 'method';
  readonly name: string;
  readonly optional: boolean;
  readonly overloads: readonly Signature[];
  readonly docs: Docs;
  readonly place: Place;
}

export interface ObjectIndex {
  readonly kind: 'index';
  readonly key: TypeText;
  readonly type: TypeText;
  readonly place: Place;
}

export interface ObjectCall {
  readonly kind: 'call' | 'construct';
  readonly signature: Signature;
  readonly place: Place;
}

/** The driver's documentation of a declaration, without comment marks. */
export interface Docs {
  /** The text of the whole comment, with lines joined by `\n`. Empty if there is none. */
  readonly text: string;
  /** The text after `@deprecated`: empty if the tag has no text, undefined if there is no tag. */
  readonly deprecated: string | undefined;
  readonly since: string | undefined;
  /** By `@experimental`, `@beta` or `@alpha`, otherwise `public`. */
  readonly stability: 'public' | 'beta' | 'alpha' | 'experimental';
}
