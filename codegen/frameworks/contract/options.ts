import { z } from 'zod';

// The options of a framework, which users choose when they generate. The `error` of each schema says what is expected.

const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, { error: 'a name such as `absent`, in letters and digits' });

const value = z
  .string({ error: 'a value in lower case, with `-` between words' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a value in lower case, with `-` between words' });

const option = z
  .strictObject(
    {
      /** The values to choose from, the default first. */
      values: z
        .array(value, { error: 'a list of values' })
        .min(2, { error: 'at least two values' })
        .refine((all) => new Set(all).size === all.length, { error: 'a list of different values' })
        .readonly(),
      /** What the option decides, in one line, for messages. */
      docs: z.string({ error: 'a text' }).regex(/^\S(.*\S)?$/, { error: 'one line of text' }),
    },
    { error: 'a record of `values` and `docs`' },
  )
  .readonly();

/** The schema of `options`, which `framework.ts` may export. */
export const optionsSchema = z
  .record(name, option, { error: 'a record of options' })
  .refine((all) => Object.keys(all).length > 0, { error: 'at least one option' })
  .readonly();

export type FrameworkOptions = z.output<typeof optionsSchema>;

/** The chosen values by name, with which the default export of `framework.ts` is called. */
export type Chosen<Options extends FrameworkOptions> = {
  readonly [Name in keyof Options]: Options[Name]['values'][number];
};
