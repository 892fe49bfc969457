/**
 * Everything that templates may read. How each type, call and comment looks has been decided. Lines are not indented
 * for their place: the templates do that.
 */
export interface FilePlan {
  /** The path below the output folder, with `/`. */
  readonly path: string;
  /** The sources of the file, for its header: `mongodb 7.9.0 and spec/Db.yaml`. */
  readonly source: string;
  /** The choices for the framework's options, without defaults: `effect.absent=null`. */
  readonly choices: readonly string[];
  readonly content: FileContent;
}

export type FileContent =
  | { readonly template: 'class'; readonly data: ClassPlan }
  | { readonly template: 'classes'; readonly data: ClassesPlan }
  | { readonly template: 'driver'; readonly data: { readonly package: string } }
  | { readonly template: 'types'; readonly data: TypesPlan }
  | { readonly template: 'index'; readonly data: IndexPlan }
  /** A file that is emitted unchanged: a module of a framework's runtime, or a shared one. */
  | { readonly template: 'verbatim'; readonly data: { readonly lines: readonly string[] } };

/** The module of one wrapper class. */
export interface ClassPlan {
  readonly name: string;
  readonly imports: readonly string[];
  /** Statements between the imports and the class, such as those that wrap the payloads of events. */
  readonly preamble: readonly string[];
  readonly hasPreamble: boolean;
  readonly docs: readonly string[];
  /** `export class Db extends Wrapper<driver.Db> {` */
  readonly head: readonly string[];
  /** Constants, the delegate, the constructor, `wrap`, then the members in the driver's order. */
  readonly members: readonly MemberPlan[];
  /** `classes.Db = Db;` */
  readonly registration: string;
}

/**
 * A member: declarations that end with a semicolon (fields, and the overloads that users see), and possibly one with a
 * body.
 */
export interface MemberPlan {
  /** `Db.createCollection`, for messages. */
  readonly subject: string;
  readonly declarations: readonly DeclarationPlan[];
  readonly hasBody: boolean;
  readonly docs: readonly string[];
  /** `findOne(filter?: any): any {` */
  readonly head: readonly string[];
  readonly body: readonly string[];
  /** How many overloads of the driver it covers. The drift checker compares the number. */
  readonly covers: number;
}

export interface DeclarationPlan {
  readonly docs: readonly string[];
  readonly lines: readonly string[];
}

/** The module through which classes reach each other without import cycles. */
export interface ClassesPlan {
  readonly imports: readonly string[];
  /** `Db: typeof Db;` */
  readonly entries: readonly string[];
}

/** The module of the types that name wrapped classes: options, callbacks, maps of events. */
export interface TypesPlan {
  readonly imports: readonly string[];
  readonly types: readonly DeclarationPlan[];
}

export interface IndexPlan {
  readonly package: string;
  /** A line for each class: `export { Db } from './Db.js';` */
  readonly classes: readonly string[];
  /** The lines of `export type { FindOptions, ... } from './types.js';`. Empty if no type is redeclared. */
  readonly types: readonly string[];
  /** `export type { Callback } from './runtime.js';`. Empty if the runtime exports nothing to users. */
  readonly runtime: readonly string[];
}
