import { z } from 'zod';

import { type Role, ROLE_NAMES, ROLES } from '../roles.js';

// The `error` of each schema says what is expected, as a noun phrase that messages are composed around.

/** A text that matches a pattern. */
export function text(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

/** The names that a class can have. */
export const CLASS_NAME = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
/** The name of a class in a file. */
export const className = text(CLASS_NAME, 'the name of a driver class such as `Collection`');
// A member can have any name. Ambiguous ones are quoted: `'static x'`.
const bareName = text(/^(?!static(\s|$))\S(.*\S)?$/, 'the name of a member such as `find`, without `static`');
const boundName = text(/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u, 'a name for a method such as `withSession`');
/** The name of a member in a claim or an omission: `find`, `static connect`, `[Symbol.asyncIterator]`, `drain-all`. */
const memberEntry = text(
  /^(static (?=\S)|(?!static\s))\S(.*\S)?$/,
  'the name of a member such as `find` or `static connect`',
);
const eventEntry = text(/^\S(.*\S)?$/, 'the name of an event such as `open`');

const release = text(/^\d+\.\d+\.\d+$/, 'a release of the driver such as `7.9.0`');

/** The two bounds of a range of releases. */
export const releases = {
  since: release.optional().describe('The first release of the driver that has it.'),
  until: release.optional().describe('The first release of the driver that no longer has it.'),
};

const RANGE = 'a map with `since`, `until` or both';

/** A range of releases with at least one bound. */
const range = z
  .strictObject(releases, { error: RANGE })
  .refine((bounds) => Object.keys(bounds).length > 0, { error: RANGE })
  .meta({ id: 'releases', minProperties: 1 });

/** A record with a single key, which is a name. `value` is the schema of its value. */
function oneMember<T extends z.ZodType>(value: T, expected: string, name: z.ZodType<string, string> = memberEntry) {
  return (
    z
      .record(name, value, { error: expected })
      // Always checked: problems inside a record of two keys follow from there being two.
      .refine((record) => Object.keys(record).length === 1, { error: expected, when: ({ value }) => isRecord(value) })
      .meta({ minProperties: 1, maxProperties: 1 })
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A line that is a name, or a name with releases. */
function line(name: z.ZodType<string, string>, expected: string) {
  return z.union([name, oneMember(range, `one name with ${RANGE}`, name)], { error: expected });
}

/** A line under a heading, or under an error class. */
export const memberLine = line(memberEntry, 'the name of a member such as `find` or `static connect`').meta({
  id: 'member',
});
export const constantLine = line(bareName, 'the name of a member such as `find`, without `static`');
export const eventLine = line(eventEntry, 'the name of an event such as `open`');

const through = z
  .array(bareName, { error: 'a list of members of the wrapper such as `[next, close]`' })
  .meta({ uniqueItems: true });

const PROTOCOL = 'a map with `through`, `since` or `until`';

const protocolMap = z
  .strictObject(
    { through: through.optional().describe("The wrapper's own members that it goes through."), ...releases },
    { error: PROTOCOL },
  )
  .refine((map) => Object.keys(map).length > 0, { error: PROTOCOL })
  .meta({ minProperties: 1 });

/** A line under `protocol`: the name alone, with the members of the wrapper that it calls, or with further keys. */
export const protocolLine = z.union(
  [
    memberEntry,
    oneMember(through, 'one member with the list of what it goes through'),
    oneMember(protocolMap, `one member with ${PROTOCOL}`),
  ],
  { error: 'the name of a member, or the name with the list of what it goes through' },
);

const omission = z.strictObject(
  {
    ...releases,
    reason: text(/\S/, 'a sentence that says why it is not wrapped').describe('Why the member is not wrapped.'),
    framework: text(/^\S+$/, 'the name of one framework such as `rxjs`')
      .optional()
      .describe('The one framework that leaves the member out. Without it, all do.'),
  },
  { error: 'a map with `reason`, `framework` if it is for one only, and `since` or `until` if not for every release' },
);

/** A line under `omitted`: the member, with the reason. */
export const omissionLine = oneMember(omission, 'one member with `{ reason: ... }`');

function list<T extends z.ZodType>(entry: T, of: string, description: string) {
  return z
    .array(entry, { error: `a list of ${of}, one per line` })
    .meta({ uniqueItems: true })
    .optional()
    .describe(description);
}

const runHeadings = {
  properties: list(memberLine, 'members', 'Getters and fields of an instance.'),
  chains: list(memberLine, 'members', 'Synchronous methods that return `this` or an object of their own class.'),
  commands: list(memberLine, 'members', 'Methods that return a Promise in every overload.'),
  executors: list(memberLine, 'members', 'Commands that take an asynchronous function of the user.'),
  cursors: list(memberLine, 'members', 'Methods that return a cursor or a change stream.'),
  methods: list(memberLine, 'members', 'Any other synchronous method; it is passed through.'),
  protocol: list(
    protocolLine,
    'members',
    'Members named by a symbol, in quotes: `"[Symbol.asyncIterator]": [next, close]` goes through the wrapper\'s own ' +
      '`next` and `close`.',
  ),
};

const run = z.strictObject(runHeadings, { error: 'a map of headings such as `commands:`' });

const roles = Object.fromEntries(
  ROLE_NAMES.map((role) => [role, bareName.optional().describe(ROLES[role])] as const),
) as Record<Role, z.ZodOptional<typeof bareName>>;

/** The content of a file in `spec/`. */
export const specFile = z
  .strictObject(
    {
      class: className.describe('The driver class that this file is about. The file has its name.'),
      ...releases,
      constructible: z
        .union([z.boolean(), range], { error: '`true` or `false`' })
        .optional()
        .describe('Whether users construct it themselves, or in which releases they do. False when left out.'),
      bound: boundName
        .optional()
        .describe(
          "A member that wrappers add to the driver's: it takes a session and returns a handle that passes the session " +
            'with every call.',
        ),
      ...roles,
      constants: list(constantLine, 'members', 'Getters and fields of the class itself, written without `static`.'),
      ...runHeadings,
      run: run
        .optional()
        .describe('Members that belong to one execution of a cursor or change stream, under the same headings.'),
      events: list(eventLine, 'events', 'Events that the class emits.'),
      omitted: list(omissionLine, 'members with their reasons', 'Members that are deliberately not wrapped, and why.'),
    },
    { error: 'a map that begins with `class:`' },
  )
  .meta({ title: 'Which members of a driver class are wrapped' });

export type SpecFile = z.infer<typeof specFile>;

/** The required form of a file. */
export interface FileForm {
  readonly schema: z.ZodType;
  /** The keys that the map at a path can have. */
  knownKeys(path: readonly PropertyKey[]): readonly string[];
}

/** The form of a class's file: the keys of the file, of its `run`, and of the value of a name. */
export const classForm: FileForm = {
  schema: specFile,
  knownKeys(path) {
    const [first, second] = path;
    if (first === undefined) return Object.keys(specFile.shape);
    const heading = first === 'run' ? second : first;
    if (heading === undefined) return Object.keys(run.shape);
    if (heading === 'omitted') return Object.keys(omission.shape);
    return Object.keys((heading === 'protocol' ? protocolMap : range).shape);
  },
};
