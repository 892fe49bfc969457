import { joinTypes } from '../../../model/fields/field-set.js';
import { NEVER } from '../../../model/types/literal.js';
import { substitute } from '../../../model/types/substitute.js';
import type { ConditionalType, TypeText } from '../../../model/types/type-text.js';
import type { Look } from '../meaning.js';
import type { Placed } from '../placed-type.js';
import { match } from './match.js';

/** Evaluates a conditional type, for each part of a union if it distributes. */
export function evaluateConditional(conditional: ConditionalType, placed: Placed, look: Look): TypeText | undefined {
  const check = { ...placed, type: conditional.check };
  const { each } = conditional;
  const parts = each === undefined ? [check] : look.flatParts(check);
  const results: TypeText[] = [];
  for (const part of parts) {
    const result = branchFor(conditional, part, look);
    if (result === undefined) return undefined;
    results.push(result);
  }
  return results.length === 0 ? NEVER : joinTypes('union', results);
}

function branchFor(conditional: ConditionalType, part: Placed, look: Look): TypeText | undefined {
  const { each, pattern, matched, unmatched, inferred } = conditional;
  const by = each === undefined ? new Map<string, TypeText>() : new Map([[each, part.type]]);
  const other = { ...part, type: substitute(pattern, by) };
  // The compiler defers a type with type parameters in the condition.
  if (isGeneric(part) || isGeneric(other)) return undefined;
  const matching = match(part, other, look);
  if (matching === undefined) return undefined;
  if (!matching.holds) return substitute(unmatched, by);
  // If nothing was inferred for a name, the compiler uses its constraint, or `unknown`.
  if (inferred.some((name) => !matching.inferred.has(name))) return undefined;
  return substitute(matched, new Map([...by, ...matching.inferred]));
}

function isGeneric({ type, variables }: Placed): boolean {
  return type.names.some((each) => !each.value && variables.includes(each.name));
}

/** Filters the parts of a union, as `Extract` and `Exclude` do. */
export function filtered(from: Placed, by: Placed, isKept: boolean, look: Look): TypeText | undefined {
  const left: TypeText[] = [];
  for (const part of look.flatParts(from)) {
    const matching = match(part, by, look);
    if (matching === undefined) return undefined;
    if (matching.holds === isKept) left.push(part.type);
  }
  return left.length === 0 ? NEVER : joinTypes('union', left);
}
