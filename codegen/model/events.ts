import { functionOf } from './derive-kind.js';
import type { Driver, DriverClass } from './driver.js';
import { effectiveFields } from './fields/effective-fields.js';
import type { Field } from './fields/field-set.js';
import { findClass } from './lookup.js';
import { EMITTER_CLASS } from './mongodb-words.js';
import { argumentsOf, substitute } from './types/substitute.js';
import type { Signature, TypeText } from './types/type-text.js';

/** An event of a class. */
export interface DriverEvent extends Field {
  /** The signatures of its listeners. Several, if it is declared in several forms. */
  readonly overloads: readonly Signature[];
}

/**
 * The events that a class adds: those in the type argument of `TypedEventEmitter`, which it extends directly or through
 * the type parameters of its bases. A class that adds none has those of its base.
 */
export function eventsOf(driver: Driver, declared: DriverClass): readonly DriverEvent[] {
  const own = listed(driver, declared);
  const base = baseOf(driver, declared);
  const inherited = new Set(base === undefined ? [] : listed(driver, base).map((event) => event.name));
  return own.filter((event) => !inherited.has(event.name));
}

/** Every event of a class, including inherited ones. */
export function allEventsOf(driver: Driver, declared: DriverClass): readonly DriverEvent[] {
  return listed(driver, declared);
}

function listed(driver: Driver, declared: DriverClass): DriverEvent[] {
  const type = openDefault(declared, eventsType(driver, declared, new Set()));
  if (type === undefined) return [];
  const { fields } = effectiveFields(
    driver,
    type,
    declared.typeParameters.map((each) => each.name),
  );
  return [...fields.values()].map((field) => ({ ...field, overloads: listenersOf(driver, field.type) }));
}

function listenersOf(driver: Driver, type: TypeText): Signature[] {
  if (type.shape.kind === 'intersection') return type.shape.parts.flatMap((part) => listenersOf(driver, part.type));
  const signature = functionOf(driver, type);
  return signature === undefined ? [] : [signature];
}

/** The type argument of the emitter for a class, in terms of its own type parameters. */
function eventsType(driver: Driver, declared: DriverClass, seen: ReadonlySet<string>): TypeText | undefined {
  const shape = declared.extends?.shape;
  if (shape?.kind !== 'reference' || seen.has(declared.name)) return undefined;
  if (shape.name === EMITTER_CLASS) return shape.arguments[0]?.type;

  const base = findClass(driver, shape.name);
  const type = base && eventsType(driver, base, new Set([...seen, declared.name]));
  if (base === undefined || type === undefined) return undefined;
  return substitute(type, argumentsOf(base, shape));
}

/**
 * Replaces a type parameter of the class by its default or its constraint: an object of the class emits at least these
 * events.
 */
function openDefault(declared: DriverClass, type: TypeText | undefined): TypeText | undefined {
  if (type?.shape.kind !== 'reference') return type;
  const { name } = type.shape;
  const parameter = declared.typeParameters.find((each) => each.name === name);
  return parameter === undefined ? type : (parameter.default ?? parameter.constraint);
}

function baseOf(driver: Driver, declared: DriverClass): DriverClass | undefined {
  return declared.extends?.shape.kind === 'reference' ? findClass(driver, declared.extends.shape.name) : undefined;
}
