import { type FieldSet, fieldSet, filterFields, markFields } from './field-set.js';
import { type KeyContext, type Keys, keysOf } from './keys.js';
import type { Part, Shape, TypeText } from './type-text.js';
import { byCodeUnit } from '../order.js';

type Utility = (type: TypeText, object: Part, keys: Part | undefined, context: KeyContext) => FieldSet;

/** What the types of TypeScript's library that take an object's type give. */
const UTILITIES: Readonly<Record<string, Utility>> = {
  Omit: (type, object, keys, context) => omit(type, context.fieldsOf(object.type), keysOfPart(keys, context)),
  Pick: (type, object, keys, context) => pick(type, context.fieldsOf(object.type), keysOfPart(keys, context)),
  Partial: (_type, object, _keys, context) =>
    wrapped('Partial', markFields(context.fieldsOf(object.type), { optional: true })),
  Required: (_type, object, _keys, context) =>
    wrapped('Required', markFields(context.fieldsOf(object.type), { optional: false })),
  Readonly: (_type, object, _keys, context) =>
    wrapped('Readonly', markFields(context.fieldsOf(object.type), { readonly: true })),
  // Both filter the parts of a union; from one object's type they take no field.
  Exclude: (_type, object, _keys, context) => context.fieldsOf(object.type),
  Extract: (_type, object, _keys, context) => context.fieldsOf(object.type),
  NonNullable: (_type, object, _keys, context) => context.fieldsOf(object.type),
  NoInfer: (_type, object, _keys, context) => context.fieldsOf(object.type),
  Record: (type, keys, value, context) => record(type, keysOf(keys.type, context), keys, value),
};

/** The fields of `Omit<X, K>` and its like; undefined for a type that is none of them. */
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

function omit(type: TypeText, set: FieldSet, keys: Keys): FieldSet {
  const rest = filterFields(set, (name) => !keys.names.has(name));
  // What an unknown key takes away cannot be known: the fields stay, and the line says so.
  if (!keys.complete) return { ...rest, opaque: [type.canonical] };
  return { ...rest, opaque: set.opaque.map((line) => `Omit<${line}, ${literals(keys.names)}>`) };
}

function pick(type: TypeText, set: FieldSet, keys: Keys): FieldSet {
  const rest = filterFields(set, (name) => keys.names.has(name));
  if (!keys.complete) return { ...rest, opaque: [type.canonical] };
  const foreign = [...keys.names].filter((name) => !set.fields.has(name));
  const opaque = foreign.length === 0 ? [] : set.opaque.map((line) => `Pick<${line}, ${literals(foreign)}>`);
  return { ...rest, open: false, opaque };
}

function wrapped(name: string, set: FieldSet): FieldSet {
  return { ...set, opaque: set.opaque.map((line) => `${name}<${line}>`) };
}

/** `Record<string, X>` is open; with listed keys its fields have no declaration of their own, so that it stays one line. */
function record(type: TypeText, keys: Keys, part: Part, value: Part | undefined): FieldSet {
  const isOpen = part.type.shape.kind === 'keyword' || value === undefined;
  return isOpen && keys.names.size === 0 ? fieldSet({ open: true }) : fieldSet({ opaque: [type.canonical] });
}

function literals(names: Iterable<string>): string {
  return [...names]
    .sort(byCodeUnit)
    .map((name) => `'${name}'`)
    .join(' | ');
}
