import { z } from 'zod';

import { type Role, ROLE_NAMES, ROLES } from '../roles.js';

// The `error` of each schema says what is expected, as a noun phrase: messages are composed around it.

/** A text of a form. */
export function text(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

/** A class as a file names it. */
export const className = text(
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u,
  'the name of a driver class such as `Collection`',
);
// A member may be called anything; what would read as something else is in quotes: `'static x'`.
const bareName = text(/^(?!static(\s|$))\S(.*\S)?$/, 'the name of a member such as `find`, without `static`');
const boundName = text(/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u, 'a name for a method such as `withSession`');
/** A member as a claim or an omission names it: `find`, `static connect`, `[Symbol.asyncIterator]`, `drain-all`. */
export const memberEntry = text(
  /^(static (?=\S)|(?!static\s))\S(.*\S)?$/,
  'the name of a member such as `find` or `static connect`',
);
export const eventEntry = text(/^\S(.*\S)?$/, 'the name of an event such as `open`');

/** A record with one key that is a member; `of` says what the key stands before. */
function oneMember<T extends z.ZodType>(value: T, expected: string) {
  return (
    z
      .record(memberEntry, value, { error: expected })
      // Asked in any case: what is wrong inside a record of two keys follows from there being two.
      .refine((record) => Object.keys(record).length === 1, { error: expected, when: ({ value }) => isRecord(value) })
      .meta({ minProperties: 1, maxProperties: 1 })
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const through = z
  .array(bareName, { error: 'a list of members of the wrapper such as `[next, close]`' })
  .meta({ uniqueItems: true });

/** An entry under `protocol`: the name alone, or with the wrapper's own members that it goes through. */
export const protocolEntry = z.union(
  [memberEntry, oneMember(through, 'one member with the list of what it goes through')],
  { error: 'the name of a member, or the name with the list of what it goes through' },
);

const omission = z.strictObject(
  {
    since: text(/^\d+\.\d+\.\d+(-[\w.-]+)?$/, 'a version of the driver such as `7.9.0`').describe(
      'The version of the driver at which this was decided.',
    ),
    reason: text(/\S/, 'a sentence that says why it is not wrapped').describe('Why the member is not wrapped.'),
    framework: text(/^\S+$/, 'the name of one framework such as `rxjs`')
      .optional()
      .describe('The one framework that leaves the member out. Without it, all do.'),
  },
  { error: 'a map with `since` and `reason`, and `framework` if it is for one only' },
);

/** An entry under `omitted`: the member, and why. */
export const omissionEntry = oneMember(omission, 'one member with `{ since: ..., reason: ... }`');

function list<T extends z.ZodType>(entry: T, of: string, description: string) {
  return z
    .array(entry, { error: `a list of ${of}, one per line` })
    .meta({ uniqueItems: true })
    .optional()
    .describe(description);
}

const runHeadings = {
  properties: list(memberEntry, 'members', 'Getters and fields of an instance.'),
  chains: list(memberEntry, 'members', 'Synchronous methods that return `this` or an object of their own class.'),
  commands: list(memberEntry, 'members', 'Methods that return a Promise in every overload.'),
  executors: list(memberEntry, 'members', 'Commands that take an asynchronous function of the user.'),
  cursors: list(memberEntry, 'members', 'Methods that return a cursor or a change stream.'),
  methods: list(memberEntry, 'members', 'Any other synchronous method; it is passed through.'),
  protocol: list(
    protocolEntry,
    'members',
    'Members named by a symbol, in quotes: `"[Symbol.asyncIterator]": [next, close]` goes through the wrapper\'s own ' +
      '`next` and `close`.',
  ),
};

const run = z.strictObject(runHeadings, { error: 'a map of headings such as `commands:`' });

const roles = Object.fromEntries(
  ROLE_NAMES.map((role) => [role, bareName.optional().describe(ROLES[role])] as const),
) as Record<Role, z.ZodOptional<typeof bareName>>;

/** One file under `spec/`, as it is written. */
export const specFile = z
  .strictObject(
    {
      class: className.describe('The driver class that this file is about. The file has its name.'),
      constructible: z
        .boolean({ error: '`true` or `false`' })
        .optional()
        .describe('Whether users construct it themselves. False when left out.'),
      bound: boundName
        .optional()
        .describe(
          "A member that wrappers have besides the driver's: it takes a session and gives a handle whose every call " +
            'carries that.',
        ),
      ...roles,
      constants: list(bareName, 'members', 'Getters and fields of the class itself, written without `static`.'),
      ...runHeadings,
      run: run
        .optional()
        .describe('Members that belong to one execution of a cursor or change stream, under the same headings.'),
      events: list(eventEntry, 'events', 'Events that the class emits.'),
      omitted: list(omissionEntry, 'members with their reasons', 'Members that are deliberately not wrapped, and why.'),
    },
    { error: 'a map that begins with `class:`' },
  )
  .meta({ title: 'What of one driver class is wrapped' });

export type SpecFile = z.infer<typeof specFile>;

/** The form that a file has to have. */
export interface FileForm {
  readonly schema: z.ZodType;
  /** The keys that the map at a path may have. */
  knownKeys(path: readonly PropertyKey[]): readonly string[];
}

/** The form of the file of a class: keys of the file, of its `run`, of an omission. */
export const classForm: FileForm = {
  schema: specFile,
  knownKeys(path) {
    const map = path.length === 0 ? specFile : path[0] === 'run' ? run : omission;
    return Object.keys(map.shape);
  },
};
