import { withoutNames } from './bound-names.js';
import { TypeBuilder } from './type-builder.js';
import type { Part, Signature, TypeText } from './type-text.js';

/**
 * A signature in the form that drift compares: parameters and type parameters are named by position, and every type is
 * canonical.
 *
 * In the canonical text of each type, the reader has already named type parameters by position: `$0`.
 */
export function canonicalSignature(signature: Signature): string {
  return `${canonicalHead(signature)}: ${signature.returns.canonical}`;
}

/** The canonical text of a signature's function type. */
export function canonicalFunction(signature: Signature): string {
  return `${canonicalHead(signature)} => ${signature.returns.canonical}`;
}

/** The function type of a signature: `<T>(value: T) => void`. */
export function functionType(signature: Signature): TypeText {
  // A function type binds its own type parameters, so they do not count as references.
  const bound = new Set(signature.typeParameters.map((each) => each.name));
  const open = (type: TypeText): TypeText => withoutNames(type, bound);

  const builder = new TypeBuilder();
  signature.typeParameters.forEach((each, index) => {
    builder.write(index === 0 ? '<' : ', ').write(each.name);
    if (each.constraint !== undefined) builder.write(' extends ').type(open(each.constraint));
    if (each.default !== undefined) builder.write(' = ').type(open(each.default));
  });
  builder.write(bound.size === 0 ? '(' : '>(');
  const parameters = signature.parameters.map((each, index): Part => {
    builder.write(`${index === 0 ? '' : ', '}${each.rest ? '...' : ''}${each.name}${each.optional ? '?' : ''}: `);
    return builder.type(open(each.type));
  });
  const returns = builder.write(') => ').type(open(signature.returns));
  return builder.done({ kind: 'function', signature, returns, parameters }, canonicalFunction(signature));
}

function canonicalHead({ typeParameters, parameters }: Signature): string {
  const declared = typeParameters.map(({ constraint, default: initial }, index) => {
    const bound = constraint === undefined ? '' : ` extends ${constraint.canonical}`;
    return `$${String(index)}${bound}${initial === undefined ? '' : ` = ${initial.canonical}`}`;
  });
  const listed = parameters.map(({ name, rest, optional, type }, index) => {
    const position = name === 'this' ? name : `_${String(index)}`;
    return `${rest ? '...' : ''}${position}${optional ? '?' : ''}: ${type.canonical}`;
  });
  return `${declared.length === 0 ? '' : `<${declared.join(', ')}>`}(${listed.join(', ')})`;
}
