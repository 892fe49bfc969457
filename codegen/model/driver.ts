import type { Place } from '../common/place.js';
import type { Docs, ObjectIndex, ObjectMember, Signature, TypeParameter, TypeText } from './types/type-text.js';

/** What the driver declares, as plain records: no node of ts-morph outlives the reader. */
export interface Driver {
  /** The npm name of the package: `mongodb`. */
  readonly package: string;
  readonly version: string;
  /** The name of the declaration file in messages and places. */
  readonly file: string;
  /** The imports by local name. */
  readonly imports: ReadonlyMap<string, DriverImport>;
  /** Every name that the package exports, re-exports included, in source order. */
  readonly exports: readonly DriverExport[];
  /** Every declared class, exported or not, in source order. */
  readonly classes: readonly DriverClass[];
  /** Every interface and type alias. Declarations with the same name are merged into one record. */
  readonly types: readonly DriverType[];
  /** Every `const`, such as objects of string literals and tuples of names. */
  readonly constants: readonly DriverConstant[];
}

export interface DriverImport {
  readonly module: string;
  /** The imported name, or `*` for a namespace import. */
  readonly name: string;
  readonly typeOnly: boolean;
}

export interface DriverExport {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'alias' | 'const' | 'function' | 'namespace' | 'enum' | 're-export';
  /** The name of the declaration if it differs, as in `export { Map_2 as Map }`. */
  readonly local?: string;
  /** For a re-export, its origin. Undefined for a name that nothing declares or imports. */
  readonly from?: DriverImport;
  /** Whether the export is type-only, as in `export type { Collection }`: no `new`, no `instanceof`. */
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
   * Whether users can construct the class. `public`: it has declared constructors; `excluded`: the constructor is
   * excluded from the release; `none`: it declares none; `hidden`: the constructor is private or protected.
   */
  readonly construction: 'public' | 'excluded' | 'none' | 'hidden';
  readonly constructors: readonly Signature[];
  /** The public members, in source order. Overloads are grouped. Members of a merged interface come last. */
  readonly members: readonly DriverMember[];
  /** The protected members that have declared types, in source order. Missing if there are none. */
  readonly protected?: readonly DriverMember[];
  /** The protected constructors. Missing if there are none. */
  readonly protectedConstructors?: readonly Signature[];
  /**
   * Whether its objects have a private or protected member, which makes the type nominal: no other object is assignable
   * to it. Missing if not.
   */
  readonly nominal?: boolean;
  /** The index signatures, `[key: string]: any`. Missing if there are none. */
  readonly indexes?: readonly ObjectIndex[];
  /** The names of members that are not public: private, protected, or `Excluded from this release type`. */
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
  /** Whether it is protected. Missing if not. */
  readonly protected?: boolean;
  readonly docs: Docs;
  readonly place: Place;
}

export interface DriverMethod extends MemberBase {
  readonly kind: 'method';
  readonly overloads: readonly Signature[];
  /** Whether it is optional: `close?(): void`. Missing if not. */
  readonly optional?: boolean;
}

export interface DriverProperty extends MemberBase {
  readonly kind: 'property';
  readonly type: TypeText;
  /** Whether it is a getter, possibly with a setter, instead of a field. */
  readonly accessor: boolean;
  readonly readonly: boolean;
  readonly optional: boolean;
  /** The type of the setter's parameter, if it is written differently from the getter's type. */
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
  /** The type of an alias. Undefined for an interface. */
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
