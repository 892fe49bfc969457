import { keysOf } from '../../../model/fields/keys.js';
import { joinTypes } from '../../../model/fields/field-set.js';
import { findType } from '../../../model/lookup.js';
import { NEVER, stringLiteral } from '../../../model/types/literal.js';
import type { Shape, TypeText } from '../../../model/types/type-text.js';
import type { Look } from '../meaning.js';
import type { Placed } from '../placed-type.js';
import { awaited } from './awaited.js';
import { evaluateConditional, filtered } from './conditional.js';
import { evaluateIntersection } from './intersection.js';
import { instanceType, parametersType, returnType } from './signature-types.js';

/**
 * Evaluates a type, if everything that it depends on is known. Undefined if not, or if there is nothing to evaluate.
 */
export function evaluated(placed: Placed, look: Look): TypeText | undefined {
  const { shape } = placed.type;
  switch (shape.kind) {
    case 'other':
      if (shape.computation?.kind === 'conditional') return evaluateConditional(shape.computation, placed, look);
      return shape.computation?.kind === 'template' ? strings(placed, look) : undefined;
    case 'intersection':
      return evaluateIntersection(placed, look);
    case 'reference':
      return evaluateReference(placed, shape, look);
    default:
      return undefined;
  }
}

type Utility = (args: readonly Placed[], placed: Placed, look: Look) => TypeText | undefined;

const onFirst =
  (utility: (of: Placed, look: Look) => TypeText | undefined): Utility =>
  ([first], _, look) =>
    first && utility(first, look);

/** The utility types that are evaluated from their arguments, and do not describe objects with fields. */
const UTILITIES: Readonly<Record<string, Utility>> = {
  Awaited: onFirst(awaited),
  Parameters: onFirst(parametersType('call')),
  ConstructorParameters: onFirst(parametersType('construct')),
  ReturnType: onFirst(returnType),
  InstanceType: onFirst(instanceType),
  Exclude: ([from, by], _, look) => from && by && filtered(from, by, false, look),
  Extract: ([from, by], _, look) => from && by && filtered(from, by, true, look),
  NonNullable: ([of]) => of && joinTypes('intersection', [of.type, EMPTY]),
  NoInfer: ([of]) => of?.type,
  Uppercase: (_, placed, look) => strings(placed, look),
  Lowercase: (_, placed, look) => strings(placed, look),
  Capitalize: (_, placed, look) => strings(placed, look),
  Uncapitalize: (_, placed, look) => strings(placed, look),
};

/** The type of all values except null and undefined. */
const EMPTY: TypeText = { text: '{}', canonical: '{}', names: [], shape: { kind: 'object', members: [], spans: [] } };

function evaluateReference(
  placed: Placed,
  { name, arguments: parts }: Extract<Shape, { kind: 'reference' }>,
  look: Look,
): TypeText | undefined {
  const { driver } = placed;
  if (!Object.hasOwn(UTILITIES, name) || driver.imports.has(name) || findType(driver, name) !== undefined)
    return undefined;
  return UTILITIES[name]?.(
    parts.map((part) => ({ ...placed, type: part.type })),
    placed,
    look,
  );
}

/** The strings of a template, or of `Uppercase` and the like. */
function strings(placed: Placed, look: Look): TypeText | undefined {
  const { driver, type } = placed;
  const keys = keysOf(type, { driver, fieldsOf: (of) => look.fieldsOf({ ...placed, type: of }) });
  if (!keys.complete) return undefined;
  return keys.names.size === 0 ? NEVER : joinTypes('union', [...keys.names].map(stringLiteral));
}
