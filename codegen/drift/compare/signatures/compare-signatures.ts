import type { Driver } from '../../../model/driver.js';
import type { Signature, TypeParameter } from '../../../model/types/type-text.js';
import type { Change } from '../../change.js';
import { compareTypes } from '../../types/compare-types.js';
import type { Placed } from '../../types/placed-type.js';
import { comparedType } from '../../types/compared-type.js';
import type { CompareScope } from '../compare-scope.js';
import { alignParameters, loneParameters, type PlacedParameter } from './align-parameters.js';
import { compareParameter } from './compare-parameter.js';
import { compareTypeParameters } from './compare-type-parameters.js';
import { stableSignature } from './stable-names.js';

/** An overload with its driver. */
export interface PlacedSignature {
  readonly driver: Driver;
  readonly signature: Signature;
  /** The type parameters of the surrounding class. */
  readonly outer: readonly TypeParameter[];
}

/** Compares two matched overloads. */
export function compareSignatures(
  scope: CompareScope,
  where: { readonly subject: string; readonly member: string },
  first: PlacedSignature,
  second: PlacedSignature,
): { readonly changes: Change[]; readonly returns: Change[] } {
  const [before, after] = comparable(first, second);
  const { subject, member } = where;
  const place = after.signature.place;
  const alignment = alignParameters(placedParameters(before), placedParameters(after));
  const parameters = alignment.pairs.flatMap((pair) => {
    const own = { subject: `${subject}(${pair.after.parameter.name})`, member, place };
    return compareParameter(scope, pair, own);
  });
  const changes = [
    ...compareTypeParameters(subject, before.signature.typeParameters, after.signature.typeParameters, place),
    ...loneParameters(subject, alignment, place),
    ...parameters,
  ].map((change): Change => ({ reaches: [member], ...change, docs: change.docs ?? after.signature.docs }));
  return { changes, returns: compareReturns(subject, member, before, after) };
}

/**
 * If both sides have the same number of type parameters, these are compared by position, so that renaming one changes
 * nothing. Otherwise by name.
 */
function comparable(before: PlacedSignature, after: PlacedSignature): [PlacedSignature, PlacedSignature] {
  const isAlike =
    before.outer.length === after.outer.length &&
    before.signature.typeParameters.length === after.signature.typeParameters.length;
  if (isAlike) return [before, after];
  const stable = (each: PlacedSignature): PlacedSignature => ({
    ...each,
    signature: stableSignature(each.signature, each.outer),
  });
  return [stable(before), stable(after)];
}

function placedParameters(each: PlacedSignature): PlacedParameter[] {
  return each.signature.parameters.map((parameter) => ({
    parameter,
    placed: placed(each, comparedType(placed(each, parameter.type), parameter.optional)),
  }));
}

function placed({ driver, signature, outer }: PlacedSignature, type: Placed['type']): Placed {
  return { driver, type, variables: [...outer, ...signature.typeParameters].map((each) => each.name) };
}

function compareReturns(subject: string, member: string, before: PlacedSignature, after: PlacedSignature): Change[] {
  const from = before.signature.returns;
  const to = after.signature.returns;
  const difference = compareTypes(placed(before, from), placed(after, to), 'read');
  if (difference === undefined) return [];
  const { docs, place } = after.signature;
  return [
    {
      rule: 'return-changed',
      detail: difference.detail,
      subject,
      before: from.text,
      after: to.text,
      reaches: [member],
      docs,
      place,
    },
  ];
}
