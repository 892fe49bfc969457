import type { Driver, DriverClass } from '../../../model/driver.js';
import { eventsOf } from '../../../model/events.js';
import { fieldSet } from '../../../model/fields/field-set.js';
import type { Change } from '../../change.js';
import { compareFlags } from '../compare-flags.js';
import { type CompareScope, differenceKey, fieldChange } from '../compare-scope.js';
import { compareFields } from '../fields/compare-fields.js';
import { compareOverloads } from '../signatures/compare-overloads.js';
import { compareTypeParameters } from '../signatures/compare-type-parameters.js';
import { compareHeritage } from './compare-heritage.js';
import { compareMemberLists } from './compare-member-lists.js';

/** What differs between two declarations of one class. */
export function compareClasses(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const subject = after.name;
  const { place, docs } = after;
  const members = compareMemberLists(scope, before, after);
  const events = compareEvents(scope, before, after);
  const abstract: Change[] =
    before.abstract === after.abstract
      ? []
      : [{ rule: 'class-changed', subject, before: headText(before), after: headText(after), place, docs }];
  const flags = compareFlags(before.docs, after.docs).map(({ what, direction, ...texts }): Change => {
    return { rule: `${what}-${direction}`, subject, ...texts, place, docs };
  });
  return [
    ...abstract,
    ...compareTypeParameters(subject, before.typeParameters, after.typeParameters, place),
    ...compareHeritage(scope, before, after, events.length > 0),
    ...compareConstruction(scope, before, after),
    ...members,
    ...compareIndexes(before, after),
    ...events,
    ...flags,
  ];
}

function namesOf({ typeParameters }: DriverClass): string[] {
  return typeParameters.map((each) => each.name);
}

/** `[key: string]: any` in the body of a class. */
function compareIndexes(before: DriverClass, after: DriverClass): Change[] {
  const text = ({ indexes }: DriverClass): string | undefined =>
    indexes?.map(({ key, type }) => `[key: ${key.text}]: ${type.text}`).join('; ');
  const canonical = ({ indexes }: DriverClass): string | undefined =>
    indexes?.map(({ key, type }) => `${key.canonical}: ${type.canonical}`).join('; ');
  if (canonical(before) === canonical(after)) return [];
  const direction = before.indexes === undefined ? 'added' : after.indexes === undefined ? 'removed' : 'changed';
  const subject = `${after.name}.[key]`;
  const place = after.indexes?.[0]?.place ?? after.place;
  return [
    { rule: `member-${direction}`, subject, before: text(before), after: text(after), reaches: [subject], place },
  ];
}

/** `abstract class AbstractCursor<TSchema> extends X`. */
export function headText(declared: DriverClass): string {
  const parameters = declared.typeParameters.map((each) => each.text).join(', ');
  const base = declared.extends === undefined ? '' : ` extends ${declared.extends.text}`;
  const name = `${declared.name}${parameters === '' ? '' : `<${parameters}>`}`;
  return `${declared.abstract ? 'abstract ' : ''}class ${name}${base}`;
}

function compareConstruction(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const subject = `${after.name}.constructor`;
  const wasPublic = before.construction === 'public';
  const isPublic = after.construction === 'public';
  const text = (declared: DriverClass): string =>
    declared.constructors.map((each) => `constructor${each.text}`).join('; ');
  const base = { subject, reaches: [subject], place: after.place };
  if (!wasPublic && isPublic) {
    const detail = before.construction === 'none' ? undefined : 'exposed';
    return [{ ...base, rule: 'constructor-added', detail, before: undefined, after: text(after) }];
  }
  if (wasPublic && !isPublic) return [{ ...base, rule: 'constructor-removed', before: text(before), after: undefined }];
  if (!wasPublic) return [];
  const list = (driver: Driver, declared: DriverClass) => ({
    overloads: declared.constructors.map((signature) => ({ driver, signature, outer: declared.typeParameters })),
  });
  const { changes } = compareOverloads(
    scope,
    subject,
    list(scope.before, before),
    list(scope.after, after),
    'constructor',
  );
  return [...changes];
}

/**
 * Events that came to a class or left it by other ways than the types that list them, which are compared for
 * themselves.
 */
function compareEvents(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const setOf = (driver: Driver, declared: DriverClass) =>
    fieldSet({ fields: new Map(eventsOf(driver, declared).map((event) => [event.name, event])) });
  const variables = { before: namesOf(before), after: namesOf(after) };
  // Listeners are functions of the user's.
  const around = { ...scope, variables, use: 'give' } as const;
  const differences = compareFields(setOf(scope.before, before), setOf(scope.after, after), around);
  const known = new Set(
    [...scope.eventTypes].flatMap((name) => (scope.typeDifferences.get(name) ?? []).map(differenceKey)),
  );
  return differences
    .filter((each) => !known.has(differenceKey(each)))
    .map((each) => {
      const subject = `${after.name}.${each.path}`;
      return fieldChange(each, { subject, reaches: [subject], place: each.place ?? after.place }, true);
    });
}
