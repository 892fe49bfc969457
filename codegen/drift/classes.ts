import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { eventsOf } from '../model/events.js';
import { ancestors, findClass } from '../model/lookup.js';
import { type Change, memberSubject } from './change.js';
import { compareFields } from './fields.js';
import { compareFlags } from './flags.js';
import { compareHeritage } from './heritage.js';
import { compareMembers, memberText } from './members.js';
import { compareOverloads } from './methods.js';
import { nodeBaseOf } from '../model/node-members.js';
import { differenceKey, fieldChange, type Scope } from './scope.js';
import { defaultSeverity } from './rules.js';
import { compareTypeParameters } from './type-parameters.js';

/** What differs between two declarations of one class. */
export function compareClasses(scope: Scope, before: DriverClass, after: DriverClass): Change[] {
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

function compareMemberLists(scope: Scope, before: DriverClass, after: DriverClass): Change[] {
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

/** A member of a base, at any distance. */
function inherited(
  driver: Driver,
  declared: DriverClass,
  member: DriverMember,
): { owner: DriverClass; member: DriverMember } | undefined {
  for (const name of ancestors(driver, declared.name)) {
    const owner = findClass(driver, name);
    const found = owner?.members.find((each) => each.name === member.name && each.static === member.static);
    if (owner !== undefined && found !== undefined) return { owner, member: found };
  }
  return undefined;
}

function goneMember(scope: Scope, before: DriverClass, after: DriverClass, member: DriverMember): Change[] {
  const subject = memberSubject(before.name, member);
  const base = inherited(scope.after, after, member);
  const common = { subject, before: memberText(member), reaches: [subject], docs: member.docs };
  if (base !== undefined) {
    // What it is now is compared where it stands now, under the name that its users know it by.
    const inner = compareMembers(
      scope,
      { driver: scope.before, owner: before, member },
      { driver: scope.after, owner: { ...base.owner, name: before.name }, member: base.member },
    );
    const moved: Change = {
      ...common,
      rule: 'member-changed',
      detail: 'moved',
      after: `${memberSubject(base.owner.name, base.member)}: ${memberText(base.member)}`,
      place: base.member.place,
    };
    return [moved, ...inner.filter((change) => change.subject !== subject)];
  }
  const foreign = member.static ? undefined : nodeBaseOf(ancestors(scope.after, after.name), member.name);
  if (foreign !== undefined) {
    const text = `inherited from ${foreign}`;
    // Users still have it, and so have the users of the wrapper, which extends the same class.
    return [
      { ...common, rule: 'member-changed', detail: 'moved', severity: 'warning', after: text, place: after.place },
    ];
  }
  const hidden = after.hidden.get(member.name);
  const text = hidden === undefined ? undefined : `${hidden === 'excluded' ? 'internal' : hidden} ${member.name}`;
  return [{ ...common, rule: 'member-removed', after: text, place: member.place }];
}

function newMember(scope: Scope, before: DriverClass, after: DriverClass, member: DriverMember): Change[] {
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
  // A member that moved up from a class below is told of there.
  if (movedUpFrom(scope, after, member)) return [];
  const exposed = before.hidden.has(member.name) ? ('exposed' as const) : undefined;
  return [{ ...common, rule: 'member-added', detail: exposed, before: undefined }];
}

function movedUpFrom(scope: Scope, after: DriverClass, member: DriverMember): boolean {
  return scope.before.classes.some((each) => {
    const now = findClass(scope.after, each.name);
    const has = (declared: DriverClass): boolean =>
      declared.members.some((other) => other.name === member.name && other.static === member.static);
    return now !== undefined && has(each) && !has(now) && ancestors(scope.after, each.name).includes(after.name);
  });
}

function compareConstruction(scope: Scope, before: DriverClass, after: DriverClass): Change[] {
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
function compareEvents(scope: Scope, before: DriverClass, after: DriverClass): Change[] {
  const setOf = (driver: Driver, declared: DriverClass) => ({
    fields: new Map(eventsOf(driver, declared).map((event) => [event.name, event])),
    open: false,
    opaque: [],
    foreign: [],
    unresolved: [],
  });
  const variables = after.typeParameters.map((each) => each.name);
  const differences = compareFields(setOf(scope.before, before), setOf(scope.after, after), { ...scope, variables });
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
