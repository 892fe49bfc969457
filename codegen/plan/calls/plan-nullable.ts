import type { Problem } from '../../common/problem.js';
import type { PlannedParameter } from '../../frameworks/contract/told.js';
import type { Driver } from '../../model/driver.js';
import type { Signature } from '../../model/types/type-text.js';
import {
  argumentFields,
  type ArgumentPlace,
  mayBeSame,
  possibleValues,
  type PossibleValues,
  union,
} from '../../model/values/possible-values.js';
import type { OwnScope } from '../member-scope.js';
import { forwarded } from '../members/plan-signature.js';
import type { Code } from '../text/layout.js';
import { propertyAccess } from '../text/names.js';

/** An overload, and whether its result may be `null`. */
interface Giving {
  readonly source: Signature;
  readonly nullable: boolean;
}

/**
 * Whether a call may return `null`: a boolean if all overloads agree, otherwise an expression over the parameters of
 * the implementation. If the overloads cannot be told apart, this adds a problem.
 */
export function nullableOf(
  scope: OwnScope,
  overloads: readonly Giving[],
  parameters: readonly PlannedParameter[],
): boolean | Code {
  const all = overloads.map(({ source, nullable }) => ({ source: inClass(scope, source), nullable }));
  const nullable = all.filter((each) => each.nullable);
  const present = all.filter((each) => !each.nullable);
  if (present.length === 0) return true;
  if (nullable.length === 0) return false;
  const telling =
    firstTelling(scope.driver, all, { told: present, others: nullable }, parameters) ??
    firstTelling(scope.driver, all, { told: nullable, others: present }, parameters);
  if (telling !== undefined) return conditionOf(parameters, telling);
  scope.problems.push(notTold(scope));
  return true;
}

/** An overload that includes the type parameters of its class. */
function inClass({ class: { typeParameters } }: OwnScope, source: Signature): Signature {
  return { ...forwarded(source), typeParameters: [...typeParameters, ...source.typeParameters] };
}

interface Sides {
  /** The overloads that a value at the place has to distinguish from the others. */
  readonly told: readonly Giving[];
  readonly others: readonly Giving[];
}

/** A place, the literals that it has for one side, and whether that side returns `null`. */
interface Telling {
  readonly place: ArgumentPlace;
  readonly values: readonly string[];
  readonly isNullable: boolean;
}

/** A literal field is the clearest sign. Whether an argument is passed is the last resort. */
function firstTelling(
  driver: Driver,
  overloads: readonly Giving[],
  sides: Sides,
  parameters: readonly PlannedParameter[],
): Telling | undefined {
  const [first] = sides.told;
  if (first === undefined) return undefined;
  const positions = parameters.flatMap(({ rest }, at) => (rest ? [] : [at]));
  const fields = positions.flatMap((at) =>
    [...argumentFields(driver, first.source, at).fields.keys()].map((key) => ({ at, key })),
  );
  for (const place of [...fields, ...positions.map((at) => ({ at, key: undefined }))]) {
    const values = tellingValues(driver, { ...sides, overloads, place });
    if (values !== undefined) return { place, values, isNullable: first.nullable };
  }
  return undefined;
}

interface Side extends Sides {
  readonly overloads: readonly Giving[];
  readonly place: ArgumentPlace;
}

/** The literals at a place that all overloads of one side have, and none of the other. */
function tellingValues(driver: Driver, { told, others, overloads, place }: Side): readonly string[] | undefined {
  const values = new Map(overloads.map((each) => [each, possibleValues(driver, each.source, place)]));
  const valuesOf = (each: Giving): PossibleValues => values.get(each) ?? possibleValues(driver, each.source, place);
  const all = union(told.map(valuesOf));
  if (all.others || all.literals.size === 0) return undefined;
  const isApart = others.every((other) =>
    told.every(
      (each) =>
        !mayBeSame(valuesOf(each), valuesOf(other)) ||
        (isMore(valuesOf(other), all) && isBefore(driver, { each, other, overloads, place })),
    ),
  );
  return isApart ? [...all.literals] : undefined;
}

/** Whether an overload also allows other values than these. */
function isMore({ literals, others }: PossibleValues, told: PossibleValues): boolean {
  return others || [...literals].some((each) => !told.literals.has(each));
}

/** Whether the compiler picks one overload for every call that fits both, since nothing else differs. */
function isBefore(
  driver: Driver,
  { each, other, overloads, place }: { each: Giving; other: Giving } & Pick<Side, 'overloads' | 'place'>,
): boolean {
  return overloads.indexOf(each) < overloads.indexOf(other) && isSameBesides(driver, each.source, other.source, place);
}

function isSameBesides(driver: Driver, a: Signature, b: Signature, { at, key }: ArgumentPlace): boolean {
  const arity = Math.max(a.parameters.length, b.parameters.length);
  for (let each = 0; each < arity; each += 1)
    if (each !== at && a.parameters[each]?.type.canonical !== b.parameters[each]?.type.canonical) return false;
  if (key === undefined) return true;
  const [ours, theirs] = [a, b].map((signature) => argumentFields(driver, signature, at));
  const names = new Set([...(ours?.fields.keys() ?? []), ...(theirs?.fields.keys() ?? [])]);
  return [...names].every((name) => {
    const [mine, other] = [ours?.fields.get(name), theirs?.fields.get(name)];
    return name === key || (mine?.type.canonical === other?.type.canonical && mine?.optional === other?.optional);
  });
}

/** `options?.includeResultMetadata !== true` */
function conditionOf(parameters: readonly PlannedParameter[], { place, values, isNullable }: Telling): string {
  const { at, key } = place;
  const name = parameters[at]?.name ?? '';
  const value = key === undefined ? name : optionalAccess(name, key);
  return values.map((each) => `${value} ${isNullable ? '===' : '!=='} ${each}`).join(isNullable ? ' || ' : ' && ');
}

function optionalAccess(value: string, key: string): string {
  const access = propertyAccess('', key);
  return `${value}?${access.startsWith('.') ? '' : '.'}${access}`;
}

function notTold(scope: OwnScope): Problem {
  const { framework, subject, member } = scope;
  const key = member.kind === 'command' || member.kind === 'executor' ? 'command' : 'synchronous';
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject,
    message: `\`${key}\` of the framework ${framework.name} reads \`nullable\` to learn whether ${subject} returns \`null\`: some of its overloads may, and no argument tells which`,
    fix: 'omit the member with that reason, or let the framework use `overloads` instead of `nullable`',
    at: scope.place,
  };
}
