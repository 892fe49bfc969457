/**
 * What templates may read, and nothing else: every question of how a type, a call or a comment looks is decided before.
 * Lists of lines come without the indentation of their place, which the templates give.
 */
export interface FilePlan {
  /** Path under the output folder, with `/`. */
  readonly path: string;
  /** What the file is made from, for its header: `mongodb 7.9.0 and spec/Db.yaml`. */
  readonly source: string;
  /** What was chosen of the framework's options, but for defaults: `effect.absent=null`. */
  readonly choices: readonly string[];
  readonly content: FileContent;
}

export type FileContent =
  | { readonly template: 'class'; readonly data: ClassPlan }
  | { readonly template: 'classes'; readonly data: ClassesPlan }
  | { readonly template: 'driver'; readonly data: { readonly package: string } }
  | { readonly template: 'types'; readonly data: TypesPlan }
  | { readonly template: 'index'; readonly data: IndexPlan }
  /** A file that is emitted as it is: a framework's runtime, or what all of them share. */
  | { readonly template: 'verbatim'; readonly data: { readonly lines: readonly string[] } };

/** The module of one wrapper class. */
export interface ClassPlan {
  readonly name: string;
  readonly imports: readonly string[];
  /** Statements between the imports and the class, such as how the payloads of events are wrapped. */
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
 * A member: declarations that end at their semicolon (fields, the overloads that users see), and perhaps one with a
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
  /** How many overloads of the driver it stands for; drift compares. */
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

/** The module of the option, callback and event types that name wrapped classes. */
export interface TypesPlan {
  readonly imports: readonly string[];
  readonly types: readonly DeclarationPlan[];
}

export interface IndexPlan {
  readonly package: string;
  /** `export { Db } from './Db.js';`, a line each. */
  readonly classes: readonly string[];
  /** `export type { FindOptions, ... } from './types.js';`, in lines; empty where no type is declared anew. */
  readonly types: readonly string[];
  /** `export type { Callback } from './runtime.js';`, empty where the runtime has nothing for users. */
  readonly runtime: readonly string[];
}
