import { isDeepStrictEqual } from 'node:util';

import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import { memberKey } from '../../model/member-key.js';
import type { MemberKind } from '../../model/member-kind.js';
import type { ShapeClass, ShapeMember } from '../../synchro/masquerade/shape.js';
import { type Call, PLAIN } from '../calls/call.js';
import { CALLS } from '../calls/calls.js';
import { perform, performAnew, type Performed } from '../calls/perform.js';
import { type Breach, Broken, type Clause } from '../clause.js';
import type { Stage } from '../stage/stage.js';

const FIX_COMMAND = '`command` in framework.ts, and the functions of runtime.ts that it calls';
const FIX_MEMBER = '`bases` and `members` in framework.ts, and the classes of runtime.ts that they name';

export const ANSWERS: readonly Clause[] = [
  {
    name: 'commands/answers',
    says: 'Each command of each class sends the same as the driver, and returns the same result.',
    fix: FIX_COMMAND,
    run: async (stage) => compare(stage, ['command']),
    alike: callDriver,
  },
  {
    name: 'executors/answers',
    says: "Each command that takes a user's function sends the same as the driver, and returns the same result.",
    fix: `\`executor\` in framework.ts, and \`adapt\` in runtime.ts; ${FIX_COMMAND}`,
    run: async (stage) => compare(stage, ['executor']),
    alike: callDriver,
  },
  {
    name: 'cursors/answers',
    says: "Each member that returns a cursor or change stream returns the framework's own, with the driver's documents.",
    fix: FIX_MEMBER,
    run: async (stage) => compare(stage, ['cursor']),
    alike: callDriver,
  },
  {
    name: 'chains/answers',
    says: 'Each builder call of a cursor, bulk operation or stream has the same effect as in the driver.',
    fix: FIX_MEMBER,
    run: async (stage) => compare(stage, ['chain']),
    alike: callDriver,
  },
  {
    name: 'methods/answers',
    says: 'Each other synchronous method returns the same as in the driver, wrapped.',
    fix: FIX_MEMBER,
    run: async (stage) => compare(stage, ['method']),
    alike: callDriver,
  },
  {
    name: 'properties/answers',
    says: 'Each property and constant has the same value as in the driver, wrapped.',
    fix: FIX_MEMBER,
    run: async (stage) => compare(stage, ['property', 'constant']),
    alike: callDriver,
  },
  {
    name: 'commands/values',
    says: "Each command returns a value of the framework's own type.",
    needs: 'isValue',
    fix: FIX_COMMAND,
    run: async (stage) => lookAtValues(stage),
  },
];

/** Calls every member of some kinds on both the driver and the framework, and compares the outcomes. */
async function compare(stage: Stage, kinds: readonly MemberKind[]): Promise<void> {
  const breaches: Breach[] = [];
  for (const [declared, member] of membersOf(stage, kinds))
    breaches.push(...(await compareMember(stage, declared, member)));
  if (breaches.length > 0) throw new Broken(breaches);
}

/** Calls the members that open and close cursors on the driver alone, since it may leave failures behind. */
async function callDriver(stage: Stage): Promise<void> {
  for (const [{ name }, member] of membersOf(stage, ['command', 'cursor']))
    for (const each of callsOf(name, member) ?? []) await performAnew(stage, stage.raw, each);
}

function membersOf({ subject }: Stage, kinds: readonly MemberKind[]): [ShapeClass, ShapeMember][] {
  return subject.shape.classes.flatMap((declared) =>
    declared.members
      .filter(({ kind }) => kinds.includes(kind))
      .map((member): [ShapeClass, ShapeMember] => [declared, member]),
  );
}

async function compareMember(stage: Stage, { name }: ShapeClass, member: ShapeMember): Promise<Breach[]> {
  const subject = `${name}.${memberKey(member.name, member.static)}`;
  const calls = callsOf(name, member);
  if (calls === undefined)
    return [
      {
        subject,
        expected: 'a call of the kit',
        found: `none: ${fixInGenerator('add one under codegen/conformance/calls/')}`,
      },
    ];
  const breaches: Breach[] = [];
  for (const each of calls) {
    const { outcome: expected } = await perform(stage, stage.raw, each);
    const { outcome: found } = await perform(stage, stage.own, each);
    if (!isDeepStrictEqual(expected, found)) breaches.push({ subject, expected, found });
  }
  return breaches;
}

/** Checks what commands return before there is a result. */
async function lookAtValues(stage: Stage): Promise<void> {
  const { own, subject } = stage;
  const breaches: Breach[] = [];
  for (const { name, members } of subject.shape.classes)
    for (const member of members.filter(({ kind }) => kind === 'command' || kind === 'executor'))
      for (const each of (callsOf(name, member) ?? []).slice(0, 1)) {
        const { returned: found } = await perform(stage, own, each);
        if (subject.idiom.isValue?.(found) !== true)
          breaches.push({ subject: `${name}.${member.name}`, expected: "a value of the framework's", found });
      }
  if (breaches.length > 0) throw new Broken(breaches);
}

/** The calls of a member from the table. A property is read. */
function callsOf(className: string, member: ShapeMember): readonly Performed[] | undefined {
  const isRead = member.kind === 'property' || member.kind === 'constant';
  const calls = isRead ? PLAIN : CALLS[className]?.members[memberKey(member.name, member.static)];
  return calls?.map((each, at) => {
    // Copied for each call, since up to 7.2 the driver changes the options of an index.
    const call: Call = isArguments(each) ? { args: () => copied(each) as readonly unknown[] } : each;
    return { class: className, member, call, at };
  });
}

/** Copies lists and plain objects. Other values are kept. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, copied(field)]));
}

function isArguments(call: Call | readonly unknown[]): call is readonly unknown[] {
  return Array.isArray(call);
}
