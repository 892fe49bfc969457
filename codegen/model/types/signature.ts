import { withoutNames } from './bound-names.js';
import { TypeBuilder } from './type-builder.js';
import type { Part, Signature, TypeText } from './type-text.js';

/**
 * A signature as drift compares it: parameters and type parameters go by position, every type is in its canonical form.
 *
 * The reader has named type parameters by position already, `$0`, in the canonical text of each type.
 */
export function canonicalSignature(signature: Signature): string {
  return `${canonicalHead(signature)}: ${signature.returns.canonical}`;
}

/** The canonical text of the function type that a signature makes. */
export function canonicalFunction(signature: Signature): string {
  return `${canonicalHead(signature)} => ${signature.returns.canonical}`;
}

/** A signature as the function type that it makes: `<T>(value: T) => void`. */
export function functionType(signature: Signature): TypeText {
  // A function type binds its own type parameters, so that they are no references of it.
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
