import type { DeclaredError } from '../../frameworks/contract/told.js';
import type { Driver } from '../../model/driver.js';
import { ancestors, findByKey, findClass, isSubclass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import type { MemberKind } from '../../model/member-kind.js';
import { errorClasses } from '../../model/values/error-classes.js';
import type { ErrorsSpec, FailingMembers } from '../../spec/spec.js';
import type { Told } from '../member-scope.js';

/** What frameworks get for the driver's error classes, bases first. */
export function declaredErrors(driver: Driver, { limited }: ErrorsSpec): DeclaredError[] {
  const names = new Set(limited.map(({ error }) => error.name));
  return errorClasses(driver).map(({ name, extends: base }) => ({ name, extends: base, general: !names.has(name) }));
}

/** The errors that members can fail with: the general classes, and those that the spec lists for a member. */
export function failures(driver: Driver, { anything, limited }: ErrorsSpec): Told['failuresOf'] {
  const all = errorClasses(driver).map((each) => each.name);
  const known = new Map<string, readonly string[]>();
  const find = (className: string, key: string, kind: MemberKind): readonly string[] => {
    const isListed = (by: readonly FailingMembers[]): boolean =>
      by.some((each) => isAbout(driver, each, className, key));
    // A user's function can fail with any of them.
    if (kind === 'executor' || isListed(anything)) return all;
    const read = kind === 'cursor' ? cursorsOf(driver, className, key) : [];
    const left = new Set(limited.flatMap(({ error, by }) => (isListed(by) ? [] : [error.name])));
    const reading = new Set(read.flatMap((each) => failuresOf(each, READ, 'protocol')));
    return all.filter((each) => !left.has(each) || reading.has(each));
  };
  const failuresOf: Told['failuresOf'] = (className, key, kind) => {
    const asked = `${className} ${key}`;
    const found = known.get(asked) ?? find(className, key, kind);
    known.set(asked, found);
    return found;
  };
  return failuresOf;
}

/** The member that reads a whole cursor. */
const READ = memberKey('[Symbol.asyncIterator]', false);

/**
 * Whether an entry applies to a member of a class: it names the class itself, a base from which the class inherits the
 * member, or a subclass, since an object of the class may be an instance of that.
 */
function isAbout(driver: Driver, entry: FailingMembers, className: string, key: string): boolean {
  const { name } = entry.class;
  if (!isSubclass(driver, className, name) && !isSubclass(driver, name, className)) return false;
  return entry.members === undefined || entry.members.some((member) => member.name === key);
}

/** The cursor classes that a member returns: those that can be read. */
function cursorsOf(driver: Driver, className: string, key: string): string[] {
  const lineage = [className, ...ancestors(driver, className)].flatMap((each) => findClass(driver, each) ?? []);
  const member = lineage.flatMap((each) => findByKey(each, key) ?? [])[0];
  const named = member?.kind === 'method' ? member.overloads.flatMap(({ returns }) => returns.names) : [];
  return [...new Set(named.map((each) => each.name))].filter((name) => isRead(driver, name));
}

function isRead(driver: Driver, name: string): boolean {
  return [name, ...ancestors(driver, name)].some((each) => {
    const declared = findClass(driver, each);
    return declared !== undefined && findByKey(declared, READ) !== undefined;
  });
}
