import type { Place } from '../../../common/place.js';
import { canonicalSignature } from '../../../model/types/signature.js';
import type { Docs, Signature, TypeParameter } from '../../../model/types/type-text.js';
import type { Change } from '../../change.js';
import { spreadParameters } from '../../types/spread-parameters.js';
import { compareFlags } from '../compare-flags.js';
import type { CompareScope } from '../compare-scope.js';
import { type Alignment, alignOverloads, type OverloadPair } from './align-overloads.js';
import { compareSignatures, type PlacedSignature } from './compare-signatures.js';
import { findSplits, type Split } from './find-splits.js';
import { stableSignature } from './stable-names.js';

/** The overloads of one method, or the constructors of a class. */
export interface OverloadList {
  readonly overloads: readonly PlacedSignature[];
}

export interface MethodChanges {
  readonly changes: readonly Change[];
  /** Separate, since a change of the member's kind makes them redundant. */
  readonly returns: readonly Change[];
}

/** Compares two lists of overloads. */
export function compareOverloads(
  scope: CompareScope,
  subject: string,
  old: OverloadList,
  now: OverloadList,
  rule: 'overload' | 'constructor',
): MethodChanges {
  const [before, after] = [spreadIn(old), spreadIn(now)];
  const from = comparableList(before, after);
  const to = comparableList(after, before);
  const splits = findSplits(from, to);
  const alignment = alignOverloads(from, to, splits);
  const named = nameOverloads(subject, from.length, to.length);
  const pairs = alignment.pairs.map((pair) => {
    const [first, second] = [before.overloads[pair.before], after.overloads[pair.after]];
    if (first === undefined || second === undefined) return { changes: [], returns: [] };
    return compareSignatures(scope, { subject: named(pair.after), member: subject }, first, second);
  });
  const flagged = [...alignment.pairs, ...splits.flatMap(pairsOf)];
  return {
    changes: [
      ...splits.map((split) => splitChange(`${rule}-changed`, subject, split, before, after)),
      ...loneOverloads(subject, alignment, before, after, rule),
      ...reordered(`${rule}-changed`, subject, alignment, from, to, after),
      ...pairs.flatMap((pair) => pair.changes),
      ...overloadFlags(subject, named, flagged, before, after),
    ],
    returns: pairs.flatMap((pair) => pair.returns),
  };
}

/** Replaces a rest parameter with a tuple type by the parameters in the tuple. */
function spreadIn({ overloads }: OverloadList): OverloadList {
  const variablesOf = (outer: readonly TypeParameter[]): string[] => outer.map((each) => each.name);
  return {
    overloads: overloads.map((each) => ({
      ...each,
      signature: spreadParameters(each.signature, { driver: each.driver, variables: variablesOf(each.outer) }),
    })),
  };
}

/** If the class has become generic, type parameters are compared by name. Otherwise the list is unchanged. */
function comparableList(list: OverloadList, other: OverloadList): Signature[] {
  const isAlike = list.overloads[0]?.outer.length === other.overloads[0]?.outer.length;
  return list.overloads.map(({ signature, outer }) => (isAlike ? signature : stableSignature(signature, outer)));
}

/** `Collection.find`, or `Collection.find#2` if there are several overloads. */
function nameOverloads(subject: string, before: number, after: number): (index: number) => string {
  return (index) => (before <= 1 && after <= 1 ? subject : `${subject}#${index + 1}`);
}

/** Each overload of a split, with the one that it came from or became. */
function pairsOf({ before, after }: Split): OverloadPair[] {
  return before.flatMap((first) => after.map((second) => ({ before: first, after: second })));
}

function splitChange(
  rule: Change['rule'],
  subject: string,
  split: Split,
  before: OverloadList,
  after: OverloadList,
): Change {
  const textOf = ({ overloads }: OverloadList, places: readonly number[]): string =>
    places.map((index) => overloads[index]?.signature.text).join('; ');
  return {
    rule,
    detail: 'split',
    severity: split.isEqual ? 'info' : 'error',
    subject,
    before: textOf(before, split.before),
    after: textOf(after, split.after),
    reaches: [subject],
    ...standingAt(after),
  };
}

function standingAt({ overloads: [first] }: OverloadList): { readonly place: Place; readonly docs: Docs | undefined } {
  if (first === undefined) throw new RangeError('a method has at least one overload');
  return { place: first.signature.place, docs: first.signature.docs };
}

function loneOverloads(
  subject: string,
  { added, removed }: Alignment,
  before: OverloadList,
  after: OverloadList,
  rule: 'overload' | 'constructor',
): Change[] {
  const change = (list: OverloadList, index: number, isAdded: boolean): Change[] => {
    const signature = list.overloads[index]?.signature;
    if (signature === undefined) return [];
    const { text, place, docs } = signature;
    const texts = { before: isAdded ? undefined : text, after: isAdded ? text : undefined };
    const base = { subject: `${subject}#${index + 1}`, reaches: [subject], place, docs };
    return [{ rule: `${rule}-${isAdded ? 'added' : 'removed'}`, ...texts, ...base }];
  };
  return [
    ...removed.flatMap((index) => change(before, index, false)),
    ...added.flatMap((index) => change(after, index, true)),
  ];
}

/**
 * Compares the order of overloads: TypeScript picks the first one that fits, and conditional types use the last one.
 */
function reordered(
  rule: Change['rule'],
  subject: string,
  { pairs }: Alignment,
  before: readonly Signature[],
  after: readonly Signature[],
  list: OverloadList,
): Change[] {
  const isRising = pairs.every((pair, index) => index === 0 || pair.before > (pairs[index - 1]?.before ?? -1));
  if (isRising) return [];
  const [from, to] = [before.at(-1), after.at(-1)];
  const isLastSame = from !== undefined && to !== undefined && canonicalSignature(from) === canonicalSignature(to);
  return [
    {
      rule,
      detail: 'reordered',
      severity: isLastSame ? 'info' : 'error',
      subject,
      before: before.map((each) => each.text).join('; '),
      after: after.map((each) => each.text).join('; '),
      reaches: [subject],
      ...standingAt(list),
    },
  ];
}

/** Compares the flags of the whole method if all overloads agree, otherwise those of each overload. */
function overloadFlags(
  subject: string,
  named: (index: number) => string,
  pairs: readonly OverloadPair[],
  before: OverloadList,
  after: OverloadList,
): Change[] {
  const found = pairs.flatMap((pair) => {
    const [first, second] = [before.overloads[pair.before]?.signature, after.overloads[pair.after]?.signature];
    if (first === undefined || second === undefined) return [];
    const { place, docs } = second;
    return compareFlags(first.docs, second.docs).map(({ what, direction, ...texts }): Change => {
      return { rule: `${what}-${direction}`, subject: named(pair.after), ...texts, reaches: [subject], place, docs };
    });
  });
  return [...new Set(found.map((change) => change.rule))].flatMap((rule) => {
    const same = found.filter((change) => change.rule === rule);
    const [first] = same;
    const isAll = same.length === after.overloads.length && same.length > 1;
    return isAll && first !== undefined ? [{ ...first, subject }] : same;
  });
}
