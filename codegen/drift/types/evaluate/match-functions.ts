import type { Parameter, Signature } from '../../../model/types/type-text.js';
import type { Placed } from '../placed-type.js';
import { allOf, HOLDS, holding, type Match, type Matching } from './matching.js';
import { parametersTuple } from './signature-types.js';

/** A function with its context. */
export interface PlacedFunction extends Placed {
  readonly signature: Signature;
}

/** Matches a function with a pattern, such as `(...args: any) => infer R`. */
export function matchFunctions(source: PlacedFunction, pattern: PlacedFunction, match: Match): Matching | undefined {
  // The result of a generic function depends on the caller.
  if (source.signature.typeParameters.length > 0 || pattern.signature.typeParameters.length > 0) return undefined;
  const { returns } = pattern.signature;
  const result =
    returns.canonical === 'void'
      ? HOLDS
      : match({ ...source, type: source.signature.returns }, { ...pattern, type: returns });
  return allOf([matchParameters(source, pattern, match), result]);
}

function matchParameters(source: PlacedFunction, pattern: PlacedFunction, match: Match): Matching | undefined {
  const { parameters } = pattern.signature;
  const [first, ...others] = parameters;
  if (first?.rest === true && others.length === 0) {
    if (['any', 'any[]', 'never', 'never[]'].includes(first.type.canonical)) return HOLDS;
    const { shape } = first.type;
    const isInferred = shape.kind === 'other' && shape.computation?.kind === 'infer';
    return isInferred
      ? match({ ...source, type: parametersTuple(source.signature) }, { ...pattern, type: first.type })
      : undefined;
  }
  const own = source.signature.parameters;
  if (![...own, ...parameters].every(isPlain)) return undefined;
  if (own.length > parameters.length) return holding(false);
  // Parameters are contravariant, so the sides are swapped. Nothing is inferred in this direction.
  return allOf(
    own.map((each, at) => {
      const other = parameters[at];
      if (other === undefined) return undefined;
      const { shape } = other.type;
      const [mine, theirs] = [
        { ...source, type: each.type },
        { ...pattern, type: other.type },
      ];
      return shape.kind === 'other' ? match(mine, theirs) : match(theirs, mine);
    }),
  );
}

function isPlain({ name, optional, rest }: Parameter): boolean {
  return !optional && !rest && name !== 'this';
}
