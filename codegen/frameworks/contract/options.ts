import { z } from 'zod';

// What a framework lets its users choose when they generate. The `error` of each schema says what is expected.

const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, { error: 'a name such as `absent`, in letters and digits' });

const value = z
  .string({ error: 'a value in lower case, with `-` between words' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a value in lower case, with `-` between words' });

const option = z
  .strictObject(
    {
      /** What can be chosen, the default first. */
      values: z
        .array(value, { error: 'a list of values' })
        .min(2, { error: 'at least two values' })
        .refine((all) => new Set(all).size === all.length, { error: 'a list of different values' })
        .readonly(),
      /** What it decides, for messages: one line. */
      docs: z.string({ error: 'a text' }).regex(/^\S(.*\S)?$/, { error: 'one line of text' }),
    },
    { error: 'a record of `values` and `docs`' },
  )
  .readonly();

/** What `framework.ts` exports as `options`, where its users have something to choose. */
export const optionsSchema = z
  .record(name, option, { error: 'a record of options' })
  .refine((all) => Object.keys(all).length > 0, { error: 'at least one option' })
  .readonly();

export type FrameworkOptions = z.output<typeof optionsSchema>;

/** What is chosen of options, by name: what the default export of `framework.ts` is called with. */
export type Chosen<Options extends FrameworkOptions> = {
  readonly [Name in keyof Options]: Options[Name]['values'][number];
};
