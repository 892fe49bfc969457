import type { Driver, DriverConstant } from '../../model/driver.js';
import { findConstant } from '../../model/lookup.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { Change } from '../change.js';
import { compareTypes } from '../types/compare-types.js';
import { fieldsOf } from '../types/meaning-of.js';
import { hasFields } from '../types/placed-type.js';
import { compareFlags } from './compare-flags.js';
import type { CompareScope } from './compare-scope.js';
import { keyConstants } from './fields/bases-of-types.js';
import { compareFields } from './fields/compare-fields.js';
import { type Drivers, NO_VARIABLES } from './fields/field-difference.js';

/** The items of each constant list that only one of the drivers has. */
export function changedKeys(drivers: Drivers): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { name, type } of drivers.after.constants) {
    const before = itemsOf(findConstant(drivers.before, name)?.type);
    const after = itemsOf(type);
    if (before === undefined || after === undefined) continue;
    const keys = [...before, ...after].filter((key) => before.has(key) !== after.has(key));
    if (keys.length > 0) found.set(name, new Set(keys));
  }
  return found;
}

/** The values of a list of literals. Undefined for any other type. */
function itemsOf(type: TypeText | undefined): ReadonlySet<string> | undefined {
  const { shape } = type ?? {};
  if (shape?.kind === 'reference' && shape.name === 'Readonly') return itemsOf(shape.arguments[0]?.type);
  if (shape?.kind !== 'tuple') return undefined;
  const values = shape.items.map((item) => (item.rest ? repeated(item.type) : literals(item.type)));
  return values.includes(undefined) ? undefined : new Set(values.flatMap((each) => each ?? []));
}

/** The values of a spread list: `'a'` and `'b'` for `...('a' | 'b')[]`. */
function repeated({ shape }: TypeText): string[] | undefined {
  if (shape.kind === 'parenthesized') return repeated(shape.of.type);
  return shape.kind === 'array' ? literals(shape.of.type) : undefined;
}

function literals({ shape }: TypeText): string[] | undefined {
  if (shape.kind === 'literal') return [shape.value];
  if (shape.kind === 'parenthesized') return literals(shape.of.type);
  if (shape.kind !== 'union') return undefined;
  const values = shape.parts.map((part) => literals(part.type));
  return values.includes(undefined) ? undefined : values.flatMap((each) => each ?? []);
}

/** Whether a list has an order, as a tuple does. */
function isOrdered({ shape }: TypeText): boolean {
  return shape.kind !== 'tuple' || !shape.items.some((item) => item.rest);
}

/** Compares two declarations of a constant. */
export function compareConstants(scope: CompareScope, before: DriverConstant, after: DriverConstant): Change[] {
  const { name, place, docs } = after;
  const flags = compareFlags(before.docs, after.docs).map(({ what, direction, ...texts }): Change => {
    return { rule: `${what}-${direction}`, subject: name, ...texts, place, docs };
  });
  return [...compareValues(scope, before, after), ...flags];
}

function compareValues(scope: CompareScope, before: DriverConstant, after: DriverConstant): Change[] {
  const [from, to] = [itemsOf(before.type), itemsOf(after.type)];
  if (from !== undefined && to !== undefined) return compareItems(scope, from, to, before, after);
  const first = { driver: scope.before, type: before.type, variables: [] };
  const second = { driver: scope.after, type: after.type, variables: [] };
  const [sets, others] = [fieldsOf(first), fieldsOf(second)];
  if (hasFields(sets) && hasFields(others)) {
    const differences = compareFields(sets, others, { ...scope, variables: NO_VARIABLES, use: 'read' });
    const values = differences.map(({ what, direction, path, before, after: now, docs, place }): Change => {
      const noun = what === 'field' ? 'value' : what;
      return {
        rule: `${noun}-${direction}`,
        subject: `${after.name}.${path}`,
        before,
        after: now,
        docs,
        place: place ?? after.place,
      };
    });
    if (values.length > 0) return values;
  }
  const types = compareTypes(first, second, 'read');
  if (types === undefined) return [];
  const texts = { before: before.type.text, after: after.type.text };
  return [
    {
      rule: 'value-changed',
      detail: types.detail,
      subject: after.name,
      ...texts,
      place: after.place,
      docs: after.docs,
    },
  ];
}

function compareItems(
  scope: CompareScope,
  from: ReadonlySet<string>,
  to: ReadonlySet<string>,
  before: DriverConstant,
  after: DriverConstant,
): Change[] {
  const { place, docs } = after;
  const change = (key: string, isAdded: boolean): Change => ({
    rule: isAdded ? 'value-added' : 'value-removed',
    subject: `${after.name}.${key}`,
    before: isAdded ? undefined : `'${key}'`,
    after: isAdded ? `'${key}'` : undefined,
    reaches: reachOf(scope, after.name, isAdded),
    place,
    docs,
  });
  // If the list is not exported, a key is reported for the types that pick it.
  const isTold = (key: string): boolean => after.exported || !isPicked(scope, after.name, key);
  const changes = [
    ...[...from].filter((key) => !to.has(key) && isTold(key)).map((key) => change(key, false)),
    ...[...to].filter((key) => !from.has(key) && isTold(key)).map((key) => change(key, true)),
  ];
  const isSame = from.size === to.size && [...from].every((key) => to.has(key));
  if (!isSame || before.type.canonical === after.type.canonical) return changes;
  const texts = { before: before.type.text, after: after.type.text };
  const detail = isOrdered(before.type) && isOrdered(after.type) ? 'reordered' : 'respelled';
  return [{ rule: 'value-changed', detail, subject: after.name, ...texts, place, docs }];
}

/** The members reached by a key of a list, through the types that pick their keys from it. */
function reachOf(scope: CompareScope, constant: string, isAdded: boolean): string[] {
  const driver: Driver = isAdded ? scope.after : scope.before;
  const reach = isAdded ? scope.reach.after : scope.reach.before;
  const types = driver.types.filter((type) => keyConstants(driver, type.name).includes(constant));
  return [...new Set(types.flatMap((type) => reach.of(type.name)))].toSorted();
}

function isPicked(scope: CompareScope, constant: string, key: string): boolean {
  const types = scope.after.types.filter((type) => keyConstants(scope.after, type.name).includes(constant));
  return types.some(({ name }) => scope.typeDifferences.get(name)?.some((each) => each.path === key));
}
