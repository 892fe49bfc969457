import { byCodeUnit } from '../../common/order.js';
import type { Driver, DriverClass } from '../driver.js';
import type { Signature, TypeText } from '../types/type-text.js';
import { effectiveFields } from './effective-fields.js';

/** A type whose fields no declaration lists. */
export interface ComputedType {
  /** The alias that names it, or the type as it is written. */
  readonly key: string;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

/**
 * Types such as `Omit<FindOptions, 'sort'> & Abortable`, behind an alias or where a parameter is declared; each once.
 */
export function computedTypes(driver: Driver): ComputedType[] {
  const aliases = driver.types.flatMap(({ name, exported, type, typeParameters }): ComputedType[] => {
    if (type === undefined || !exported || type.shape.kind === 'object') return [];
    return [{ key: name, type, variables: typeParameters.map((each) => each.name) }];
  });
  const parameters = driver.classes.filter((each) => each.exported).flatMap(parametersOf);
  const unique = new Map([...aliases, ...parameters].map((each) => [each.key, each]));
  return [...unique.values()]
    .filter(({ type, variables }) => effectiveFields(driver, type, variables).fields.size > 0)
    .sort((a, b) => byCodeUnit(a.key, b.key));
}

function parametersOf(declared: DriverClass): ComputedType[] {
  const outer = declared.typeParameters.map((each) => each.name);
  const overloads = declared.members.flatMap((member) => (member.kind === 'method' ? member.overloads : []));
  return [...declared.constructors, ...overloads].flatMap((signature) => computedIn(signature, outer));
}

function computedIn({ parameters, typeParameters }: Signature, outer: readonly string[]): ComputedType[] {
  const variables = [...outer, ...typeParameters.map((each) => each.name)];
  return parameters
    .map((each) => each.type)
    .filter(isComputed)
    .map((type) => ({ key: type.text, type, variables }));
}

/** Made of named types; what is written out says its fields itself. */
function isComputed({ shape }: TypeText): boolean {
  if (shape.kind === 'reference') return DERIVING.has(shape.name);
  return shape.kind === 'intersection';
}

const DERIVING: ReadonlySet<string> = new Set(['Omit', 'Pick', 'Partial', 'Required', 'Readonly']);
