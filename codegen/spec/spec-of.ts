import { memberKey } from '../model/member-key.js';
import type { RangedClass, RangedErrors, RangedFailing, RangedSpec } from './ranged-spec.js';
import { holdsIn, type Ranged } from './releases.js';
import { type ByRole, ROLE_NAMES } from './roles.js';
import type { ClassSpec, Elsewhere, ErrorsSpec, FailingMembers, Named, Spec } from './spec.js';

/** Selects the spec for a version of the driver. Later steps do not see releases. */
export function specOf({ folder, classes, errors }: RangedSpec, version: string): Spec {
  const here = classes.filter((each) => holdsIn(each.releases, version));
  const elsewhere = classes.filter((each) => !here.includes(each));
  return {
    folder,
    classes: here.map((each) => classOf(each, version)),
    errors: errorsOf(errors, classes, version),
    elsewhere: elsewhere.map(({ class: name, releases, place }) => ({ name, what: 'class', releases, place })),
  };
}

function classOf(spec: RangedClass, version: string): ClassSpec {
  const { releases: _, constructible, claims, events, omitted, ...rest } = spec;
  return {
    ...rest,
    constructible: constructible !== undefined && holdsIn(constructible, version),
    roles: rolesOf(spec, version),
    claims: holding(claims, version),
    events: holding(events, version),
    omitted: holding(omitted, version),
    elsewhere: linesOf(spec).filter(({ releases }) => !holdsIn(releases, version)),
  };
}

/** All lines of a file for members and events. */
function linesOf({ claims, events, omitted }: RangedClass): Elsewhere[] {
  const keyOf = (line: { readonly member: string; readonly static: boolean }) => memberKey(line.member, line.static);
  return [
    ...claims.map((each): Elsewhere => ({ ...each, name: keyOf(each), what: 'claim' })),
    ...omitted.map((each): Elsewhere => ({ ...each, name: keyOf(each), what: 'omission' })),
    ...events.map((each): Elsewhere => ({ ...each, what: 'event' })),
  ].map(({ name, what, releases, place }) => ({ name, what, releases, place }));
}

/** Whether a member only exists in other releases, by its own line. Entries that name it do not repeat the releases. */
function isElsewhere({ claims, omitted }: RangedClass, key: string, version: string): boolean {
  const lines = [...claims, ...omitted].filter((each) => memberKey(each.member, each.static) === key);
  return lines.length > 0 && !lines.some(({ releases }) => holdsIn(releases, version));
}

function rolesOf(spec: RangedClass, version: string): ByRole<Named> {
  const played = ROLE_NAMES.flatMap((role) => {
    const member = spec.roles[role];
    return member === undefined || isElsewhere(spec, member.name, version) ? [] : [[role, member] as const];
  });
  return Object.fromEntries(played);
}

function errorsOf({ anything, limited }: RangedErrors, classes: readonly RangedClass[], version: string): ErrorsSpec {
  const failing = (each: readonly RangedFailing[]): FailingMembers[] =>
    each.flatMap(({ class: named, members }) => {
      const spec = classes.find((other) => other.class === named.name);
      if (spec !== undefined && !holdsIn(spec.releases, version)) return [];
      const isHere = ({ name }: Named): boolean => spec === undefined || !isElsewhere(spec, name, version);
      return [{ class: named, members: members && holding(members, version).filter(isHere) }];
    });
  return {
    anything: failing(anything),
    limited: limited
      .filter(({ releases }) => holdsIn(releases, version))
      .map(({ error, by }) => ({ error, by: failing(by) })),
  };
}

function holding<T extends object>(lines: readonly Ranged<T>[], version: string): T[] {
  return lines
    .filter(({ releases }) => holdsIn(releases, version))
    .map(({ releases: _, ...line }) => line as unknown as T);
}
