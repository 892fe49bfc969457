import type { MemberKind } from '../../model/member-kind.js';
import type { Code } from '../../plan/text/layout.js';

// What the functions of a framework get. In every text, the names are already those of the wrappers.

/** Imports a name from the framework's `runtime.ts` into the emitted module. Returns its local name. */
export type ImportRuntime = (name: string) => string;

/** Imports a type into the emitted module, `from('Observable', 'rxjs')`. Returns its local name. */
export type ImportType = (name: string, module: string) => string;

/** Imports a value into the emitted module, `value('Effect', 'effect')`. Returns its local name. */
export type ImportValue = (name: string, module: string) => string;

/** A member of a driver class. */
export interface DeclaredMember {
  /** The driver's class. */
  readonly class: string;
  /** `find`, or `[Symbol.asyncIterator]` for a symbol. */
  readonly name: string;
  readonly static: boolean;
  readonly kind: MemberKind;
  /** The emitted class that it is in: lazy frameworks have a `recipe` and a `run` for each cursor. */
  readonly role: 'wrapper' | 'recipe' | 'run';
  /**
   * Every error class of the driver that it can fail with, bases first, by exported name: `from(name, 'mongodb')`
   * imports one. For a member that returns a cursor, also those of reading it.
   */
  readonly errors: readonly string[];
}

/** The result of a command of the driver. */
export interface CommandResult {
  /** The command. Undefined for a promise inside a type of the driver. */
  readonly member: DeclaredMember | undefined;
  /** Whether the driver may return `null`, as `findOne` does if it finds no document. */
  readonly nullable: boolean;
  /** The type without `null`. */
  readonly present: string;
}

/** A user's asynchronous function, as the driver declares it. */
export interface DeclaredExecutor {
  /** The member that takes it. Undefined if it is part of a separately declared type. */
  readonly member: DeclaredMember | undefined;
  /** What the driver passes to it. */
  readonly parameters: readonly ExecutorParameter[];
  /** The same, written as the parameter list of a function type: `session: ClientSession, limit?: number`. */
  readonly text: string;
  /** The type that it resolves with. */
  readonly resolves: string;
}

export interface ExecutorParameter {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly rest: boolean;
}

/** A class of the driver. What contains types is a function, since calling it imports the names in them. */
export interface DeclaredClass {
  readonly name: string;
  /** The type parameters as they are declared: `TSchema extends Document = Document`. */
  readonly typeParameters: () => readonly string[];
  /** Its public members by name, including those of its bases. A static one has `static ` in front. */
  readonly members: ReadonlyMap<string, DeclaredMember>;
  /** The type that iterating yields, for cursors and change streams. */
  readonly item: () => string | undefined;
  /** Which class is emitted for it. */
  readonly role: 'wrapper' | 'recipe' | 'run';
  /** Whether a driver class is wrapped, by its name. */
  readonly isWrapped: (name: string) => boolean;
  /** The overloads of a member, by the same name. A property has one without parameters, a missing member has none. */
  readonly overloads: (member: string) => readonly PlannedSignature[];
  /** The parameters of its public constructors. Empty if users cannot construct it. */
  readonly constructors: () => readonly (readonly PlannedParameter[])[];
}

/** All that the driver declares, for modules that the framework writes. */
export interface DeclaredDriver {
  readonly package: string;
  readonly version: string;
  /** The wrapped classes, sorted by the code units of their names. */
  readonly classes: readonly DeclaredClass[];
  /** The driver's error classes, bases first. */
  readonly errors: readonly DeclaredError[];
}

export interface DeclaredError {
  readonly name: string;
  /** The driver's error class that it extends, if any. */
  readonly extends: string | undefined;
  /** Whether every command can fail with it, since the spec does not say which ones can. */
  readonly general: boolean;
}

/** An overload as it will be emitted. */
export interface PlannedSignature {
  readonly typeParameters: readonly string[];
  readonly parameters: readonly PlannedParameter[];
  readonly returns: string;
  /** The type that the driver's promise resolves with, which `returns` wraps. Undefined for a synchronous overload. */
  readonly resolves: string | undefined;
  /** Whether that may be `null`. The engine sets it, to tell overloads apart. */
  readonly nullable?: boolean;
  /**
   * Whether it comes first or last among all overloads, which the compiler tries in order. Default: in the driver's
   * order.
   */
  readonly stands?: 'first' | 'last';
}

export interface PlannedParameter {
  readonly name: string;
  readonly type: string;
  /** The type as a part of a union, with parentheses if it needs them. The engine sets it if it differs. */
  readonly operand?: string;
  /** Whether it can be left out. If a required parameter follows, it is emitted as one that may be `undefined`. */
  readonly optional: boolean;
  readonly rest: boolean;
  /** Whether the driver only takes a function here, or `undefined`. */
  readonly isFunction: boolean;
  /** Whether the driver may also take a function here, as with `any`. The engine sets it. */
  readonly mayBeFunction?: boolean;
  /**
   * Whether the compiler refuses a function here, as it does for an object whose fields are all declared. The engine
   * sets it. A type that is not a function may still accept one: a filter may have any field, and a function fits that.
   */
  readonly refusesFunctions?: boolean;
  /**
   * The user's asynchronous function that the driver takes here, also behind an alias. Reading it imports the names in
   * it. The engine sets it.
   */
  readonly executor?: () => DeclaredExecutor;
}

/** An asynchronous call of the driver, which a framework turns into its own value. */
export interface CommandCall {
  readonly member: DeclaredMember;
  /** An expression for a promise of the wrapped result: `this.delegate.drop(options)`. */
  readonly promise: Code;
  /** Whether evaluating the expression can throw, although the driver's own method would reject. */
  readonly throws: boolean;
  /**
   * In lazy frameworks, the name of the Cancellation that the expression passes to the driver, if the driver can abort
   * the command.
   */
  readonly signal: string | undefined;
  /** In frameworks with a `context`, the name of the caller's context, if the expression uses it. */
  readonly context: string | undefined;
  /**
   * In lazy frameworks, for commands of a recipe: the driver's cursor of the run that is opened for the command, as a
   * parameter: `cursor: T`.
   */
  readonly cursor: string | undefined;
  /**
   * Whether the driver may return `null`. If only some overloads may, this is an expression over the parameters that
   * decides for each call: `options?.includeResultMetadata !== true`. If the overloads cannot be told apart, reading
   * this reports a problem.
   */
  readonly nullable: boolean | Code;
  /** The driver's parameters, with the names in the implementation. */
  readonly parameters: readonly PlannedParameter[];
  /** The driver's overloads, in order, as they were before the framework added to them. */
  readonly overloads: readonly PlannedSignature[];
  /** Imports a name from the framework's `runtime.ts` for the body. Returns its local name. */
  readonly runtime: ImportRuntime;
}

/** A synchronous call of the driver, which a framework may turn into its own value. */
export interface SynchronousCall {
  readonly member: DeclaredMember;
  /** The class of the member. */
  readonly declared: DeclaredClass;
  /** An expression for the wrapped result: `this.delegate.startTransaction(options)`. */
  readonly result: Code;
  /** Whether the driver may return `null`, as for a command. */
  readonly nullable: boolean | Code;
  /** The driver's parameters, with the names in the implementation. */
  readonly parameters: readonly PlannedParameter[];
  /** The driver's overloads, in order. A property has one without parameters. */
  readonly overloads: readonly PlannedSignature[];
  /** Imports a name from the framework's `runtime.ts` for the body. Returns its local name. */
  readonly runtime: ImportRuntime;
}
