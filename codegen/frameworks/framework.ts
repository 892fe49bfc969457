import { z } from 'zod';

import type { Bases, Docs, Framework, OwnModule } from './contract/framework-keys.js';

// The `error` of each schema says what is expected, as a noun phrase that messages are composed around.

function callable<F extends (...args: never[]) => unknown>() {
  return z.custom<F>((value) => typeof value === 'function', { error: 'a function' });
}

function text(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

/** The name of an export of `runtime.ts`. */
const runtimeName = text(/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u, 'the name of an export of runtime.ts');

/** Names that no file or folder can have on Windows, whatever its extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** The modules that are emitted beside the classes of every framework. */
const EMITTED: ReadonlySet<string> = new Set(['classes.ts', 'driver.ts', 'index.ts', 'runtime.ts', 'types.ts']);

/**
 * The name of a framework is also that of its output folder, which may be deleted. So it is never a path, nor the name
 * of a shared folder.
 */
export const frameworkName = text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name in lower case, with `-` between words')
  .max(64, { error: 'a name of at most 64 letters' })
  .refine((value) => value !== 'internal', {
    error: 'a name other than `internal`, which is the folder of the shared helpers',
  })
  .refine((value) => !DEVICES.test(value), { error: 'a name that Windows does not reserve for a device' });

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
      range: text(/\S/, 'a range of versions such as `^7.8.0`'),
    },
    { error: 'a record of `package` and `range`' },
  )
  .readonly();

const baseOf = z.union([runtimeName, callable<Extract<Bases['readable'], Function>>()], {
  error: 'the name of a class of runtime.ts, or a function that returns one',
});

const bases = z
  .strictObject(
    {
      emitter: runtimeName.optional(),
      readable: baseOf.optional(),
      writable: baseOf.optional(),
      recipe: callable<NonNullable<Bases['recipe']>>().optional(),
    },
    { error: 'a record of bases' },
  )
  .readonly();

const module = z
  .strictObject(
    {
      file: text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.ts$/, 'the name of a file such as `layers.ts`')
        .max(64, { error: 'the name of a file, of at most 64 letters' })
        .refine((value) => !DEVICES.test(value.slice(0, -'.ts'.length)), {
          error: 'a name that Windows does not reserve for a device',
        })
        .refine((value) => !EMITTED.has(value), {
          error: 'a name other than that of a module which is always emitted',
        }),
      exports: names.optional(),
      subpath: text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name in lower case, with `-` between words')
        .max(64, { error: 'a name of at most 64 letters' })
        .optional(),
      needs: z.array(text(/\S/, 'the name of a class'), { error: 'a list of names of classes' }).readonly().optional(),
      write: callable<NonNullable<OwnModule['write']>>().optional(),
    },
    { error: 'a record of `file`, and perhaps `exports`, `subpath`, `needs` and `write`' },
  )
  .refine((each) => each.subpath === undefined || each.exports === undefined, {
    path: ['exports'],
    error: 'none in a module with a `subpath`, which the index does not load',
  })
  .readonly();

const docs = z
  .strictObject(
    {
      command: callable<Docs['command']>(),
      returns: callable<NonNullable<Docs['returns']>>().optional(),
    },
    { error: 'a record of `command`, and perhaps `returns`' },
  )
  .readonly();

/** The schema of a {@link Framework}, where the keys are documented. */
export const frameworkSchema = z
  .strictObject(
    {
      name: frameworkName,
      evaluation: z.enum(['eager', 'lazy'], { error: '`eager` or `lazy`' }),
      peers: z.array(peer, { error: 'a list of packages' }).readonly().optional(),
      value: callable<Framework['value']>(),
      toPromise: runtimeName.optional(),
      context: runtimeName.optional(),
      executor: callable<Framework['executor']>(),
      signatures: callable<NonNullable<Framework['signatures']>>().optional(),
      exports: names.optional(),
      bases: bases.optional(),
      members: callable<NonNullable<Framework['members']>>().optional(),
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
      command: callable<Framework['command']>(),
      synchronous: callable<NonNullable<Framework['synchronous']>>().optional(),
      errors: callable<NonNullable<Framework['errors']>>().optional(),
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

// The types that users write frameworks with. This module is the subpath `@motorized/codegen/framework`.
export type { Code } from '../plan/text/layout.js';
export type { Framework } from './contract/framework-keys.js';
export type { AddedMember, CommandBody, Dressed, RecipeBase } from './contract/given.js';
export type { Chosen, FrameworkOptions } from './contract/options.js';
export type * from './contract/told.js';
