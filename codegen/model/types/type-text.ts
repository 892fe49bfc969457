import type { Place } from '../../common/place.js';

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

/** An item of a tuple: `A`, `A?` or `...A[]`. */
export interface TupleItem extends Part {
  readonly optional: boolean;
  readonly rest: boolean;
  /** What it is called. It says nothing of the type: a rest parameter of the type has its parameters' names from it. */
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
      /** What the iterator returns and takes, where it is written. */
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
   * Mapped, conditional, template and other types that nothing looks into; whether their values may be called or
   * constructed, as those of a constructor type are, and those of a conditional type may be.
   */
  | { readonly kind: 'other'; readonly mayBeCalled?: true; readonly computation?: Computation };

/**
 * How a type is worked out, once what it depends on is known. Names that it binds itself stand in its parts as
 * references, which the names of the whole leave out.
 */
export type Computation = MappedType | ConditionalType | TemplateType | InferredName;

/** `{ readonly [parameter in keys as named]?: type }`. */
export interface MappedType {
  readonly kind: 'mapped';
  readonly parameter: string;
  readonly keys: TypeText;
  /** Whether the keys are written as a type parameter alone: its constraint may name the type that they are of. */
  readonly byParameter?: true;
  /** What `as` makes of each key. */
  readonly named: TypeText | undefined;
  readonly type: TypeText;
  /** Whether each field is marked so; undefined leaves it as it is in the type that the keys are of. */
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
  /** The type parameter that is checked, if it is one alone: each part of a union is checked for itself then. */
  readonly each: string | undefined;
  /** The names that the pattern binds with `infer`. */
  readonly inferred: readonly string[];
}

/** `` `${'a' | 'b'}.x` ``: what stands in front, and each type with the text behind it. */
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
  /** `const`, `in`, `out`, as they are written; left out where there is none. */
  readonly modifiers?: readonly string[];
  /** As written: `T extends Document = Document`. */
  readonly text: string;
}

export interface Parameter {
  /** The declared name; a destructured parameter has its pattern's text. */
  readonly name: string;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly type: TypeText;
}

/** One overload. Overloads stay in source order, because TypeScript picks the first that fits. */
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
  /** The name as a key: without quotes, `[AbstractCursor.CLOSE]` where it is computed. */
  readonly name: string;
  readonly optional: boolean;
  readonly readonly: boolean;
  readonly type: TypeText;
  /** What a `set` accessor takes, where it is written differently from what the getter gives. */
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

/** The driver's documentation of one declaration, without comment marks. */
export interface Docs {
  /** The whole comment's text, lines joined by `\n`; empty where there is none. */
  readonly text: string;
  /** The text after `@deprecated`, empty when the tag stands alone, undefined when there is none. */
  readonly deprecated: string | undefined;
  readonly since: string | undefined;
  /** `@experimental`, `@beta`, `@alpha`, else `public`. */
  readonly stability: 'public' | 'beta' | 'alpha' | 'experimental';
}
