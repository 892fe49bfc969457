import type { Place } from '../common/place.js';
import type { Docs, ObjectIndex, ObjectMember, Signature, TypeParameter, TypeText } from './types/type-text.js';

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
  /** Of a re-export: what it is elsewhere. A name that nothing declares or imports has none. */
  readonly from?: DriverImport;
  /** Whether no value is exported by that name, as in `export type { Collection }`: no `new`, no `instanceof`. */
  readonly typeOnly?: boolean;
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
  /** What subclasses use, with the types that are declared, in source order; left out where there is nothing. */
  readonly protected?: readonly DriverMember[];
  /** The constructors that subclasses call and nobody else; left out where there are none. */
  readonly protectedConstructors?: readonly Signature[];
  /**
   * Whether its objects have a private or protected member, so that no other object is one of the class, whatever it has.
   * Left out where they have none.
   */
  readonly nominal?: boolean;
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
  /** Whether only subclasses use it; left out where everybody does. */
  readonly protected?: boolean;
  readonly docs: Docs;
  readonly place: Place;
}

export interface DriverMethod extends MemberBase {
  readonly kind: 'method';
  readonly overloads: readonly Signature[];
  /** Whether the driver may do without it: `close?(): void`. Left out where it may not. */
  readonly optional?: boolean;
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
