import type { Place } from '../../common/place.js';
import type { DriverClass, DriverMember } from '../../model/driver.js';
import { ancestors, findClass } from '../../model/lookup.js';
import type { TypeText } from '../../model/types/type-text.js';
import { promised } from '../../model/values/promises.js';
import { isSession } from '../lazy/runs.js';
import type { MemberScope } from '../member-scope.js';
import { within } from '../scope.js';
import { pathsOf } from './plan-argument.js';

/** How objects of a class are bound to a session. */
export interface Bindable {
  /** For each method, the positions of the options that may name a session. */
  readonly options: Readonly<Record<string, readonly number[]>>;
  /** The members that return an object of a bindable class, with the name of that class. */
  readonly gives: Readonly<Record<string, string>>;
  /** The members that return one inside a type that binding does not reach. */
  readonly unreached: readonly { readonly name: string; readonly type: string; readonly place: Place }[];
}

/** Derives this from the declarations of the class and its bases. */
export function bindableOf(scope: MemberScope, declared: DriverClass): Bindable {
  const options: Record<string, number[]> = {};
  for (const { member, at } of sessionOptions(scope, declared)) {
    const places = (options[member.name] ??= []);
    if (!places.includes(at)) places.push(at);
  }
  const gives: Record<string, string> = {};
  const unreached: Bindable['unreached'][number][] = [];
  for (const member of membersOf(scope, declared).filter((each) => isClaimed(scope, declared, each))) {
    const types = givenBy(member).filter((type) =>
      type.names.some(({ name }) => scope.told.boundBy(name) !== undefined),
    );
    const [first] = types;
    if (first === undefined) continue;
    const names = new Set(types.map((type) => boundClass(scope, type)));
    const [name] = names;
    if (name === undefined || names.size > 1)
      unreached.push({ name: member.name, type: first.text, place: member.place });
    else gives[member.name] = name;
  }
  return { options: sorted(options), gives, unreached };
}

function sorted(options: Readonly<Record<string, readonly number[]>>): Bindable['options'] {
  return Object.fromEntries(Object.entries(options).map(([name, at]) => [name, at.toSorted((a, b) => a - b)]));
}

/** The parameters of a method that may be options with a session. */
export function sessionOptions(
  scope: MemberScope,
  declared: DriverClass,
): { readonly member: DriverMember; readonly at: number; readonly type: TypeText }[] {
  return membersOf(scope, declared).flatMap((member) => {
    if (member.kind !== 'method') return [];
    return member.overloads.flatMap(({ parameters, typeParameters }) => {
      const inner = within(scope, typeParameters);
      return parameters.flatMap(({ type }, at) => (pathsOf(inner, type).some(isSession) ? [{ member, at, type }] : []));
    });
  });
}

/** The members of an instance, including those inherited. */
function membersOf({ driver }: MemberScope, declared: DriverClass): DriverMember[] {
  const lineage = [declared, ...ancestors(driver, declared.name).flatMap((name) => findClass(driver, name) ?? [])];
  const members = lineage.flatMap((each) => each.members.filter((member) => !member.static && !member.symbol));
  return [...new Map(members.toReversed().map((member) => [member.name, member])).values()].toReversed();
}

/** A member that the spec omits does not matter. */
function isClaimed({ driver, told }: MemberScope, declared: DriverClass, { name }: DriverMember): boolean {
  return [declared.name, ...ancestors(driver, declared.name)].some((owner) => told.kindOf(owner, name) !== undefined);
}

function givenBy(member: DriverMember): TypeText[] {
  return member.kind === 'property' ? [member.type] : member.overloads.map((each) => each.returns);
}

/** The bindable class in a type, if there is exactly one: the type itself, in a promise, or in a list. */
function boundClass(scope: MemberScope, type: TypeText): string | undefined {
  const resolved = promised(scope.driver, type);
  if (resolved !== undefined) return boundClass(scope, resolved);
  const { shape } = type;
  switch (shape.kind) {
    case 'reference':
      return scope.told.boundBy(shape.name) !== undefined ? shape.name : undefined;
    case 'parenthesized':
    case 'array':
      return boundClass(scope, shape.of.type);
    case 'union': {
      const parts = shape.parts.filter(({ type: part }) => !isNothing(part));
      const [only] = parts;
      return only === undefined || parts.length > 1 ? undefined : boundClass(scope, only.type);
    }
    default:
      return undefined;
  }
}

function isNothing({ shape }: TypeText): boolean {
  return shape.kind === 'literal' && (shape.of === 'undefined' || shape.of === 'null');
}
