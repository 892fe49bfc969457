import type { Driver, DriverClass, DriverType } from '../../model/driver.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import { type FieldSet, joinTypes } from '../../model/fields/field-set.js';
import { keysOf } from '../../model/fields/keys.js';
import type { KeyContext } from '../../model/fields/keys-of-type.js';
import { aliased, findClass, findConstant, findType } from '../../model/lookup.js';
import { stringLiteral, wordLiteral } from '../../model/types/literal.js';
import { referenceTo } from '../../model/types/reference.js';
import { argumentsOf } from '../../model/types/substitute.js';
import type { Shape, TypeText } from '../../model/types/type-text.js';
import { publicName } from '../compare/counterpart.js';
import { evaluated } from './evaluate/evaluated.js';
import type { Look, Meaning, Meant } from './meaning.js';
import type { Placed } from './placed-type.js';
import { elementOf, tupleMeaning } from './tuple-meaning.js';

type ReferenceShape = Extract<Shape, { kind: 'reference' }>;

/** How many types are followed at most, since they may refer to each other. */
const ROUNDS = 24;

/** The meaning of a type, with the context in which its parts are read. */
export function meaningOf(placed: Placed, rounds = ROUNDS): Meant {
  if (rounds <= 0) return { meaning: { kind: 'opaque', text: placed.type.canonical }, placed };
  const look = lookWith(rounds - 1);
  const next = opened(placed, look);
  if (next !== undefined) return look.meaningOf({ ...placed, type: next });
  const meaning = headOf(placed, look);
  if (meaning.kind !== 'union' || meaning.parts.length > 1) return { meaning, placed };
  const [only] = meaning.parts;
  return only === undefined ? { meaning: { kind: 'never' }, placed } : look.meaningOf(only);
}

/** The parts of a union at any depth, following aliases. Any other type is its only part. */
export function flatParts(placed: Placed, rounds = ROUNDS): Placed[] {
  const { meaning, placed: inner } = meaningOf(placed, rounds);
  if (meaning.kind === 'never') return [];
  return meaning.kind === 'union' ? meaning.parts.flatMap((part) => flatParts(part, rounds - 1)) : [inner];
}

/** The fields of an object of the type. */
export function fieldsOf({ driver, type, variables }: Placed): FieldSet {
  return effectiveFields(driver, type, variables, evaluatedIn);
}

/** The current depth of evaluations for fields. */
let depth = 0;

function evaluatedIn(driver: Driver, type: TypeText, variables: readonly string[]): TypeText | undefined {
  if (depth >= ROUNDS) return undefined;
  depth++;
  try {
    const placed = { driver, type, variables };
    const look = lookWith(ROUNDS);
    return type.shape.kind === 'indexed' ? indexedType(placed, type.shape, look) : evaluated(placed, look);
  } finally {
    depth--;
  }
}

function indexedType(placed: Placed, shape: Extract<Shape, { kind: 'indexed' }>, look: Look): TypeText | undefined {
  const parts = itemParts({ ...placed, type: shape.object.type }, { ...placed, type: shape.index.type }, look);
  return (
    parts &&
    joinTypes(
      'union',
      parts.map((part) => part.type),
    )
  );
}

/** The look-ups for a meaning, which follow fewer types. */
function lookWith(rounds: number): Look {
  return {
    meaningOf: (placed) => meaningOf(placed, rounds),
    flatParts: (placed) => flatParts(placed, rounds),
    fieldsOf,
  };
}

/** The type that another one is just another name for. */
function opened(placed: Placed, look: Look): TypeText | undefined {
  const { driver, type, variables } = placed;
  const { shape } = type;
  switch (shape.kind) {
    case 'parenthesized':
      return shape.of.type;
    case 'reference':
      return variables.includes(shape.name) ? undefined : (aliased(driver, type) ?? evaluated(placed, look));
    case 'typeof':
      return findConstant(driver, shape.name)?.type;
    default:
      return evaluated(placed, look);
  }
}

function headOf(placed: Placed, look: Look): Meaning {
  const { type } = placed;
  const { shape } = type;
  const at = (of: TypeText): Placed => ({ ...placed, type: of });
  switch (shape.kind) {
    case 'keyword':
      return keyword(shape.name, placed);
    case 'literal':
      return { kind: 'literal', of: shape.of, value: shape.value };
    case 'never':
      return { kind: 'never' };
    case 'this':
      return { kind: 'named', name: 'this', arguments: [] };
    case 'union':
    case 'intersection':
      return { kind: shape.kind, parts: shape.parts.map((part) => at(part.type)) };
    case 'array':
      return { kind: 'array', of: at(shape.of.type), readonly: shape.readonly };
    case 'tuple':
      return tupleMeaning(placed, shape, look);
    case 'promise':
      return { kind: 'named', name: 'Promise', arguments: [at(shape.of.type)] };
    case 'async-iterable':
      return { kind: 'named', name: shape.name, arguments: [shape.of, ...shape.others].map((part) => at(part.type)) };
    case 'object':
      return { kind: 'object', declared: undefined, arguments: [] };
    case 'function':
      return { kind: 'function', signature: shape.signature };
    case 'reference':
      return referenceMeaning(placed, shape, look);
    case 'keyof':
    case 'indexed':
      return keysMeaning(placed, look);
    default:
      return isListed(placed)
        ? { kind: 'object', declared: undefined, arguments: [] }
        : { kind: 'opaque', text: type.canonical };
  }
}

function keyword(name: string, placed: Placed): Meaning {
  if (name === 'any' || name === 'unknown') return { kind: 'top', any: name === 'any' };
  if (name === 'boolean')
    return {
      kind: 'union',
      parts: (['true', 'false'] as const).map((value) => ({ ...placed, type: wordLiteral(value) })),
    };
  return { kind: 'primitive', name };
}

const listed = new WeakMap<Driver, Map<string, boolean>>();

/** Whether a type is a mapped type with known fields. */
function isListed(placed: Placed): boolean {
  const { driver, type, variables } = placed;
  const { shape } = type;
  if (shape.kind !== 'other' || shape.computation?.kind !== 'mapped') return false;
  let known = listed.get(driver);
  if (known === undefined) listed.set(driver, (known = new Map<string, boolean>()));
  const key = `${variables.join()} ${type.text}`;
  const result = known.get(key) ?? fieldsOf(placed).opaque.length === 0;
  known.set(key, result);
  return result;
}

function referenceMeaning(placed: Placed, shape: ReferenceShape, look: Look): Meaning {
  const { driver, type, variables } = placed;
  const { name } = shape;
  if (variables.includes(name)) return { kind: 'named', name: type.canonical, arguments: [] };
  const declared = findType(driver, name) ?? findClass(driver, name);
  if (declared !== undefined) {
    const own = { name: publicName(driver, name), arguments: allArguments(placed, declared, shape) };
    return 'kind' in declared
      ? { kind: 'object', declared: own.name, arguments: own.arguments }
      : { kind: 'named', ...own };
  }
  const args = shape.arguments.map((part) => ({ ...placed, type: part.type }));
  if (driver.imports.has(name.split('.')[0] ?? '')) return { kind: 'named', name: headText(type), arguments: args };
  return libraryMeaning(placed, name, args, look) ?? { kind: 'named', name, arguments: args };
}

/** The type arguments of a declared type, with defaults for missing ones. */
function allArguments(placed: Placed, declared: DriverType | DriverClass, shape: ReferenceShape): Placed[] {
  const by = argumentsOf(declared, shape);
  return declared.typeParameters.map(({ name }) => ({ ...placed, type: by.get(name) ?? referenceTo(name) }));
}

/** `import('tls').ConnectionOptions` without its type arguments. */
function headText({ canonical }: TypeText): string {
  const end = canonical.indexOf('<');
  return end < 0 ? canonical : canonical.slice(0, end);
}

/** The meaning of a utility type with known fields, or with keys. */
function libraryMeaning(placed: Placed, name: string, args: readonly Placed[], look: Look): Meaning | undefined {
  switch (name) {
    case 'Omit':
    case 'Pick':
    case 'Partial':
    case 'Required':
    case 'Record':
      return { kind: 'object', declared: undefined, arguments: [] };
    case 'Readonly':
      return readonlyMeaning(args[0], look);
    case 'Exclude':
    case 'Extract':
      return keysMeaning(placed, look);
    default:
      return undefined;
  }
}

/** `Readonly<A[]>` is `readonly A[]`. */
function readonlyMeaning(of: Placed | undefined, look: Look): Meaning | undefined {
  if (of === undefined) return undefined;
  const { meaning } = look.meaningOf(of);
  if (meaning.kind === 'array' || meaning.kind === 'tuple') return { ...meaning, readonly: true };
  return { kind: 'object', declared: undefined, arguments: [] };
}

/** `keyof X`, `(typeof LIST)[number]` and `X['kind']` as literals or fields. */
function keysMeaning(placed: Placed, look: Look): Meaning {
  const { driver, type } = placed;
  const context: KeyContext = { driver, fieldsOf: (of) => fieldsOf({ ...placed, type: of }) };
  const parts = type.shape.kind === 'indexed' ? indexedParts(placed, type.shape, context, look) : undefined;
  if (parts !== undefined) return { kind: 'union', parts };
  const keys = keysOf(type, context);
  if (!keys.complete) return { kind: 'opaque', text: type.canonical };
  return { kind: 'union', parts: [...keys.names].map((name) => ({ ...placed, type: stringLiteral(name) })) };
}

function indexedParts(
  placed: Placed,
  { object, index }: Extract<Shape, { kind: 'indexed' }>,
  context: KeyContext,
  look: Look,
): Placed[] | undefined {
  const items = itemParts({ ...placed, type: object.type }, { ...placed, type: index.type }, look);
  if (items !== undefined) return items;
  const keys = keysOf(index.type, context);
  const { fields } = fieldsOf({ ...placed, type: object.type });
  const found = [...keys.names].map((name) => fields.get(name));
  if (!keys.complete || found.length === 0 || found.includes(undefined)) return undefined;
  return found.flatMap((field): Placed[] => {
    if (field === undefined) return [];
    const of = { ...placed, type: field.type };
    return field.optional ? [of, { ...placed, type: wordLiteral('undefined') }] : [of];
  });
}

/** The types of `[number]` or `[0]` in a list. */
function itemParts(object: Placed, index: Placed, look: Look): Placed[] | undefined {
  const { meaning } = look.meaningOf(object);
  const { meaning: at } = look.meaningOf(index);
  if (at.kind === 'primitive' && at.name === 'number') {
    if (meaning.kind === 'array') return [meaning.of];
    if (meaning.kind !== 'tuple' || meaning.items.some((item) => item.optional)) return undefined;
    return meaning.items.flatMap((item) => (item.rest ? (elementOf(item.of, look) ?? []) : [item.of]));
  }
  const item = meaning.kind === 'tuple' && at.kind === 'literal' ? meaning.items[Number(at.value)] : undefined;
  return item === undefined || item.rest || item.optional ? undefined : [item.of];
}
