import type { Parameter, Signature } from '../../model/types/type-text.js';
import { meaningOf } from './meaning-of.js';
import type { Placed } from './placed-type.js';

/** Replaces `...args: [a: A, b?: B]` by the parameters of the tuple, since callers cannot tell the difference. */
export function spreadParameters(signature: Signature, place: Omit<Placed, 'type'>): Signature {
  const last = signature.parameters.at(-1);
  if (last?.rest !== true) return signature;
  const variables = [...place.variables, ...signature.typeParameters.map((each) => each.name)];
  const { meaning } = meaningOf({ ...place, variables, type: last.type });
  // A parameter list cannot express a rest item in the middle.
  if (meaning.kind !== 'tuple' || meaning.items.slice(0, -1).some((item) => item.rest)) return signature;
  const spread = meaning.items.map(({ of, optional, rest, label }, at): Parameter => {
    return { name: label ?? `${last.name}_${String(at)}`, optional, rest, type: of.type };
  });
  return { ...signature, parameters: [...signature.parameters.slice(0, -1), ...spread] };
}
