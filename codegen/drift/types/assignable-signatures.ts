import { wordLiteral } from '../../model/types/literal.js';
import type { Parameter, Signature, TypeText } from '../../model/types/type-text.js';
import type { Aged, Ask } from './placed-type.js';
import { spreadParameters } from './spread-parameters.js';

/** A signature with its context. */
export interface AgedSignature extends Aged {
  readonly signature: Signature;
}

/**
 * Whether a function is assignable to another: it accepts at least the same arguments, and returns at most the same
 * values. Type parameters are compared by position.
 */
export function isSignatureAssignable(source: AgedSignature, target: AgedSignature, ask: Ask): boolean {
  if (!hasSameTypeParameters(source.signature, target.signature)) return false;
  const [from, to] = [parametersOf(source), parametersOf(target)];
  // A function is not assignable if it would be called with too few arguments.
  if (from.some((each, at) => !each.optional && !each.rest && to[at] === undefined)) return false;
  const takes = from.every((each, at) => {
    const other = to[at];
    if (other === undefined) return true;
    if (each.rest !== other.rest) return false;
    return takesAsMuch(source, each, target, other, ask);
  });
  return takes && givesAsMuch(source, target, ask);
}

function takesAsMuch(
  source: AgedSignature,
  own: Parameter,
  target: AgedSignature,
  other: Parameter,
  ask: Ask,
): boolean {
  // An optional argument may be undefined.
  if (other.optional && !own.optional && !ask(aged(target, wordLiteral('undefined')), aged(source, own.type)))
    return false;
  return ask(aged(target, other.type), aged(source, own.type));
}

function givesAsMuch(source: AgedSignature, target: AgedSignature, ask: Ask): boolean {
  const { returns } = target.signature;
  // If the result is ignored, it may be anything.
  if (returns.canonical === 'void') return true;
  return ask(aged(source, source.signature.returns), aged(target, returns));
}

function hasSameTypeParameters(from: Signature, to: Signature): boolean {
  if (from.typeParameters.length !== to.typeParameters.length) return false;
  return from.typeParameters.every(
    (each, at) => each.constraint?.canonical === to.typeParameters[at]?.constraint?.canonical,
  );
}

/** The parameters without `this`, which is not an argument. */
function parametersOf({ signature, placed }: AgedSignature): readonly Parameter[] {
  return spreadParameters(signature, placed).parameters.filter((each) => each.name !== 'this');
}

function aged({ age, placed, signature }: AgedSignature, type: TypeText): Aged {
  const variables = [...placed.variables, ...signature.typeParameters.map((each) => each.name)];
  return { age, placed: { ...placed, type, variables } };
}
