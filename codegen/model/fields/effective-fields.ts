import type { Driver, DriverClass, DriverMember, DriverType, ObjectMember } from '../driver.js';
import {
  extend,
  type Field,
  type FieldSet,
  fieldSet,
  intersect,
  joinTypes,
  NO_OBJECT,
  opaqueSet,
  unite,
  type UnresolvedName,
} from './field-set.js';
import { isGlobal } from '../globals.js';
import { argumentsOf, keysOf } from './keys.js';
import { isKnownName } from '../known-names.js';
import { findClass, findConstant, findType } from '../lookup.js';
import { functionType } from '../types/signature.js';
import { substitute, substituteMember, type Substitution } from '../types/substitute.js';
import type { Shape, TypeText } from '../types/type-text.js';
import type { Problem } from '../../common/problem.js';
import { applyUtility } from './utilities.js';

/**
 * What an object of a type may have after `extends`, aliases, `&`, `Omit`, `Pick` and their like.
 *
 * It follows declarations by name: the checker would drop, without an error, what it cannot resolve.
 *
 * @param typeParameters - names that are type parameters where the type stands
 */
export function effectiveFields(driver: Driver, type: TypeText, typeParameters: readonly string[] = []): FieldSet {
  return read(type, { driver, owner: type.text, variables: new Set(typeParameters) });
}

/**
 * The names that nothing declares or imports, in exported types and in what they are made of.
 *
 * Where there are some, a set of effective fields is smaller than what the driver takes.
 */
export function optionTypeProblems(driver: Driver): Problem[] {
  const problems = new Map<string, Problem>();
  for (const type of driver.types) {
    if (!type.exported) continue;
    for (const { name, at } of unresolvedIn(driver, type)) {
      const key = `${at} ${name}`;
      if (!problems.has(key)) problems.set(key, unresolvedName(driver, findType(driver, at) ?? type, name));
    }
  }
  return [...problems.values()];
}

function unresolvedIn(driver: Driver, type: DriverType): UnresolvedName[] {
  const variables = new Set(type.typeParameters.map((each) => each.name));
  const set = readType(type, new Map(), { driver, owner: type.name, variables });
  const inFields = [...set.fields.values()]
    .filter((field) => field.owner === type.name)
    .flatMap((field) => field.type.names)
    .filter(({ name }) => !variables.has(name) && !isKnownName(driver, name));
  return [...set.unresolved, ...inFields.map(({ name }) => ({ name, at: type.name }))];
}

function unresolvedName(driver: Driver, type: DriverType, name: string): Problem {
  return {
    rule: 'unresolved-name',
    severity: 'error',
    subject: type.name,
    message: `${type.name} names ${name}, which ${driver.file} neither declares nor imports`,
    fix: `read the declarations of a released ${driver.package}, or add ${name} to codegen/model/globals.ts if it is a global`,
    at: type.place,
  };
}

interface Context {
  readonly driver: Driver;
  /** The declaration that is being read. */
  readonly owner: string;
  /** Type parameters that nothing stands for. */
  readonly variables: ReadonlySet<string>;
}

function read(type: TypeText, context: Context): FieldSet {
  const { shape } = type;
  switch (shape.kind) {
    case 'object':
      return fromMembers(shape.members, context);
    case 'parenthesized':
      return read(shape.of.type, context);
    case 'intersection':
      return intersect(shape.parts.map((part) => read(part.type, context)));
    case 'union':
      return unite(shape.parts.map((part) => read(part.type, context)));
    case 'reference':
      return readReference(type, shape, context);
    case 'typeof': {
      const constant = findConstant(context.driver, shape.name);
      return constant === undefined ? opaqueSet(type.canonical, false) : read(constant.type, context);
    }
    case 'indexed':
      return readIndexed(type, shape, context);
    case 'other':
      return opaqueSet(type.canonical, false);
    default:
      return NO_OBJECT;
  }
}

function readReference(type: TypeText, shape: Extract<Shape, { kind: 'reference' }>, context: Context): FieldSet {
  const { driver, variables } = context;
  if (variables.has(shape.name)) return opaqueSet(type.canonical, false);
  const declared = findType(driver, shape.name) ?? findClass(driver, shape.name);
  if (declared !== undefined) return readDeclared(declared, type, shape, context);

  const [first = ''] = shape.name.split('.');
  const imported = driver.imports.get(first);
  // The one foreign type that says nothing but "any field".
  if (imported?.name === 'Document') return fieldSet({ open: true });
  if (imported !== undefined) return opaqueSet(type.canonical, true);
  const utility = applyUtility(type, shape, { driver, fieldsOf: (part) => read(part, context) });
  if (utility !== undefined) return utility;
  if (isGlobal(first)) return opaqueSet(type.canonical, false);
  if (isKnownName(driver, first)) return NO_OBJECT;
  return fieldSet({ unresolved: [{ name: first, at: context.owner }] });
}

const known = new WeakMap<Driver, Map<string, FieldSet>>();

function readDeclared(
  declared: DriverType | DriverClass,
  type: TypeText,
  shape: Extract<Shape, { kind: 'reference' }>,
  outer: Context,
): FieldSet {
  const { driver } = outer;
  let sets = known.get(driver);
  if (sets === undefined) known.set(driver, (sets = new Map<string, FieldSet>()));
  const key = [type.text, ...[...outer.variables].filter((name) => type.names.some((each) => each.name === name))].join(
    ' ',
  );
  const cached = sets.get(key);
  if (cached !== undefined) return cached;

  // A declaration that comes back to itself adds nothing the second time.
  sets.set(key, NO_OBJECT);
  const by = argumentsOf(declared, shape);
  const missing = declared.typeParameters.filter((each) => !by.has(each.name)).map((each) => each.name);
  const context = { driver, owner: declared.name, variables: new Set([...outer.variables, ...missing]) };
  const set = 'kind' in declared ? readType(declared, by, context) : readClass(declared, by, context);
  sets.set(key, set);
  return set;
}

function readType(declared: DriverType, by: Substitution, context: Context): FieldSet {
  if (declared.type !== undefined) return read(substitute(declared.type, by), context);
  const own = fromMembers(
    declared.members.map((member) => substituteMember(member, by)),
    context,
  );
  return extend(
    own,
    declared.extends.map((base) => read(substitute(base, by), context)),
  );
}

function readClass(declared: DriverClass, by: Substitution, context: Context): FieldSet {
  const members = declared.members
    .filter((member) => !member.static)
    .map((member) => substituteMember(asObjectMember(member), by));
  const own = fromMembers(members, context);
  return extend(own, declared.extends === undefined ? [] : [read(substitute(declared.extends, by), context)]);
}

function asObjectMember(member: DriverMember): ObjectMember {
  const { name, docs, place } = member;
  if (member.kind === 'method')
    return { kind: 'method', name, optional: false, overloads: member.overloads, docs, place };
  const { type, optional, readonly } = member;
  return { kind: 'property', name, optional, readonly, type, docs, place };
}

/** `X['key']`: what the field of that name is. `(typeof NAMES)[number]` and its like are keys, which are no objects. */
function readIndexed(
  type: TypeText,
  { object, index }: Extract<Shape, { kind: 'indexed' }>,
  context: Context,
): FieldSet {
  const keyContext = { driver: context.driver, fieldsOf: (part: TypeText) => read(part, context) };
  if (keysOf(type, keyContext).complete) return NO_OBJECT;
  const keys = keysOf(index.type, keyContext);
  const { fields } = read(object.type, context);
  const found = [...keys.names].flatMap((name) => fields.get(name) ?? []);
  if (!keys.complete || found.length < keys.names.size) return opaqueSet(type.canonical, false);
  return unite(found.map((field) => read(field.type, context)));
}

function fromMembers(members: readonly ObjectMember[], context: Context): FieldSet {
  const fields = new Map<string, Field>();
  for (const member of members) {
    if (member.kind !== 'property' && member.kind !== 'method') continue;
    const { docs, place, optional } = member;
    const name = keyOf(member.name, context.driver);
    const type =
      member.kind === 'property' ? member.type : joinTypes('intersection', member.overloads.map(functionType));
    const readonly = member.kind === 'property' && member.readonly;
    fields.set(name, { name, optional, readonly, type, owner: context.owner, docs, place });
  }
  return { fields, open: members.some((member) => member.kind === 'index'), opaque: [], foreign: [], unresolved: [] };
}

/**
 * The key that `[AbstractCursor.CLOSE]` or `[NAME]` is, where a declaration gives its value; else the name as it is.
 */
function keyOf(name: string, driver: Driver): string {
  if (!name.startsWith('[')) return name;
  const [first = '', second] = name.slice(1, -1).split('.');
  const type =
    second === undefined
      ? findConstant(driver, first)?.type
      : findClass(driver, first)?.members.find(
          (member) => member.static && member.name === second && member.kind === 'property',
        );
  const value = type !== undefined && 'kind' in type ? (type.kind === 'property' ? type.type : undefined) : type;
  return value?.shape.kind === 'literal' ? value.shape.value : name;
}
