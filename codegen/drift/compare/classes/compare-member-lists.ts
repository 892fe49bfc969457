import type { Driver, DriverClass, DriverMember } from '../../../model/driver.js';
import { ancestors, findClass, findMember, subclasses } from '../../../model/lookup.js';
import { nodeBaseOf } from '../../../model/node-members.js';
import { type Change, memberSubject } from '../../change.js';
import { defaultSeverity } from '../../rules.js';
import type { CompareScope } from '../compare-scope.js';
import { compareMembers, memberText } from './compare-members.js';

/** Compares the members of two declarations of a class, without inherited ones. */
export function compareMemberLists(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const keyOf = (member: DriverMember): string => memberSubject('', member);
  const from = new Map(before.members.map((member) => [keyOf(member), member]));
  const to = new Map(after.members.map((member) => [keyOf(member), member]));
  const changes: Change[] = [];
  for (const [key, member] of from) {
    const other = to.get(key);
    const first = { driver: scope.before, owner: before, member };
    if (other === undefined) changes.push(...goneMember(scope, before, after, member));
    else changes.push(...compareMembers(scope, first, { driver: scope.after, owner: after, member: other }));
  }
  for (const [key, member] of to) {
    if (!from.has(key)) changes.push(...newMember(scope, before, after, member));
  }
  return changes;
}

/** Finds an inherited member. */
function inherited(
  driver: Driver,
  declared: DriverClass,
  member: DriverMember,
): { owner: DriverClass; member: DriverMember } | undefined {
  for (const name of ancestors(driver, declared.name)) {
    const owner = findClass(driver, name);
    const found = owner && findMember(owner, member);
    if (owner !== undefined && found !== undefined) return { owner, member: found };
  }
  return undefined;
}

function goneMember(scope: CompareScope, before: DriverClass, after: DriverClass, member: DriverMember): Change[] {
  const subject = memberSubject(before.name, member);
  const base = inherited(scope.after, after, member);
  const common = { subject, before: memberText(member), reaches: [subject], docs: member.docs };
  if (base !== undefined) {
    // The moved member is compared at its new place, under the name that users know.
    const inner = compareMembers(
      scope,
      { driver: scope.before, owner: before, member },
      { driver: scope.after, owner: { ...base.owner, name: before.name }, member: base.member },
    );
    const moved: Change = {
      ...common,
      rule: 'member-changed',
      detail: 'moved',
      movedTo: base.owner.name,
      after: `${memberSubject(base.owner.name, base.member)}: ${memberText(base.member)}`,
      place: base.member.place,
    };
    return [moved, ...inner.filter((change) => change.subject !== subject)];
  }
  const foreign = member.static ? undefined : nodeBaseOf(ancestors(scope.after, after.name), member.name);
  if (foreign !== undefined) {
    const text = `inherited from ${foreign}`;
    // Users still have it, also in the wrapper, which extends the same class.
    return [
      { ...common, rule: 'member-changed', detail: 'moved', severity: 'warning', after: text, place: after.place },
    ];
  }
  const hidden = after.hidden.get(member.name);
  const text = hidden === undefined ? undefined : `${hidden === 'excluded' ? 'internal' : hidden} ${member.name}`;
  return [{ ...common, rule: 'member-removed', after: text, place: member.place }];
}

function newMember(scope: CompareScope, before: DriverClass, after: DriverClass, member: DriverMember): Change[] {
  const subject = memberSubject(after.name, member);
  const common = { subject, after: memberText(member), reaches: [subject], docs: member.docs, place: member.place };
  const base = inherited(scope.before, before, member);
  if (base !== undefined) {
    const first = { driver: scope.before, owner: { ...base.owner, name: before.name }, member: base.member };
    const changes = compareMembers(scope, first, { driver: scope.after, owner: after, member });
    const text = `${memberSubject(base.owner.name, base.member)}: ${memberText(base.member)}`;
    const isHarmless = changes.every(
      ({ rule, detail: word, severity }) => (severity ?? defaultSeverity(rule, word)) === 'info',
    );
    const detail = isHarmless ? 'respelled' : 'moved';
    return [
      { ...common, rule: 'member-changed', detail, before: text },
      ...changes.filter((change) => change.subject !== subject),
    ];
  }
  const foreign = member.static ? undefined : nodeBaseOf(ancestors(scope.before, before.name), member.name);
  if (foreign !== undefined) {
    const text = `inherited from ${foreign}`;
    return [{ ...common, rule: 'member-changed', detail: 'moved', severity: 'warning', before: text }];
  }
  // A member that moved up from a subclass is reported for the subclass.
  if (movedUpFrom(scope, after, member)) return [];
  const exposed = before.hidden.has(member.name) ? ('exposed' as const) : undefined;
  return [{ ...common, rule: 'member-added', detail: exposed, before: undefined }];
}

/** Whether a subclass declared the member before, and no longer does. */
function movedUpFrom(scope: CompareScope, after: DriverClass, member: DriverMember): boolean {
  return [...subclasses(scope.after, after.name)].some((below) => {
    const old = findClass(scope.before, below.name);
    return old !== undefined && findMember(old, member) !== undefined && findMember(below, member) === undefined;
  });
}
