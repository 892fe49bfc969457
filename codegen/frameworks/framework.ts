import { z } from 'zod';

import type { Code } from '../plan/text/layout.js';
import type { AddedMember, CommandBody, Dressed, RecipeBase } from './contract/given.js';
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
} from './contract/told.js';

// The `error` of each schema says what is expected, as a noun phrase: messages are composed around it.

function callable<F extends (...args: never[]) => unknown>() {
  return z.custom<F>((value) => typeof value === 'function', { error: 'a function' });
}

function text(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

/** Something that `runtime.ts` exports. */
const runtimeName = text(/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u, 'the name of something that runtime.ts exports');

/** On Windows no file or folder can be called so, whatever its ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** The modules beside the classes of every framework. */
const EMITTED: ReadonlySet<string> = new Set(['classes.ts', 'index.ts', 'runtime.ts', 'types.ts']);

/** A folder of the output is called so, and it may be deleted: never a path, and no folder that others share. */
export const frameworkName = text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name in lower case, with `-` between words')
  .max(64, { error: 'a name of at most 64 letters' })
  .refine((value) => value !== 'internal', {
    error: 'another name than `internal`, which is the folder of what all frameworks share',
  })
  .refine((value) => !DEVICES.test(value), { error: 'another name than that of a device of Windows' });

const names = z
  .array(runtimeName, { error: 'a list of names' })
  .refine(areDifferent, { error: 'a list of different names' })
  .readonly();

function areDifferent(all: readonly string[]): boolean {
  return new Set(all).size === all.length;
}

const peer = z
  .strictObject(
    {
      package: text(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, 'the name of a package'),
      /** The versions that it works with, as `peerDependencies` writes them. */
      range: text(/\S/, 'a range of versions such as `^7.8.0`'),
    },
    { error: 'a record of `package` and `range`' },
  )
  .readonly();

const baseOf = z.union([runtimeName, callable<(declared: DeclaredClass) => string | undefined>()], {
  error: 'the name of a class of runtime.ts, or a function that gives one',
});

const bases = z
  .strictObject(
    {
      /** Takes `<Delegate, Events>`. */
      emitter: runtimeName.optional(),
      /** Takes `<Delegate>`; the shared base serves a class of which it gives none. */
      readable: baseOf.optional(),
      writable: baseOf.optional(),
      /**
       * Of cursors and change streams, which a lazy framework has to give: takes `<Delegate, Item, Run>`, and behind
       * them what the framework adds.
       */
      recipe: callable<(declared: DeclaredClass, from: ImportType) => string | RecipeBase>().optional(),
    },
    { error: 'a record of bases' },
  )
  .readonly();

const module = z
  .strictObject(
    {
      /** The module beside the classes: `layers.ts`. */
      file: text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.ts$/, 'the name of a file such as `layers.ts`')
        .max(64, { error: 'the name of a file, of at most 64 letters' })
        .refine((value) => !DEVICES.test(value.slice(0, -'.ts'.length)), {
          error: 'another name than that of a device of Windows',
        })
        .refine((value) => !EMITTED.has(value), {
          error: 'another name than that of a module which is emitted anyway',
        }),
      /** What of it the index exports, values and types alike. */
      exports: names.optional(),
      /** By which the package exports it beside the index, which does not load it: `schema` for `./effect/schema`. */
      subpath: text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name in lower case, with `-` between words')
        .max(64, { error: 'a name of at most 64 letters' })
        .optional(),
      /** Its statements. Without it the file stands in the framework's folder, and is emitted as it is. */
      write: callable<(driver: DeclaredDriver, from: ImportType, value: ImportValue) => readonly Code[]>().optional(),
    },
    { error: 'a record of `file`, and perhaps `exports`, `subpath` and `write`' },
  )
  .refine((each) => each.subpath === undefined || each.exports === undefined, {
    path: ['exports'],
    error: 'none in a module with a `subpath`, which the index is not to load',
  })
  .readonly();

const docs = z
  .strictObject(
    {
      /** The line above a command; `link` is a `{@link ...}` to the driver's declaration. */
      command: callable<(link: string, member: DeclaredMember) => string>(),
      /** The text after `@returns`, in full documentation; the driver's own stands where it is undefined. */
      returns: callable<(text: string, member: DeclaredMember) => string>().optional(),
    },
    { error: 'a record of `command`, and perhaps `returns`' },
  )
  .readonly();

/**
 * A target idiom, decided at build time. A framework is a folder with this (`framework.ts`, the default export) and a
 * `runtime.ts` that is emitted beside the classes; a user's own is the same anywhere.
 *
 * The engine has no word of any framework: what one needs is asked here.
 */
export const frameworkSchema = z
  .strictObject(
    {
      /** Folder under the output and subpath of the package: lower case, `-` between words. */
      name: frameworkName,
      /** `eager`: a call starts the work; `lazy`: running the returned value does. */
      evaluation: z.enum(['eager', 'lazy'], { error: '`eager` or `lazy`' }),
      /** The packages that the emitted code imports besides `mongodb`. */
      peers: z.array(peer, { error: 'a list of packages' }).readonly().optional(),
      /** The type that a command gives for the driver's `Promise<type>`; `from` imports a name that the spelling uses. */
      value: callable<(type: string, from: ImportType, result: CommandResult) => string>(),
      /**
       * The function of `runtime.ts` that makes a promise of a command's value: `toPromise(value, context)`. Lazy
       * frameworks have one; without one an eager framework's values are promises.
       */
      toPromise: runtimeName.optional(),
      /**
       * The function of `runtime.ts` that gives the context of whoever calls, `contextOf(object)`, where no command
       * has one to hand on: in iteration and disposal. With it, `toPromise` and `adapt` are given the context.
       */
      context: runtimeName.optional(),
      /**
       * The type of a user's asynchronous function, where the driver wants `(parameters) => Promise<type>`. The
       * runtime's `adapt` makes the one of the other.
       */
      executor: callable<(parameters: string, type: string, from: ImportType, executor: DeclaredExecutor) => string>(),
      /**
       * The signatures that stand for one asynchronous overload of the driver, in order; the overload itself where it
       * is not given. `overloads` are all of the member.
       */
      signatures:
        callable<
          (
            signature: PlannedSignature,
            from: ImportType,
            overloads: readonly PlannedSignature[],
            member: DeclaredMember,
          ) => readonly PlannedSignature[]
        >().optional(),
      /** What of `runtime.ts` users name, types and values alike, such as `Callback`; the index exports it. */
      exports: names.optional(),
      /** The bases that classes of a nature extend in place of the shared ones, by name in `runtime.ts`. */
      bases: bases.optional(),
      /** Members that the framework adds to a class. */
      members:
        callable<
          (declared: DeclaredClass, runtime: ImportRuntime, from: ImportType) => readonly AddedMember[]
        >().optional(),
      /** Modules beside the classes. */
      modules: z
        .array(module, { error: 'a list of modules' })
        .refine((all) => areDifferent(all.map((each) => each.file)), {
          error: 'modules of different names',
        })
        .refine((all) => areDifferent(all.flatMap((each) => each.subpath ?? [])), {
          error: 'modules of different subpaths',
        })
        .readonly()
        .optional(),
      /** The body of a command or executor. */
      command: callable<(call: CommandCall) => CommandBody>(),
      /** What it makes of a synchronous member, or that it leaves it out; `undefined` leaves it as it is. */
      synchronous:
        callable<
          (call: SynchronousCall, from: ImportType) => Dressed | { readonly hide: string } | undefined
        >().optional(),
      /**
       * The framework's own name for an error class of the driver's, such as a tag; `undefined` where it has no word
       * for it, which `motorized drift` tells. `ancestors` are the driver's error classes that it extends, nearest
       * first.
       */
      errors: callable<(declared: DeclaredError, ancestors: readonly string[]) => string | undefined>().optional(),
      /** What the line above an emitted member says; `{@link ...}` to the driver's declaration stands for `link`. */
      docs,
    },
    { error: 'a record that satisfies `Framework`' },
  )
  .refine((framework) => framework.evaluation === 'eager' || framework.toPromise !== undefined, {
    path: ['toPromise'],
    error: 'the name of a function of runtime.ts, which a lazy framework needs',
  })
  .refine((framework) => framework.evaluation === 'eager' || framework.bases?.recipe !== undefined, {
    path: ['bases', 'recipe'],
    error: 'a function that names the base of recipes, which a lazy framework needs',
  })
  .readonly();

export type Framework = z.output<typeof frameworkSchema>;

// What a framework of the user's is written with: this module is the subpath `@motorized/codegen/framework`.
export type { Code } from '../plan/text/layout.js';
export type { AddedMember, CommandBody, Dressed, RecipeBase } from './contract/given.js';
export type { Chosen, FrameworkOptions } from './contract/options.js';
export type * from './contract/told.js';
