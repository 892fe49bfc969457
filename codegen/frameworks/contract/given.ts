import { z } from 'zod';

import type { Code } from '../../plan/text/layout.js';
import { isIdentifier } from '../../plan/text/names.js';
import type { PlannedParameter, PlannedSignature } from './told.js';

// What the functions of a framework give. The `error` of each schema says what is expected, as a noun phrase.

/** A text of code, or a list of texts and expressions of the engine's. */
const code = z.custom<Code>(isCode, { error: 'code: a text, or a list of texts and of expressions that it was given' });

function isCode(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (Array.isArray(value)) return value.every(isCode);
  if (typeof value !== 'object' || value === null) return false;
  const { open, items, close } = value as Record<string, unknown>;
  return typeof open === 'string' && typeof close === 'string' && Array.isArray(items) && items.every(isCode);
}

/** A type, or another text of code that cannot be empty. */
export const spelling = z
  .string({ error: 'a text of code' })
  .refine((text) => text.trim() !== '', { error: 'a text of code' });

const identifier = z
  .string({ error: 'a name' })
  .refine(isIdentifier, { error: 'a name that can stand without quotes' });

const statements = z.array(code, { error: 'a list of statements' });
const flag = z.boolean({ error: '`true` or `false`' });

const plannedParameter = z.custom<PlannedParameter>(isParameter, {
  error: 'a parameter: a record of `name`, `type`, `optional`, `rest` and `isFunction`',
});

function isParameter(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, optional, rest, isFunction } = value as Record<string, unknown>;
  const isNamed = typeof name === 'string' && isIdentifier(name) && typeof type === 'string' && type !== '';
  return isNamed && [optional, rest, isFunction].every((each) => typeof each === 'boolean');
}

const parameters = z.array(plannedParameter, { error: 'a list of parameters' });
const typeParameters = z.array(spelling, { error: 'a list of type parameters' });

const signature = z.custom<PlannedSignature>(isSignature, {
  error: 'a signature: a record of `typeParameters`, `parameters` and `returns`',
});

function isSignature(value: unknown): boolean {
  const shape = z.looseObject({ typeParameters, parameters, returns: spelling });
  return shape.safeParse(value).success;
}

/** The signatures that stand for one overload of the driver. */
export const plannedSignatures = z
  .array(signature, { error: 'a list of signatures' })
  .min(1, { error: 'at least one signature' })
  .readonly();

/** The body of a command. */
export const commandBody = z
  .strictObject(
    {
      /** Parameters of the implementation after the driver's own. */
      parameters: parameters.readonly().optional(),
      /** Statements, without the final semicolon. */
      statements: statements.min(1, { error: 'at least one statement' }).readonly(),
    },
    { error: 'a record of `statements`, and perhaps `parameters`' },
  )
  .readonly();
export type CommandBody = z.output<typeof commandBody>;

/** A synchronous member as the framework dresses it. */
const dressed = z.strictObject({
  /** The type that it gives for the driver's. */
  returns: z.custom<(type: string) => string>((value) => typeof value === 'function', { error: 'a function' }),
  /** Statements, without the final semicolon, around the `result` of the call. */
  statements: statements.min(1, { error: 'at least one statement' }).readonly(),
  /** What the line above it says; the engine's where it is not given. */
  docs: spelling.optional(),
});

/** A member that the framework leaves out. */
const hidden = z.strictObject({
  /** Why, and what there is in its place. */
  hide: z.string({ error: 'a reason' }).refine((text) => text.trim() !== '', { error: 'a reason' }),
});

/** What a framework makes of a synchronous member; `undefined` leaves it as it is. */
export const synchronous = z
  .union([dressed.readonly(), hidden.readonly()], {
    error: 'a record of `returns` and `statements`, or of `hide`, or undefined',
  })
  .optional();
export type Dressed = z.output<typeof dressed>;

const common = {
  name: identifier,
  /** What it does, as the lines of its comment. */
  docs: z.array(z.string(), { error: 'a list of lines' }).min(1, { error: 'at least one line' }).readonly(),
};

const addedMethod = z.strictObject({
  kind: z.literal('method'),
  ...common,
  static: flag,
  /** Its overloads; the implementation behind several is untyped. */
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
  /** Of the class: a field of each object would be state beside the driver's. */
  static: z.literal(true, { error: '`true`: only the class can be given a field' }),
  type: spelling,
  value: code,
});

/** Members that the driver does not have. */
export const addedMembers = z
  .array(
    z.discriminatedUnion('kind', [addedMethod.readonly(), addedGetter.readonly(), addedField.readonly()], {
      error: 'a member whose `kind` is `method`, `getter` or `field`',
    }),
    { error: 'a list of members' },
  )
  .readonly();
export type AddedMember = z.output<typeof addedMembers>[number];

/** The statements of a module that is made from what the driver declares. */
export const moduleStatements = z.array(code, { error: 'a list of statements' }).readonly();
