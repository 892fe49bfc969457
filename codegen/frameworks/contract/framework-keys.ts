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

// These types are written out, not inferred from the schema that checks the same, so that editors show the comments.

/**
 * A target idiom, as it is decided at build time. A framework is a folder with `framework.ts`, whose default export is
 * this, and a `runtime.ts`, which is emitted beside the classes. Users can have their own in any folder.
 *
 * The engine knows no framework: it calls these functions instead.
 */
export interface Framework {
  /** The folder below the output, and the subpath of the package: lower case, `-` between words. */
  readonly name: string;
  /** `eager`: a call starts the work; `lazy`: running the returned value does. */
  readonly evaluation: 'eager' | 'lazy';
  /** The packages that the emitted code imports besides `mongodb`. */
  readonly peers?: readonly Peer[] | undefined;
  /** The type that a command returns for the driver's `Promise<type>`. `from` imports the names in it. */
  readonly value: (type: string, from: ImportType, result: CommandResult) => string;
  /**
   * The function of `runtime.ts` that converts a command's value to a promise: `toPromise(value, context)`. Lazy
   * frameworks need one. The values of an eager framework without one are promises.
   */
  readonly toPromise?: string | undefined;
  /**
   * The function of `runtime.ts` that returns the context of the caller, `contextOf(object)`, for iteration and
   * disposal, where no command passes one on. With it, `toPromise` and `adapt` also get the context.
   */
  readonly context?: string | undefined;
  /**
   * The type of a user's asynchronous function, for the driver's `(parameters) => Promise<type>`. `adapt` of the
   * runtime converts it.
   */
  readonly executor: (parameters: string, type: string, from: ImportType, executor: DeclaredExecutor) => string;
  /**
   * The signatures that replace one asynchronous overload of the driver, in order. Default: the overload itself.
   * `overloads` are all overloads of the member.
   */
  readonly signatures?:
    | ((
        signature: PlannedSignature,
        from: ImportType,
        overloads: readonly PlannedSignature[],
        member: DeclaredMember,
      ) => readonly PlannedSignature[])
    | undefined;
  /** The types and values of `runtime.ts` that users name, such as `Callback`. The index exports them. */
  readonly exports?: readonly string[] | undefined;
  /** The classes of `runtime.ts` that wrappers extend in place of the shared bases. */
  readonly bases?: Bases | undefined;
  /**
   * Members that the framework adds to a class. `value` imports what they call from modules other than `runtime.ts`.
   */
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
  /** How a synchronous member changes, or that it is left out. `undefined` leaves it as it is. */
  readonly synchronous?:
    | ((call: SynchronousCall, from: ImportType) => Dressed | { readonly hide: string } | undefined)
    | undefined;
  /**
   * The framework's own name for an error class of the driver, such as a tag. `undefined` if it has none, which
   * `motorized drift` reports. `ancestors` are the driver's error classes that it extends, nearest first.
   */
  readonly errors?: ((declared: DeclaredError, ancestors: readonly string[]) => string | undefined) | undefined;
  /** The doc comments of emitted members. */
  readonly docs: Docs;
}

/** A package that the emitted code imports. */
export interface Peer {
  /** Its name on npm. */
  readonly package: string;
  /** The range for `peerDependencies`. */
  readonly range: string;
}

/** Names of classes of `runtime.ts`. */
export interface Bases {
  /** Takes `<Delegate, Events>`. */
  readonly emitter?: string | undefined;
  /** Takes `<Delegate>`. If the function returns `undefined` for a class, that extends the shared base. */
  readonly readable?: string | ((declared: DeclaredClass) => string | undefined) | undefined;
  /** Like {@link readable}, for writable streams. */
  readonly writable?: string | ((declared: DeclaredClass) => string | undefined) | undefined;
  /**
   * The base of cursors and change streams, which lazy frameworks need. Takes `<Delegate, Item, Run>`, followed by the
   * type arguments that the framework adds.
   */
  readonly recipe?: ((declared: DeclaredClass, from: ImportType) => string | RecipeBase) | undefined;
}

/** A module beside the classes. */
export interface OwnModule {
  /** Its name: `layers.ts`. */
  readonly file: string;
  /** The types and values that the index exports from it. */
  readonly exports?: readonly string[] | undefined;
  /** The subpath under which the package exports it: `schema` for `./effect/schema`. The index does not load it. */
  readonly subpath?: string | undefined;
  /** The driver's classes that it imports. If one of them is not wrapped, the module is left out. */
  readonly needs?: readonly string[] | undefined;
  /** Returns its statements. Without `write`, the file is in the framework's folder and is emitted unchanged. */
  readonly write?: ((driver: DeclaredDriver, from: ImportType, value: ImportValue) => readonly Code[]) | undefined;
}

/** The text of emitted comments. */
export interface Docs {
  /** The doc comment of a command. `link` is a `{@link ...}` to the driver's declaration. */
  readonly command: (link: string, member: DeclaredMember) => string;
  /** The text after `@returns` in full documentation. If `undefined`, the driver's own text. */
  readonly returns?: ((text: string, member: DeclaredMember) => string) | undefined;
}
