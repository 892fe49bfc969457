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
 * The fields that an object of a type can have, through `extends`, aliases, `&`, `Omit`, `Pick` and the like.
 *
 * It follows declarations by name. TypeScript's checker would silently drop what it cannot resolve.
 *
 * @param typeParameters - the names of type parameters in scope
 * @param evaluate - evaluates types that have to be computed; without it, these are opaque
 */
export function effectiveFields(
  driver: Driver,
  type: TypeText,
  typeParameters: readonly string[] = [],
  evaluate?: Evaluate,
): FieldSet {
  return read(type, { driver, owner: type.text, variables: new Set(typeParameters), within: [], evaluate });
}

/** The fields of a declared type, in terms of its own type parameters. */
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

/** The fields of an evaluated type. */
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
  // The foreign type that allows any field.
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

/** How often a declaration may be nested in itself with other type arguments. A deeper one grows forever. */
const NESTED = 16;

/** Separate caches, since evaluating a type changes its fields. */
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

  // A recursive declaration adds nothing the second time.
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

/** `X['key']`: the fields of the type of that field. `(typeof NAMES)[number]` and the like are keys, not objects. */
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
