import type { Driver, DriverClass, DriverMember } from '../../../model/driver.js';
import { ancestors, findClass, findMember, subclasses } from '../../../model/lookup.js';
import { type Change, memberSubject } from '../../change.js';
import type { CompareScope } from '../compare-scope.js';
import { compareMembers, memberText, type PlacedMember } from './compare-members.js';

/**
 * Compares the protected members of a class, which subclasses use. A member that is public on one side is reported as
 * added or removed.
 */
export function compareProtected(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const from = byKey(before);
  const to = byKey(after);
  return [
    ...[...from].flatMap(([key, member]): Change[] => {
      const first = { driver: scope.before, owner: before, member };
      const other = to.get(key) ?? (isElsewhere(after, member) ? undefined : inherited(scope.after, after, key));
      if (other !== undefined) return compareMembers(scope, first, placedIn(scope.after, after, other));
      return isElsewhere(after, member) ? [] : [goneMember(before, after, member)];
    }),
    ...[...to].flatMap(([key, member]): Change[] => {
      if (from.has(key) || isElsewhere(before, member)) return [];
      const second = { driver: scope.after, owner: after, member };
      const other = inherited(scope.before, before, key);
      if (other !== undefined) return compareMembers(scope, placedIn(scope.before, after, other), second);
      // A member that moved up from a subclass is reported for the subclass, if it has changed.
      return isMovedUp(scope, after, key) ? [] : [newMember(before, after, member)];
    }),
  ];
}

const indexes = new WeakMap<DriverClass, ReadonlyMap<string, DriverMember>>();

function byKey(declared: DriverClass): ReadonlyMap<string, DriverMember> {
  let index = indexes.get(declared);
  if (index === undefined) {
    index = new Map((declared.protected ?? []).map((member) => [memberSubject('', member), member]));
    indexes.set(declared, index);
  }
  return index;
}

/** Whether the member is public there, or protected without a type, as in an old accepted surface. */
function isElsewhere(declared: DriverClass, member: DriverMember): boolean {
  return findMember(declared, member) !== undefined || declared.hidden.get(member.name) === 'protected';
}

/** Finds an inherited protected member. */
function inherited(driver: Driver, declared: DriverClass, key: string): DriverMember | undefined {
  for (const name of ancestors(driver, declared.name)) {
    const base = findClass(driver, name);
    const found = base && byKey(base).get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMovedUp(scope: CompareScope, after: DriverClass, key: string): boolean {
  return [...subclasses(scope.after, after.name)].some((below) => {
    const old = findClass(scope.before, below.name);
    return old !== undefined && byKey(old).has(key) && !byKey(below).has(key);
  });
}

function placedIn(driver: Driver, owner: DriverClass, member: DriverMember): PlacedMember {
  return { driver, owner, member };
}

function goneMember(before: DriverClass, after: DriverClass, member: DriverMember): Change {
  const subject = memberSubject(before.name, member);
  const hidden = after.hidden.get(member.name);
  return {
    rule: 'member-removed',
    subject,
    before: memberText(member),
    after: hidden === undefined ? undefined : `${hidden === 'excluded' ? 'internal' : hidden} ${member.name}`,
    reaches: [subject],
    place: member.place,
    docs: member.docs,
  };
}

function newMember(before: DriverClass, after: DriverClass, member: DriverMember): Change {
  const subject = memberSubject(after.name, member);
  return {
    rule: 'member-added',
    detail: before.hidden.has(member.name) ? 'exposed' : undefined,
    subject,
    before: undefined,
    after: memberText(member),
    reaches: [subject],
    place: member.place,
    docs: member.docs,
  };
}
