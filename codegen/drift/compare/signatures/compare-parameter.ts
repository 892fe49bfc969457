import type { Place } from '../../../common/place.js';
import { findClass, findType } from '../../../model/lookup.js';
import type { Change } from '../../change.js';
import { compareTypes, type TypeDifference } from '../../types/compare-types.js';
import { fieldsOf } from '../../types/meaning-of.js';
import { hasFields, isClassInstance, type Placed } from '../../types/placed-type.js';
import { type CompareScope, fieldChange, isOfClass, ownedDifferenceKey } from '../compare-scope.js';
import { allBases, basesOf } from '../fields/bases-of-types.js';
import { compareFields, otherParts, saysAll } from '../fields/compare-fields.js';
import type { FieldDifference } from '../fields/field-difference.js';
import { marksDetail, type ParameterPair, parameterText } from './align-parameters.js';

/** The subject of a parameter, and the member that users call. */
export interface ParameterPlace {
  /** `Collection.find(options)`. */
  readonly subject: string;
  readonly member: string;
  readonly place: Place;
}

/** Compares a parameter: by its options if it has any, otherwise as a whole. */
export function compareParameter(scope: CompareScope, pair: ParameterPair, where: ParameterPlace): Change[] {
  const { before, after } = pair;
  const whole: Omit<Change, 'detail'> = {
    rule: 'parameter-changed',
    subject: where.subject,
    before: parameterText(before.parameter),
    after: parameterText(after.parameter),
    reaches: [where.member],
    place: where.place,
  };
  const marks = marksDetail(pair);
  const types = compareTypes(before.placed, after.placed, 'give');
  const options = optionChanges(scope, before.placed, after.placed, types, where);
  if (pair.moved) return [...options.changes, { ...whole, detail: 'moved' }];
  if (marks !== undefined) return [...options.changes, { ...whole, detail: marks.detail }];
  // A change of the type says more than a new name.
  if (types !== undefined && !options.explained) return [...options.changes, { ...whole, detail: types.detail }];
  return pair.renamed ? [...options.changes, { ...whole, detail: 'renamed' }] : options.changes;
}

interface OptionChanges {
  readonly changes: Change[];
  /** Whether these changes, with those of declared types, explain the whole difference. */
  readonly explained: boolean;
}

function optionChanges(
  scope: CompareScope,
  before: Placed,
  after: Placed,
  types: TypeDifference | undefined,
  where: ParameterPlace,
): OptionChanges {
  const isSame = types === undefined;
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  // An instance of a class is passed as a whole. Its members are not options.
  if (isClassInstance(before) || isClassInstance(after)) return { changes: [], explained: isSame };
  // If one side is not an object, it did not gain or lose single fields.
  if (!hasFields(from) || !hasFields(to)) return { changes: [], explained: isSame };

  const all = compareFields(from, to, {
    ...scope,
    variables: { before: before.variables, after: after.variables },
    use: 'give',
  });
  // A class may be one of several types. Its members are not options.
  const differences = all.filter((each) => !isOfClass(scope, each));
  const isOwn = ({ owner }: FieldDifference): boolean => !isDeclared(before, owner) && !isDeclared(after, owner);
  const known = knownDifferences(scope, before, after);
  // Equal types may at most differ in comments. Declared types are reported separately.
  const own = differences.filter((each) =>
    isSame ? each.what !== 'field' && isOwn(each) : !known.has(ownedDifferenceKey(each)),
  );
  const parts = partsBeside(before, after);
  const changes = own.map((each) => {
    // The differences of a part are reported for that part, for all parameters that have it.
    const isPart = (each.direction === 'added' ? parts.after : parts.before).has(each.owner);
    const owner = isOwn(each) || each.direction === 'changed' || !isPart ? where.subject : each.owner;
    const rest = { subject: `${owner}.${each.path}`, reaches: [where.member], place: each.place ?? where.place };
    return fieldChange(each, rest, false);
  });
  const others =
    otherParts(before.driver, before.type, before.variables) === otherParts(after.driver, after.type, after.variables);
  return { changes, explained: isSame || (others && saysAll(differences, types)) };
}

function isDeclared({ driver }: Placed, name: string): boolean {
  return (findType(driver, name) ?? findClass(driver, name)) !== undefined;
}

/** The bases that only one side has, if the rest of both is the same. */
function partsBeside(before: Placed, after: Placed): { before: ReadonlySet<string>; after: ReadonlySet<string> } {
  const from = allBases(before.driver, basesOf(before.type));
  const to = allBases(after.driver, basesOf(after.type));
  if (![...from].some((name) => to.has(name))) return { before: new Set(), after: new Set() };
  const only = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    new Set([...some].filter((name) => !others.has(name)));
  return { before: only(from, to), after: only(to, from) };
}

/** The differences of the declared types that both sides refer to. Each is a separate finding. */
function knownDifferences(scope: CompareScope, before: Placed, after: Placed): ReadonlySet<string> {
  const from = allBases(before.driver, basesOf(before.type));
  const to = allBases(after.driver, basesOf(after.type));
  const shared = [...from].filter((name) => to.has(name));
  return new Set(shared.flatMap((name) => (scope.typeDifferences.get(name) ?? []).map(ownedDifferenceKey)));
}
