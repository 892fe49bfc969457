import type { Code } from '../plan/text/layout.js';

/**
 * A target idiom, decided at build time. A framework is a folder with this (`framework.ts`, the default export) and a
 * `runtime.ts` that is emitted beside the classes; a user's own is the same anywhere.
 *
 * The engine has no word of any framework: what one needs is asked here.
 */
export interface Framework {
  /** Folder under `generated/` and subpath of the package: lower case, `-` between words. */
  readonly name: string;
  /** `eager`: a call starts the work; `lazy`: running the returned value does. */
  readonly evaluation: 'eager' | 'lazy';
  /** The package that the emitted code imports besides `mongodb`, if any. */
  readonly peer?: { readonly package: string; readonly range: string };
  /** The type that a command gives for the driver's `Promise<type>`; `from` imports a name that the spelling uses. */
  value(type: string, from: ImportType): string;
  /**
   * The type of a user's asynchronous function, where the driver wants `(parameters) => Promise<type>`. The runtime's
   * `adapt` makes the one of the other.
   */
  executor(parameters: string, type: string, from: ImportType): string;
  /**
   * The signatures that stand for one asynchronous overload of the driver, in order; the overload itself where it is
   * not given. `overloads` are all of the member.
   */
  readonly signatures?: (
    signature: PlannedSignature,
    from: ImportType,
    overloads: readonly PlannedSignature[],
  ) => readonly PlannedSignature[];
  /** Types of `runtime.ts` that users name, such as `Callback`; the index exports them. */
  readonly exports?: readonly string[];
  /** The bases that classes of a nature extend in place of the shared ones, by name in `runtime.ts`. */
  readonly bases?: {
    /** Takes `<Delegate, Events>`. */
    readonly emitter?: string;
    /** Takes `<Delegate>`; the shared base serves a class of which it gives none. */
    readonly readable?: string | ((declared: DeclaredClass) => string | undefined);
    readonly writable?: string | ((declared: DeclaredClass) => string | undefined);
    /** Of cursors and change streams, which a lazy framework has to give: takes `<Delegate, Item, Run>`. */
    readonly recipe?: (declared: DeclaredClass) => string;
  };
  /** Members that the framework adds to a class. */
  readonly members?: (declared: DeclaredClass, runtime: ImportRuntime, from: ImportType) => readonly AddedMember[];
  /** The body of a command or executor. */
  command(call: CommandCall): CommandBody;
  /** What the line above an emitted member says; `{@link ...}` to the driver's declaration stands for `link`. */
  readonly docs: {
    command(link: string): string;
    /** The text after `@returns`, in full documentation; the driver's own stands where it is undefined. */
    returns?(text: string): string;
  };
}

/** What a framework is told of a class of the driver. */
export interface DeclaredClass {
  readonly name: string;
  /** Names of its public members; a static one has `static ` in front. */
  readonly members: ReadonlySet<string>;
  /** The parameters of its public constructors, in the wrappers' names; empty where users construct none. */
  readonly constructors: readonly (readonly PlannedParameter[])[];
}

/** A member that the driver does not have. */
export interface AddedMember {
  readonly name: string;
  readonly static: boolean;
  /** What it does, as the lines of its comment. */
  readonly docs: readonly string[];
  /** Its overloads; the implementation behind several is untyped. */
  readonly signatures: readonly Omit<PlannedSignature, 'resolves'>[];
  readonly statements: readonly Code[];
}

/** Imports something from the framework's `runtime.ts` into the emitted module and gives its local spelling. */
export type ImportRuntime = (name: string) => string;

/** Imports a type into the emitted module and gives its local spelling: `from('Observable', 'rxjs')`. */
export type ImportType = (name: string, module: string) => string;

/** One overload as it will be emitted; texts are already in the wrappers' names. */
export interface PlannedSignature {
  readonly typeParameters: readonly string[];
  readonly parameters: readonly PlannedParameter[];
  readonly returns: string;
  /**
   * The type that the promise resolves with, `returns` without the framework's dress; undefined for what is not
   * asynchronous.
   */
  readonly resolves: string | undefined;
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
}

/** An asynchronous call of the driver that a framework turns into its own value. */
export interface CommandCall {
  /** The driver's class and the member's name, for frameworks that name what they run. */
  readonly class: string;
  readonly member: string;
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
   * Lazy frameworks, members of a recipe: the driver's cursor of a run that is opened for the command, as a parameter:
   * `cursor: T`.
   */
  readonly cursor: string | undefined;
  /** The driver's parameters, as the implementation names them. */
  readonly parameters: readonly PlannedParameter[];
  /** The driver's overloads, in order, as they were before the framework added to them. */
  readonly overloads: readonly PlannedSignature[];
  /** Makes a name of the framework's `runtime.ts` usable in the body and gives its local spelling. */
  readonly runtime: ImportRuntime;
}

export interface CommandBody {
  /** Parameters of the implementation after the driver's own. */
  readonly parameters?: readonly PlannedParameter[];
  /** Statements, without the final semicolon. */
  readonly statements: readonly Code[];
}
