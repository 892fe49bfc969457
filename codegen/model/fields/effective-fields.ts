import type { Driver, DriverClass, DriverType } from '../driver.js';
import { isGlobal } from '../globals.js';
import { isKnownName } from '../known-names.js';
import { findClass, findConstant, findType } from '../lookup.js';
import { ANY_DOCUMENT } from '../mongodb-words.js';
import { argumentsOf, substitute, substituteMember, type Substitution } from '../types/substitute.js';
import type { Shape, TypeText } from '../types/type-text.js';
import { extend, type FieldSet, fieldSet, intersect, NO_OBJECT, opaqueSet, unite } from './field-set.js';
import type { KeyContext } from './keys-of-type.js';
import { keysOf } from './keys.js';
import { mappedFields } from './mapped-fields.js';
import { type Evaluate, type FieldContext, memberFields, objectMemberOf } from './member-fields.js';
import { applyUtility } from './utilities.js';

/**
 * What an object of a type may have after `extends`, aliases, `&`, `Omit`, `Pick` and their like.
 *
 * It follows declarations by name: the checker would drop, without an error, what it cannot resolve.
 *
 * @param typeParameters - names that are type parameters where the type stands
 * @param evaluate - works out what has to be worked out; without it such types are opaque
 */
export function effectiveFields(
  driver: Driver,
  type: TypeText,
  typeParameters: readonly string[] = [],
  evaluate?: Evaluate,
): FieldSet {
  return read(type, { driver, owner: type.text, variables: new Set(typeParameters), within: [], evaluate });
}

/** What an object of a declared type may have, its type parameters standing for themselves. */
export function declaredFields(driver: Driver, type: DriverType): FieldSet {
  const variables = new Set(type.typeParameters.map((each) => each.name));
  return readType(type, new Map(), { driver, owner: type.name, variables, within: [type.name], evaluate: undefined });
}

function read(type: TypeText, context: FieldContext): FieldSet {
  const { shape } = type;
  switch (shape.kind) {
    case 'object':
      return memberFields(shape.members, context);
    case 'parenthesized':
      return read(shape.of.type, context);
    case 'intersection':
      return evaluatedFields(type, context) ?? intersect(shape.parts.map((part) => read(part.type, context)));
    case 'union':
      return unite(shape.parts.map((part) => read(part.type, context)));
    case 'reference':
      return readReference(type, shape, context);
    case 'typeof': {
      const constant = findConstant(context.driver, shape.name);
      return constant === undefined ? opaqueSet(type.canonical) : read(constant.type, context);
    }
    case 'indexed':
      return readIndexed(type, shape, context);
    case 'other':
      if (shape.computation?.kind !== 'mapped') return evaluatedFields(type, context) ?? opaqueSet(type.canonical);
      return mappedFields(type, shape.computation, keyContext(context));
    default:
      return NO_OBJECT;
  }
}

/** The fields of what a type is worked out to. */
function evaluatedFields(type: TypeText, context: FieldContext): FieldSet | undefined {
  const result = context.evaluate?.(context.driver, type, [...context.variables]);
  return result && read(result, context);
}

function keyContext(context: FieldContext): KeyContext {
  return {
    driver: context.driver,
    fieldsOf: (part) => read(part, context),
    evaluate: (part) => context.evaluate?.(context.driver, part, [...context.variables]),
  };
}

function readReference(type: TypeText, shape: Extract<Shape, { kind: 'reference' }>, context: FieldContext): FieldSet {
  const { driver, variables } = context;
  if (variables.has(shape.name)) return opaqueSet(type.canonical);
  const declared = findType(driver, shape.name) ?? findClass(driver, shape.name);
  if (declared !== undefined) return readDeclared(declared, type, shape, context);

  const [first = ''] = shape.name.split('.');
  const imported = driver.imports.get(first);
  // The one foreign type that says nothing but "any field".
  if (imported?.name === ANY_DOCUMENT) return fieldSet({ open: true });
  if (imported !== undefined) return opaqueSet(type.canonical, imported);
  const evaluated = evaluatedFields(type, context);
  if (evaluated !== undefined) return evaluated;
  const utility = applyUtility(type, shape, keyContext(context));
  if (utility !== undefined) return utility;
  if (isGlobal(first)) return opaqueSet(type.canonical);
  if (isKnownName(driver, first)) return NO_OBJECT;
  return fieldSet({ unresolved: [{ name: first, at: context.owner }] });
}

/** So often a declaration may stand in itself with other type arguments: more is one that grows for ever. */
const NESTED = 16;

/** What is worked out has other fields than what is not. */
const known = { written: new WeakMap<Driver, Sets>(), evaluated: new WeakMap<Driver, Sets>() };

type Sets = Map<string, FieldSet>;

function readDeclared(
  declared: DriverType | DriverClass,
  type: TypeText,
  shape: Extract<Shape, { kind: 'reference' }>,
  outer: FieldContext,
): FieldSet {
  const { driver } = outer;
  const cache = outer.evaluate === undefined ? known.written : known.evaluated;
  let sets = cache.get(driver);
  if (sets === undefined) cache.set(driver, (sets = new Map<string, FieldSet>()));
  const key = [type.text, ...[...outer.variables].filter((name) => type.names.some((each) => each.name === name))].join(
    ' ',
  );
  const cached = sets.get(key);
  if (cached !== undefined) return cached;
  if (outer.within.filter((name) => name === declared.name).length > NESTED)
    return fieldSet({ unresolved: [{ name: declared.name, at: declared.name, isEndless: true }] });

  // A declaration that comes back to itself adds nothing the second time.
  sets.set(key, NO_OBJECT);
  const by = argumentsOf(declared, shape);
  const missing = declared.typeParameters.filter((each) => !by.has(each.name)).map((each) => each.name);
  const context = {
    driver,
    owner: declared.name,
    variables: new Set([...outer.variables, ...missing]),
    within: [...outer.within, declared.name],
    evaluate: outer.evaluate,
  };
  const set = 'kind' in declared ? readType(declared, by, context) : readClass(declared, by, context);
  sets.set(key, set);
  return set;
}

function readType(declared: DriverType, by: Substitution, context: FieldContext): FieldSet {
  if (declared.type !== undefined) return read(substitute(declared.type, by), context);
  const own = memberFields(
    declared.members.map((member) => substituteMember(member, by)),
    context,
  );
  return extend(
    own,
    declared.extends.map((base) => read(substitute(base, by), context)),
  );
}

function readClass(declared: DriverClass, by: Substitution, context: FieldContext): FieldSet {
  const members = declared.members
    .filter((member) => !member.static)
    .map((member) => substituteMember(objectMemberOf(member), by));
  const own = memberFields(members, context);
  return extend(own, declared.extends === undefined ? [] : [read(substitute(declared.extends, by), context)]);
}

/** `X['key']`: what the field of that name is. `(typeof NAMES)[number]` and its like are keys, which are no objects. */
function readIndexed(
  type: TypeText,
  { object, index }: Extract<Shape, { kind: 'indexed' }>,
  context: FieldContext,
): FieldSet {
  const around = keyContext(context);
  if (keysOf(type, around).complete) return NO_OBJECT;
  const keys = keysOf(index.type, around);
  const { fields } = read(object.type, context);
  const found = [...keys.names].flatMap((name) => fields.get(name) ?? []);
  if (!keys.complete || found.length < keys.names.size)
    return evaluatedFields(type, context) ?? opaqueSet(type.canonical);
  return unite(found.map((field) => read(field.type, context)));
}
