import type { Driver } from '../../model/driver.js';
import { ancestors } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import type { MemberKind } from '../../model/member-kind.js';
import { closerOf } from '../../spec/closer-of.js';
import type { ClassPair } from '../../reconcile/pairs.js';

/** What a worker needs to know about the wrapped classes: the reconciled spec as plain data. */
export interface Shape {
  readonly lazy: boolean;
  /** The classes, bases first. */
  readonly classes: readonly ShapeClass[];
}

export interface ShapeClass {
  readonly name: string;
  /** The wrapped class that it extends. */
  readonly base: string | undefined;
  /** Whether it is a cursor or a change stream, and so a recipe in a lazy framework. */
  readonly isCursor: boolean;
  readonly members: readonly ShapeMember[];
}

export interface ShapeMember {
  readonly name: string;
  readonly kind: MemberKind;
  readonly static: boolean;
  /** Whether it belongs to a run. */
  readonly run: boolean;
  /** Whether it copies a cursor. */
  readonly copies: boolean;
  /** Whether it restarts a run. */
  readonly restarts: boolean;
  /** Whether it closes a run. */
  readonly closes: boolean;
  /** The members of the class that it calls: iteration calls `next` and `close`. */
  readonly through: readonly string[];
  /** How many arguments every overload requires. */
  readonly required: number;
}

/** What the shape depends on in a framework. */
export interface ShapedBy {
  readonly name: string;
  readonly lazy: boolean;
  /** The members that it leaves out: `Collection.find`, `MongoClient.static connect`. */
  readonly hidden: ReadonlySet<string>;
}

/** Lists the wrapped members of a framework. */
export function shapeOf(driver: Driver, pairs: readonly ClassPair[], framework: ShapedBy): Shape {
  const names = new Set(pairs.map((pair) => pair.class.name));
  const basesOf = (name: string): string[] => ancestors(driver, name).filter((each) => names.has(each));
  const roots = new Set(
    pairs.filter((pair) => pair.spec.claims.some((claim) => claim.run)).map((pair) => pair.class.name),
  );
  const roles: Roles = {
    copies: new Set(pairs.flatMap((pair) => pair.spec.roles.copy?.name ?? [])),
    restarts: new Set(pairs.flatMap((pair) => pair.spec.roles.restart?.name ?? [])),
    closes: new Set(pairs.filter((pair) => roots.has(pair.class.name)).flatMap((pair) => closerOf(pair.spec) ?? [])),
  };
  const classes = pairs.map((pair): ShapeClass => {
    const { name } = pair.class;
    return {
      name,
      base: basesOf(name)[0],
      isCursor: [name, ...basesOf(name)].some((each) => roots.has(each)),
      members: pair.pairs
        .filter(({ claim }) => !isOmitted(pair, claim, framework.name))
        .filter(({ claim }) => !framework.hidden.has(`${name}.${memberKey(claim.member, claim.static)}`))
        .map((each) => shapeMember(each, roles)),
    };
  });
  return { lazy: framework.lazy, classes: classes.toSorted((a, b) => basesOf(a.name).length - basesOf(b.name).length) };
}

/** The names of members with a role. */
interface Roles {
  readonly copies: ReadonlySet<string>;
  readonly restarts: ReadonlySet<string>;
  readonly closes: ReadonlySet<string>;
}

function shapeMember({ member, claim }: ClassPair['pairs'][number], roles: Roles): ShapeMember {
  const overloads = member.kind === 'property' ? [] : member.overloads;
  const counts = overloads.map(({ parameters }) => parameters.filter((each) => !each.optional && !each.rest).length);
  return {
    name: claim.member,
    kind: claim.kind,
    static: claim.static,
    run: claim.run,
    copies: roles.copies.has(claim.member),
    restarts: claim.run && roles.restarts.has(claim.member),
    closes: claim.run && roles.closes.has(claim.member),
    through: claim.through.map(({ name }) => name),
    required: counts.length === 0 ? 0 : Math.min(...counts),
  };
}

function isOmitted(pair: ClassPair, claim: { member: string; static: boolean }, framework: string): boolean {
  return pair.omissions.some(
    ({ omission }) =>
      omission.member === claim.member &&
      omission.static === claim.static &&
      (omission.framework === undefined || omission.framework === framework),
  );
}

/** Whether a name is that of a method, which can be broken on purpose. */
export function canBreak(shape: Shape, name: string): boolean {
  const found = findMember(shape, name);
  return found !== undefined && !['property', 'constant'].includes(found.member.kind);
}

/** Finds a member by name, `Collection.findOne`, and the class or ancestor that declares it. */
export function findMember(shape: Shape, name: string): { owner: ShapeClass; member: ShapeMember } | undefined {
  const [, className = '', memberName = ''] = /^(\w+)\.(.+)$/.exec(name) ?? [];
  let owner = shape.classes.find((each) => each.name === className);
  while (owner !== undefined) {
    const member = owner.members.find((each) => each.name === memberName);
    if (member !== undefined) return { owner, member };
    const { base } = owner;
    owner = shape.classes.find((each) => each.name === base);
  }
  return undefined;
}
