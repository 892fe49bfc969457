import { stringLiteral } from '../types/literal.js';
import { substitute } from '../types/substitute.js';
import type { MappedType, TypeText } from '../types/type-text.js';
import { type Field, type FieldSet, fieldSet, NO_OBJECT, opaqueSet, undeclaredField } from './field-set.js';
import type { KeyContext } from './keys-of-type.js';
import { keysOf } from './keys.js';
import { unionMembers } from './union-members.js';
import { requiredType } from './without-undefined.js';

/** The fields of `{ [K in Keys]: Type }`. They are unknown if the keys are. */
export function mappedFields(type: TypeText, mapped: MappedType, context: KeyContext): FieldSet {
  const unknown = opaqueSet(type.canonical);
  // With a type parameter, the modifiers of the fields may come from the type in its constraint.
  if (mapped.byParameter === true) return unknown;
  if (mapped.keys.shape.kind === 'keyword') return indexed(mapped) ?? unknown;
  const source = sourceOf(mapped.keys);
  const from = source && context.fieldsOf(source);
  if (source !== undefined && from !== undefined && !isListed(source, from, context)) return unknown;
  const keys =
    from === undefined ? keysOf(mapped.keys, context) : { names: new Set(from.fields.keys()), complete: true };
  if (!keys.complete) return unknown;

  const fields = new Map<string, Field>();
  for (const key of keys.names) {
    const names = namesFor(mapped, key, context);
    if (names === undefined) return unknown;
    const field = from?.fields.get(key) ?? undeclaredField(key, type, context.driver);
    const made = mappedField(mapped, key, field, source, context);
    for (const name of names) fields.set(name, { ...made, name });
  }
  return fieldSet({ fields, unresolved: from?.unresolved ?? [] });
}

/** `{ [K in string]: Type }` is an index signature. */
function indexed({ parameter, keys, named, type, readonly, optional }: MappedType): FieldSet | undefined {
  const isKey = ['string', 'number', 'symbol'].includes(keys.canonical);
  const isPlain = named === undefined && readonly === undefined && optional === undefined;
  // A type that depends on the key is not the same for all fields.
  if (!isKey || !isPlain || type.names.some((each) => each.name === parameter)) return undefined;
  return fieldSet({ open: true, indexes: [{ key: keys, type }] });
}

/** The type of `keyof`, from which the new fields get their modifiers. */
function sourceOf({ shape }: TypeText): TypeText | undefined {
  if (shape.kind === 'parenthesized') return sourceOf(shape.of.type);
  return shape.kind === 'keyof' ? shape.of.type : undefined;
}

/** Whether the fields are all that the type has. */
function isListed(type: TypeText, set: FieldSet, { driver }: KeyContext): boolean {
  return set !== NO_OBJECT && !set.open && set.opaque.length === 0 && unionMembers(type, driver).length === 1;
}

/** The names to which `as` maps a key. Undefined if they are unknown. */
function namesFor({ parameter, named }: MappedType, key: string, context: KeyContext): Iterable<string> | undefined {
  if (named === undefined) return [key];
  const keys = keysOf(substitute(named, new Map([[parameter, stringLiteral(key)]])), context);
  return keys.complete ? keys.names : undefined;
}

function mappedField(
  mapped: MappedType,
  key: string,
  field: Field,
  source: TypeText | undefined,
  { driver }: KeyContext,
): Field {
  const { setterType: _, ...rest } = field;
  const optional = mapped.optional ?? field.optional;
  const written = substitute(mapped.type, new Map([[mapped.parameter, stringLiteral(key)]]));
  const type = isFieldOf(written, source, key) ? field.type : written;
  return {
    ...rest,
    optional,
    readonly: mapped.readonly ?? field.readonly,
    type: field.optional && !optional ? requiredType(type, driver) : type,
  };
}

/** Whether a type is `Source['key']`. */
function isFieldOf({ shape }: TypeText, source: TypeText | undefined, key: string): boolean {
  if (shape.kind !== 'indexed' || source === undefined) return false;
  const { object, index } = shape;
  return object.type.canonical === source.canonical && index.type.canonical === stringLiteral(key).canonical;
}
