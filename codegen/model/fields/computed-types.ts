import { byCodeUnit } from '../../common/order.js';
import type { Driver, DriverClass } from '../driver.js';
import type { Signature, TypeText } from '../types/type-text.js';
import { effectiveFields } from './effective-fields.js';

/** A type whose fields are not listed in a declaration. */
export interface ComputedType {
  /** The alias that names it, or its text. */
  readonly key: string;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

/** All types such as `Omit<FindOptions, 'sort'> & Abortable`, in aliases and in parameters, each once. */
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

/** Whether a type is computed from named types. A type that is written out lists its own fields. */
function isComputed({ shape }: TypeText): boolean {
  if (shape.kind === 'reference') return DERIVING.has(shape.name);
  return shape.kind === 'intersection';
}

const DERIVING: ReadonlySet<string> = new Set(['Omit', 'Pick', 'Partial', 'Required', 'Readonly']);
