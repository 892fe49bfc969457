import { z } from 'zod';

import type { Code } from '../../plan/text/layout.js';
import { isBindable, isIdentifier } from '../../plan/text/names.js';
import type { PlannedParameter, PlannedSignature } from './told.js';

// What the functions of a framework return. The `error` of each schema says what is expected, as a noun phrase.

/** Code: a string, or a list of strings and of the engine's expressions. */
const code = z.custom<Code>((value) => isCode(value), {
  error: 'code: a string, or a list of strings and of expressions that it got',
});

/** How deep lists of code may be nested. A list that contains itself would have no end. */
const DEEPEST = 100;

function isCode(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
  const areCode = (items: readonly unknown[]): boolean => items.every((each) => isCode(each, depth + 1));
  if (Array.isArray(value)) return areCode(value);
  const { open, items, close, separator } = value as Record<string, unknown>;
  const isSeparator = separator === undefined || typeof separator === 'string';
  return typeof open === 'string' && typeof close === 'string' && isSeparator && Array.isArray(items) && areCode(items);
}

/** A type, or other code that cannot be empty. */
export const spelling = z
  .string({ error: 'a string of code' })
  .refine((text) => text.trim() !== '', { error: 'a string of code' });

/** The base of recipes: its name in runtime.ts, and optionally type arguments that follow the engine's. */
export const recipeBase = z.union(
  [
    spelling,
    z
      .strictObject({
        name: spelling,
        /** They follow the engine's own: `<Delegate, Item, Run, ...>`. */
        typeArguments: z.array(spelling, { error: 'a list of types' }).readonly(),
      })
      .readonly(),
  ],
  { error: 'the name of a class of runtime.ts, or a record of `name` and `typeArguments`' },
);
export type RecipeBase = Exclude<z.output<typeof recipeBase>, string>;

/** The name of a member. */
const identifier = z.string({ error: 'a name' }).refine(isIdentifier, { error: 'a name that needs no quotes' });

/** More statements come from an endless loop, and would fill the memory before the problem is reported. */
const MOST_STATEMENTS = 10_000;

const statements = z
  .array(code, { error: 'a list of statements' })
  .max(MOST_STATEMENTS, { error: `at most ${MOST_STATEMENTS} statements` });
const flag = z.boolean({ error: '`true` or `false`' });

/** The keys of a parameter that the engine reads. All others are the engine's own, and are kept. */
const parameter = z.looseObject(
  {
    name: z
      .string({ error: 'a name' })
      .refine(isBindable, { error: 'a name that a parameter can have: not a reserved word, and without quotes' }),
    type: spelling,
    optional: flag,
    rest: flag,
    isFunction: flag,
  },
  { error: 'a parameter: a record of `name`, `type`, `optional`, `rest` and `isFunction`' },
);

const parameterList = z
  .array(parameter, { error: 'a list of parameters' })
  .refine((all) => new Set(all.map((each) => each.name)).size === all.length, {
    error: 'parameters of different names',
  })
  .refine((all) => all.every((each, at) => !each.rest || at === all.length - 1), {
    error: 'no parameter after a `rest` parameter',
  })
  .refine((all) => all.every((each) => !each.rest || !each.optional), {
    error: 'a `rest` parameter that is not `optional`',
  });

const parameters = asIs<readonly PlannedParameter[]>(parameterList);

const signature = asIs<PlannedSignature>(
  z.looseObject(
    {
      typeParameters: z.array(spelling, { error: 'a list of type parameters' }),
      parameters: parameterList,
      returns: spelling,
    },
    { error: 'a signature: a record of `typeParameters`, `parameters` and `returns`' },
  ),
);

/** Checks a value against a schema, and returns the very same value. */
function asIs<T>(schema: z.ZodType): z.ZodType<T> {
  return z
    .custom<T>(() => true)
    .check((context) => {
      const { error } = schema.safeParse(context.value);
      for (const { path, message } of error?.issues ?? [])
        context.issues.push({ code: 'custom', path, message, input: context.value });
    });
}

/** The signatures that replace one overload of the driver. */
export const plannedSignatures = z
  .array(signature, { error: 'a list of signatures' })
  .min(1, { error: 'at least one signature' })
  .readonly();

/** The body of a command. */
export const commandBody = z
  .strictObject(
    {
      /** Parameters of the implementation after the driver's own. */
      parameters: parameters.optional(),
      /** Statements, without the final semicolon. */
      statements: statements.min(1, { error: 'at least one statement' }).readonly(),
    },
    { error: 'a record of `statements`, and perhaps `parameters`' },
  )
  .readonly();
export type CommandBody = z.output<typeof commandBody>;

/** How a framework changes a synchronous member. */
const dressed = z.strictObject({
  /** Returns the type of the result, for the driver's type. */
  returns: z.custom<(type: string) => string>((value) => typeof value === 'function', { error: 'a function' }),
  /** Statements, without the final semicolon, around the `result` of the call. */
  statements: statements.min(1, { error: 'at least one statement' }).readonly(),
  /** Its doc comment. Default: the engine's. */
  docs: spelling.optional(),
});

/** A member that the framework leaves out. */
const hidden = z.strictObject({
  /** The reason, and what to use instead. */
  hide: z.string({ error: 'a reason' }).refine((text) => text.trim() !== '', { error: 'a reason' }),
});

/** How a framework changes a synchronous member, or `undefined` to leave it as it is. */
export const synchronous = z
  .union([dressed.readonly(), hidden.readonly()], {
    error: 'a record of `returns` and `statements`, or of `hide`, or undefined',
  })
  .optional();
export type Dressed = z.output<typeof dressed>;

const common = {
  name: identifier,
  /** The lines of its doc comment. */
  docs: z.array(z.string(), { error: 'a list of lines' }).min(1, { error: 'at least one line' }).readonly(),
};

const addedMethod = z.strictObject({
  kind: z.literal('method'),
  ...common,
  static: flag,
  /** Its overloads. If there are several, the implementation is untyped. */
  signatures: z
    .array(signature as z.ZodType<Omit<PlannedSignature, 'resolves'>>, { error: 'a list of signatures' })
    .min(1, { error: 'at least one signature' })
    .readonly(),
  statements: statements.readonly(),
});

const addedGetter = z.strictObject({
  kind: z.literal('getter'),
  ...common,
  static: flag,
  type: spelling,
  statements: statements.min(1, { error: 'at least one statement' }).readonly(),
});

const addedField = z.strictObject({
  kind: z.literal('field'),
  ...common,
  /** Only static fields: a field of each object would be state besides the driver's. */
  static: z.literal(true, { error: '`true`: only a static field can be added' }),
  type: spelling,
  value: code,
});

/** Members that a framework adds. */
export const addedMembers = z
  .array(
    z.discriminatedUnion('kind', [addedMethod.readonly(), addedGetter.readonly(), addedField.readonly()], {
      error: 'a member whose `kind` is `method`, `getter` or `field`',
    }),
    { error: 'a list of members' },
  )
  .readonly();
export type AddedMember = z.output<typeof addedMembers>[number];

/** The framework's own name for an error class. */
export const errorWord = z
  .string({ error: 'a name, or undefined' })
  .refine((text) => text.trim() !== '', { error: 'a name that is not empty, or undefined' })
  .optional();

/** The statements of a module that the framework writes. */
export const moduleStatements = statements.readonly();
