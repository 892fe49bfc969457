import { canonicalSignature } from '../../../model/types/signature.js';
import type { Signature } from '../../../model/types/type-text.js';

/** An overload that was split into several, or several that were joined into one, by index. */
export interface Split {
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Whether exactly the same calls are accepted. Otherwise they differ for an explicit `undefined`. */
  readonly isEqual: boolean;
}

/** Finds overloads that together accept the same calls as one overload of the other list. */
export function findSplits(before: readonly Signature[], after: readonly Signature[]): Split[] {
  const [from, to] = [unmatched(before, after), unmatched(after, before)];
  const forward = groups(before, from, after, to).map(({ one, many, isEqual }) => ({
    before: [one],
    after: many,
    isEqual,
  }));
  if (forward.length > 0) return forward;
  return groups(after, to, before, from).map(({ one, many, isEqual }) => ({ before: many, after: [one], isEqual }));
}

/** The overloads without an equal one in the other list. If there are two equal ones, one may be left. */
function unmatched(list: readonly Signature[], others: readonly Signature[]): number[] {
  const left = others.map(canonicalSignature);
  return [...list.keys()].filter((index) => {
    const signature = list[index];
    const at = signature === undefined ? -1 : left.indexOf(canonicalSignature(signature));
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

interface Group {
  readonly one: number;
  readonly many: readonly number[];
  readonly isEqual: boolean;
}

function groups(
  whole: readonly Signature[],
  wholes: readonly number[],
  parts: readonly Signature[],
  free: readonly number[],
): Group[] {
  return wholes.flatMap((one): Group[] => {
    for (const isStrict of [true, false]) {
      const all = callsOf(whole[one], isStrict);
      const many = free.filter((index) => [...callsOf(parts[index], isStrict)].every((call) => all.has(call)));
      const covered = new Set(many.flatMap((index) => [...callsOf(parts[index], isStrict)]));
      if (many.length > 1 && covered.size === all.size) return [{ one, many, isEqual: isStrict }];
    }
    return [];
  });
}

/** Every argument list that an overload accepts, one for each number of arguments, with the result. */
function callsOf(signature: Signature | undefined, isStrict: boolean): ReadonlySet<string> {
  const calls = new Set<string>();
  if (signature === undefined) return calls;
  const { typeParameters, parameters, returns } = signature;
  const required = parameters.filter((each) => !each.optional && !each.rest).length;
  const bounds = typeParameters.map((each) => `${each.constraint?.canonical} ${each.default?.canonical}`).join();
  const types = parameters.map((each) => argumentKey(each, isStrict));
  for (let count = required; count <= types.length; count++) {
    calls.add(`<${bounds}>(${types.slice(0, count).join(', ')}): ${returns.canonical}`);
  }
  return calls;
}

function argumentKey({ optional, rest, type }: Signature['parameters'][number], isStrict: boolean): string {
  const { shape } = type;
  const all = new Set(shape.kind === 'union' ? shape.parts.map((part) => part.type.canonical) : [type.canonical]);
  if (optional) all.add('undefined');
  if (!isStrict) all.delete('undefined');
  return `${rest ? '...' : ''}${[...all].toSorted().join(' | ')}`;
}
