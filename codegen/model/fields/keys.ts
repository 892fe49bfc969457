import type { Driver, DriverType } from '../driver.js';
import { findConstant, findType } from '../lookup.js';
import { substitute, type Substitution } from '../types/substitute.js';
import type { Shape, TupleItem, TypeText } from '../types/type-text.js';
import type { FieldSet } from './field-set.js';

/** The names in a type of keys. */
export interface Keys {
  readonly names: ReadonlySet<string>;
  /** False where some cannot be known, as in `keyof` of a foreign type. */
  readonly complete: boolean;
  /**
   * Of an incomplete one: whether the names are at least all that there can be, as in `Extract<keyof Foreign, 'a' |
   * 'b'>`.
   */
  readonly bounded?: boolean;
}

/** What finding keys needs of its surroundings. */
export interface KeyContext {
  readonly driver: Driver;
  readonly fieldsOf: (type: TypeText) => FieldSet;
}

const NONE: Keys = { names: new Set(), complete: true };
const UNKNOWN: Keys = { names: new Set(), complete: false };

/** The keys that a type such as `'a' | 'b'`, `keyof X` or `(typeof LIST)[number]` lists. */
export function keysOf(type: TypeText, context: KeyContext): Keys {
  const { shape } = type;
  switch (shape.kind) {
    case 'literal':
      return { names: new Set([shape.value]), complete: true };
    case 'never':
      return NONE;
    case 'parenthesized':
      return keysOf(shape.of.type, context);
    case 'union':
      return join(shape.parts.map((part) => keysOf(part.type, context)));
    case 'keyof':
      return fieldNames(context.fieldsOf(shape.of.type));
    case 'indexed':
      return indexedKeys(shape, context);
    case 'reference':
      return referenceKeys(shape, context);
    default:
      return UNKNOWN;
  }
}

function fieldNames(set: FieldSet): Keys {
  return { names: new Set(set.fields.keys()), complete: !set.open && set.opaque.length === 0 };
}

/** `(typeof LIST)[number]` lists the items of a tuple; `X['kind']` the values of a field. */
function indexedKeys({ object, index }: Extract<Shape, { kind: 'indexed' }>, context: KeyContext): Keys {
  const listed = constantType(object.type, context.driver);
  if (index.type.canonical === 'number' && listed !== undefined) {
    const { shape } = withoutReadonly(listed);
    if (shape.kind === 'tuple') return join(shape.items.map((item) => keysOf(itemType(item), context)));
    if (shape.kind === 'array') return keysOf(shape.of.type, context);
    return UNKNOWN;
  }
  const keys = keysOf(index.type, context);
  const { fields } = context.fieldsOf(object.type);
  const values = [...keys.names].map((name) => fields.get(name));
  return join([
    { ...NONE, complete: keys.complete },
    ...values.map((field) => (field === undefined ? UNKNOWN : keysOf(field.type, context))),
  ]);
}

/** What an item adds: `'a'` of `['a']`, and of `[...'a'[]]`. */
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

function referenceKeys(shape: Extract<Shape, { kind: 'reference' }>, context: KeyContext): Keys {
  const [first, second] = shape.arguments.map((part) => keysOf(part.type, context));
  if (first !== undefined && second !== undefined) {
    if (shape.name === 'Exclude') return filter(first, second, (name) => !second.names.has(name));
    if (shape.name === 'Extract') {
      if (!first.complete && second.complete) return { names: second.names, complete: false, bounded: true };
      return filter(first, second, (name) => second.names.has(name));
    }
  }
  const declared = findType(context.driver, shape.name);
  if (declared?.type === undefined) return UNKNOWN;
  return keysOf(substitute(declared.type, argumentsOf(declared, shape)), context);
}

/** What the type parameters of a declaration stand for in a reference to it; a missing argument is its default. */
export function argumentsOf(
  declared: Pick<DriverType, 'typeParameters'>,
  reference: Extract<Shape, { kind: 'reference' }>,
): Substitution {
  const by = new Map<string, TypeText>();
  declared.typeParameters.forEach((parameter, index) => {
    const initial = parameter.default && substitute(parameter.default, by);
    const argument = reference.arguments[index]?.type ?? initial;
    if (argument !== undefined) by.set(parameter.name, argument);
  });
  return by;
}

function filter(keys: Keys, other: Keys, keep: (name: string) => boolean): Keys {
  return { names: new Set([...keys.names].filter(keep)), complete: keys.complete && other.complete };
}

function join(all: readonly Keys[]): Keys {
  return { names: new Set(all.flatMap((keys) => [...keys.names])), complete: all.every((keys) => keys.complete) };
}
