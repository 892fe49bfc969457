import type { DriverClass, DriverType } from '../../model/driver.js';
import { argumentsOf, type KeyContext, keysOf } from '../../model/fields/keys.js';
import { findClass, findConstant, findType } from '../../model/lookup.js';
import { referenceTo } from '../../model/types/reference.js';
import { substitute } from '../../model/types/substitute.js';
import type { Shape, Signature, TypeText } from '../../model/types/type-text.js';
import { publicName } from '../compare/counterpart.js';
import { fieldsOf, type Placed, UNDEFINED } from './placed-type.js';

/**
 * What a type comes to, one level deep: aliases are opened, parentheses and types of TypeScript's library that only
 * rewrite others are gone. Two spellings of one type have one meaning.
 */
export type Meaning =
  /** `any` and `unknown`: every value. */
  | { readonly kind: 'top'; readonly any: boolean }
  | { readonly kind: 'never' }
  | { readonly kind: 'literal'; readonly of: string; readonly value: string }
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'union' | 'intersection'; readonly parts: readonly Placed[] }
  | { readonly kind: 'array'; readonly of: Placed; readonly readonly: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly MeantItem[]; readonly readonly: boolean }
  /** What counts by its name: a class, a foreign type, a type parameter. */
  | { readonly kind: 'named'; readonly name: string; readonly arguments: readonly Placed[] }
  /** What counts by its fields and signatures; `declared` is the name of an interface. */
  | { readonly kind: 'object'; readonly declared: string | undefined; readonly arguments: readonly Placed[] }
  | { readonly kind: 'function'; readonly signature: Signature }
  /** What nothing looks into: the same only where it is written alike. */
  | { readonly kind: 'opaque'; readonly text: string };

export interface MeantItem {
  readonly of: Placed;
  readonly optional: boolean;
  readonly rest: boolean;
}

type ReferenceShape = Extract<Shape, { kind: 'reference' }>;

/** Aliases that lead to each other are opened so often at most. */
const ROUNDS = 16;

/** What a type comes to. The place that goes with it is where its parts are read. */
export function meaningOf(placed: Placed, rounds = ROUNDS): { readonly meaning: Meaning; readonly placed: Placed } {
  const next = rounds > 0 ? opened(placed) : undefined;
  return next === undefined ? { meaning: headOf(placed), placed } : meaningOf({ ...placed, type: next }, rounds - 1);
}

/** The type that another one only stands for. */
function opened({ driver, type, variables }: Placed): TypeText | undefined {
  const { shape } = type;
  switch (shape.kind) {
    case 'parenthesized':
      return shape.of.type;
    case 'reference': {
      if (variables.includes(shape.name)) return undefined;
      const alias = findType(driver, shape.name);
      if (alias?.type !== undefined) return substitute(alias.type, argumentsOf(alias, shape));
      return shape.name === 'NoInfer' && alias === undefined ? shape.arguments[0]?.type : undefined;
    }
    case 'typeof':
      return findConstant(driver, shape.name)?.type;
    default:
      return undefined;
  }
}

function headOf(placed: Placed): Meaning {
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
    case 'tuple': {
      const items = shape.items.map(({ type: of, optional, rest }) => ({ of: at(of), optional, rest }));
      return { kind: 'tuple', items, readonly: shape.readonly };
    }
    case 'promise':
      return { kind: 'named', name: 'Promise', arguments: [at(shape.of.type)] };
    case 'async-iterable':
      return { kind: 'named', name: shape.name, arguments: [shape.of, ...shape.others].map((part) => at(part.type)) };
    case 'object':
      return { kind: 'object', declared: undefined, arguments: [] };
    case 'function':
      return { kind: 'function', signature: shape.signature };
    case 'reference':
      return referenceMeaning(placed, shape);
    case 'keyof':
    case 'indexed':
      return keysMeaning(placed);
    default:
      return { kind: 'opaque', text: type.canonical };
  }
}

function keyword(name: string, placed: Placed): Meaning {
  if (name === 'any' || name === 'unknown') return { kind: 'top', any: name === 'any' };
  if (name === 'boolean')
    return { kind: 'union', parts: ['true', 'false'].map((value) => literal(placed, value, 'boolean')) };
  return { kind: 'primitive', name };
}

function literal(placed: Placed, value: string, of: 'string' | 'boolean'): Placed {
  const text = of === 'string' ? JSON.stringify(value) : value;
  return { ...placed, type: { text, canonical: text, names: [], shape: { kind: 'literal', value, of } } };
}

function referenceMeaning(placed: Placed, shape: ReferenceShape): Meaning {
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
  return libraryMeaning(placed, name, args) ?? { kind: 'named', name, arguments: args };
}

/** The type arguments of a declared type, defaults in the place of those that are left out. */
function allArguments(placed: Placed, declared: DriverType | DriverClass, shape: ReferenceShape): Placed[] {
  const by = argumentsOf(declared, shape);
  return declared.typeParameters.map(({ name }) => ({ ...placed, type: by.get(name) ?? referenceTo(name) }));
}

/** `import('tls').ConnectionOptions` without its type arguments. */
function headText({ canonical }: TypeText): string {
  const end = canonical.indexOf('<');
  return end < 0 ? canonical : canonical.slice(0, end);
}

/** Types of TypeScript's library whose fields are known, or which list keys. */
function libraryMeaning(placed: Placed, name: string, args: readonly Placed[]): Meaning | undefined {
  switch (name) {
    case 'Omit':
    case 'Pick':
    case 'Partial':
    case 'Required':
    case 'Record':
      return { kind: 'object', declared: undefined, arguments: [] };
    case 'Readonly':
      return readonlyMeaning(args[0]);
    case 'Exclude':
    case 'Extract':
    case 'NonNullable':
      return filteredMeaning(name, args) ?? keysMeaning(placed);
    default:
      return undefined;
  }
}

/** `Readonly<A[]>` is `readonly A[]`. */
function readonlyMeaning(of: Placed | undefined): Meaning | undefined {
  if (of === undefined) return undefined;
  const { meaning } = meaningOf(of);
  if (meaning.kind === 'array' || meaning.kind === 'tuple') return { ...meaning, readonly: true };
  return { kind: 'object', declared: undefined, arguments: [] };
}

/** Which parts of a union of literals a filter leaves; undefined where the parts are something else. */
function filteredMeaning(name: 'Exclude' | 'Extract' | 'NonNullable', args: readonly Placed[]): Meaning | undefined {
  const [from, by] = args;
  if (from === undefined) return undefined;
  const parts = flatParts(from);
  const isNullish = (part: Placed): boolean => ['undefined', 'null'].includes(part.type.canonical);
  if (name === 'NonNullable') {
    if (!parts.every(isKnown)) return undefined;
    return { kind: 'union', parts: parts.filter((part) => !isNullish(part)) };
  }
  const listed = by === undefined ? [] : flatParts(by);
  const isLiteral = (part: Placed): boolean => part.type.shape.kind === 'literal';
  if (!parts.every(isLiteral) || !listed.every(isLiteral)) return undefined;
  const names = new Set(listed.map((part) => part.type.canonical));
  return { kind: 'union', parts: parts.filter((part) => names.has(part.type.canonical) === (name === 'Extract')) };
}

/** Whether null and undefined would show in a type: a type parameter may stand for them. */
function isKnown(part: Placed): boolean {
  const { meaning } = meaningOf(part);
  if (meaning.kind === 'named') return !part.variables.includes(part.type.text);
  return meaning.kind !== 'top' && meaning.kind !== 'opaque';
}

/** The parts of a union at any depth, aliases opened; any other type is its one part. */
export function flatParts(placed: Placed): Placed[] {
  const { meaning, placed: inner } = meaningOf(placed);
  if (meaning.kind === 'never') return [];
  return meaning.kind === 'union' ? meaning.parts.flatMap((part) => flatParts(part)) : [inner];
}

/** `keyof X`, `(typeof LIST)[number]` and `X['kind']` as the literals, or the fields, that they come to. */
function keysMeaning(placed: Placed): Meaning {
  const { driver, type } = placed;
  const context: KeyContext = { driver, fieldsOf: (of) => fieldsOf({ ...placed, type: of }) };
  const keys = keysOf(type, context);
  if (keys.complete) return { kind: 'union', parts: [...keys.names].map((name) => literal(placed, name, 'string')) };
  const parts = type.shape.kind === 'indexed' ? indexedParts(placed, type.shape, context) : undefined;
  return parts === undefined ? { kind: 'opaque', text: type.canonical } : { kind: 'union', parts };
}

function indexedParts(
  placed: Placed,
  { object, index }: Extract<Shape, { kind: 'indexed' }>,
  context: KeyContext,
): Placed[] | undefined {
  const keys = keysOf(index.type, context);
  const { fields } = fieldsOf({ ...placed, type: object.type });
  const found = [...keys.names].map((name) => fields.get(name));
  if (!keys.complete || found.length === 0 || found.includes(undefined)) return undefined;
  return found.flatMap((field): Placed[] => {
    if (field === undefined) return [];
    const of = { ...placed, type: field.type };
    return field.optional ? [of, { ...placed, type: UNDEFINED }] : [of];
  });
}
