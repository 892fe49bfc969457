import type { Driver, DriverClass } from '../../../model/driver.js';
import { eventsOf } from '../../../model/events.js';
import { fieldSet } from '../../../model/fields/field-set.js';
import { ancestors, findClass } from '../../../model/lookup.js';
import type { Change } from '../../change.js';
import { compareFlags } from '../compare-flags.js';
import { type CompareScope, differenceKey, fieldChange } from '../compare-scope.js';
import { compareFields } from '../fields/compare-fields.js';
import { compareTypeParameters } from '../signatures/compare-type-parameters.js';
import { compareConstruction } from './compare-construction.js';
import { compareHeritage } from './compare-heritage.js';
import { compareMemberLists } from './compare-member-lists.js';
import { compareProtected } from './compare-protected.js';

/** Compares two declarations of a class. */
export function compareClasses(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const subject = after.name;
  const { place, docs } = after;
  const members = compareMemberLists(scope, before, after);
  const events = compareEvents(scope, before, after);
  const flags = compareFlags(before.docs, after.docs).map(({ what, direction, ...texts }): Change => {
    return { rule: `${what}-${direction}`, subject, ...texts, place, docs };
  });
  return [
    ...compareHeads(scope, before, after),
    ...compareTypeParameters(subject, before.typeParameters, after.typeParameters, place),
    ...compareHeritage(scope, before, after, events.length > 0),
    ...compareConstruction(scope, before, after),
    ...members,
    ...compareProtected(scope, before, after),
    ...compareIndexes(before, after),
    ...events,
    ...flags,
  ];
}

/** Compares whether a class is abstract, and whether it is nominal. */
function compareHeads(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const { name: subject, place, docs } = after;
  const [was, is] = [isNominal(scope.before, before), isNominal(scope.after, after)];
  // A change that comes from a base is reported for the base.
  const isClosing = was !== is && before.nominal !== after.nominal;
  if (before.abstract === after.abstract && !isClosing) return [];
  const detail = before.abstract !== after.abstract ? undefined : is ? 'narrowed' : 'widened';
  const body = (closed: boolean): string => (isClosing ? ` { ${closed ? '#private; ' : ''}... }` : '');
  const texts = { before: headText(before) + body(was), after: headText(after) + body(is) };
  return [{ rule: 'class-changed', detail, subject, ...texts, place, docs }];
}

/** Whether only instances of the class and its subclasses are assignable to it. */
function isNominal(driver: Driver, declared: DriverClass): boolean {
  const bases = ancestors(driver, declared.name).flatMap((name) => findClass(driver, name) ?? []);
  return [declared, ...bases].some((each) => each.nominal === true);
}

function namesOf({ typeParameters }: DriverClass): string[] {
  return typeParameters.map((each) => each.name);
}

/** Compares the index signatures of a class: `[key: string]: any`. */
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

/** Compares the events of a class. Changes in the types that list events are compared separately. */
function compareEvents(scope: CompareScope, before: DriverClass, after: DriverClass): Change[] {
  const setOf = (driver: Driver, declared: DriverClass) =>
    fieldSet({ fields: new Map(eventsOf(driver, declared).map((event) => [event.name, event])) });
  const variables = { before: namesOf(before), after: namesOf(after) };
  // Listeners are functions that users pass.
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
