import { aliased, findConstant, findType } from '../lookup.js';
import type { Shape, TupleItem, TypeText } from '../types/type-text.js';
import type { Driver } from '../driver.js';
import { type FieldSet, NO_OBJECT } from './field-set.js';
import { type KeyContext, type Keys, NO_KEYS, UNKNOWN_KEYS } from './keys-of-type.js';
import { caseOf, templateKeys } from './literal-texts.js';
import { unionMembers } from './union-members.js';

/** The keys in a type such as `'a' | 'b'`, `keyof X` or `(typeof LIST)[number]`. */
export function keysOf(type: TypeText, context: KeyContext): Keys {
  const { shape } = type;
  switch (shape.kind) {
    case 'literal':
      return { names: new Set([shape.value]), complete: true };
    case 'never':
      return NO_KEYS;
    case 'parenthesized':
      return keysOf(shape.of.type, context);
    case 'union':
      return join(shape.parts.map((part) => keysOf(part.type, context)));
    case 'keyof':
      return objectKeys(shape.of.type, context);
    case 'indexed':
      return indexedKeys(shape, context);
    case 'reference':
      return referenceKeys(type, shape, context);
    case 'other':
      return shape.computation?.kind === 'template'
        ? templateKeys(shape.computation, context, (part) => keysOf(part, context))
        : evaluatedKeys(type, context);
    default:
      return UNKNOWN_KEYS;
  }
}

/** The keys of an evaluated type. */
function evaluatedKeys(type: TypeText, context: KeyContext): Keys {
  const result = context.evaluate?.(type);
  return result === undefined ? UNKNOWN_KEYS : keysOf(result, context);
}

/** The keys of an object type. In a union, only those that all parts have. */
function objectKeys(type: TypeText, context: KeyContext): Keys {
  const all = unionMembers(type, context.driver).map((part) => fieldNames(context.fieldsOf(part)));
  const [first = UNKNOWN_KEYS, ...others] = all;
  const names = [...first.names].filter((name) => others.every((keys) => keys.names.has(name)));
  return { names: new Set(names), complete: all.every((keys) => keys.complete) };
}

/** The names of the fields. The keys of a type that is not an object are unknown. */
function fieldNames(set: FieldSet): Keys {
  return { names: new Set(set.fields.keys()), complete: set !== NO_OBJECT && !set.open && set.opaque.length === 0 };
}

/** `(typeof LIST)[number]` lists the items of a tuple; `X['kind']` the values of a field. */
function indexedKeys({ object, index }: Extract<Shape, { kind: 'indexed' }>, context: KeyContext): Keys {
  const listed = constantType(object.type, context.driver);
  if (index.type.canonical === 'number' && listed !== undefined) {
    const { shape } = withoutReadonly(listed);
    if (shape.kind === 'tuple') return join(shape.items.map((item) => keysOf(itemType(item), context)));
    if (shape.kind === 'array') return keysOf(shape.of.type, context);
    return UNKNOWN_KEYS;
  }
  const keys = keysOf(index.type, context);
  const { fields } = context.fieldsOf(object.type);
  const values = [...keys.names].map((name) => fields.get(name));
  return join([
    { ...NO_KEYS, complete: keys.complete },
    ...values.map((field) => (field === undefined ? UNKNOWN_KEYS : keysOf(field.type, context))),
  ]);
}

/** The type of an item: `'a'` for `['a']` and `[...'a'[]]`. */
function itemType({ type, rest }: Pick<TupleItem, 'type' | 'rest'>): TypeText {
  const { shape } = type;
  if (!rest) return type;
  if (shape.kind === 'parenthesized') return itemType({ type: shape.of.type, rest });
  return shape.kind === 'array' ? shape.of.type : type;
}

/** The type of the constant that `typeof X` names. */
function constantType(type: TypeText, driver: Driver): TypeText | undefined {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return constantType(shape.of.type, driver);
  return shape.kind === 'typeof' ? findConstant(driver, shape.name)?.type : type;
}

function withoutReadonly(type: TypeText): TypeText {
  const { shape } = type;
  const [first] = shape.kind === 'reference' && shape.name === 'Readonly' ? shape.arguments : [];
  return first === undefined ? type : withoutReadonly(first.type);
}

function referenceKeys(type: TypeText, shape: Extract<Shape, { kind: 'reference' }>, context: KeyContext): Keys {
  if (findType(context.driver, shape.name) !== undefined) {
    const alias = aliased(context.driver, type);
    return alias === undefined ? UNKNOWN_KEYS : keysOf(alias, context);
  }
  const inCase = caseOf(shape.name);
  if (shape.name !== 'Exclude' && shape.name !== 'Extract' && inCase === undefined) return UNKNOWN_KEYS;
  const [first, second] = shape.arguments.map((part) => keysOf(part.type, context));
  if (first === undefined) return UNKNOWN_KEYS;
  if (inCase !== undefined) return { ...first, names: new Set([...first.names].map(inCase)) };
  if (second === undefined) return UNKNOWN_KEYS;
  if (shape.name === 'Exclude') return filter(first, second, (name) => !second.names.has(name));
  if (!first.complete && second.complete) return { names: second.names, complete: false, bounded: true };
  return filter(first, second, (name) => second.names.has(name));
}

function filter(keys: Keys, other: Keys, keep: (name: string) => boolean): Keys {
  return { names: new Set([...keys.names].filter(keep)), complete: keys.complete && other.complete };
}

function join(all: readonly Keys[]): Keys {
  return { names: new Set(all.flatMap((keys) => [...keys.names])), complete: all.every((keys) => keys.complete) };
}
