import type { MemberKind } from '../../model/member-kind.js';
import type { Code } from '../../plan/text/layout.js';

// What the engine tells a framework. Every text is already in the wrappers' names.

/** Imports something from the framework's `runtime.ts` into the emitted module and gives its local spelling. */
export type ImportRuntime = (name: string) => string;

/** Imports a type into the emitted module and gives its local spelling: `from('Observable', 'rxjs')`. */
export type ImportType = (name: string, module: string) => string;

/** Imports a value into the emitted module and gives its local spelling: `value('Effect', 'effect')`. */
export type ImportValue = (name: string, module: string) => string;

/** A member of the driver's. */
export interface DeclaredMember {
  /** The driver's class. */
  readonly class: string;
  /** `find`, or `[Symbol.asyncIterator]` for a symbol. */
  readonly name: string;
  readonly static: boolean;
  readonly kind: MemberKind;
  /** What is emitted of the class: lazy frameworks have a `recipe` of a cursor and a `run` of it. */
  readonly role: 'wrapper' | 'recipe' | 'run';
  /**
   * Every error class of the driver's that it may fail with, bases before what extends them, by the names that the
   * driver exports; `from(name, 'mongodb')` spells one. A member that gives a cursor has those of reading it.
   */
  readonly errors: readonly string[];
}

/** What a command of the driver gives. */
export interface CommandResult {
  /** The command; undefined where a type of the driver's holds a promise. */
  readonly member: DeclaredMember | undefined;
  /** Whether the driver may give `null`, as `findOne` does for no document. */
  readonly nullable: boolean;
  /** The type without `null`. */
  readonly present: string;
}

/** A user's asynchronous function, as the driver declares it. */
export interface DeclaredExecutor {
  /** The member that takes it; undefined where it is part of a type that is declared by itself. */
  readonly member: DeclaredMember | undefined;
  /** What the driver hands it. */
  readonly parameters: readonly ExecutorParameter[];
  /** The same as the list of a function's type spells it: `session: ClientSession, limit?: number`. */
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

/** A class of the driver's. What spells types is a function: to ask imports what the spelling names. */
export interface DeclaredClass {
  readonly name: string;
  /** The type parameters as they are declared: `TSchema extends Document = Document`. */
  readonly typeParameters: () => readonly string[];
  /** Its public members, those of its bases included, by name; a static one has `static ` in front. */
  readonly members: ReadonlyMap<string, DeclaredMember>;
  /** The type that iterating over it gives, for cursors and change streams. */
  readonly item: () => string | undefined;
  /** What is emitted of it. */
  readonly role: 'wrapper' | 'recipe' | 'run';
  /** Whether one of the driver's classes is wrapped, by its name there. */
  readonly isWrapped: (name: string) => boolean;
  /** The overloads of a member, by the same name. Of a property: one without parameters; of what it has not: none. */
  readonly overloads: (member: string) => readonly PlannedSignature[];
  /** The parameters of its public constructors; empty where users construct none. */
  readonly constructors: () => readonly (readonly PlannedParameter[])[];
}

/** What the driver declares, for modules that are made from all of it. */
export interface DeclaredDriver {
  readonly package: string;
  readonly version: string;
  /** The classes that are wrapped, by code unit of their names. */
  readonly classes: readonly DeclaredClass[];
  /** The driver's error classes, bases before what extends them. */
  readonly errors: readonly DeclaredError[];
}

export interface DeclaredError {
  readonly name: string;
  /** The driver's error class that it extends; undefined for one that extends another's. */
  readonly extends: string | undefined;
  /** Whether every command may fail with it: the spec does not say what can. */
  readonly general: boolean;
}

/** One overload as it will be emitted. */
export interface PlannedSignature {
  readonly typeParameters: readonly string[];
  readonly parameters: readonly PlannedParameter[];
  readonly returns: string;
  /**
   * The type that the promise resolves with, `returns` without the framework's dress; undefined for what is not
   * asynchronous.
   */
  readonly resolves: string | undefined;
  /** Whether that may be `null`, which tells overloads apart; the engine gives it. */
  readonly nullable?: boolean;
  /**
   * Where it stands among those of all overloads of the member, which the compiler tries in order; in the order of the
   * driver's.
   */
  readonly stands?: 'first' | 'last';
}

export interface PlannedParameter {
  readonly name: string;
  readonly type: string;
  /** The same as one part of a union, in parentheses where it needs them; the engine gives it where it differs. */
  readonly operand?: string;
  /** Whether it may be left out. Where a parameter that may not follows, it is emitted as one that may be `undefined`. */
  readonly optional: boolean;
  readonly rest: boolean;
  /** Whether the driver takes a function here, and nothing else but perhaps `undefined`. */
  readonly isFunction: boolean;
  /** Whether a function may be among what the driver takes here, as in `any`; the engine gives it. */
  readonly mayBeFunction?: boolean;
  /**
   * The user's asynchronous function that the driver takes here, also behind an alias. To ask imports what the
   * spelling names. The engine gives it.
   */
  readonly executor?: () => DeclaredExecutor;
}

/** An asynchronous call of the driver that a framework turns into its own value. */
export interface CommandCall {
  readonly member: DeclaredMember;
  /** An expression that gives a promise of the wrapped result: `this.delegate.drop(options)`. */
  readonly promise: Code;
  /** Whether evaluating the expression may throw instead of rejecting, where the driver's own method would reject. */
  readonly throws: boolean;
  /**
   * Lazy frameworks: the name of the Cancellation that the expression hands to the driver, where that can be told to
   * stop.
   */
  readonly signal: string | undefined;
  /**
   * Frameworks with a `context`: the name that the expression has for the context of whoever runs the command, where
   * it hands that on.
   */
  readonly context: string | undefined;
  /**
   * Lazy frameworks, members of a recipe: the driver's cursor of a run that is opened for the command, as a parameter:
   * `cursor: T`.
   */
  readonly cursor: string | undefined;
  /**
   * Whether the driver may give `null`. Where some of its overloads may, an expression over the implementation's
   * parameters that says so of a call: `options?.includeResultMetadata !== true`. Where nothing tells them apart, that is
   * a problem for frameworks that read it.
   */
  readonly nullable: boolean | Code;
  /** The driver's parameters, as the implementation names them. */
  readonly parameters: readonly PlannedParameter[];
  /** The driver's overloads, in order, as they were before the framework added to them. */
  readonly overloads: readonly PlannedSignature[];
  /** Makes a name of the framework's `runtime.ts` usable in the body and gives its local spelling. */
  readonly runtime: ImportRuntime;
}

/** A synchronous member of the driver's, of which a framework may make a value of its own. */
export interface SynchronousCall {
  readonly member: DeclaredMember;
  /** The class of the member, with its type parameters and what iterating gives. */
  readonly declared: DeclaredClass;
  /** An expression of the wrapped result, `undefined` where there is none: `this.delegate.startTransaction(options)`. */
  readonly result: Code;
  /** Whether the driver may give `null`, as in a command. */
  readonly nullable: boolean | Code;
  /** The driver's parameters, as the implementation names them. */
  readonly parameters: readonly PlannedParameter[];
  /** The driver's overloads, in order. Of a property: one without parameters. */
  readonly overloads: readonly PlannedSignature[];
  /** Makes a name of the framework's `runtime.ts` usable in the body and gives its local spelling. */
  readonly runtime: ImportRuntime;
}
