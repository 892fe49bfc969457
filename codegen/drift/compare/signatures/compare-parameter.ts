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

/** Where a parameter stands: its own subject, and the member that users call. */
export interface ParameterPlace {
  /** `Collection.find(options)`. */
  readonly subject: string;
  readonly member: string;
  readonly place: Place;
}

/** What of one parameter differs: options where its type is made of them, else the parameter as a whole. */
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
  // A new name for the same thing says less than what became of the thing.
  if (types !== undefined && !options.explained) return [...options.changes, { ...whole, detail: types.detail }];
  return pair.renamed ? [...options.changes, { ...whole, detail: 'renamed' }] : options.changes;
}

interface OptionChanges {
  readonly changes: Change[];
  /** Whether they, or those of the declared types, say all that differs. */
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
  // An object of a class is passed as a whole: its members are no options.
  if (isClassInstance(before) || isClassInstance(after)) return { changes: [], explained: isSame };
  // What is not an object on one side did not lose or gain its fields one by one.
  if (!hasFields(from) || !hasFields(to)) return { changes: [], explained: isSame };

  const all = compareFields(from, to, {
    ...scope,
    variables: { before: before.variables, after: after.variables },
    use: 'give',
  });
  // An object of a class may be passed among others; its members are no options.
  const differences = all.filter((each) => !isOfClass(scope, each));
  const isOwn = ({ owner }: FieldDifference): boolean => !isDeclared(before, owner) && !isDeclared(after, owner);
  const known = knownDifferences(scope, before, after);
  // What is written alike differs in what its comments say at most; declared types tell of themselves.
  const own = differences.filter((each) =>
    isSame ? each.what !== 'field' && isOwn(each) : !known.has(ownedDifferenceKey(each)),
  );
  const parts = partsBeside(before, after);
  const changes = own.map((each) => {
    // What a part brings is told of by that part, for all the parameters that it is put beside.
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

/** The bases that only one side has, where the two are the same for the rest. */
function partsBeside(before: Placed, after: Placed): { before: ReadonlySet<string>; after: ReadonlySet<string> } {
  const from = allBases(before.driver, basesOf(before.type));
  const to = allBases(after.driver, basesOf(after.type));
  if (![...from].some((name) => to.has(name))) return { before: new Set(), after: new Set() };
  const only = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    new Set([...some].filter((name) => !others.has(name)));
  return { before: only(from, to), after: only(to, from) };
}

/** The differences of the declared types that both sides are made of: each is a finding of its own. */
function knownDifferences(scope: CompareScope, before: Placed, after: Placed): ReadonlySet<string> {
  const from = allBases(before.driver, basesOf(before.type));
  const to = allBases(after.driver, basesOf(after.type));
  const shared = [...from].filter((name) => to.has(name));
  return new Set(shared.flatMap((name) => (scope.typeDifferences.get(name) ?? []).map(ownedDifferenceKey)));
}
