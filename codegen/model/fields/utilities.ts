import { byCodeUnit } from '../../common/order.js';
import type { Driver } from '../driver.js';
import type { Part, Shape, TypeText } from '../types/type-text.js';
import {
  changed,
  type Field,
  type FieldSet,
  fieldSet,
  filterFields,
  type ForeignFields,
  markFields,
  NO_OBJECT,
  opaqueSet,
  undeclaredField,
  unite,
} from './field-set.js';
import type { KeyContext, Keys } from './keys-of-type.js';
import { keysOf } from './keys.js';
import { unionMembers } from './union-members.js';
import { requiredType } from './without-undefined.js';

type Utility = (type: TypeText, object: Part, keys: Part | undefined, context: KeyContext) => FieldSet;

/** The fields of TypeScript's utility types for objects. */
const UTILITIES: Readonly<Record<string, Utility>> = {
  Omit: (type, object, keys, context) => omit(type, context.fieldsOf(object.type), keysOfPart(keys, context)),
  Pick: (type, object, keys, context) => pick(type, context.fieldsOf(object.type), keysOfPart(keys, context)),
  Partial: (_type, object, _keys, context) =>
    wrapped('Partial', markFields(context.fieldsOf(object.type), { optional: true })),
  Required: (_type, object, _keys, context) =>
    wrapped('Required', required(context.fieldsOf(object.type), context.driver)),
  Readonly: (_type, object, _keys, context) =>
    wrapped('Readonly', markFields(context.fieldsOf(object.type), { readonly: true })),
  Exclude: (_type, object, keys, context) => exclude(object.type, keys?.type, context),
  // It filters the parts of a union, and removes no field of a single object type.
  Extract: (_type, object, _keys, context) => context.fieldsOf(object.type),
  NonNullable: (_type, object, _keys, context) => context.fieldsOf(object.type),
  NoInfer: (_type, object, _keys, context) => context.fieldsOf(object.type),
  Record: (type, keys, value, context) => record(type, keysOf(keys.type, context), keys, value, context),
};

/** The fields of `Omit<X, K>` and the like. Undefined for any other type. */
export function applyUtility(
  type: TypeText,
  shape: Extract<Shape, { kind: 'reference' }>,
  context: KeyContext,
): FieldSet | undefined {
  const [first, second] = shape.arguments;
  const utility = Object.hasOwn(UTILITIES, shape.name) ? UTILITIES[shape.name] : undefined;
  return first === undefined ? undefined : utility?.(type, first, second, context);
}

function keysOfPart(part: Part | undefined, context: KeyContext): Keys {
  return part === undefined ? { names: new Set(), complete: false } : keysOf(part.type, context);
}

function omit(type: TypeText, set: FieldSet, all: Keys): FieldSet {
  // Names that are only possibly among the keys remove nothing.
  const keys = all.bounded === true ? { names: new Set<string>(), complete: false } : all;
  const rest = filterFields(set, (name) => !keys.names.has(name));
  // Unknown keys remove unknown fields. So the fields are kept, and the type is marked as opaque.
  const foreign = set.foreign.map((each): ForeignFields => ({
    ...each,
    // A name that is declared here need not be dropped from the foreign type as well.
    ...(each.kept ? { kept: without(each.kept, keys.names) } : dropping(each, without(keys.names, set.fields))),
  }));
  if (set === NO_OBJECT) return set;
  if (!keys.complete) return { ...rest, opaque: [type.canonical], foreign };
  return { ...rest, foreign, opaque: set.opaque.map((line) => `Omit<${line}, ${literals(keys.names)}>`) };
}

function pick(type: TypeText, set: FieldSet, keys: Keys): FieldSet {
  const rest = filterFields(set, (name) => keys.names.has(name));
  const names = [...keys.names].filter((name) => !set.fields.has(name));
  const isListed = keys.complete || keys.bounded === true;
  const foreign = set.foreign.map((each): ForeignFields => ({
    ...each,
    kept: isListed ? new Set(names.filter((name) => gives(each, name))) : each.kept,
  }));
  if (set === NO_OBJECT) return set;
  if (!keys.complete) return { ...rest, opaque: [type.canonical], foreign };
  if (names.length === 0) return { ...rest, open: false, indexes: [], opaque: [], foreign: [] };
  return {
    ...rest,
    open: false,
    indexes: [],
    opaque: set.opaque.map((line) => `Pick<${line}, ${literals(names)}>`),
    foreign,
  };
}

function gives({ kept, dropped }: ForeignFields, name: string): boolean {
  return kept?.has(name) ?? !dropped.has(name);
}

function dropping({ dropped }: ForeignFields, names: ReadonlySet<string>): Pick<ForeignFields, 'dropped'> {
  return { dropped: new Set([...dropped, ...names]) };
}

function without(names: ReadonlySet<string>, gone: { readonly has: (name: string) => boolean }): ReadonlySet<string> {
  return new Set([...names].filter((name) => !gone.has(name)));
}

/** Removes the same parts from a union. It removes no field of a single object type. */
function exclude(type: TypeText, excluded: TypeText | undefined, context: KeyContext): FieldSet {
  const gone = new Set(
    excluded === undefined ? [] : unionMembers(excluded, context.driver).map((part) => part.canonical),
  );
  const parts = unionMembers(type, context.driver);
  return parts.length === 1
    ? context.fieldsOf(type)
    : unite(parts.filter((part) => !gone.has(part.canonical)).map(context.fieldsOf));
}

function wrapped(name: string, set: FieldSet): FieldSet {
  return set === NO_OBJECT ? set : { ...set, opaque: set.opaque.map((line) => `${name}<${line}>`) };
}

/**
 * `Record<string, X>` is open. With listed keys, its fields have the place of the type, since they have no declaration.
 */
function record(type: TypeText, keys: Keys, part: Part, value: Part | undefined, { driver }: KeyContext): FieldSet {
  const isOpen = part.type.shape.kind === 'keyword' || value === undefined;
  const indexes = value === undefined ? [] : [{ key: part.type, type: value.type }];
  if (isOpen && keys.names.size === 0) return fieldSet({ open: true, indexes });
  if (!keys.complete || value === undefined) return opaqueSet(type.canonical);
  const fields = [...keys.names].map((name): [string, Field] => [
    name,
    { ...undeclaredField(name, value.type, driver), owner: type.text },
  ]);
  return fieldSet({ fields: new Map(fields) });
}

/** Makes all fields required, without `undefined`. */
function required(set: FieldSet, driver: Driver): FieldSet {
  const fields = [...set.fields.values()].map((field) =>
    field.optional ? { ...field, optional: false, type: requiredType(field.type, driver) } : field,
  );
  return changed(set, new Map(fields.map((field) => [field.name, field])));
}

function literals(names: Iterable<string>): string {
  return [...names]
    .sort(byCodeUnit)
    .map((name) => `'${name}'`)
    .join(' | ');
}
