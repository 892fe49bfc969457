import type { Place } from '../../../common/place.js';
import type { Parameter } from '../../../model/types/type-text.js';
import type { Change } from '../../change.js';
import type { Detail } from '../../rules.js';
import { compareTypes } from '../../types/compare-types.js';
import type { Placed } from '../../types/placed-type.js';

/** A parameter with its driver. */
export interface PlacedParameter {
  readonly parameter: Parameter;
  readonly placed: Placed;
}

export interface ParameterPair {
  readonly before: PlacedParameter;
  readonly after: PlacedParameter;
  readonly renamed: boolean;
  readonly moved: boolean;
}

export interface ParameterAlignment {
  readonly pairs: readonly ParameterPair[];
  readonly removed: readonly PlacedParameter[];
  readonly added: readonly PlacedParameter[];
}

/** Matches the parameters of two lists: by name, then the others at the same position whose types overlap. */
export function alignParameters(
  before: readonly PlacedParameter[],
  after: readonly PlacedParameter[],
): ParameterAlignment {
  const named = before.flatMap((from): [number, number][] => {
    const to = after.findIndex((each) => each.parameter.name === from.parameter.name);
    return to < 0 ? [] : [[before.indexOf(from), to]];
  });
  const still = new Set(longestRise(named.map(([, to]) => to)));
  const taken = new Map(named);
  const isFree = (index: number): boolean => ![...taken.values()].includes(index);
  const pairs: ParameterPair[] = [];
  before.forEach((from, index) => {
    const at = taken.get(index);
    const to = after[at ?? index];
    if (to === undefined) return;
    const isNamed = at !== undefined;
    if (!isNamed && (!isFree(index) || !isRelated(from, to))) return;
    if (!isNamed) taken.set(index, index);
    pairs.push({ before: from, after: to, renamed: !isNamed, moved: isNamed && !still.has(at) });
  });
  return {
    pairs,
    removed: before.filter((_, index) => !taken.has(index)),
    added: after.filter((_, index) => isFree(index)),
  };
}

function isRelated(before: PlacedParameter, after: PlacedParameter): boolean {
  const difference = compareTypes(before.placed, after.placed, 'give');
  return difference === undefined || difference.detail !== undefined;
}

/** The longest increasing subsequence: the parameters that have not moved. */
function longestRise(list: readonly number[]): number[] {
  const best: number[][] = [];
  list.forEach((value, index) => {
    const before = best.slice(0, index).filter((rise) => (rise.at(-1) ?? -1) < value);
    const longest = before.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []);
    best.push([...longest, value]);
  });
  return best.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []);
}

/** The text of a parameter's declaration. */
export function parameterText({ name, optional, rest, type }: Parameter): string {
  return `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${type.text}`;
}

/** The changes for added and removed parameters. */
export function loneParameters(subject: string, { added, removed }: ParameterAlignment, place: Place): Change[] {
  return [
    ...removed.map(({ parameter }): Change => ({
      rule: 'parameter-removed',
      subject: `${subject}(${parameter.name})`,
      before: parameterText(parameter),
      after: undefined,
      place,
    })),
    ...added.map(({ parameter }): Change => ({
      rule: 'parameter-added',
      detail: parameter.optional || parameter.rest ? undefined : 'required',
      subject: `${subject}(${parameter.name})`,
      before: undefined,
      after: parameterText(parameter),
      place,
    })),
  ];
}

/** Compares whether parameters are optional or rest parameters, apart from their types. */
export function marksDetail({ before, after }: ParameterPair): { readonly detail: Detail | undefined } | undefined {
  const from = before.parameter;
  const to = after.parameter;
  if (from.optional && !to.optional && !to.rest) return { detail: 'required' };
  if (from.rest !== to.rest) return { detail: undefined };
  if (!from.optional && to.optional) return { detail: 'widened' };
  return undefined;
}
