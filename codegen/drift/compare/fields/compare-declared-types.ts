import type { Driver, DriverType } from '../../../model/driver.js';
import { findConstant, findType } from '../../../model/lookup.js';
import { referenceTo } from '../../../model/types/reference.js';
import { canonicalSignature } from '../../../model/types/signature.js';
import type { ObjectMember } from '../../../model/types/type-text.js';
import type { Change } from '../../change.js';
import { compareTypes, type Use } from '../../types/compare-types.js';
import { fieldsOf } from '../../types/meaning-of.js';
import { hasFields, type Placed } from '../../types/placed-type.js';
import { compareFlags } from '../compare-flags.js';
import { type CompareScope, differenceKey, fieldChange, isOfClass } from '../compare-scope.js';
import { counterpart } from '../counterpart.js';
import { compareTypeParameters } from '../signatures/compare-type-parameters.js';
import { allBases, basesOfDeclared, keyConstants } from './bases-of-types.js';
import { compareFields, otherParts, saysAll } from './compare-fields.js';
import { declaredKey } from './declared-key.js';
import type { Drivers, FieldDifference } from './field-difference.js';

/** The differences in the fields of each type that both drivers declare. */
export function typeDifferences(drivers: Drivers, useOf: (name: string) => Use): Map<string, FieldDifference[]> {
  const found = new Map<string, FieldDifference[]>();
  for (const { name } of drivers.after.types) {
    const old = counterpart(drivers.after, drivers.before, name);
    const [before, after] = [placedType(drivers.before, old), placedType(drivers.after, name)];
    if (before === undefined || after === undefined) continue;
    const all = compareFields(fieldsOf(before), fieldsOf(after), {
      ...drivers,
      variables: { before: variablesOf(drivers.before, old), after: variablesOf(drivers.after, name) },
      use: useOf(name),
    });
    // Types that are only spelled differently may at most differ in their comments.
    const isSame = () => declaredKey(drivers.before, old) === declaredKey(drivers.after, name);
    const differences =
      all.some((each) => each.what === 'field') && isSame() ? all.filter((each) => each.what !== 'field') : all;
    if (differences.length > 0) found.set(name, differences);
  }
  return found;
}

function variablesOf(driver: Driver, name: string): string[] {
  return (findType(driver, name)?.typeParameters ?? []).map((each) => each.name);
}

/** A declared type as a type, with its own type parameters, or their defaults, as arguments. */
function placedType(driver: Driver, name: string): Placed | undefined {
  return findType(driver, name) === undefined ? undefined : { driver, type: referenceTo(name), variables: [] };
}

/** Compares two declarations of a type. Differences that come from a base are reported there. */
export function compareDeclaredTypes(scope: CompareScope, before: DriverType, after: DriverType): Change[] {
  const { name, place, docs } = after;
  const own = (scope.typeDifferences.get(name) ?? []).filter(
    (each) => !isOfClass(scope, each) && !isFromBase(scope, name, each),
  );
  const isEvent = scope.eventTypes.has(name);
  const fields = own.map((each) => {
    const reach = each.direction === 'removed' ? scope.reach.before : scope.reach.after;
    const [field = ''] = each.path.split('.');
    const reaches = isEvent ? eventReach(reach.of(name), each.path) : reach.of(name, field);
    return fieldChange(each, { subject: `${name}.${each.path}`, reaches, place: each.place ?? place }, isEvent);
  });
  const flags = compareFlags(before.docs, after.docs).map(({ what, direction, ...texts }): Change => {
    return { rule: `${what}-${direction}`, subject: name, ...texts, reaches: scope.reach.after.of(name), place, docs };
  });
  return [
    ...compareTypeParameters(name, before.typeParameters, after.typeParameters, place),
    ...fields,
    ...compareWhole(scope, before, after),
    ...flags,
  ];
}

/** The classes that emit an event of a type, with the name of the event. */
function eventReach(subjects: readonly string[], event: string): string[] {
  return subjects.filter((subject) => !subject.includes('.')).map((name) => `${name}.${event}`);
}

/** Whether a base, or the list of keys for a `Pick`, has the same difference. */
function isFromBase(scope: CompareScope, name: string, difference: FieldDifference): boolean {
  const bases = new Set([...basesOfDeclared(scope.before, name), ...basesOfDeclared(scope.after, name)]);
  const key = differenceKey(difference);
  // It may also have become required, as with `Required<Pick<Base, 'x'>>`.
  const isSame = (base: string): boolean =>
    scope.typeDifferences
      .get(base)
      ?.some((each) => differenceKey(each) === key && each.detail === difference.detail) === true;
  // If two types refer to each other, neither would report it.
  const isBelow = (base: string): boolean => !allBases(scope.after, [base]).has(name);
  // A field that the type declares itself does not come from a base. Only the driver shows this, since a surface also
  // lists inherited fields.
  const isOwn = findType(scope.after, name)?.members.some((each) => 'name' in each && each.name === difference.path);
  if (isOwn !== true && [...bases].some((base) => isSame(base) && isBelow(base))) return true;
  return keyConstants(scope.after, name).some(
    (constant) =>
      findConstant(scope.after, constant)?.exported === true &&
      scope.changedKeys.get(constant)?.has(difference.path) === true,
  );
}

/**
 * Compares what fields do not show: the other parts of an alias, the signatures of an interface, and whether it is an
 * alias or an interface.
 */
function compareWhole(scope: CompareScope, before: DriverType, after: DriverType): Change[] {
  const difference = wholeDifference(scope, before, after);
  if (difference === undefined) return [];
  return [
    {
      rule: 'export-changed',
      ...difference,
      subject: after.name,
      before: wholeText(before),
      after: wholeText(after),
      reaches: scope.reach.after.of(after.name),
      place: after.place,
      docs: after.docs,
    },
  ];
}

function wholeDifference(
  scope: CompareScope,
  before: DriverType,
  after: DriverType,
): Pick<Change, 'detail'> | undefined {
  const isSilent = scope.typeDifferences.has(after.name);
  if (before.kind !== after.kind)
    return isSilent ? undefined : { detail: isSameObject(scope, after.name) ? 'respelled' : undefined };
  if (before.type === undefined || after.type === undefined) {
    if (scope.typeDifferences.get(after.name)?.some((each) => each.path === '[key]') === true) return undefined;
    const isSame = callsText(before) === callsText(after) && computedIn(scope, after.name);
    return isSame ? undefined : { detail: undefined };
  }
  const variables = after.typeParameters.map((each) => each.name);
  const from: Placed = {
    driver: scope.before,
    type: before.type,
    variables: before.typeParameters.map((each) => each.name),
  };
  const to: Placed = { driver: scope.after, type: after.type, variables };
  const types = compareTypes(from, to, scope.useOf(after.name));
  if (types === undefined) return undefined;
  // Differences of fields suffice, unless other parts differ as well.
  const others = otherParts(from.driver, from.type, from.variables) === otherParts(to.driver, to.type, to.variables);
  return others && saysAll(scope.typeDifferences.get(after.name) ?? [], types) ? undefined : types;
}

/** Whether both have the same types with unknown fields, such as mapped types. */
function computedIn(scope: CompareScope, name: string): boolean {
  const [before, after] = [
    placedType(scope.before, counterpart(scope.after, scope.before, name)),
    placedType(scope.after, name),
  ];
  const text = (placed: Placed | undefined): string =>
    (placed === undefined ? [] : fieldsOf(placed).foreign)
      .filter((each) => !each.named)
      .map((each) => each.base)
      .toSorted()
      .join('; ');
  return text(before) === text(after);
}

function isSameObject(scope: CompareScope, name: string): boolean {
  const [before, after] = [placedType(scope.before, name), placedType(scope.after, name)];
  return before !== undefined && after !== undefined && hasFields(fieldsOf(before)) && hasFields(fieldsOf(after));
}

/** The members of an interface that are not fields. */
function callsText({ members }: DriverType): string {
  return members.flatMap(callText).toSorted().join('; ');
}

function callText(member: ObjectMember): string[] {
  switch (member.kind) {
    case 'property':
    case 'method':
      return [];
    case 'index':
      return [`[${member.key.canonical}]: ${member.type.canonical}`];
    default:
      return [`${member.kind} ${canonicalSignature(member.signature)}`];
  }
}

function wholeText(type: DriverType): string {
  if (type.type !== undefined) return `type ${type.name} = ${type.type.text}`;
  const calls = callsText(type);
  const bases = type.extends.length === 0 ? '' : ` extends ${type.extends.map((each) => each.text).join(', ')}`;
  return `interface ${type.name}${bases}${calls === '' ? '' : ` { ${calls} }`}`;
}
