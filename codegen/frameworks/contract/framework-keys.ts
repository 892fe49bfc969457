import type { Code } from '../../plan/text/layout.js';
import type { AddedMember, CommandBody, Dressed, RecipeBase } from './given.js';
import type {
  CommandCall,
  CommandResult,
  DeclaredClass,
  DeclaredDriver,
  DeclaredError,
  DeclaredExecutor,
  DeclaredMember,
  ImportRuntime,
  ImportType,
  ImportValue,
  PlannedSignature,
  SynchronousCall,
} from './told.js';

// Written out, and not worked out of the schema, which checks the same: only so do editors show what each key says.

/**
 * A target idiom, decided at build time. A framework is a folder with this (`framework.ts`, the default export) and a
 * `runtime.ts` that is emitted beside the classes; a user's own is the same anywhere.
 *
 * The engine has no word of any framework: what one needs is asked here.
 */
export interface Framework {
  /** Folder under the output and subpath of the package: lower case, `-` between words. */
  readonly name: string;
  /** `eager`: a call starts the work; `lazy`: running the returned value does. */
  readonly evaluation: 'eager' | 'lazy';
  /** The packages that the emitted code imports besides `mongodb`. */
  readonly peers?: readonly Peer[] | undefined;
  /** The type that a command gives for the driver's `Promise<type>`; `from` imports a name that the spelling uses. */
  readonly value: (type: string, from: ImportType, result: CommandResult) => string;
  /**
   * The function of `runtime.ts` that makes a promise of a command's value: `toPromise(value, context)`. Lazy
   * frameworks have one; without one an eager framework's values are promises.
   */
  readonly toPromise?: string | undefined;
  /**
   * The function of `runtime.ts` that gives the context of whoever calls, `contextOf(object)`, where no command has one
   * to hand on: in iteration and disposal. With it, `toPromise` and `adapt` are given the context.
   */
  readonly context?: string | undefined;
  /**
   * The type of a user's asynchronous function, where the driver wants `(parameters) => Promise<type>`. The runtime's
   * `adapt` makes the one of the other.
   */
  readonly executor: (parameters: string, type: string, from: ImportType, executor: DeclaredExecutor) => string;
  /**
   * The signatures that stand for one asynchronous overload of the driver, in order; the overload itself where it is
   * not given. `overloads` are all of the member.
   */
  readonly signatures?:
    | ((
        signature: PlannedSignature,
        from: ImportType,
        overloads: readonly PlannedSignature[],
        member: DeclaredMember,
      ) => readonly PlannedSignature[])
    | undefined;
  /** What of `runtime.ts` users name, types and values alike, such as `Callback`; the index exports it. */
  readonly exports?: readonly string[] | undefined;
  /** The bases that classes of a nature extend in place of the shared ones, by name in `runtime.ts`. */
  readonly bases?: Bases | undefined;
  /** Members that the framework adds to a class; `value` imports what they call of other modules than `runtime.ts`. */
  readonly members?:
    | ((
        declared: DeclaredClass,
        runtime: ImportRuntime,
        from: ImportType,
        value: ImportValue,
      ) => readonly AddedMember[])
    | undefined;
  /** Modules beside the classes. */
  readonly modules?: readonly OwnModule[] | undefined;
  /** The body of a command or executor. */
  readonly command: (call: CommandCall) => CommandBody;
  /** What it makes of a synchronous member, or that it leaves it out; `undefined` leaves it as it is. */
  readonly synchronous?:
    | ((call: SynchronousCall, from: ImportType) => Dressed | { readonly hide: string } | undefined)
    | undefined;
  /**
   * The framework's own name for an error class of the driver's, such as a tag; `undefined` where it has no word for
   * it, which `motorized drift` tells. `ancestors` are the driver's error classes that it extends, nearest first.
   */
  readonly errors?: ((declared: DeclaredError, ancestors: readonly string[]) => string | undefined) | undefined;
  /** What the line above an emitted member says; `{@link ...}` to the driver's declaration stands for `link`. */
  readonly docs: Docs;
}

/** A package that the emitted code imports. */
export interface Peer {
  /** Its name, as npm knows it. */
  readonly package: string;
  /** The versions that it works with, as `peerDependencies` writes them. */
  readonly range: string;
}

/** Names of classes of `runtime.ts`. */
export interface Bases {
  /** Takes `<Delegate, Events>`. */
  readonly emitter?: string | undefined;
  /** Takes `<Delegate>`; the shared base serves a class of which it gives none. */
  readonly readable?: string | ((declared: DeclaredClass) => string | undefined) | undefined;
  /** The same as {@link readable}, of streams that are written to. */
  readonly writable?: string | ((declared: DeclaredClass) => string | undefined) | undefined;
  /**
   * Of cursors and change streams, which a lazy framework has to give: takes `<Delegate, Item, Run>`, and behind them
   * what the framework adds.
   */
  readonly recipe?: ((declared: DeclaredClass, from: ImportType) => string | RecipeBase) | undefined;
}

/** A module beside the classes. */
export interface OwnModule {
  /** Its name: `layers.ts`. */
  readonly file: string;
  /** What of it the index exports, values and types alike. */
  readonly exports?: readonly string[] | undefined;
  /** By which the package exports it beside the index, which does not load it: `schema` for `./effect/schema`. */
  readonly subpath?: string | undefined;
  /** The driver's classes that it imports: where one of them is not wrapped, the module is left out. */
  readonly needs?: readonly string[] | undefined;
  /** Its statements. Without it the file stands in the framework's folder, and is emitted as it is. */
  readonly write?: ((driver: DeclaredDriver, from: ImportType, value: ImportValue) => readonly Code[]) | undefined;
}

/** What emitted comments say. */
export interface Docs {
  /** The line above a command; `link` is a `{@link ...}` to the driver's declaration. */
  readonly command: (link: string, member: DeclaredMember) => string;
  /** The text after `@returns`, in full documentation; the driver's own stands where it is undefined. */
  readonly returns?: ((text: string, member: DeclaredMember) => string) | undefined;
}
