import type { TypeText } from './types/type-text.js';

/** Where a declaration or an entry stands: line and column count from 1, as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the driver declares, as plain records: no node of ts-morph outlives the reader. */
export interface Driver {
  /** npm name of the package that was read, `mongodb`. */
  readonly package: string;
  readonly version: string;
  /** The declaration file as it is named in messages and places. */
  readonly file: string;
  /** Local name to where it is imported from. */
  readonly imports: ReadonlyMap<string, DriverImport>;
  /** Every name that the package exports, re-exports included, in source order. */
  readonly exports: readonly DriverExport[];
  /** Every declared class, exported or not, in source order. */
  readonly classes: readonly DriverClass[];
  /** Every interface and type alias; declarations of one name are merged into one record. */
  readonly types: readonly DriverType[];
  /** Every `const`, such as the enumerations of string literals and the tuples of names. */
  readonly constants: readonly DriverConstant[];
}

export interface DriverImport {
  readonly module: string;
  /** The imported name, `*` for a namespace import. */
  readonly name: string;
  readonly typeOnly: boolean;
}

export interface DriverExport {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'alias' | 'const' | 'function' | 'namespace' | 'enum' | 're-export';
  /** The name that it is declared by, where that is another one, as in `export { Map_2 as Map }`. */
  readonly local?: string;
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

export interface TypeParameter {
  readonly name: string;
  readonly constraint: TypeText | undefined;
  readonly default: TypeText | undefined;
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

export interface DriverClass {
  readonly name: string;
  readonly exported: boolean;
  readonly abstract: boolean;
  readonly typeParameters: readonly TypeParameter[];
  /** The `extends` clause: a reference with its type arguments. */
  readonly extends: TypeText | undefined;
  readonly implements: readonly TypeText[];
  /**
   * How a user comes to an instance: `public` has declared constructors; `excluded` has one that the release leaves
   * out; `none` declares nothing; `hidden` is private or protected.
   */
  readonly construction: 'public' | 'excluded' | 'none' | 'hidden';
  readonly constructors: readonly Signature[];
  /** Public members only, in source order; overloads are grouped; those of a merged interface come last. */
  readonly members: readonly DriverMember[];
  /** `[key: string]: any` in the body; left out where there is none. */
  readonly indexes?: readonly ObjectIndex[];
  /** Names that are declared but not public: private, protected, or `Excluded from this release type`. */
  readonly hidden: ReadonlyMap<string, 'private' | 'protected' | 'excluded'>;
  readonly docs: Docs;
  readonly place: Place;
}

export type DriverMember = DriverMethod | DriverProperty;

interface MemberBase {
  /** `find`, or `[Symbol.asyncIterator]` for a symbol. */
  readonly name: string;
  readonly symbol: boolean;
  readonly static: boolean;
  readonly abstract: boolean;
  readonly docs: Docs;
  readonly place: Place;
}

export interface DriverMethod extends MemberBase {
  readonly kind: 'method';
  readonly overloads: readonly Signature[];
}

export interface DriverProperty extends MemberBase {
  readonly kind: 'property';
  readonly type: TypeText;
  /** A `get` (and perhaps `set`) pair instead of a field. */
  readonly accessor: boolean;
  readonly readonly: boolean;
  readonly optional: boolean;
  /** The parameter type of a `set` accessor, where it is written differently from the getter's. */
  readonly setterType: TypeText | undefined;
}

export interface DriverType {
  readonly kind: 'interface' | 'alias';
  readonly name: string;
  readonly exported: boolean;
  readonly typeParameters: readonly TypeParameter[];
  /** The bases of an interface; empty for an alias. */
  readonly extends: readonly TypeText[];
  /** The body of an interface; empty for an alias. */
  readonly members: readonly ObjectMember[];
  /** What an alias stands for; undefined for an interface. */
  readonly type: TypeText | undefined;
  readonly docs: Docs;
  readonly place: Place;
}

export interface DriverConstant {
  readonly name: string;
  readonly exported: boolean;
  readonly type: TypeText;
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
