import type { DeclaredError } from '../../frameworks/contract/told.js';
import type { Driver } from '../../model/driver.js';
import { ancestors, findByKey, findClass, isSubclass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import type { MemberKind } from '../../model/member-kind.js';
import { errorClasses } from '../../model/values/error-classes.js';
import type { ErrorsSpec, FailingMembers } from '../../spec/spec.js';
import type { Told } from '../member-scope.js';

/** What frameworks are told of the driver's error classes, bases before what extends them. */
export function declaredErrors(driver: Driver, { limited }: ErrorsSpec): DeclaredError[] {
  const names = new Set(limited.map(({ error }) => error.name));
  return errorClasses(driver).map(({ name, extends: base }) => ({ name, extends: base, general: !names.has(name) }));
}

/** What members may fail with: the general classes, and those of which the spec says that they can. */
export function failures(driver: Driver, { anything, limited }: ErrorsSpec): Told['failuresOf'] {
  const all = errorClasses(driver).map((each) => each.name);
  const known = new Map<string, readonly string[]>();
  const find = (className: string, key: string, kind: MemberKind): readonly string[] => {
    const isListed = (by: readonly FailingMembers[]): boolean =>
      by.some((each) => isAbout(driver, each, className, key));
    // What a function of the user's fails with may be any of them.
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

/** The member that reads a cursor from its beginning to its end. */
const READ = memberKey('[Symbol.asyncIterator]', false);

/**
 * Whether an entry is about a member of a class: of the class itself, of a base from which it has the member, or of a
 * class that extends it, since an object of the class may be one of that.
 */
function isAbout(driver: Driver, entry: FailingMembers, className: string, key: string): boolean {
  const { name } = entry.class;
  if (!isSubclass(driver, className, name) && !isSubclass(driver, name, className)) return false;
  return entry.members === undefined || entry.members.some((member) => member.name === key);
}

/** The classes of the cursors that a member gives, which are those that can be read. */
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
