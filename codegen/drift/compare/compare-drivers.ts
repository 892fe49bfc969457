import type { Driver, DriverClass } from '../../model/driver.js';
import { allEventsOf } from '../../model/events.js';
import { directSubclasses, findClass, findConstant, findType } from '../../model/lookup.js';
import { EMITTER_CLASS } from '../../model/mongodb-words.js';
import { referenceTo } from '../../model/types/reference.js';
import { type Change, memberSubject } from '../change.js';
import { fieldsOf } from '../types/meaning-of.js';
import { compareClasses } from './classes/compare-classes.js';
import { changedKeys, compareConstants } from './compare-constants.js';
import { compareExports } from './compare-exports.js';
import type { CompareScope } from './compare-scope.js';
import { counterpart } from './counterpart.js';
import { allBases, basesOf } from './fields/bases-of-types.js';
import { compareDeclaredTypes, typeDifferences } from './fields/compare-declared-types.js';
import type { Drivers } from './fields/field-difference.js';
import { Reach } from './fields/members-reaching.js';
import { usesOf } from './fields/read-types.js';
import { isSeen } from './public-names.js';

/** How many things of each kind were checked. */
export interface Compared {
  readonly exports: number;
  readonly classes: number;
  readonly members: number;
  readonly overloads: number;
  readonly options: number;
  readonly events: number;
}

/** All differences between the public declarations of two drivers, each once. */
export function compareDrivers(before: Driver, after: Driver, foreign?: Drivers['foreign']): Change[] {
  const scope = scopeOf({ before, after, foreign });
  const classes = after.classes.flatMap((each): Change[] => {
    const other = findClass(before, counterpart(after, before, each.name));
    return other === undefined || !isPublic(scope, each) ? [] : compareClasses(scope, other, each);
  });
  const types = after.types.flatMap((each): Change[] => {
    const other = findType(before, counterpart(after, before, each.name));
    const isCompared = other !== undefined && !isExposed(other, each) && wasOrIsSeen(scope, other.name, each.name);
    return isCompared ? compareDeclaredTypes(scope, other, each) : [];
  });
  const constants = after.constants.flatMap((each): Change[] => {
    const other = findConstant(before, counterpart(after, before, each.name));
    const isCompared = other !== undefined && !isExposed(other, each) && wasOrIsSeen(scope, other.name, each.name);
    return isCompared ? compareConstants(scope, other, each) : [];
  });
  const changes = [...compareExports(scope), ...classes, ...types, ...constants];
  return merged(withoutInsertedBases(scope, changes));
}

/** Counts the compared declarations of a driver. */
export function countCompared(driver: Driver): Compared {
  const classes = driver.classes.filter((each) => each.exported);
  const members = classes.flatMap((each) => each.members);
  const types = driver.types.filter((each) => each.exported);
  const events = eventTypesOf(driver);
  const fields = (isEvent: boolean): number =>
    types
      .filter((each) => events.has(each.name) === isEvent)
      .reduce(
        (sum, { name, typeParameters }) =>
          sum +
          fieldCount(
            driver,
            name,
            typeParameters.map((each) => each.name),
          ),
        0,
      );
  return {
    exports: driver.exports.length,
    classes: classes.length,
    members: members.length,
    overloads: members.reduce((sum, each) => sum + (each.kind === 'method' ? each.overloads.length : 0), 0),
    options: fields(false),
    events: classes.reduce((sum, each) => sum + allEventsOf(driver, each).length, 0),
  };
}

function fieldCount(driver: Driver, name: string, variables: readonly string[]): number {
  return fieldsOf({ driver, type: referenceTo(name), variables }).fields.size;
}

function scopeOf(drivers: Drivers): CompareScope {
  const { before, after } = drivers;
  const useOf = useIn(drivers);
  return {
    ...drivers,
    reach: { before: new Reach(before), after: new Reach(after) },
    typeDifferences: typeDifferences(drivers, useOf),
    changedKeys: changedKeys(drivers),
    useOf,
    eventTypes: new Set([...eventTypesOf(before), ...eventTypesOf(after)]),
  };
}

/** The use of a type: it counts as read if users read it in either driver. */
function useIn({ before, after }: Drivers): CompareScope['useOf'] {
  const [old, now] = [usesOf(before), usesOf(after)];
  return (name) => (now(name) === 'give' && old(counterpart(after, before, name)) === 'give' ? 'give' : 'read');
}

/** The types that list events: the type arguments of `TypedEventEmitter`, and their bases. */
function eventTypesOf(driver: Driver): ReadonlySet<string> {
  const names = driver.classes.flatMap((each) => {
    const shape = each.extends?.shape;
    if (shape?.kind !== 'reference' || shape.name !== EMITTER_CLASS) return [];
    return shape.arguments.flatMap((part) => {
      const parameter = each.typeParameters.find((other) => other.name === part.type.text);
      return basesOf(parameter?.constraint ?? part.type);
    });
  });
  return new Set([...allBases(driver, names)].filter((name) => findType(driver, name) !== undefined));
}

/** Whether users see a class in both drivers: by its own name, as a base, or through another declaration. */
function isPublic({ before, after }: Drivers, declared: DriverClass): boolean {
  return isSeen(after, declared.name) && isSeen(before, counterpart(after, before, declared.name));
}

function wasOrIsSeen({ before, after }: Drivers, old: string, now: string): boolean {
  return isSeen(before, old) || isSeen(after, now);
}

/** Whether a declaration is exported on both sides. An export on only one side is reported as such. */
function isExposed(before: { readonly exported: boolean }, after: { readonly exported: boolean }): boolean {
  return before.exported !== after.exported;
}

/** Drops new classes that only contain members moved to them, since the moved members are reported. */
function withoutInsertedBases(scope: CompareScope, changes: readonly Change[]): Change[] {
  const moved = new Set(changes.filter((change) => change.detail === 'moved').map((change) => change.subject));
  const inserted = new Map<string, string>();
  for (const declared of scope.after.classes) {
    const below = directSubclasses(scope.after, declared.name);
    if (findClass(scope.before, declared.name) !== undefined || below.length === 0) continue;
    const isHolding = declared.members.every((member) =>
      below.some((each) => moved.has(memberSubject(each.name, member))),
    );
    if (!isHolding || declared.members.length === 0) continue;
    for (const each of below) {
      const was = findClass(scope.before, each.name)?.extends?.canonical;
      if (was === declared.extends?.canonical) inserted.set(each.name, declared.name);
    }
  }
  const bases = new Set(inserted.values());
  return changes.filter(({ rule, subject }) => {
    if (rule === 'class-added' && bases.has(subject)) return false;
    return !(rule.startsWith('heritage-') && inserted.has(subject));
  });
}

/** Merges equal changes of a subject that were found in several ways into one that reaches all members. */
function merged(changes: readonly Change[]): Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.rule} ${change.detail} ${change.subject}`;
    const first = found.get(key);
    if (first === undefined) found.set(key, change);
    else
      found.set(key, {
        ...first,
        reaches: [...new Set([...(first.reaches ?? []), ...(change.reaches ?? [])])].toSorted(),
      });
  }
  return [...found.values()];
}
