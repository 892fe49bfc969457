import { z } from 'zod';

import { CLASS_NAME, className, type FileForm, memberLine, releases, text } from './schema.js';

// The `error` of each schema says what is expected, as a noun phrase that messages are composed around.

const MEMBERS = 'a list of at least one member such as `[insertOne, static connect]`, or `all`';

/** The value of a class: a list of its members, or `all`. */
const members = z.union(
  [z.literal('all'), z.array(memberLine, { error: MEMBERS }).min(1, { error: MEMBERS }).meta({ uniqueItems: true })],
  { error: MEMBERS },
);

const FAILING = 'a map of classes to their members such as `Collection: [insertOne]`';

/** Classes with their members. */
const failing = z.record(className, members, { error: FAILING });

/**
 * Classes with their members, and the releases that have the error class. No class has the name of one of the two keys.
 */
const limited = z
  .object(releases, { error: FAILING })
  .catchall(members)
  .superRefine((map, context) => {
    for (const key of Object.keys(map)) {
      const issues = className.safeParse(key).error?.issues;
      if (issues !== undefined) context.addIssue({ code: 'invalid_key', origin: 'record', issues, path: [key] });
    }
  })
  .meta({ propertyNames: { pattern: CLASS_NAME.source } });

const errorName = text(CLASS_NAME, 'the name of an error class of the driver');

/** The content of `spec/errors.yaml`. */
export const errorsFile = z
  .strictObject(
    {
      anything: failing
        .optional()
        .describe('Members that can fail with each of the error classes below: they run code that nobody can foresee.'),
      errors: z
        .record(errorName, limited, { error: 'a map of error classes to what can fail with them' })
        .optional()
        .describe('Error classes that not every command can fail with, each with the members that can.'),
    },
    { error: 'a map of `errors`, and perhaps `anything`' },
  )
  .meta({ title: 'What can fail with which error of the driver' });

/** The form of the file. Below its two keys, every key is a name. */
export const errorsForm: FileForm = { schema: errorsFile, knownKeys: () => Object.keys(errorsFile.shape) };
