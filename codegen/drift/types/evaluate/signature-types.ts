import { findClass } from '../../../model/lookup.js';
import { referenceTo } from '../../../model/types/reference.js';
import { TypeBuilder } from '../../../model/types/type-builder.js';
import type { Signature, TupleItem, TypeText } from '../../../model/types/type-text.js';
import type { Look } from '../meaning.js';
import type { Placed } from '../placed-type.js';

/** An item of a tuple to build. */
export interface GivenItem {
  readonly type: TypeText;
  readonly optional: boolean;
  readonly rest: boolean;
}

/** `[A, B?, ...C]`. */
export function tupleOf(items: readonly GivenItem[]): TypeText {
  const builder = new TypeBuilder().write('[');
  const made = items.map(({ type, optional, rest }, at): TupleItem => {
    const part = builder.write(`${at === 0 ? '' : ', '}${rest ? '...' : ''}`).type(type, 'postfix');
    builder.write(optional ? '?' : '');
    return { ...part, optional, rest };
  });
  return builder.write(']').done({ kind: 'tuple', items: made, readonly: false });
}

/** The parameters of a signature as a tuple, without `this`. */
export function parametersTuple({ parameters }: Signature): TypeText {
  return tupleOf(parameters.filter((each) => each.name !== 'this'));
}

/** `Parameters` and `ConstructorParameters`. */
export function parametersType(kind: 'call' | 'construct'): (of: Placed, look: Look) => TypeText | undefined {
  return (of, look) => {
    const signature = kind === 'call' ? onlySignature(of, look) : onlyConstructor(of);
    return signature && parametersTuple(signature);
  };
}

export function returnType(of: Placed, look: Look): TypeText | undefined {
  return onlySignature(of, look)?.returns;
}

/** `InstanceType<typeof Collection>`. */
export function instanceType({ driver, type: { shape } }: Placed): TypeText | undefined {
  const declared = shape.kind === 'typeof' ? findClass(driver, shape.name) : undefined;
  return declared === undefined || declared.typeParameters.length > 0 ? undefined : referenceTo(declared.name);
}

/**
 * The signature of a function, if it has just one, without type parameters. Otherwise only the compiler knows which one
 * counts.
 */
function onlySignature(of: Placed, look: Look): Signature | undefined {
  const { meaning, placed } = look.meaningOf(of);
  const { shape } = placed.type;
  const [only, ...others] = shape.kind === 'object' ? shape.members : [];
  const ofObject = only?.kind === 'call' && others.length === 0 ? only.signature : undefined;
  const signature = meaning.kind === 'function' ? meaning.signature : ofObject;
  return signature?.typeParameters.length === 0 ? signature : undefined;
}

function onlyConstructor({ driver, type: { shape } }: Placed): Signature | undefined {
  const declared = shape.kind === 'typeof' ? findClass(driver, shape.name) : undefined;
  const [only, ...others] = declared?.construction === 'public' ? declared.constructors : [];
  return declared?.typeParameters.length === 0 && others.length === 0 ? only : undefined;
}
