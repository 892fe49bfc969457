import { substitute, type Substitution } from '../../../model/types/substitute.js';
import type { Signature, TypeParameter, TypeText } from '../../../model/types/type-text.js';

/**
 * A signature whose canonical text names its type parameters instead of numbering them.
 *
 * Numbering starts at the class, so if a class became generic, all of its generic methods would change.
 */
export function stableSignature(signature: Signature, outer: readonly TypeParameter[]): Signature {
  const by = namesFor([...outer, ...signature.typeParameters]);
  return {
    ...signature,
    typeParameters: signature.typeParameters.map((each) => ({
      ...each,
      constraint: each.constraint && substitute(each.constraint, by),
      default: each.default && substitute(each.default, by),
    })),
    parameters: signature.parameters.map((each) => ({ ...each, type: substitute(each.type, by) })),
    returns: substitute(signature.returns, by),
  };
}

/** A type whose canonical text names type parameters. */
export function stableType(type: TypeText, outer: readonly TypeParameter[]): TypeText {
  return substitute(type, namesFor(outer));
}

function namesFor(parameters: readonly TypeParameter[]): Substitution {
  return new Map(
    parameters.map(({ name }): [string, TypeText] => [
      name,
      {
        text: name,
        canonical: `$${name}`,
        names: [{ name, start: 0, end: name.length, value: false }],
        shape: { kind: 'reference', name, arguments: [] },
      },
    ]),
  );
}
